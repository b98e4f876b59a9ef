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
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var composed = String.UnicodeScalarView()
    composed.append(contentsOf: decomposedStringWithCompatibilityMapping._nfc)
    return String(composed)
  }
}
