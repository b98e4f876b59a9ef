import Foundation

/// Folds text for searching and comparing: width, kana, case, spaces.
///
/// Never used for what is stored or shown.
public enum FoldedText {
  /// The folded form for searching: NFKC, lower case, hiragana, no white space.
  public static func search(_ text: String) -> String {
    let composed = text.nfkc
    var folded: [UInt8] = []
    folded.reserveCapacity(composed.utf8.count)
    for scalar in composed.unicodeScalars {
      switch scalar.value {
      // The common ones need no look at the tables of Unicode.
      case 0x41...0x5A:
        folded.append(UInt8(scalar.value) + 0x20)
      case 0x21...0x7E:
        folded.append(UInt8(scalar.value))
      case 0x3001...0x3029, 0x3041...0x3096, 0x30FB...0x30FE, 0x4E00...0x9FFF:
        folded.append(threeBytes: scalar.value)
      case 0x30A1...0x30F6:
        // Katakana ァ…ヶ stand 0x60 above hiragana ぁ…ゖ.
        folded.append(threeBytes: scalar.value - 0x60)
      case _ where scalar.isSpace:
        continue
      default:
        folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// The form in which two names are the same: NFKC without spaces.
  public static func name(_ text: String) -> String {
    let folded = text.nfkc
    guard folded.unicodeScalars.contains(where: \.isSpace) else { return folded }
    return folded.filter { !$0.isWhitespace }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is white space (Unicode property White_Space); the common ones need no look
  /// at the tables.
  var isSpace: Bool {
    switch value {
    case 0x20, 0x09...0x0D: true
    case 0x21...0x7E, 0x3001...0x30FF, 0x4E00...0x9FFF, 0xFF01...0xFF9F: false
    default: properties.isWhitespace
    }
  }
}

extension [UInt8] {
  /// Appends a scalar from U+0800 to U+FFFF in UTF-8 (RFC 3629, section 3).
  fileprivate mutating func append(threeBytes scalar: UInt32) {
    append(UInt8(0xE0 | scalar >> 12))
    append(UInt8(0x80 | scalar >> 6 & 0x3F))
    append(UInt8(0x80 | scalar & 0x3F))
  }
}
