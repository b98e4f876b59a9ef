internal import CSQLite
internal import Glibc

/// The whole database in memory, with the committed originals of everything that the running
/// transaction has touched.
///
/// Invariants: memory at and above `size` is zero; outside a transaction `size` equals
/// `committedSize` and no cell is marked. Originals are kept in cells of 4 KiB. What is lent lies
/// where it lies until it is given back.
final class VaultImage {
  static let cellSize = 4_096
  private static let beyondCommitted = UInt32.max
  /// The first byte of a leaf of a table (SQLite file format, section 1.6).
  private static let tableLeaf: UInt8 = 0x0D
  /// How far behind its end SQLite may look into a page that is damaged.
  private static let overread = 256
  private let memory: Reservation
  private let originals: Reservation
  /// One number per cell: 0 clean, n = original kept in place n − 1, all ones = new.
  private let marks: Reservation
  private let dirtyCells: Reservation
  private let zeroCell: Reservation
  /// Bytes of the last committed state.
  private(set) var committedSize = 0
  /// Bytes as SQLite sees them.
  private(set) var size = 0
  private(set) var dirtyCount = 0
  private var originalCount = 0
  private var highWater = 0
  private var blocks = BaseBlocks()
  /// How many unchanged blocks of the base are kept decrypted at the most
  /// (`VaultOptions.keptPlaintext`).
  var cleanLimit = Int.max

  /// The largest image that the reservation can hold.
  var capacity: Int { memory.reserved }
  var hasChanges: Bool { dirtyCount > 0 || size != committedSize }

  /// Reserves address space; throws ``VaultError/noMemory`` when the system refuses even little.
  init(preferred: Int = 1 << 38) throws {
    (memory, originals, marks, dirtyCells) = try Self.reserve(preferred)
    zeroCell = try Reservation(preferred: Self.cellSize, minimum: Self.cellSize)
    try zeroCell.grow(to: Self.cellSize)
  }

  /// All four reservations in proportion, or in half of the size as often as one is refused:
  /// address space may be limited (`ulimit -v`).
  private static func reserve(
    _ preferred: Int
  ) throws -> (Reservation, Reservation, Reservation, Reservation) {
    var size = preferred
    while true {
      let cells = size / cellSize
      do {
        return (
          try Reservation(preferred: size, minimum: size),
          try Reservation(preferred: size, minimum: size),
          try Reservation(preferred: cells * 4, minimum: cells * 4),
          try Reservation(preferred: cells * 4, minimum: cells * 4)
        )
      } catch {
        size /= 2
        guard size >= 1 << 26 else { throw error }
      }
    }
  }

  deinit { wipe() }

  /// Overwrites every byte that was ever held and gives the pages back.
  func wipe() {
    blocks.forEachHeldRange(used: highWater) { start, length in
      explicit_bzero(memory.base + start, length)
    }
    _ = madvise(memory.base, memory.usable, MADV_DONTNEED)
    originals.wipe(originalCount * Self.cellSize, keeping: 0)
    originalCount = 0
    highWater = 0
    blocks.forget()
  }

  /// Wipes and gives back every block that the base can give again, outside a transaction.
  ///
  /// What is touched after it is decrypted anew, under the salts and tags of the first time.
  func release() {
    if !hasChanges { blocks.release(memory.base, used: highWater) }
  }

  // MARK: Reading

  /// Copies bytes out, zero-filling behind the end.
  ///
  /// - Returns: Whether all of them lay inside the image.
  func read(into target: UnsafeMutableRawPointer, at offset: Int, count: Int) throws -> Bool {
    if blocks.cleanCount > cleanLimit { release() }
    let available = max(0, min(count, size - offset))
    if available > 0 {
      try load(offset..<(offset + available))
      memcpy(target, memory.base + offset, available)
    }
    if available < count { memset(target + available, 0, count - available) }
    return available == count
  }

