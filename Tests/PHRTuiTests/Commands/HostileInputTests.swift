import Foundation
import Glibc
import Testing

@testable import PHRModel
@testable import phr_tui

/// Files that no script can write down: huge, endless, deep, or no files at all.
@Suite struct HostileInputTests {
  private func place() throws -> CommandPlace {
    let place = try CommandPlace()
    try place.create()
    return place
  }

  private func write(_ bytes: Data, to name: String, in place: CommandPlace) throws -> String {
    try bytes.write(to: URL(fileURLWithPath: place.place(name)))
    return place.place(name)
  }

  static let header = "JAHISTC08,1\r\n1,Test Person,2,19850415\r\n"
  static let drug = "5,20260310,1\r\n11,x,13,4,9999902,,,,1\r\n201,1,drug,1,T,1,,1\r\n"

  /// Name, content, exit code, a word of the message, records besides the one that is there.
  static let files: [(name: String, bytes: @Sendable () -> Data, exit: ExitCode, word: String)] = [
    ("deep.json", { nested("[", "]", 10_000) }, .failed, "deep"),
    ("deep object.json", { nested("{\"a\":", "}", 10_000, core: "1") }, .failed, "deep"),
    (
      "deep bundle.json",
      {
        Data("{\"resourceType\":\"Bundle\",\"entry\":".utf8) + nested("[", "]", 10_000)
          + Data("}".utf8)
      }, .failed, "deep"
    ),
    ("deep and cut.json", { Data(String(repeating: "[", count: 100_000).utf8) }, .failed, "deep"),
    (
      "deep.xml",
      { nested("<a>", "</a>", 10_000, root: "ClinicalDocument") }, .failed, "deep"
    ),
    (
      "deep and cut.xml",
      {
        Data(("<ClinicalDocument>" + String(repeating: "<a>", count: 10_000)).utf8)
      }, .failed, "deep"
    ),
    (
      "attributes.xml",
      {
        let many = (0..<100_000).map { "a\($0)=\"1\"" }.joined(separator: " ")
        return Data("<ClinicalDocument \(many)/>".utf8)
      }, .failed, "structuredBody"
    ),
    (
      "huge line.csv",
      { Data((header + "4," + String(repeating: "x", count: 3 << 20) + ",20260101,2\r\n").utf8) },
      .problems, "line 3"
    ),
    (
      "no line end.csv",
      { Data("JAHISTC08,1,".utf8) + Data(repeating: 0x41, count: 3 << 20) }, .done, "warning"
    ),
    (
      "commas.csv",
      { Data((header + "201" + String(repeating: ",", count: 500_000) + "\r\n").utf8) },
      .done, "line 3"
    ),
    (
      "long number.json",
      {
        let number = String(repeating: "9", count: 100_000)
        return Data(
          """
          {"resourceType":"Observation","id":"o","code":{"text":"x"},"valueQuantity":{"value":\(number)}}
          """.utf8)
      }, .problems, "too large"
    ),
    ("nul bytes.csv", { Data(repeating: 0, count: 1 << 20) }, .failed, "empty"),
    (
      "nul inside.csv",
      { Data((header + drug).utf8) + Data(repeating: 0, count: 70_000) + Data("\r\n".utf8) },
      .done, ""
    ),
    (
      "random.bin", { Data((0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }) },
      .failed, ""
    ),
    ("one byte", { Data([0x7B]) }, .failed, ""),
    (
      "half a character.csv",
      {
        // The first byte of three in UTF-8, of two in CP932.
        Data((header + "4,").utf8) + Data([0xE3])
      }, .problems,
      "line 3"
    ),
  ]

  private static func nested(
    _ open: String, _ close: String, _ depth: Int, core: String = "", root: String? = nil
  ) -> Data {
    let inner =
      String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
    return Data((root.map { "<\($0)>\(inner)</\($0)>" } ?? inner).utf8)
  }

  @Test(arguments: files.indices)
  func `a hostile file is named with its reason and breaks nothing`(index: Int) throws {
    let place = try place()
    let file = Self.files[index]
    let path = try write(file.bytes(), to: file.name, in: place)
    let start = ContinuousClock.now
    let outcome = place.run("import", path)
    #expect(outcome.code == file.exit, "\(file.name): \(outcome.messages.prefix(300))")
    #expect(
      file.word.isEmpty || outcome.messages.contains(file.word),
      "\(file.name): \(outcome.messages.prefix(300))")
    #expect(ContinuousClock.now - start < .seconds(20), "\(file.name)")
    if outcome.code == .failed { #expect(place.records() == 1) }
    #expect(place.run("vault", "verify").code == .done)
  }

  @Test func `a document above 64 MiB is declined before it is read, lines of that size are not`()
    throws
  {
    let place = try place()
    let path = place.place("big.json")
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    _ = Array("{\"resourceType\":\"Bundle\",\"entry\":[".utf8)
      .withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    #expect(ftruncate(descriptor, off_t(65 << 20)) == 0)
    close(descriptor)
    let outcome = place.run("import", path)
    #expect(outcome.code == .failed)
    #expect(outcome.messages.contains("64 MiB"))
    #expect(place.records() == 1)
  }

