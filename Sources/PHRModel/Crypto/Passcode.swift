/// The one-time code of a sealed file, told by voice: 100 random bits as five groups of four.
///
/// Crockford's base 32: no letter is taken for a digit.
public struct Passcode: Sendable, Equatable {
  private static let characters = 20
  private static let group = 4

  /// The code as it is printed and as tools must be given it: `XXXX-XXXX-XXXX-XXXX-XXXX`.
  public let text: String

  /// A fresh code.
  public static func random() -> Passcode {
    // 256 is a multiple of 32, so the lower five bits of a random byte are uniform.
    let letters = RandomBytes.array(count: characters).map { RecoveryCode.alphabet[Int($0 & 31)] }
    return Passcode(letters: letters)
  }

  /// Reads a code as people type it: any case, full-width letters, hyphens and spaces anywhere.
  ///
  /// Text of another shape is taken as it is, for files that other programs sealed.
  public init(typed text: String) {
    let letters = text.unicodeScalars.compactMap(RecoveryCode.letter)
    let isOwn =
      letters.count == Self.characters && letters.allSatisfy(RecoveryCode.alphabet.contains)
    self = isOwn ? Passcode(letters: letters) : Passcode(exactly: text)
  }

  /// A code of another program, word for word.
  init(exactly text: String) {
    self.text = text
  }

  private init(letters: [UInt8]) {
    text = stride(from: 0, to: letters.count, by: Self.group)
      .map { String(decoding: letters[$0..<min($0 + Self.group, letters.count)], as: UTF8.self) }
      .joined(separator: "-")
  }

  /// The octets that keys are derived from.
  var bytes: [UInt8] { Array(text.utf8) }
}
