extension Canvas {
  /// The screen as text, one line per row, blanks at the line ends left out.
  ///
  /// For tests, where a whole expected screen stands as a text block.
  var picture: String {
    (0..<size.height).map { rowText($0) }.joined(separator: "\n")
  }

  /// One row as text without blanks at its end.
  func rowText(_ y: Int) -> String {
    var text = row(y).map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  /// What is written in one role on a row, blanks trimmed; for tests of meaning and colour.
  func text(of role: Role, row y: Int) -> String {
    let text = row(y).filter { $0.role == role }.map(\.text).joined()
    return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
