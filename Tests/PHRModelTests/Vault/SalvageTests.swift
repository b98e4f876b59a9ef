import Foundation
import Testing

@testable import PHRModel

/// What is left of a damaged file, frame by frame.
@Suite struct SalvageTests {
  private static func frames(_ bytes: [UInt8]) -> [Int] {
    var offsets: [Int] = []
    var offset = HeaderCopies.length
    while offset + FrameHeader.length <= bytes.count {
      offsets.append(offset)
      offset += FrameHeader.length + Int(bytes.uint32(at: offset + 28))
    }
    return offsets
  }

  private static func salvage(_ place: Workplace) throws -> Salvage {
    try Salvage(of: place.path, credential: Workplace.key, options: place.options())
  }

  /// Commits 1 (table), 2 (several frames), 3 and 4 (one row each).
  private static func makeFile(_ place: Workplace) throws {
    let vault = try place.create()
    try Notebook(kept: vault) { notebook in
      try notebook.makeTable()
      try notebook.addMany(2_800)
      try notebook.add("third")
      try notebook.add("fourth")
    }
    vault.close()
  }

  @Test func `any one broken frame costs its own commit and no other`() throws {
    let place = try Workplace(inMemory: true)
    try Self.makeFile(place)
    let good = try place.bytes
    let frames = Self.frames(good)
    #expect(frames.count == 6)
    for (index, offset) in frames.enumerated().dropFirst() {
      let commit = good.uint64(at: offset + 16)
      for within in [40, FrameHeader.length + 5] {
        var bytes = good
        bytes[offset + within] ^= 0x10
        try place.replace(with: bytes)
        let salvage = try Self.salvage(place)
        // That a last commit existed is known by its header alone.
        let isUnknown = within == 40 && index == frames.count - 1
        #expect(
          salvage.losses.commits == (isUnknown ? [] : [commit]), "frame \(index), byte \(within)")
        #expect(!salvage.losses.isEmpty)
        #expect(salvage.commits == 3)
        #expect(salvage.frames == frames.count - 1)
        if within == 40 {
          let end = index + 1 < frames.count ? frames[index + 1] : good.count
          #expect(salvage.losses.gaps == [UInt64(offset)..<UInt64(end)])
        } else {
          #expect(salvage.losses.frames == [good.uint64(at: offset + 8)])
          #expect(salvage.losses.gaps.isEmpty)
        }
      }
    }
  }

  @Test func `a sound file gives exactly the database`() throws {
    let place = try Workplace(inMemory: true)
    try Self.makeFile(place)
    let target = place.directory + "/plain"
    try place.open().exportPlain(to: target)
    let salvage = try Self.salvage(place)
    #expect(salvage.losses == Salvage.Losses())
    #expect(salvage.withImage { Array($0) } == (try place.read("plain")))
  }

  @Test func `rows that can be read leave a database that contradicts itself`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    try Notebook(kept: vault) { notebook in
      try notebook.makeTable()
      try notebook.addMany(3_000)
    }
    try vault.compact()
    vault.close()
    let frames = Self.frames(try place.bytes)
    var bytes = try place.bytes
    bytes[frames[frames.count / 2] + 500] ^= 1
    try place.replace(with: bytes)
    let salvage = try Self.salvage(place)
    #expect(salvage.losses.blocks.count == 1)
    #expect(salvage.losses.blocks.first?.count == SealedBase.blockLength)
    let fresh = try Vault.create(
      at: place.directory + "/fresh.phr", credentials: [Workplace.key], options: place.options())
    let notebook = try Notebook(fresh)
    let outcome = try SalvageCopy.copy(salvage, to: notebook.connection)
    #expect(!outcome.isWhole)
    #expect(outcome.tables.map(\.name) == ["note"])
    #expect(outcome.tables.first?.isCut == true)
    // A block holds about 150 rows; both sides of it are read.
    let count = try notebook.count
    #expect(count > 2_700 && count < 3_000)
    #expect(try notebook.integrity == ["ok"])
    withExtendedLifetime(fresh) {}
  }

  /// A table whose rows are the index, as five of ours are.
  @Test func `a table without rowids is read from both ends around the hole`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    try Notebook(kept: vault) { notebook in
      try notebook.connection.execute(
        """
        CREATE TABLE fact(code TEXT, day INTEGER, value TEXT NOT NULL, PRIMARY KEY(code, day))
        STRICT, WITHOUT ROWID
        """)
      try notebook.connection.transaction {
        for number in 0..<3_000 {
          try notebook.connection.run(
            "INSERT INTO fact VALUES(?, ?, ?)",
            [
              .text("code \(number / 100 + 100)"), SQLiteValue(number % 100),
              .text(String(repeating: "\(number) ", count: 60)),
            ])
        }
      }
    }
    try vault.compact()
    vault.close()
    let frames = Self.frames(try place.bytes)
    var bytes = try place.bytes
    bytes[frames[frames.count / 2] + 500] ^= 1
    try place.replace(with: bytes)
    let salvage = try Self.salvage(place)
    #expect(salvage.losses.blocks.count == 1)
    let fresh = try Vault.create(
      at: place.directory + "/fresh.phr", credentials: [Workplace.key], options: place.options())
    let connection = try Connection(path: fresh.path, vfs: fresh.vfsName)
    let outcome = try SalvageCopy.copy(salvage, to: connection)
    #expect(outcome.tables.map(\.name) == ["fact"])
    #expect(outcome.tables.first?.isCut == true)
    let rows = try connection.query("SELECT code, day, value FROM fact ORDER BY code, day") {
      (code: $0.text(at: 0) ?? "", day: $0.int(at: 1), value: $0.text(at: 2) ?? "")
    }
    // A block of 64 KiB holds about 230 of these rows.
    #expect(rows.count > 2_300 && rows.count < 3_000)
    #expect(rows.first?.code == "code 100" && rows.first?.day == 0)
    #expect(rows.last?.code == "code 129" && rows.last?.day == 99)
    for row in rows {
      let number = (Int(row.code.dropFirst(5)) ?? 0) * 100 - 10_000 + Int(row.day)
      #expect(row.value == String(repeating: "\(number) ", count: 60))
    }
    #expect(try connection.query("PRAGMA integrity_check") { $0.text(at: 0) ?? "" } == ["ok"])
    withExtendedLifetime(fresh) {}
  }

  /// Commit 2 of the file has several frames; what is left of it must not come back by halves.
  @Test(arguments: [[0], [1], [2], [0, 1], [0, 2], [1, 2]])
  func `of a commit in several frames nothing is put back unless all of it is there`(
    broken: [Int]
  ) throws {
    let place = try Workplace(inMemory: true)
    try Self.makeFile(place)
    var bytes = try place.bytes
    let frames = Self.frames(bytes).filter { bytes.uint64(at: $0 + 16) == 2 }
    try #require(frames.count >= 2)
    for index in broken where index < frames.count {
      bytes[frames[index] + FrameHeader.length + 9] ^= 4
    }
    try place.replace(with: bytes)
    let salvage = try Self.salvage(place)
    let isHurt = broken.contains { $0 < frames.count }
    #expect(salvage.losses.commits == (isHurt ? [2] : []))
    #expect(salvage.losses.frames.count == broken.count { $0 < frames.count })
    let fresh = try Vault.create(
      at: place.directory + "/fresh.phr", credentials: [Workplace.key], options: place.options())
    let notebook = try Notebook(fresh)
    _ = try SalvageCopy.copy(salvage, to: notebook.connection)
    let texts = try notebook.texts
    // What is never invented: a row that nobody wrote.
    #expect(texts.allSatisfy { $0 == "third" || $0 == "fourth" || $0.hasSuffix("xxx") })
    #expect(try notebook.integrity == ["ok"])
    withExtendedLifetime(fresh) {}
  }

  @Test func `frames planted from an older copy change nothing`() throws {
    let place = try Workplace(inMemory: true)
    try Self.makeFile(place)
    let good = try place.bytes
    let frames = Self.frames(good)
    let planted = Array(good[frames[1]..<frames[2]])
    try place.replace(with: good + planted)
    let salvage = try Self.salvage(place)
    #expect(salvage.losses.isEmpty && salvage.commits == 4)
  }
}

