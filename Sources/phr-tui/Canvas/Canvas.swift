/// One place of the grid.
struct Cell: Equatable, Sendable {
  /// A base character with its marks; empty in the right half of a wide character.
  var text: String
  /// 1 or 2; 0 for the right half of a wide character.
  var width: UInt8
  var role: Role

  static let blank = Cell(text: " ", width: 1, role: .text)
}

/// The grid of cells that views draw on.
///
/// It never sees a terminal.
///
/// Everything drawn is cut to the grid; a wide character that would be halved at an edge, or by
/// something drawn over it, leaves a blank.
struct Canvas: Equatable, Sendable {
  let size: Size
  private(set) var cells: [Cell]
  /// Where the terminal's cursor stands, or `nil` when it is hidden.
  var cursor: Point?

  init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  var bounds: Rect { Rect(size) }

  /// The cell at a place that must lie on the grid.
  subscript(x: Int, y: Int) -> Cell {
    precondition(x >= 0 && x < size.width && y >= 0 && y < size.height, "cell outside the grid")
    return cells[y * size.width + x]
  }

  /// The cells of one row, which must exist.
  func row(_ y: Int) -> ArraySlice<Cell> {
    cells[(y * size.width)..<((y + 1) * size.width)]
  }

  /// Blanks a region and gives it a role.
  mutating func fill(_ region: Rect, role: Role) {
    let region = clipped(region)
    let blank = Cell(text: " ", width: 1, role: role)
    for y in region.y..<region.maxY {
      for x in region.x..<region.maxX { put(blank, x: x, y: y) }
    }
  }

  /// Gives every cell of a region a role and keeps what is written there.
  mutating func paint(_ region: Rect, role: Role) {
    let region = clipped(region)
    for y in region.y..<region.maxY {
      for x in region.x..<region.maxX { cells[y * size.width + x].role = role }
    }
  }

  /// Writes text on the first row of `region`, cut at its right edge.
  ///
  /// - Parameters:
  ///   - text: Any text; what a terminal could take for a command is left out.
  ///   - region: Where to write.
  ///   - role: What the text means.
  /// - Returns: The number of columns written.
  @discardableResult
  mutating func draw(_ text: some StringProtocol, in region: Rect, role: Role) -> Int {
    guard !region.isEmpty, region.y >= 0, region.y < size.height else { return 0 }
    let limit = min(region.maxX, size.width)
    var x = region.x
    for cluster in Clusters(text) {
      guard x + cluster.width <= limit else { break }
      if x >= 0 {
        put(
          Cell(text: cluster.text, width: UInt8(cluster.width), role: role), x: x, y: region.y)
      }
      x += cluster.width
    }
    return x - region.x
  }

  /// Writes one cell and repairs the neighbours whose other half it covers.
  private mutating func put(_ cell: Cell, x: Int, y: Int) {
    let index = y * size.width + x
    breakWide(at: index, in: y)
    if cell.width == 2 {
      breakWide(at: index + 1, in: y)
      cells[index + 1] = Cell(text: "", width: 0, role: cell.role)
    }
    cells[index] = cell
  }

  /// Blanks the other half of a wide character when one half is about to be overwritten.
  private mutating func breakWide(at index: Int, in y: Int) {
    switch cells[index].width {
    case 0 where index > y * size.width:
      cells[index - 1].text = " "
      cells[index - 1].width = 1
    case 2 where index + 1 < (y + 1) * size.width:
      cells[index + 1].text = " "
      cells[index + 1].width = 1
    default: break
    }
  }

  private func clipped(_ region: Rect) -> Rect {
    let left = max(0, region.x)
    let top = max(0, region.y)
    return Rect(
      x: left, y: top, width: min(region.maxX, size.width) - left,
      height: min(region.maxY, size.height) - top)
  }
}
