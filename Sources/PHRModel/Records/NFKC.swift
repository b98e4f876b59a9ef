// The composing half of Foundation's `precomposedStringWithCompatibilityMapping` leaves ｼﾞ as
// シ + ゙, and its canonical composition confuses characters above U+FFFF with others (both seen
// in 6.3.1 on Linux). The standard library's own composition is right, but only SPI.
@_spi(_Unicode) import Swift
import Foundation

extension String {
  /// The text in Unicode normalization form KC (Unicode Standard Annex 15).
  ///
  /// Full and half width become one; keys, searches and comparisons of names depend on it, what
  /// is stored and shown does not.
  public var nfkc: String {
    if unicodeScalars.allSatisfy(\.isUnchangedByNFKC) { return self }
    if let narrow { return narrow }
    var composed = String.UnicodeScalarView()
    composed.append(contentsOf: decomposedStringWithCompatibilityMapping._nfc)
    return String(composed)
  }

  /// The form KC of a text of common scalars and full-width ASCII, as prescriptions are written in
  /// (分１, １２ｍｇ); `nil` if there is anything else in it.
  private var narrow: String? {
    var narrow: [UInt8] = []
    narrow.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      if let ascii = scalar.asciiOfFullWidth {
        narrow.append(ascii)
      } else if scalar.isUnchangedByNFKC {
        narrow.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        return nil
      }
    }
    return String(decoding: narrow, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// The ASCII of which the scalar is the full-width form (Unicode block FF00, and U+3000).
  fileprivate var asciiOfFullWidth: UInt8? {
    switch value {
    case 0x3000: 0x20
    case 0xFF01...0xFF5E: UInt8(value - 0xFEE0)
    default: nil
    }
  }

  /// Whether the scalar is one of the common ones of Japanese text that stay as they are, whatever
  /// stands beside them.
  ///
  /// A mark that composes with one before it (U+3099, U+309A) is not among them, so a text of only
  /// these needs no table.
  var isUnchangedByNFKC: Bool {
    switch value {
    case 0...0x7F: true
    // Punctuation; U+3000 is a wide space, U+302A to U+302F are marks, U+3036 stands for U+3012.
    case 0x3001...0x3029: true
    // Hiragana and katakana without the marks, their spacing forms, and the ligatures ゟ and ヿ.
    case 0x3041...0x3096, 0x309D, 0x309E, 0x30A0...0x30FE: true
    // Unified ideographs; compatibility ideographs stand elsewhere.
    case 0x3400...0x4DBF, 0x4E00...0x9FFF: true
    default: false
    }
  }
}
