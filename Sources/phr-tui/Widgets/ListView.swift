/// Where one is in a list: the selected row and the first row on screen.
struct ListPosition: Equatable, Sendable {
  private(set) var selected = 0
  private(set) var top = 0

  /// Selects a row, kept within the list, and scrolls as little as possible to show it.
  mutating func select(_ row: Int, count: Int, height: Int) {
    selected = max(0, min(row, count - 1))
    let highestTop = max(0, count - height)
    top = min(top, selected, highestTop)
    top = max(top, min(selected - max(1, height) + 1, highestTop))
  }

  /// Carries out a movement; `false` if the command is none.
  mutating func move(_ command: Command, count: Int, height: Int) -> Bool {
    let page = max(1, height - 1)
    switch command {
    case .moveDown: select(selected + 1, count: count, height: height)
    case .moveUp: select(selected - 1, count: count, height: height)
    case .pageDown: select(selected + page, count: count, height: height)
    case .pageUp: select(selected - page, count: count, height: height)
    case .moveToFirst: select(0, count: count, height: height)
    case .moveToLast: select(count - 1, count: count, height: height)
    default: return false
    }
    return true
  }
}

/// A list of rows in columns.
///
/// Only the rows on screen are asked for, so length costs nothing.
struct ListView: Sendable {
  /// One column of a list.
  struct Column: Sendable, Equatable {
    var spec: ColumnSpec
    var alignment = Alignment.left
  }

  var columns: [Column]
  var count: Int
  var position: ListPosition
  /// The cells of a row; `nil` while it is not loaded.
  var row: @Sendable (Int) -> [Line]?
  /// What to say when there are no rows.
  var emptyText: String

  /// The rows on screen for a height.
  func visible(height: Int) -> Range<Int> {
    let top = max(0, min(position.top, count - 1))
    return top..<min(count, top + height)
  }

  func draw(on canvas: inout Canvas, in region: Rect, isFocused: Bool) {
    guard count > 0 else {
      let inner = region.inset(columns: 1, rows: 0)
      let lines = Wrap.lines(of: Line(emptyText, .textDim), width: inner.width)
      for (row, line) in lines.enumerated() { canvas.draw(line, in: inner.row(row)) }
      return
    }
    let inner = region.inset(columns: 1, rows: 0)
    let widths = ColumnLayout.widths(of: columns.map(\.spec), available: inner.width, gap: 1)
    for (offset, index) in visible(height: region.height).enumerated() {
      let isSelected = index == position.selected
      let role: Role? = isSelected ? (isFocused ? .listSelected : .listSelectedInactive) : nil
      if let role { canvas.fill(region.row(offset), role: role) }
      guard let cells = row(index) else {
        canvas.draw("…", in: inner.row(offset), role: role ?? .textDim)
        continue
      }
      draw(cells, widths: widths, on: &canvas, in: inner.row(offset), role: role)
    }
  }

  private func draw(
    _ cells: [Line], widths: [Int], on canvas: inout Canvas, in region: Rect, role: Role?
  ) {
    var rest = region
    for (index, cell) in cells.enumerated() where index < widths.count && widths[index] > 0 {
      let place = rest.takeLeft(widths[index])
      canvas.draw(cell, in: place, alignment: columns[index].alignment, role: role)
      _ = rest.takeLeft(1)
    }
  }
}