  /// Lends a leaf of a table in place until ``takeBack(at:)``; `nil` for what is better copied.
  ///
  /// Other pages SQLite keeps in its own memory once it has checked them, which serves them better.
  /// Nothing is lent while too much is decrypted, so that what is lent comes back and can be given
  /// up.
  func lend(at offset: Int, count: Int) throws -> UnsafeMutableRawPointer? {
    guard count > 0, offset + count <= size, offset + count + Self.overread <= memory.usable,
      blocks.areTogether(offset, offset + count - 1)
    else { return nil }
    if blocks.cleanCount > cleanLimit { release() }
    guard blocks.cleanCount <= cleanLimit else { return nil }
    try load(offset..<(offset + count))
    let page = memory.base + offset
    guard page.load(as: UInt8.self) == Self.tableLeaf else { return nil }
    blocks.lend(at: offset)
    // Jumping from row to row would wait for memory at each; a copy would not.
    phr_prefetch(page, count)
    return page
  }

  /// Takes back what was lent at that place.
  func takeBack(at offset: Int) { blocks.takeBack(at: offset) }

  /// Shows a stretch of the image, loaded; valid until the next call.
  func bytes(_ offset: Int, _ count: Int) throws -> UnsafeRawBufferPointer {
    try load(offset..<(offset + count))
    return UnsafeRawBufferPointer(start: memory.base + offset, count: count)
  }

  /// Copies a stretch out without decrypting what it touches for good; for writing a new base.
  ///
  /// `block` is in units of `unit` bytes, which is the block size of every base.
  func copyBlock(_ block: Int, unit: Int, into target: UnsafeMutableRawBufferPointer) throws {
    if isLoaded(block: block) || blocks.size != unit {
      target.copyMemory(from: try bytes(block * unit, target.count))
    } else {
      try blocks.copy(block, into: target)
    }
  }

