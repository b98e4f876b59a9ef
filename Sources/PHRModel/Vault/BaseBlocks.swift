internal import Glibc

/// Where the parts of an image come from that were never touched since opening.
protocol ImageBase: AnyObject {
  /// Bytes per block.
  var blockSize: Int { get }
  /// Number of blocks.
  var blockCount: Int { get }
  /// Writes the plaintext of one block, `length` bytes at most; the last one may be shorter.
  ///
  /// - Throws: ``VaultError/damaged(_:)`` when it does not authenticate.
  func load(block: Int, length: Int, into: UnsafeMutableRawPointer) throws
}

/// Which blocks of the base lie decrypted in an image's memory.
///
/// README.md, "Memory". The memory is the image's and comes in with each call: its start and how
/// much of it was ever used.
struct BaseBlocks {
  private enum State: UInt8 {
    /// Nothing yet, or no more.
    case absent
    /// What the base says, decrypted.
    case clean
    /// Something newer.
    case changed
  }

  private var base: (any ImageBase)?
  private var states: [State] = []
  /// How many pages of each block are read in place; no such block is given back.
  private var lent: [UInt16] = []
  /// Bytes per block.
  private(set) var size = 1
  /// Blocks that the base could give again.
  private(set) var cleanCount = 0

  /// Begins with a base of which nothing is decrypted and nothing lent.
  mutating func adopt(_ newBase: any ImageBase) {
    base = newBase
    size = newBase.blockSize
    states = [State](repeating: .absent, count: newBase.blockCount)
    lent = [UInt16](repeating: 0, count: newBase.blockCount)
    cleanCount = 0
  }

  /// Goes on with another base that holds exactly what the image holds, while nothing is lent.
  mutating func rebase(on newBase: any ImageBase) {
    var carried = [State](repeating: .clean, count: newBase.blockCount)
    for index in 0..<min(carried.count, states.count) where states[index] == .absent {
      carried[index] = .absent
    }
    base = newBase
    size = newBase.blockSize
    states = carried
    lent = [UInt16](repeating: 0, count: carried.count)
    cleanCount = carried.count { $0 == .clean }
  }

  /// Forgets the base.
  mutating func forget() { self = BaseBlocks() }

  /// Whether a block has been decrypted (or never came from the base).
  func isLoaded(_ block: Int) -> Bool { block >= states.count || states[block] != .absent }

  /// Writes the plaintext of a block elsewhere, not into the image.
  func copy(_ block: Int, into target: UnsafeMutableRawBufferPointer) throws {
    guard let start = target.baseAddress else { return }
    try base?.load(block: block, length: target.count, into: start)
  }

  /// Decrypts what is lacking of a stretch.
  @inline(__always)
  mutating func load(
    _ range: Range<Int>, into memory: UnsafeMutableRawPointer, used: Int
  ) throws {
    guard !states.isEmpty, !range.isEmpty else { return }
    for block in blocks(range) where block < states.count && states[block] == .absent {
      let start = block * size
      try base?.load(block: block, length: min(size, used - start), into: memory + start)
      states[block] = .clean
      cleanCount += 1
    }
  }

  /// Notes that a stretch will no longer be what the base says; loads its blocks before, because
  /// the rest of them still is.
  mutating func markChanged(
    _ range: Range<Int>, in memory: UnsafeMutableRawPointer, used: Int
  ) throws {
    guard !states.isEmpty, !range.isEmpty else { return }
    try load(range, into: memory, used: used)
    for block in blocks(range) where block < states.count { setChanged(block) }
  }

  /// Notes that the image ends at `end` and everything behind it is zero; whole blocks there need
  /// no decryption.
  mutating func cut(
    to end: Int, in memory: UnsafeMutableRawPointer, used: Int
  ) throws {
    guard !states.isEmpty else { return }
    if end % size != 0 { try markChanged((end - 1)..<end, in: memory, used: used) }
    let first = (end + size - 1) / size
    for block in min(first, states.count)..<states.count { setChanged(block) }
  }

  /// Whether two places lie in one block, or in memory that never came from the base.
  func areTogether(_ first: Int, _ last: Int) -> Bool {
    first / size == last / size || first / size >= states.count
  }

  /// Keeps the block at that place from being given back until ``takeBack(at:)``.
  mutating func lend(at offset: Int) {
    if offset / size < lent.count { lent[offset / size] += 1 }
  }

  /// One page of the block at that place is no longer read in place.
  mutating func takeBack(at offset: Int) {
    if offset / size < lent.count { lent[offset / size] -= 1 }
  }

  /// Wipes and gives back every block that the base can give again, but for those of which pages
  /// are lent.
  mutating func release(_ memory: UnsafeMutableRawPointer, used: Int) {
    for block in states.indices where states[block] == .clean && lent[block] == 0 {
      let start = memory + block * size
      let length = min(size, used - block * size)
      explicit_bzero(start, length)
      _ = madvise(start, (length + 4_095) & ~4_095, MADV_DONTNEED)
      states[block] = .absent
      cleanCount -= 1
    }
  }

  /// Calls `body` with offset and length of every stretch below `used` that holds anything.
  func forEachHeldRange(used: Int, _ body: (Int, Int) -> Void) {
    var offset = 0
    for state in states {
      let length = min(size, used - offset)
      if state != .absent && length > 0 { body(offset, length) }
      offset += size
    }
    if offset < used { body(offset, used - offset) }
  }

  private mutating func setChanged(_ block: Int) {
    if states[block] == .clean { cleanCount -= 1 }
    states[block] = .changed
  }

  private func blocks(_ range: Range<Int>) -> ClosedRange<Int> {
    (range.lowerBound / size)...((range.upperBound - 1) / size)
  }
}
