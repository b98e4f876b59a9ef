import Testing

@testable import PHRModel

/// Nobody without the key changes a byte unnoticed.
///
/// README.md, "What the file itself proves".
@Suite struct TamperTests {
  /// A small vault: a base and three commits behind it.
  private static func sample(_ place: Workplace) throws -> [UInt8] {
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("in the base")
    try vault.compact()
    for text in ["one", "two", "three"] { try notebook.add(text) }
    vault.file.unlock(to: .none)
    return try place.bytes
  }

  /// Offsets of all frames of a file.
  private static func frames(_ bytes: [UInt8]) -> [Range<Int>] {
    var frames: [Range<Int>] = []
    var offset = HeaderCopies.length
    while offset < bytes.count {
      let end = offset + FrameHeader.length + Int(bytes.uint32(at: offset + 28))
      frames.append(offset..<end)
      offset = end
    }
    return frames
  }

  private enum Outcome: Equatable {
    case refused
    /// Opened, and everything is as it was, but something was said.
    case repaired
    /// Opened without the last commit, which was said.
    case tailDropped
    case silent
  }

  /// Opens and reads everything, for reading only, without a remembered state.
  private static func outcome(
    _ place: Workplace, newest: UInt64
  ) -> Outcome {
    var options = place.options(remembering: false)
    options.readOnly = true
    do {
      let vault = try place.open(options)
      _ = try vault.verify()
      let notices = vault.takeNotices()
      if vault.position.commit < newest {
        return notices.contains { if case .tailDropped = $0 { true } else { false } }
          ? .tailDropped : .silent
      }
      return notices.contains(.headerCopyDamaged) ? .repaired : .silent
    } catch {
      return error is VaultError ? .refused : .silent
    }
  }

