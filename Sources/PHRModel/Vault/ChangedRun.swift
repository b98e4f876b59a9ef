/// Finds the bytes that a transaction changed, merging stretches that are close together.
struct ChangedRun {
  /// Fewer equal bytes than this between two changes are logged with them: a run header of 16
  /// bytes and its handling cost more.
  static let gap = 32
  private var start = 0
  private var end = 0

  /// Compares one cell with its original and reports finished runs: by 64 bytes what is equal, by
  /// eight where something has changed.
  mutating func compare(
    _ current: UnsafeMutableRawPointer, _ original: UnsafeMutableRawPointer, at offset: Int,
    count: Int, _ report: (Int, Int) throws -> Void
  ) throws {
    var place = 0
    while place + 8 <= count {
      if place % 64 == 0, place + 64 <= count,
        current.loadUnaligned(fromByteOffset: place, as: SIMD8<UInt64>.self)
          == original.loadUnaligned(fromByteOffset: place, as: SIMD8<UInt64>.self)
      {
        place += 64
        continue
      }
      let difference =
        current.load(fromByteOffset: place, as: UInt64.self)
        ^ original.load(fromByteOffset: place, as: UInt64.self)
      if difference != 0 {
        let first = UInt64(littleEndian: difference).trailingZeroBitCount / 8
        let last = 8 - UInt64(littleEndian: difference).leadingZeroBitCount / 8
        try extend(from: offset + place + first, to: offset + place + last, report)
      }
      place += 8
    }
    while place < count {
      if current.load(fromByteOffset: place, as: UInt8.self)
        != original.load(fromByteOffset: place, as: UInt8.self)
      {
        try extend(from: offset + place, to: offset + place + 1, report)
      }
      place += 1
    }
  }

  /// Reports the last run.
  mutating func finish(_ report: (Int, Int) throws -> Void) throws {
    if end > start { try report(start, end - start) }
    start = 0
    end = 0
  }

  @inline(__always)
  private mutating func extend(
    from newStart: Int, to newEnd: Int, _ report: (Int, Int) throws -> Void
  ) throws {
    if end > start {
      if newStart - end < Self.gap {
        end = newEnd
        return
      }
      try report(start, end - start)
    }
    start = newStart
    end = newEnd
  }
}
