extension String {
  /// The text cut or filled with blanks to a number of terminal columns.
  func padded(toColumns width: Int) -> String {
    let text = TextWidth.shortened(self, columns: width)
    return text + String(repeating: " ", count: max(0, width - TextWidth.columns(of: text)))
  }
}
