import Testing

@testable import PHRModel

/// The small shapes that the log is made of, against hostile and random content.
@Suite struct LogShapeTests {
  // MARK: What changed

  @Test(arguments: 1...20)
  func `changed stretches turn the old bytes into the new ones, and no two are close`(
    seed: Int
  ) throws {
    var random = SplitMix(seed: UInt64(seed))
    let count = Int.random(in: 1...9_000, using: &random)
    let old = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    var new = old
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let start = Int.random(in: 0..<count, using: &random)
      let end = min(count, start + Int.random(in: 1...60, using: &random))
      for place in start..<end { new[place] = UInt8.random(in: 0...255, using: &random) }
    }
    var runs: [Range<Int>] = []
    var finder = ChangedRun()
    let report = { (start: Int, length: Int) in runs.append(start..<(start + length)) }
    // In cells, as an image has them.
    for cell in stride(from: 0, to: count, by: 4_096) {
      let length = min(4_096, count - cell)
      var (now, before) = (Array(new[cell..<(cell + length)]), Array(old[cell..<(cell + length)]))
      try now.withUnsafeMutableBytes { now in
        try before.withUnsafeMutableBytes { before in
          guard let a = now.baseAddress, let b = before.baseAddress else { return }
          try finder.compare(a, b, at: cell, count: length, report)
        }
      }
    }
    try finder.finish(report)
    var rebuilt = old
    for run in runs { rebuilt.replaceSubrange(run, with: new[run]) }
    #expect(rebuilt == new)
    #expect(runs.allSatisfy { old[$0.lowerBound] != new[$0.lowerBound] })
    #expect(runs.allSatisfy { old[$0.upperBound - 1] != new[$0.upperBound - 1] })
    for (left, right) in zip(runs, runs.dropFirst()) {
      #expect(right.lowerBound - left.upperBound >= ChangedRun.gap)
    }
  }

  // MARK: Runs

  private static func body(_ runs: [(offset: UInt64, length: UInt64, bytes: [UInt8])]) -> [UInt8] {
    [UInt8](repeating: 0, count: FrameBodyHead.length)
      + runs.flatMap { run -> [UInt8] in
        [UInt8].littleEndian(run.offset) + [UInt8].littleEndian(run.length) + run.bytes
      }
  }

  /// Bodies over an image of 100 bytes, and whether they make sense.
  @Test(
    arguments: [
      ("nothing", [], true),
      ("one run", [(0, 3, [1, 2, 3])], true),
      ("at the very end", [(97, 3, [1, 2, 3])], true),
      ("an empty run", [(100, 0, [])], true),
      ("one byte beyond", [(98, 3, [1, 2, 3])], false),
      ("behind the end", [(101, 0, [])], false),
      ("an offset that would overflow", [(UInt64.max - 1, 3, [1, 2, 3])], false),
      ("a length that would overflow", [(50, UInt64.max - 10, [1, 2, 3])], false),
      ("longer than the frame", [(0, 4, [1, 2, 3])], false),
      ("padding", [(UInt64.max, 5, [0, 0, 0, 0, 0])], true),
      ("padding with something in it", [(UInt64.max, 5, [0, 0, 1, 0, 0])], false),
      ("padding in the middle", [(UInt64.max, 1, [0]), (0, 1, [9])], true),
      ("padding longer than the frame", [(UInt64.max, 6, [0, 0, 0, 0, 0])], false),
    ] as [(String, [(UInt64, UInt64, [UInt8])], Bool)])
  func `runs that reach beyond frame or image are refused`(
    what: String, runs: [(UInt64, UInt64, [UInt8])], isSound: Bool
  ) {
    let body = Self.body(runs.map { (offset: $0.0, length: $0.1, bytes: $0.2) })
    let answer = body.withUnsafeBytes { bytes in
      FrameRuns.forEach(in: bytes, imageSize: 100) { offset, run in
        #expect(offset + UInt64(run.count) <= 100)
      }
    }
    #expect(answer == isSound)
    // A frame that ends within a run header makes no sense either.
    for cut in 1..<16 where !runs.isEmpty && runs.count == 1 {
      let head = Array(body[..<(FrameBodyHead.length + cut)])
      let torn = head.withUnsafeBytes { FrameRuns.forEach(in: $0, imageSize: 100) { _, _ in } }
      #expect(!torn)
    }
  }

  @Test(arguments: 1...30)
  func `random bodies never reach beyond the image`(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    for _ in 0..<200 {
      var body = (0..<Int.random(in: 24...200, using: &random)).map { _ in
        UInt8.random(in: 0...3, using: &random)
      }
      // Mostly small numbers, or nothing would ever fit.
      for place in body.indices where place % 8 != 0 && Int.random(in: 0..<9, using: &random) > 0 {
        body[place] = 0
      }
      _ = body.withUnsafeBytes { bytes in
        FrameRuns.forEach(in: bytes, imageSize: 64) { offset, run in
          #expect(offset <= 64 && UInt64(run.count) <= 64 - offset)
        }
      }
    }
  }

  // MARK: Devices

  private static func vector(_ entries: [UInt64: UInt64]) -> DeviceVector {
    var vector = DeviceVector()
    for (device, commit) in entries {
      vector[device] = DeviceVector.Entry(
        commit: commit, mac: [UInt8](repeating: UInt8(commit % 251), count: 16))
    }
    return vector
  }

  @Test func `a device vector comes back as it was written, and nothing else is one`() throws {
    let vector = Self.vector([3: 7, 1: 2, .max: 900])
    let bytes = vector.encoded
    #expect(try bytes.withUnsafeBytes { try DeviceVector($0) } == vector)
    for length in 0..<bytes.count {
      #expect(try bytes[..<length].withUnsafeBytes { try DeviceVector($0) } == nil)
    }
    #expect(try (bytes + [0]).withUnsafeBytes { try DeviceVector($0) } == nil)
    var twice = bytes
    twice.replaceSubrange(40..<48, with: bytes[8..<16])
    #expect(try twice.withUnsafeBytes { try DeviceVector($0) } == nil)
    var many = bytes
    many.put(UInt32.max, at: 0)
    #expect(try many.withUnsafeBytes { try DeviceVector($0) } == nil)
    var later = bytes
    later[4] = 1
    #expect(throws: VaultError.newerFormat) {
      try later.withUnsafeBytes { try DeviceVector($0) }
    }
  }

  // MARK: What this machine remembers

  private static let keys = VaultKeys(dataKey: SecretBytes([UInt8](repeating: 5, count: 32)))
  private static let id = [UInt8](repeating: 0xAB, count: 16)

  private static func state(_ entries: [UInt64: UInt64]) -> RememberedState {
    var state = RememberedState(vaultID: id, epoch: 2, device: 77, generation: 4)
    state.vector = vector(entries)
    state.verifiedAt = 1_000
    state.soleUser = true
    return state
  }

  @Test func `a state file with any byte changed or missing is unreadable, never believed`() {
    let state = Self.state([1: 5, 2: 9])
    let bytes = state.encoded(keys: Self.keys)
    func read(_ bytes: [UInt8], epoch: UInt64 = 2) -> RememberedState? {
      RememberedState(bytes, vaultID: Self.id, epoch: epoch, keys: Self.keys)
    }
    #expect(read(bytes) == state)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1 << (place % 8)
      #expect(read(changed) == nil, "byte \(place)")
      #expect(read(Array(bytes[..<place])) == nil, "length \(place)")
    }
    #expect(read(bytes, epoch: 3) == nil)
    let others = VaultKeys(dataKey: SecretBytes([UInt8](repeating: 6, count: 32)))
    #expect(RememberedState(bytes, vaultID: Self.id, epoch: 2, keys: others) == nil)
    #expect(
      RememberedState(
        bytes, vaultID: [UInt8](repeating: 1, count: 16), epoch: 2, keys: Self.keys) == nil)
  }

  @Test(arguments: 1...10)
  func `what is remembered is only ever raised`(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    func some() -> [UInt64: UInt64] {
      Dictionary(
        uniqueKeysWithValues: (0..<4).filter { _ in Bool.random(using: &random) }
          .map { (UInt64($0), UInt64.random(in: 1...9, using: &random)) })
    }
    let (mine, theirs) = (some(), some())
    var state = Self.state(mine)
    var other = Self.state(theirs)
    other.generation = UInt64.random(in: 0...9, using: &random)
    state.raise(to: other)
    for device in 0..<UInt64(4) {
      let highest = max(mine[device] ?? 0, theirs[device] ?? 0)
      #expect(state.vector[device]?.commit ?? 0 == highest)
    }
    #expect(state.generation == max(4, other.generation))
    let before = state
    state.raise(to: other)
    #expect(state == before)
  }

  /// A clock that was wrong once must not count as the latest verification for years.
  @Test func `a verification from the future is forgotten`() throws {
    let place = try Workplace(inMemory: true)
    let store = try #require(
      StateStore(.at(place.directory), vaultID: Self.id, files: SystemFileOperations()))
    var state = Self.state([1: 5])
    state.verifiedAt = .max
    _ = try store.raise(state, keys: Self.keys, durably: false)
    state.verifiedAt = 1_000
    let kept = try store.raise(state, keys: Self.keys, durably: true)
    #expect(kept.verifiedAt == 1_000)
    #expect(store.read(epoch: 2, vaultID: Self.id, keys: Self.keys) == .state(kept))
  }

  // MARK: Older, newer, diverged

  /// Devices' last commits in the file and as remembered.
  @Test(
    arguments: [
      ([:], [:], .successor), ([1: 5], [:], .successor), ([1: 5], [1: 5], .successor),
      ([1: 6], [1: 5], .successor), ([1: 5, 2: 7], [1: 5], .successor),
      ([1: 4], [1: 5], .older), ([:], [1: 5], .older), ([1: 5], [1: 5, 2: 6], .older),
      ([1: 4, 2: 6], [1: 5, 2: 6], .older), ([1: 4, 2: 7], [1: 5, 2: 6], .diverged),
      ([1: 4, 3: 1], [1: 5], .diverged), ([2: 9], [1: 5], .diverged),
    ] as [([UInt64: UInt64], [UInt64: UInt64], LogStanding)])
  func `a file is held against what was seen`(
    file: [UInt64: UInt64], seen: [UInt64: UInt64], standing: LogStanding
  ) {
    #expect(Self.log(file).standing(against: Self.vector(seen)) == standing)
  }

  @Test func `the same commit number under another MAC is a fork`() {
    var seen = Self.vector([1: 5])
    seen[1] = DeviceVector.Entry(commit: 5, mac: [UInt8](repeating: 0xFF, count: 16))
    #expect(Self.log([1: 5]).standing(against: seen) == .diverged)
    // Also when the device has gone on since, as long as the log still has that commit.
    var log = Self.log([1: 7])
    log.commitMACs = (1...7).map { [UInt8](repeating: UInt8($0), count: 16) }
    #expect(log.standing(against: Self.vector([1: 5])) == .successor)
    #expect(log.standing(against: seen) == .diverged)
  }

  private static func log(_ entries: [UInt64: UInt64]) -> LogState {
    let header = [UInt8](repeating: 0, count: FrameHeader.length)
    let frame = header.withUnsafeBytes { FrameHeader($0) }
    return LogState(
      position: LogPosition(end: 0, lastFrameOffset: 0, lastFrame: frame),
      vector: vector(entries), baseCommit: 0, baseEnd: 0, highestGeneration: 0)
  }
}
