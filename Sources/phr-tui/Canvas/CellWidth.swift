/// How many columns a Unicode scalar takes in a terminal.
///
/// A table of our own instead of wcwidth(3), so that drawing is a pure function and a test gives
/// the same picture under every locale. Agrees with glibc 2.36 wherever both know the scalar
/// (`CellWidthTests`); ambiguous-width characters count one column.
/// Source: Unicode Standard Annex 11 (East Asian Width), classes W and F.
enum CellWidth {
  /// What becomes of one scalar on its way to the grid.
  enum Treatment: Equatable, Sendable {
    /// Begins a new cell of one or two columns.
    case cell(Int)
    /// Is stacked on the cell before it.
    case mark
    /// Becomes one blank: line breaks and tabs, which separate words.
    case blank
    /// Never reaches the terminal: controls, escape, direction overrides, joiners.
    case dropped
  }

  /// The treatment of `scalar`; see `Treatment`.
  static func treatment(of scalar: Unicode.Scalar) -> Treatment {
    let value = scalar.value
    if value < 0x7F { return asciiTreatment(value) }
    if value < 0x300 { return latinTreatment(value) }
    if isHangulVowelOrFinal(value) { return .mark }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark:
      return isPresentationSelector(value) ? .dropped : .mark
    case .control, .format, .surrogate:
      return .dropped
    case .lineSeparator, .paragraphSeparator:
      return .blank
    default:
      return .cell(isWide(value) ? 2 : 1)
    }
  }

  private static func asciiTreatment(_ value: UInt32) -> Treatment {
    if value >= 0x20 { return .cell(1) }
    return (0x09...0x0D).contains(value) ? .blank : .dropped
  }

  /// DEL, the C1 controls (8-bit escape sequences) and the soft hyphen are dropped; NEL breaks.
  private static func latinTreatment(_ value: UInt32) -> Treatment {
    if value == 0x85 { return .blank }
    return value < 0xA0 || value == 0xAD ? .dropped : .cell(1)
  }

  /// VS15 and VS16 ask for text or picture style, which terminals answer with different widths.
  private static func isPresentationSelector(_ value: UInt32) -> Bool {
    value == 0xFE0E || value == 0xFE0F
  }

  /// Conjoining Hangul vowels and finals join the syllable before them.
  private static func isHangulVowelOrFinal(_ value: UInt32) -> Bool {
    (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value)
  }

  /// Whether the scalar takes two columns, by binary search in `WideRanges.table`.
  static func isWide(_ value: UInt32) -> Bool {
    if value < 0x1100 { return false }
    var low = 0
    var high = WideRanges.table.count - 1
    while low <= high {
      let middle = (low + high) / 2
      let range = WideRanges.table[middle]
      if range.contains(value) { return true }
      if value < range.lowerBound { high = middle - 1 } else { low = middle + 1 }
    }
    return false
  }
}
