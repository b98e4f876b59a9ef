extension UnsafeRawBufferPointer {
  /// The little-endian 32-bit number at a byte offset.
  func uint32(at offset: Int) -> UInt32 {
    UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The little-endian 64-bit number at a byte offset.
  func uint64(at offset: Int) -> UInt64 {
    UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The bytes from `offset`, as memory of their own index space.
  func slice(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[offset..<(offset + count)])
  }

  /// Whether every byte is zero.
  var isZero: Bool {
    var place = 0
    while place + 8 <= count {
      if loadUnaligned(fromByteOffset: place, as: UInt64.self) != 0 { return false }
      place += 8
    }
    while place < count {
      if self[place] != 0 { return false }
      place += 1
    }
    return true
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Writes a little-endian 32-bit number at a byte offset.
  func put(_ value: UInt32, at offset: Int) {
    storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
  }

  /// Writes a little-endian 64-bit number at a byte offset.
  func put(_ value: UInt64, at offset: Int) {
    storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt64.self)
  }

  /// Writes bytes at a byte offset.
  func put(_ bytes: some Collection<UInt8>, at offset: Int) {
    UnsafeMutableRawBufferPointer(rebasing: self[offset..<(offset + bytes.count)])
      .copyBytes(from: bytes)
  }

  /// The bytes from `offset`, as memory of their own index space.
  func slice(_ offset: Int, _ count: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: self[offset..<(offset + count)])
  }
}

extension Array where Element == UInt8 {
  /// The little-endian 32-bit number at an offset.
  func uint32(at offset: Int) -> UInt32 { withUnsafeBytes { $0.uint32(at: offset) } }

  /// The little-endian 64-bit number at an offset.
  func uint64(at offset: Int) -> UInt64 { withUnsafeBytes { $0.uint64(at: offset) } }

  /// Whether every byte of a range is zero.
  func isZero(_ range: Range<Int>) -> Bool {
    withUnsafeBytes { $0.slice(range.lowerBound, range.count).isZero }
  }

  /// Writes a little-endian 32-bit number at an offset.
  mutating func put(_ value: UInt32, at offset: Int) {
    withUnsafeMutableBytes { $0.put(value, at: offset) }
  }

  /// Writes a little-endian 64-bit number at an offset.
  mutating func put(_ value: UInt64, at offset: Int) {
    withUnsafeMutableBytes { $0.put(value, at: offset) }
  }

  /// The eight little-endian bytes of a number.
  static func littleEndian(_ value: UInt64) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 8)
    bytes.put(value, at: 0)
    return bytes
  }

  /// Lower-case hexadecimal digits.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