  @Test(arguments: ["/dev/null", "/dev/zero", "/proc/self/mem", "/dev/tty0/x"])
  func `devices end with a message`(path: String) throws {
    let place = try place()
    let outcome = place.run("import", path)
    #expect(outcome.code == .failed)
    #expect(outcome.messages.contains(path))
    #expect(place.records() == 1)
  }

  @Test func `a pipe is read once and to its end`() throws {
    let place = try place()
    let path = place.place("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let notebook = Data((Self.header + Self.drug).utf8)
    let writer = Thread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      try? handle.write(contentsOf: notebook)
      try? handle.close()
    }
    writer.start()
    let outcome = place.run("import", path)
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(place.records() == 2)
  }

  @Test func `parts of a split notebook may come through links and pipes`() throws {
    let place = try place()
    let end = "911,20260701090000,2,"
    let first = try write(
      Data(("JAHISTC08,1\r\n" + Self.drug + end + "1\r\n").utf8), to: "1", in: place)
    let second = try write(
      Data(("JAHISTC08,1\r\n301,1,daily,7,d,1,1,,1\r\n" + end + "2\r\n").utf8), to: "2", in: place)
    let link = place.place("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: second)
    #expect(place.run("import", link, first).code == .done)
    #expect(place.records() == 2)
  }

  @Test(.enabled(if: getuid() != 0)) func `a file that one may not read is named`() throws {
    let place = try place()
    let path = try write(Data(Self.header.utf8), to: "secret.csv", in: place)
    #expect(chmod(path, 0) == 0)
    let outcome = place.run("import", path)
    #expect(outcome.code == .failed)
    #expect(outcome.messages.contains("Permission denied"))
  }
}

/// What becomes of a command whose reader goes away or whose disk is full.
@Suite struct OutputTests {
  private func full() throws -> CommandPlace {
    let place = try CommandPlace()
    try place.create()
    let vault = try place.open()
    for number in 0..<40 { try CommandPlace.add("substance \(number)", to: vault) }
    vault.close()
    return place
  }

  private func line(_ place: CommandPlace, _ words: String...) -> [String] {
    ["--vault", place.path, "--lang", "en", "--passphrase-file", place.place("pass")] + words
  }

  @Test func `a full disk on stdout is a failure with its reason`() throws {
    let place = try full()
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    for words in [["list"], ["list", "--json"], ["--help"], ["completions", "bash"]] {
      let outcome = place.execute(
        ["--vault", place.path, "--lang", "en", "--passphrase-file", place.place("pass")] + words,
        output: Output(.descriptor(descriptor)))
      #expect(outcome.code == .failed, "\(words)")
      #expect(
        outcome.messages == "phr-tui: error: Cannot write the output (No space left on device).\n")
    }
  }

  @Test func `a reader that goes away ends the program quietly`() throws {
    signal(SIGPIPE, SIG_IGN)
    let place = try full()
    for words in [["list"], ["list", "--json"], ["--help"], ["completions", "fish"]] {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      close(ends[0])
      let outcome = place.execute(
        ["--vault", place.path, "--lang", "en", "--passphrase-file", place.place("pass")] + words,
        output: Output(.descriptor(ends[1])))
      close(ends[1])
      #expect(outcome.code == .done, "\(words)")
      #expect(outcome.messages.isEmpty)
    }
  }

  @Test func `a record that was added stays although nobody read its id`() throws {
    let place = try full()
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let outcome = place.execute(
      line(place, "add", "allergy", "--substance", "pollen"),
      output: Output(.descriptor(descriptor)))
    #expect(outcome.code == .failed)
    #expect(place.records() == 42)
  }

  @Test func `the passphrase may come through a descriptor`() throws {
    let place = try full()
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let secret = Array((CommandPlace.passphrase + "\n").utf8)
    #expect(Glibc.write(ends[1], secret, secret.count) == secret.count)
    close(ends[1])
    let outcome = place.execute([
      "--vault", place.path, "--lang", "en", "--passphrase-fd", String(ends[0]), "list", "--json",
    ])
    close(ends[0])
    #expect(outcome.code == .done)
    #expect(outcome.output.split(separator: "\n").count == 41)
  }

  @Test(arguments: [
    (["SOURCE_DATE_EPOCH": "0"], 0), (["SOURCE_DATE_EPOCH": "1773068400"], 1_773_068_400),
    (["SOURCE_DATE_EPOCH": "-1"], -1),
  ])
  func `the environment fixes the present`(environment: [String: String], expected: Int) {
    #expect(Program.now(environment).seconds == Int64(expected))
  }

  @Test(arguments: [[:], ["SOURCE_DATE_EPOCH": ""], ["SOURCE_DATE_EPOCH": "soon"]])
  func `without a usable fixed moment it is now`(environment: [String: String]) {
    let seconds = Program.now(environment).seconds
    #expect(abs(seconds - Int64(Date().timeIntervalSince1970)) < 10)
  }
}
