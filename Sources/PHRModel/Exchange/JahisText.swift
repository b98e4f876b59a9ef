import Foundation

/// Texts on their way into a notebook file: CP932 without commas and line ends.
enum JahisText {
  /// The text without commas and line ends, cut at a length in bytes of CP932.
  ///
  /// No double-byte character is ever cut in half.
  static func fitted(_ text: String, limit: Int) -> (text: String, isCut: Bool) {
    if text.unicodeScalars.allSatisfy(isUsual), let bytes = text.data(using: .shiftJIS),
      bytes.count <= limit
    {
      return (text, false)
    }
    var fitted = ""
    var length = 0
    for character in text {
      let kept = character == "," ? "，" : character.isNewline ? "　" : writable(character)
      let size = kept?.data(using: .shiftJIS)?.count ?? 2
      if length + size > limit { return (fitted, true) }
      length += size
      fitted += kept ?? String(character)
    }
    return (fitted, false)
  }

  /// Whether CP932 has it as it is, or not at all; nearly every text is made of such characters.
  private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",": false
    case " "..."~", "\u{3041}"..."\u{3094}", "\u{30A1}"..."\u{30FE}", "\u{4E00}"..."\u{9FFF}",
      "\u{FF01}"..."\u{FF5E}":
      true
    default: false
    }
  }

  /// The bytes of a line in CP932; 〓 stands for what it cannot hold.
  static func encoded(_ line: String, isNEC: Bool = false) -> (bytes: Data, isChanged: Bool) {
    if !isNEC, let bytes = line.data(using: .shiftJIS) { return (bytes, false) }
    var bytes = Data()
    var isChanged = false
    for character in line {
      let code = isNEC ? NECSelected.codes[character] : nil
      let encoded = code ?? writable(character)?.data(using: .shiftJIS)
      if encoded == nil { isChanged = true }
      bytes += encoded ?? Data([0x81, 0xAC])
    }
    return (bytes, isChanged)
  }

  /// The character as CP932 has it; `nil` if it has nothing that says the same.
  ///
  /// Other programs map some codes of Shift_JIS to other characters of Unicode than CP932 does
  /// (JIS X 0208 against Microsoft's table); those look the same and are no loss. What is put
  /// together from several characters is composed.
  private static func writable(_ character: Character) -> String? {
    let own = String(twins[character] ?? character)
    if own.data(using: .shiftJIS) != nil { return own }
    let composed = own.nfkc
    return composed.data(using: .shiftJIS) == nil ? nil : composed
  }

  private static let twins: [Character: Character] = [
    "\u{301C}": "\u{FF5E}", "\u{2212}": "\u{FF0D}", "\u{2016}": "\u{2225}",
    "\u{2014}": "\u{2015}", "\u{00A2}": "\u{FFE0}", "\u{00A3}": "\u{FFE1}",
    "\u{00AC}": "\u{FFE2}", "\u{00A6}": "\u{FFE4}", "\u{00A5}": "\u{FFE5}",
    "\u{00B5}": "\u{03BC}", "\u{00A0}": " ", "\u{2010}": "-", "\u{2011}": "-",
    "\u{2013}": "\u{2015}",
  ]
}