  /// The committed value of a few bytes inside one cell, whatever the transaction made of them.
  func committedBytes(_ offset: Int, _ count: Int) throws -> [UInt8] {
    guard offset + count <= committedSize else { return [UInt8](repeating: 0, count: count) }
    let cell = offset / Self.cellSize
    let mark = mark(of: cell)
    guard mark != 0, mark != Self.beyondCommitted else { return Array(try bytes(offset, count)) }
    let start = originals.base + Int(mark - 1) * Self.cellSize + offset % Self.cellSize
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  // MARK: Changing, inside a transaction

  /// Writes bytes, keeping the committed originals.
  func write(_ source: UnsafeRawPointer, at offset: Int, count: Int) throws {
    guard count > 0 else { return }
    let end = offset + count
    try makeRoom(to: end)
    try touch(offset..<end)
    try markChanged(offset..<end)
    memcpy(memory.base + offset, source, count)
    size = max(size, end)
  }

  /// Changes the size that SQLite sees; what is cut reads as zero when it grows again.
  func truncate(to newSize: Int) throws {
    if newSize < size {
      let committedEnd = min(size, committedSize)
      if newSize < committedEnd { try touch(newSize..<committedEnd) }
      try markChanged(newSize..<size)
      memset(memory.base + newSize, 0, size - newSize)
    } else {
      try makeRoom(to: newSize)
    }
    size = newSize
  }

  /// Puts every original back.
  func restore() {
    forEachDirtyCell { cell, mark in
      let start = memory.base + cell * Self.cellSize
      if mark == Self.beyondCommitted {
        memset(start, 0, Self.cellSize)
      } else {
        memcpy(start, originals.base + Int(mark - 1) * Self.cellSize, Self.cellSize)
      }
    }
    forgetOriginals()
    size = committedSize
  }

  /// Makes the present content the committed one, cut at `newSize`.
  ///
  /// SQLite's own size stays until it truncates: it does so after the sync.
  func accept(newSize: Int) throws {
    if newSize < max(size, committedSize) { try cut(to: newSize) }
    forgetOriginals()
    committedSize = newSize
    size = max(size, newSize)
  }

  /// Calls `body` for each stretch below `newSize` that differs from its original, in order.
  ///
  /// Stretches less than 32 equal bytes apart come as one.
  func forEachChange(below newSize: Int, _ body: (Int, Int) throws -> Void) throws {
    sortDirtyCells()
    var run = ChangedRun()
    for index in 0..<dirtyCount {
      let cell = Int(dirtyNumbers[index])
      let start = cell * Self.cellSize
      guard start < newSize else { break }
      let mark = mark(of: cell)
      let original =
        mark == Self.beyondCommitted
        ? zeroCell.base : originals.base + Int(mark - 1) * Self.cellSize
      try run.compare(
        memory.base + start, original, at: start, count: min(Self.cellSize, newSize - start), body)
    }
    try run.finish(body)
  }

  // MARK: Replaying authenticated commits, outside a transaction

  /// Starts from a base whose blocks are decrypted when they are first touched.
  func adopt(_ newBase: any ImageBase, size newSize: Int) throws {
    try makeRoom(to: newSize)
    blocks.adopt(newBase)
    committedSize = newSize
    size = newSize
  }

  /// Takes the untouched blocks from another file that holds the same image.
  func rebase(on newBase: any ImageBase) { blocks.rebase(on: newBase) }

  /// Sets the size before the runs of a replayed commit are applied.
  func replaySize(_ newSize: Int) throws {
    try makeRoom(to: newSize)
    if newSize < committedSize { try cut(to: newSize) }
    committedSize = newSize
    size = newSize
  }

  /// Applies one run of a replayed commit; it lies inside the size.
  func replay(_ run: UnsafeRawBufferPointer, at offset: Int) throws {
    guard let source = run.baseAddress else { return }
    try markChanged(offset..<(offset + run.count))
    memcpy(memory.base + offset, source, run.count)
  }

  // MARK: Parts

  /// Whether a block has been decrypted (or never came from the base).
  func isLoaded(block: Int) -> Bool { blocks.isLoaded(block) }

  @inline(__always)
  private func load(_ range: Range<Int>) throws {
    try blocks.load(range, into: memory.base, used: highWater)
  }

  private func markChanged(_ range: Range<Int>) throws {
    try blocks.markChanged(range, in: memory.base, used: highWater)
  }

  private func makeRoom(to end: Int) throws {
    guard end > highWater else { return }
    let before = memory.usable
    try memory.grow(to: end)
    try marks.grow(to: (end / Self.cellSize + 1) * 4)
    if memory.usable > before && dirtyCount > 0 { memory.preferHugePages(from: before) }
    highWater = end
  }

  private func touch(_ range: Range<Int>) throws {
    guard !range.isEmpty else { return }
    for cell in (range.lowerBound / Self.cellSize)...((range.upperBound - 1) / Self.cellSize)
    where mark(of: cell) == 0 {
      try keepOriginal(of: cell)
    }
  }

  private func keepOriginal(of cell: Int) throws {
    let start = cell * Self.cellSize
    var mark = Self.beyondCommitted
    if start < committedSize {
      try load(start..<min(start + Self.cellSize, committedSize))
      try originals.grow(to: (originalCount + 1) * Self.cellSize)
      memcpy(
        originals.base + originalCount * Self.cellSize, memory.base + start, Self.cellSize)
      originalCount += 1
      mark = UInt32(originalCount)
    }
    try dirtyCells.grow(to: (dirtyCount + 1) * 4)
    dirtyNumbers[dirtyCount] = UInt32(cell)
    dirtyCount += 1
    markNumbers[cell] = mark
  }

  /// Zeroes everything at and above `newSize`; whole blocks of the base there need no decryption.
  private func cut(to newSize: Int) throws {
    let end = max(size, committedSize)
    try blocks.cut(to: newSize, in: memory.base, used: highWater)
    memset(memory.base + newSize, 0, end - newSize)
  }

  private func forgetOriginals() {
    for index in 0..<dirtyCount { markNumbers[Int(dirtyNumbers[index])] = 0 }
    originals.wipe(originalCount * Self.cellSize, keeping: 1 << 20)
    originalCount = 0
    dirtyCount = 0
  }

  private func forEachDirtyCell(_ body: (Int, UInt32) -> Void) {
    for index in 0..<dirtyCount {
      let cell = Int(dirtyNumbers[index])
      body(cell, mark(of: cell))
    }
  }

  private var dirtyNumbers: UnsafeMutablePointer<UInt32> {
    dirtyCells.base.assumingMemoryBound(to: UInt32.self)
  }

  private var markNumbers: UnsafeMutablePointer<UInt32> {
    marks.base.assumingMemoryBound(to: UInt32.self)
  }

  private func mark(of cell: Int) -> UInt32 { markNumbers[cell] }

  private func sortDirtyCells() {
    var numbers = UnsafeMutableBufferPointer(start: dirtyNumbers, count: dirtyCount)
    for index in 1..<max(1, dirtyCount) where numbers[index] < numbers[index - 1] {
      numbers.sort()
      return
    }
  }
}
