/// A small table inside a document: checkup items, amounts, key lists.
struct Table: Sendable, Equatable {
  /// One column of the table.
  struct Column: Sendable, Equatable {
    var title: String
    var alignment = Alignment.left
    /// Columns of the lowest priority are left out where there is no room.
    var priority = 0
    /// Below this the column is left out; `nil`: as wide as its content.
    var minimum: Int?
  }

  /// Blank columns between two columns.
  static let gap = 2

  var columns: [Column]
  var rows: [[Line]]
  /// Whether the titles of the columns are shown.
  var hasHeader = true

  /// The table for a width; every row is one line.
  func lines(width: Int) -> [Line] {
    let widths = ColumnLayout.widths(of: specs, available: width, gap: Self.gap)
    var result: [Line] = []
    if hasHeader {
      result.append(assemble(columns.map { Line($0.title, .label) }, widths: widths))
    }
    return result + rows.map { assemble($0, widths: widths) }
  }

  private var specs: [ColumnSpec] {
    columns.enumerated().map { index, column in
      let content = rows.map { index < $0.count ? $0[index].width : 0 }.max() ?? 0
      // A title above nothing says nothing.
      let isShown = hasHeader && content > 0
      let ideal = max(content, isShown ? TextWidth.columns(of: column.title) : 0)
      return ColumnSpec(
        minimum: min(column.minimum ?? ideal, ideal), ideal: ideal, priority: column.priority)
    }
  }

  private func assemble(_ cells: [Line], widths: [Int]) -> Line {
    var spans: [Span] = []
    for (index, width) in widths.enumerated() where width > 0 {
      if !spans.isEmpty { spans.append(Span(String(repeating: " ", count: Self.gap))) }
      let cell = index < cells.count ? cells[index] : Line()
      spans += cell.fitted(to: width, alignment: columns[index].alignment).spans
    }
    return Line(spans)
  }
}

extension Line {
  /// The line cut or filled with blanks to exactly `width` columns.
  func fitted(to width: Int, alignment: Alignment) -> Line {
    let own = self.width
    if own > width { return shortened(to: width) }
    let left =
      switch alignment {
      case .left: 0
      case .right: width - own
      case .center: (width - own) / 2
      }
    let right = width - own - left
    var result = spans
    if left > 0 { result.insert(Span(String(repeating: " ", count: left)), at: 0) }
    if right > 0 { result.append(Span(String(repeating: " ", count: right))) }
    return Line(result)
  }

  private func shortened(to width: Int) -> Line {
    var result: [Span] = []
    var rest = width - 1
    for span in spans {
      let text = TextWidth.prefix(of: span.text, columns: rest)
      result.append(Span(text, span.role))
      rest -= TextWidth.columns(of: text)
      if TextWidth.columns(of: span.text) > TextWidth.columns(of: text) { break }
    }
    let role = result.last?.role ?? .text
    return Line(result + [Span("…" + String(repeating: " ", count: max(0, rest)), role)])
  }
}
