internal import COpenSSL

/// Randomness from the kernel, asked anew every time.
///
/// The C function is `getrandom`.
///
/// There is no pool between calls: a fork or a resumed snapshot would hand out the same bytes
/// twice, and a repeated salt is a repeated key.
public enum RandomBytes {
  /// Fills the memory.
  ///
  /// Cannot fail on a running system; a kernel without it stops the program.
  public static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    guard let start = buffer.baseAddress else { return }
    precondition(phr_getrandom(start, buffer.count) == 0, "the kernel gave no random bytes")
  }

  /// An array of fresh bytes, for what is not secret: salts, identifiers, nonces.
  public static func array(count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    bytes.withUnsafeMutableBytes { fill($0) }
    return bytes
  }

  /// A fresh 64-bit number.
  public static func uint64() -> UInt64 {
    var value: UInt64 = 0
    withUnsafeMutableBytes(of: &value) { fill($0) }
    return value
  }
}
