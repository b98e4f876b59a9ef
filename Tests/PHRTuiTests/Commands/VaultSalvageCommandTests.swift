import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Saving what can be read out of a damaged file.
@Suite struct VaultSalvageCommandTests {
  /// A vault with seven records, each in a commit of its own.
  private static func damagedPlace() throws -> (CommandPlace, RecoveryCode) {
    let place = try CommandPlace()
    let code = try place.create()
    for number in 0..<6 { try place.addRecord("egg \(number)") }
    return (place, code)
  }

  /// Offsets of the frames behind the headers, by their own lengths.
  private static func frames(_ bytes: [UInt8]) -> [Int] {
    var offsets: [Int] = []
    var offset = 8_192
    while offset + 112 <= bytes.count {
      offsets.append(offset)
      offset += 112 + Int(bytes.uint32(at: offset + 28))
    }
    return offsets
  }

  private static func salvage(_ place: CommandPlace, _ more: String...) -> CommandPlace.Outcome {
    place.runOn("record.phr", ["vault", "salvage", "--to", place.place("new.phr")] + more)
  }

  @Test(arguments: Language.allCases)
  func `a sound file is copied whole`(_ language: Language) throws {
    let (place, _) = try Self.damagedPlace()
    let outcome = place.run(
      "vault", "salvage", "--to", place.place("new.phr"), language: language)
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(outcome.output.contains(VaultSalvageWords.nothingLost.in(language)))
    #expect(place.records("new.phr") == 7)
    #expect(place.run("vault", "salvage").code == .usage)
    let again = Self.salvage(place)
    #expect(again.code == .failed && again.messages.contains("exists already"))
  }

  @Test func `a flipped byte costs the commit that it stands in, and that is said`() throws {
    let (place, _) = try Self.damagedPlace()
    let bytes = try place.bytes()
    let frames = Self.frames(bytes)
    let victim = frames[frames.count - 3]
    let commit = bytes.uint64(at: victim + 16)
    let sequence = bytes.uint64(at: victim + 8)
    try place.change { $0[victim + 200] ^= 1 }
    let before = try place.bytes()
    #expect(place.run("list").code == .damaged)
    let outcome = Self.salvage(place)
    #expect(outcome.code == .problems, "\(outcome.messages)")
    #expect(outcome.output.contains("Unreadable frame: \(sequence)"))
    #expect(outcome.output.contains("Lost change: commit \(commit)"))
    #expect(outcome.messages.contains("may be incomplete"))
    #expect(try place.bytes() == before)
    let count = place.records("new.phr")
    #expect((1...6).contains(count))
    #expect(place.runOn("new.phr", ["vault", "verify"]).code == .done)
  }

  @Test func `a flipped header of a frame is a gap with its place`() throws {
    let (place, _) = try Self.damagedPlace()
    let bytes = try place.bytes()
    let frames = Self.frames(bytes)
    let victim = frames[frames.count - 2]
    let next = frames[frames.count - 1]
    try place.change { $0[victim + 40] ^= 1 }
    let outcome = Self.salvage(place, "--json")
    #expect(outcome.code == .problems)
    #expect(outcome.output.contains(#""unreadable":[[\#(victim),\#(next)]]"#))
    let commit = bytes.uint64(at: victim + 16)
    #expect(outcome.output.contains(#""lostCommits":[\#(commit)]"#))
    #expect((1...7).contains(place.records("new.phr")))
  }

  @Test func `a lost part of the base is named by its bytes of the database`() throws {
    let (place, _) = try Self.damagedPlace()
    let vault = try place.open()
    try vault.compact()
    vault.close()
    let frames = Self.frames(try place.bytes())
    try #require(frames.count >= 4)
    try place.change { $0[frames[frames.count - 1] + 300] ^= 1 }
    let outcome = Self.salvage(place)
    #expect(outcome.code == .problems)
    // Behind the meta frame: pieces of 64 KiB.
    #expect(outcome.output.contains("Lost: bytes \((frames.count - 2) * 65_536)–"))
    #expect(place.records("new.phr") >= 0)
    #expect(place.runOn("new.phr", ["vault", "verify"]).code == .done)
  }

  @Test func `with the list of tables lost the records are found in the pages themselves`() throws {
    let (place, _) = try Self.damagedPlace()
    let vault = try place.open()
    for number in 0..<150 { try CommandPlace.add("food \(number)", to: vault) }
    try vault.compact()
    vault.close()
    let frames = Self.frames(try place.bytes())
    // Behind the meta frame: the first 64 KiB, with the roots of nearly all tables.
    try place.change { $0[frames[1] + 300] ^= 1 }
    let outcome = Self.salvage(place)
    #expect(outcome.code == .problems)
    #expect(outcome.output.contains("Lost: bytes 0–65536 of the database"))
    #expect(outcome.output.contains("Read only in part: table record ("))
    #expect(place.records("new.phr") > 50)
    #expect(place.runOn("new.phr", ["vault", "verify"]).code == .done)
  }

