/// The 28 characters, printed once, that open a vault when the passphrase is forgotten.
///
/// Crockford base 32, big-endian: 128 random bits, then the first 12 bits of
/// SHA-256("PHR1 code" ‖ the 16 bytes), so that a slip of the pen is told from a wrong code.
public struct RecoveryCode: Sendable {
  /// Why a typed code is not one.
  public enum Problem: Error, Equatable, Sendable {
    /// Not 28 characters once spaces and hyphens are gone.
    case wrongLength(Int)
    /// A character outside the alphabet, with its place among the 28, from 1.
    case unknownCharacter(place: Int)
    /// All characters are legal, but the checksum says that at least one is wrong.
    case mistyped
  }

  /// Characters in a code.
  public static let length = 28
  static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  /// The 128 random bits.
  let secret: SecretBytes

  /// A fresh code.
  public static func random() -> RecoveryCode {
    RecoveryCode(secret: .random(count: 16))
  }

  init(secret: SecretBytes) {
    precondition(secret.count == 16, "a recovery code holds 128 bits")
    self.secret = secret
  }

  /// Reads a typed code, forgivingly: any case, full-width letters, I and L for 1, O for 0,
  /// hyphens and white space anywhere.
  ///
  /// - Throws: ``Problem``.
  public init(parsing text: String) throws {
    let letters = text.unicodeScalars.compactMap(Self.letter)
    guard letters.count == Self.length else { throw Problem.wrongLength(letters.count) }
    var bits: [UInt8] = []
    for (index, letter) in letters.enumerated() {
      guard let value = Self.alphabet.firstIndex(of: letter) else {
        throw Problem.unknownCharacter(place: index + 1)
      }
      for shift in (0..<5).reversed() { bits.append(UInt8(value >> shift) & 1) }
    }
    let bytes = stride(from: 0, to: 128, by: 8).map { start in
      bits[start..<(start + 8)].reduce(UInt8(0)) { $0 << 1 | $1 }
    }
    let checksum = bits[128...].reduce(UInt16(0)) { $0 << 1 | UInt16($1) }
    guard checksum == Self.checksum(of: bytes) else { throw Problem.mistyped }
    secret = SecretBytes(bytes)
  }

  /// The code as it is printed: seven groups of four, joined by hyphens.
  public var printed: String {
    secret.withUnsafeBytes { bytes in
      let checksum = Self.checksum(of: Array(bytes))
      var bits = bytes.flatMap { byte in (0..<8).reversed().map { byte >> $0 & 1 } }
      bits += (0..<12).reversed().map { UInt8(checksum >> $0 & 1) }
      let letters = stride(from: 0, to: bits.count, by: 5).map { start in
        Self.alphabet[bits[start..<(start + 5)].reduce(0) { $0 << 1 | Int($1) }]
      }
      return stride(from: 0, to: letters.count, by: 4)
        .map { String(decoding: letters[$0..<($0 + 4)], as: UTF8.self) }
        .joined(separator: "-")
    }
  }

  private static func checksum(of secret: [UInt8]) -> UInt16 {
    let digest = SHA256.hash(Array("PHR1 code".utf8) + secret)
    return UInt16(digest[0]) << 4 | UInt16(digest[1] >> 4)
  }

  /// The letter that a typed character stands for; `nil` for what separates groups.
  static func letter(_ typed: Unicode.Scalar) -> UInt8? {
    if typed.properties.isWhitespace || typed.properties.isDash { return nil }
    // The katakana prolonged sound mark is what a Japanese input method makes of a hyphen.
    if typed == "\u{30FC}" || typed == "\u{FF70}" { return nil }
    let value = (0xFF01...0xFF5E).contains(typed.value) ? typed.value - 0xFEE0 : typed.value
    guard let ascii = UInt8(exactly: value) else { return 0xFF }
    switch ascii {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return lookAlike(ascii - 0x20)
    default: return lookAlike(ascii)
    }
  }

  private static func lookAlike(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
    case UInt8(ascii: "O"): UInt8(ascii: "0")
    default: letter
    }
  }
}