/// The recovery slot on paper.
@Suite struct RecoverySheetTests {
  @Test func `the sheet carries the slot, whoever types it`() throws {
    let place = try Workplace()
    let (vault, code) = try Vault.create(
      at: place.path, credential: .passphrase(try Passphrase("one two three")),
      options: place.options())
    let sheet = try #require(vault.recoverySheet)
    #expect(sheet.lines.count == 9)
    let typed = sheet.lines.reversed().map {
      "  "
        + $0.lowercased().replacingOccurrences(of: "0", with: "o")
        .replacingOccurrences(of: "1: ", with: "1 ： ").replacingOccurrences(of: "-", with: " ")
    }
    let restored = [typed[0...4], typed[5...]].map { $0.joined(separator: "\n") }
      .joined(separator: "\nsome other words\n")
    let read = try RecoverySheet(parsing: restored)
    #expect(read == sheet)
    #expect(try read.slot.open(with: .recoveryCode(code), vaultID: read.vaultID) != nil)
    #expect(read.slot == vault.file.header.slots[1])
  }

  @Test func `every single slip is found in its line`() throws {
    let place = try Workplace()
    let (vault, _) = try Vault.create(
      at: place.path, credential: .passphrase(try Passphrase("one two three")),
      options: place.options())
    let lines = try #require(vault.recoverySheet).lines
    for (index, line) in lines.enumerated() {
      for place in [3, 9, 30] {
        var letters = Array(line)
        letters[place] = letters[place] == "7" ? "8" : "7"
        var copy = lines
        copy[index] = String(letters)
        if copy[index] == line { continue }
        #expect(throws: RecoverySheet.Problem.mistyped(line: index + 1)) {
          try RecoverySheet(parsing: copy.joined(separator: "\n"))
        }
      }
    }
    #expect(throws: RecoverySheet.Problem.missingLine(9)) {
      try RecoverySheet(parsing: lines.dropLast().joined(separator: "\n"))
    }
    #expect(throws: RecoverySheet.Problem.notASheet) { try RecoverySheet(parsing: "hello") }
  }
}

/// The cost of new passphrase slots.
@Suite struct ScryptCalibrationTests {
  @Test(
    arguments: [
      (0.05, 8 << 30, ScryptCost.strong), (0.2, 8 << 30, .standard), (0.05, 1 << 30, .standard),
      (nil, 8 << 30, .standard),
    ] as [(Double?, UInt64, ScryptCost)])
  func `strong only where it costs no more than a second`(
    _ seconds: Double?, _ memory: UInt64, _ cost: ScryptCost
  ) {
    #expect(ScryptCost.chosen(secondsAtLog2N15: seconds, memory: memory) == cost)
  }
}