  @Test func `no flipped byte is accepted silently`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    let newest = try #require(Self.frames(bytes).last)
    let commit = bytes.uint64(at: newest.lowerBound + 16)
    var counts: [Int] = [0, 0, 0]
    for offset in bytes.indices {
      var changed = bytes
      changed[offset] ^= UInt8(1 << (offset % 8))
      try place.replace(with: changed)
      let outcome = Self.outcome(place, newest: commit)
      switch outcome {
      case .refused: counts[0] += 1
      case .repaired:
        #expect(offset < HeaderCopies.length)
        counts[1] += 1
      case .tailDropped:
        #expect(newest.contains(offset), "byte \(offset)")
        counts[2] += 1
      case .silent: Issue.record("byte \(offset) of \(bytes.count) was accepted silently")
      }
    }
    #expect(counts[1] == HeaderCopies.length)
    #expect(counts[2] == newest.count)
    #expect(counts.reduce(0, +) == bytes.count)
    reportTorture(
      "one bit flipped in \(bytes.count) bytes: \(bytes.count - counts.reduce(0, +)) silent")
  }

  @Test func `the same byte flipped in both header copies is never accepted`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = Array(try Self.sample(place)[..<HeaderCopies.length])
    var answers: Set<String> = []
    for offset in 0..<VaultHeader.length {
      for bit in [0, 7] {
        var changed = bytes
        for start in [0, VaultHeader.length] { changed[start + offset] ^= UInt8(1 << bit) }
        do {
          _ = try HeaderCopies(changed).unlock(with: Workplace.key)
          Issue.record("byte \(offset), bit \(bit) was accepted")
        } catch let error as VaultError {
          answers.insert("\(error)")
        }
      }
    }
    // The magic says whether it is ours at all; everything else is under the checksum.
    #expect(answers == ["notAVault", "headerDamaged"])
    reportTorture("one bit flipped in both header copies, 8,192 times: 0 silent")
  }

  /// What somebody without the key can do to a header and still have its checksum right: change
  /// any byte and hash again.
  @Test func `a header with a forged checksum opens nothing`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    for offset in 0..<4_064 {
      var copy = Array(bytes[..<VaultHeader.length])
      copy[offset] ^= 1
      copy.replaceSubrange(4_064..<4_096, with: SHA256.hash(Array(copy[..<4_064])))
      // Beside the true copy it changes nothing, wherever it stands.
      let good = Array(bytes[..<VaultHeader.length])
      for forged in [copy + good, good + copy] {
        #expect(throws: Never.self, "byte \(offset)") {
          try HeaderCopies(forged).unlock(with: Workplace.key)
        }
      }
      #expect(throws: VaultError.self, "byte \(offset)") {
        try HeaderCopies(copy + copy).unlock(with: Workplace.key)
      }
    }
  }

  @Test func `cut at any length, the newest whole commit is what opens`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    let frames = Self.frames(bytes)
    let baseEnd = frames[1].upperBound
    let lengths = (0...bytes.count).filter { $0 >= baseEnd - 300 || $0 % 97 == 0 }
    reportTorture("cut at \(lengths.count) lengths, newest whole commit each time")
    for length in lengths.reversed() {
      try place.replace(with: Array(bytes[..<length]))
      var options = place.options(remembering: false)
      options.readOnly = true
      if length < baseEnd {
        #expect(throws: VaultError.self, "length \(length)") { try place.open(options) }
        continue
      }
      let vault = try place.open(options)
      let whole = frames.last { $0.upperBound <= length }
      let start = try #require(whole).lowerBound
      #expect(vault.position.commit == bytes.uint64(at: start + 16), "length \(length)")
      let tail = length - (whole?.upperBound ?? 0)
      let said = vault.takeNotices().contains(.tailDropped(bytes: UInt64(tail), .cutOff))
      #expect(said == (tail > 0), "length \(length)")
    }
  }

  /// What is done to the frames behind the base: 2, 3, 4 are the commits "one", "two", "three".
  @Test(arguments: [
    ("two frames swapped", [0, 1, 3, 2, 4]),
    ("the middle one dropped", [0, 1, 2, 4]),
    ("the first one dropped", [0, 1, 3, 4]),
    ("one repeated", [0, 1, 2, 2, 3, 4]),
    ("an old one replayed at the end", [0, 1, 2, 3, 4, 2]),
    ("the base behind the log", [0, 1, 2, 3, 4, 0, 1]),
    ("a base frame dropped", [0, 2, 3, 4]),
    ("the meta frame dropped", [1, 2, 3, 4]),
    ("a base frame repeated", [0, 1, 1, 2, 3, 4]),
  ])
  func `frames out of order are damage`(what: String, order: [Int]) throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    let frames = Self.frames(bytes)
    #expect(frames.count == 5)
    var changed = Array(bytes[..<HeaderCopies.length])
    for index in order { changed += bytes[frames[index]] }
    try place.replace(with: changed)
    let error = #expect(throws: VaultError.self) {
      try place.open(place.options(remembering: false))
    }
    guard case .damaged(let damage) = error else {
      Issue.record("\(what): not called damage")
      return
    }
    #expect(damage.offset >= UInt64(HeaderCopies.length))
  }

  @Test func `a cut tail that this machine has seen is not taken for a crash`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    try place.replace(with: Array(bytes.dropLast(10)))
    let vault = try place.open()
    guard case .rememberedCommitLost = vault.readOnlyReason else {
      Issue.record("opened as if nothing had been lost")
      return
    }
    #expect(throws: SQLiteError.self) { try Notebook(vault).add("no") }
    vault.close()
    var options = place.options()
    options.acceptOlder = true
    let confirmed = try place.open(options)
    #expect(confirmed.readOnlyReason == nil)
    let notebook = try Notebook(confirmed)
    #expect(try notebook.texts == ["in the base", "one", "two"])
    try notebook.add("on from here")
    #expect(try place.open().readOnlyReason == nil)
  }

  @Test func `an older whole file opens read-only until confirmed`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    let frames = Self.frames(bytes)
    try place.replace(with: Array(bytes[..<frames[3].upperBound]))
    #expect(try place.open().readOnlyReason == .olderThanLastSeen)
    var options = place.options()
    options.acceptOlder = true
    let confirmed = try place.open(options)
    try Notebook(confirmed).add("another way")
    confirmed.close()
    #expect(try place.open().readOnlyReason == nil)
    // The former newest file has what this one lacks, and the other way round.
    try place.replace(with: bytes)
    #expect(try place.open().readOnlyReason == .diverged)
  }

  @Test func `something else is told from a damaged vault`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    let options = place.options(remembering: false)
    try place.replace(with: Array("SQLite format 3\0".utf8))
    #expect(throws: VaultError.notAVault) { try place.open(options) }
    try place.replace(with: [])
    #expect(throws: VaultError.notAVault) { try place.open(options) }
    var changed = bytes
    changed[100] ^= 1
    changed[5_000] ^= 1
    try place.replace(with: changed)
    #expect(throws: VaultError.headerDamaged) { try place.open(options) }
    changed = bytes
    for start in [0, VaultHeader.length] {
      changed[start + 8] = 2
      let digest = SHA256.hash(Array(changed[start..<(start + 4_064)]))
      changed.replaceSubrange((start + 4_064)..<(start + 4_096), with: digest)
    }
    try place.replace(with: changed)
    #expect(throws: VaultError.newerFormat) { try place.open(options) }
  }

  @Test func `planted journals are never looked at`() throws {
    let place = try Workplace(inMemory: true)
    let bytes = try Self.sample(place)
    for suffix in ["-journal", "-wal", "-shm"] {
      let planted = try Workplace()
      try planted.replace(with: bytes)
      try planted.write([UInt8](repeating: 0xD9, count: 4_096), to: "test.phr" + suffix)
      let vault = try Vault.open(
        at: planted.path, credential: Workplace.key, options: planted.options())
      let notebook = try Notebook(vault)
      #expect(try notebook.texts == ["in the base", "one", "two", "three"])
      try notebook.add("more")
      #expect(try planted.names == ["state", "test.phr", "test.phr" + suffix])
    }
  }

  @Test func `no plaintext reaches the file`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("架空 花子 Hanako Kakuu")
    try vault.compact()
    try notebook.add("架空 花子 Hanako Kakuu")
    for name in try place.names where name != "state" {
      let bytes = try place.read(name)
      for needle in ["Hanako", "架空", "note", "SQLite format"] {
        #expect(!bytes.contains(subsequence: Array(needle.utf8)), "\(needle) in \(name)")
        #expect(
          !bytes.contains(subsequence: needle.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }))
      }
    }
  }
}

extension Array where Element == UInt8 {
  /// Whether the bytes occur anywhere.
  func contains(subsequence needle: [UInt8]) -> Bool {
    guard let first = needle.first, count >= needle.count else { return false }
    return (0...(count - needle.count)).contains { start in
      self[start] == first && self[start..<(start + needle.count)].elementsEqual(needle)
    }
  }
}
