/// Cells of RFC 4180 that no spreadsheet takes for a formula (OWASP, "CSV Injection").
enum CSVCell {
  /// The cells as a line with its end.
  static func line(_ cells: [String], separator: Separator = .comma) -> String {
    var line: [UInt8] = []
    for (place, cell) in cells.enumerated() {
      if place > 0 { line.append(separator.rawValue) }
      append(quoted: harmless(cell), separator, to: &line)
    }
    return String(decoding: line, as: UTF8.self) + "\r\n"
  }

  /// What stands between two cells.
  enum Separator: UInt8 {
    case comma = 0x2C
    case tab = 0x09
  }

  /// A cell that begins like a formula gets an apostrophe, also in full width, behind blanks and
  /// behind marks that nobody sees.
  static func harmless(_ text: String) -> String {
    if let first = text.unicodeScalars.first, isUsual(first) { return text }
    let first = text.unicodeScalars.first { !isSkipped($0) }
    guard let first, starts.contains(first) else { return text }
    return "'" + text
  }

  /// What a spreadsheet takes for the begin of a formula, a macro (`|`) or a new cell; the signs of
  /// JIS and the small forms are turned into them by some programs (NFKC).
  private static let starts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠", "｜", "−", "﹦", "﹢", "﹣", "﹫",
  ]

  /// Digits, letters, kana and kanji, with which nearly all cells begin.
  private static func isUsual(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z", "\u{3041}"..."\u{9FFF}": true
    default: false
    }
  }

  private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    guard !starts.contains(scalar) else { return false }
    return scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
  }

  /// Bytes are looked at, not characters: a quote stays a quote under a mark that combines with it.
  private static func append(
    quoted text: String, _ separator: Separator, to line: inout [UInt8]
  ) {
    let quote = UInt8(ascii: "\"")
    let needs = text.utf8.contains {
      $0 == quote || $0 == separator.rawValue || $0 == UInt8(ascii: "\r")
        || $0 == UInt8(ascii: "\n")
    }
    guard needs else { return line.append(contentsOf: text.utf8) }
    line.append(quote)
    for byte in text.utf8 {
      if byte == quote { line.append(quote) }
      line.append(byte)
    }
    line.append(quote)
  }
}
