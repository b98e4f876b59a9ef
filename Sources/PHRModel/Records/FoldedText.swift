import Foundation

/// Folds text for searching and comparing: width, kana, case, spaces.
///
/// Never used for what is stored or shown.
public enum FoldedText {
  /// The folded form for searching: NFKC, lower case, hiragana, no white space.
  public static func search(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.nfkc.unicodeScalars {
      switch scalar.value {
      // The common ones need no look at the tables of Unicode.
      case 0x41...0x5A:
        folded.append(Unicode.Scalar(scalar.value + 0x20) ?? scalar)
      case 0x21...0x7E, 0x3041...0x3096, 0x4E00...0x9FFF:
        folded.append(scalar)
      case 0x30A1...0x30F6:
        // Katakana ァ…ヶ stand 0x60 above hiragana ぁ…ゖ.
        folded.append(Unicode.Scalar(scalar.value - 0x60) ?? scalar)
      case _ where scalar.properties.isWhitespace:
        continue
      default:
        folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(folded)
  }

  /// The form in which two names are the same: NFKC without spaces.
  public static func name(_ text: String) -> String {
    text.nfkc.filter { !$0.isWhitespace }
  }
}