  @Test func `the very first commit lost: the tables are known, the rest comes back`() throws {
    let (place, _) = try Self.damagedPlace()
    let frames = Self.frames(try place.bytes())
    try place.change { $0[frames[1] + 200] ^= 1 }
    let outcome = Self.salvage(place)
    #expect(outcome.code == .problems)
    #expect(outcome.output.contains("Lost change: commit 1\n"))
    #expect(place.records("new.phr") == 7)
  }

  @Test func `with both headers gone the one kept on this machine opens it`() throws {
    let (place, _) = try Self.damagedPlace()
    try place.change { $0.replaceSubrange(0..<8_192, with: [UInt8](repeating: 0, count: 8_192)) }
    #expect(place.run("list").code == .failed)
    let outcome = Self.salvage(place)
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(outcome.output.contains("Header: neither copy is usable"))
    #expect(place.records("new.phr") == 7)
  }

  @Test func `on another machine a backup lends its header`() throws {
    let (place, _) = try Self.damagedPlace()
    #expect(place.run("vault", "backup", place.place("b.phr")).code == .done)
    try place.change { $0.replaceSubrange(0..<8_192, with: [UInt8](repeating: 0, count: 8_192)) }
    place.options.stateDirectory = .at(place.place("elsewhere"))
    let without = Self.salvage(place)
    #expect(without.code == .damaged && without.messages.contains("header is damaged"))
    let outcome = Self.salvage(place, "--header", place.place("b.phr"))
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(place.records("new.phr") == 7)
  }

  @Test func `the printed sheet and the recovery code open a file without header`() throws {
    let (place, code) = try Self.damagedPlace()
    let sheet = place.run("vault", "recovery", "--sheet", language: .japanese).output
    // As somebody types it from paper.
    try place.write(sheet.lowercased().replacingOccurrences(of: "-", with: " "), to: "sheet.txt")
    try place.change { $0.replaceSubrange(0..<8_192, with: [UInt8](repeating: 0, count: 8_192)) }
    place.options.stateDirectory = .at(place.place("elsewhere"))
    let header = ["--header", place.place("sheet.txt")]
    let byPassphrase = Self.salvage(place, header[0], header[1])
    #expect(byPassphrase.code == .wrongKey)
    try place.write("words for the new file", to: "new-pass")
    try place.write(code.printed, to: "pass")
    let outcome = Self.salvage(
      place, header[0], header[1], "--new-passphrase-file", place.place("new-pass"))
    #expect(outcome.code == .done, "\(outcome.messages)")
    try place.write("words for the new file", to: "pass")
    #expect(place.records("new.phr") == 7)
  }

  @Test(arguments: Language.allCases)
  func `a slip in the sheet is found in its line`(_ language: Language) throws {
    let (place, _) = try Self.damagedPlace()
    let sheet = place.run("vault", "recovery", "--sheet").output
    var lines = sheet.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let fourth = try #require(lines.firstIndex { $0.hasPrefix("4: ") })
    lines[fourth] = "4: 0000-0000-0000-0000-0000-0000"
    try place.write(lines.joined(separator: "\n"), to: "slip.txt")
    let slip = place.run(
      "vault", "salvage", "--to", place.place("n"), "--header", place.place("slip.txt"),
      language: language)
    #expect(slip.code == .failed)
    #expect(slip.messages.contains(language == .japanese ? "4 行目に写し間違い" : "Line 4"))
    lines.remove(at: fourth)
    try place.write(lines.joined(separator: "\n"), to: "short.txt")
    let short = place.run(
      "vault", "salvage", "--to", place.place("n"), "--header", place.place("short.txt"),
      language: language)
    #expect(short.code == .failed)
    #expect(short.messages.contains(language == .japanese ? "4 行目がありません" : "is missing"))
    try place.write("dear diary", to: "other.txt")
    let other = place.run(
      "vault", "salvage", "--to", place.place("n"), "--header", place.place("other.txt"))
    #expect(other.code == .failed && other.messages.contains("neither a recovery sheet"))
    #expect(!place.exists("n"))
  }

  @Test func `the wrong passphrase, and a file with nothing of ours, are told apart`() throws {
    let (place, _) = try Self.damagedPlace()
    let good = try place.bytes()
    try place.replace(with: Array(good[..<8_192]) + [UInt8](repeating: 9, count: 50_000))
    let nothing = Self.salvage(place)
    #expect(nothing.code == .damaged)
    try place.replace(with: good)
    try place.write("some other words", to: "pass")
    #expect(Self.salvage(place).code == .wrongKey)
    try FileManager.default.removeItem(atPath: place.path)
    #expect(Self.salvage(place).code == .failed)
  }
}
