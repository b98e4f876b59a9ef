/// Cells of RFC 4180 that no spreadsheet takes for a formula (OWASP, "CSV Injection").
enum CSVCell {
  /// The cells as a line with its end.
  static func line(_ cells: [String], separator: String = ",") -> String {
    cells.map { quoted(harmless($0), separator) }.joined(separator: separator) + "\r\n"
  }

  /// A cell that begins like a formula gets an apostrophe, also in full width, behind blanks and
  /// behind marks that nobody sees.
  static func harmless(_ text: String) -> String {
    let first = text.unicodeScalars.first { !isSkipped($0) }
    guard let first, starts.contains(first) else { return text }
    return "'" + text
  }

  /// What a spreadsheet takes for the begin of a formula, a macro (`|`) or a new cell; the signs of
  /// JIS and the small forms are turned into them by some programs (NFKC).
  private static let starts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠", "｜", "−", "﹦", "﹢", "﹣", "﹫",
  ]

  private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    guard !starts.contains(scalar) else { return false }
    return scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
  }

  private static func quoted(_ text: String, _ separator: String) -> String {
    let needs = text.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) }
    guard needs || text.contains(separator) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
