/// A place on the grid of cells; the top left cell is 0, 0.
struct Point: Equatable, Hashable, Sendable {
  var x: Int
  var y: Int
}

/// A width and a height in cells, never negative.
struct Size: Equatable, Hashable, Sendable {
  var width: Int
  var height: Int

  init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A region of the grid.
///
/// Views are given one and cannot draw outside it.
struct Rect: Equatable, Hashable, Sendable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// The first column to the right of the region.
  var maxX: Int { x + width }
  /// The first row below the region.
  var maxY: Int { y + height }
  var isEmpty: Bool { width == 0 || height == 0 }
  var size: Size { Size(width: width, height: height) }

  /// The region without a margin of `columns` at both sides and `rows` above and below.
  func inset(columns: Int, rows: Int) -> Rect {
    Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
  }

  /// The single row `index` of the region, or an empty region when there is no such row.
  func row(_ index: Int) -> Rect {
    let exists = index >= 0 && index < height
    return Rect(x: x, y: y + index, width: width, height: exists ? 1 : 0)
  }

  /// Cuts `rows` off the top and returns them; takes what is left when there are fewer.
  mutating func takeTop(_ rows: Int) -> Rect {
    let taken = min(max(0, rows), height)
    let part = Rect(x: x, y: y, width: width, height: taken)
    self = Rect(x: x, y: y + taken, width: width, height: height - taken)
    return part
  }

  /// Cuts `rows` off the bottom and returns them.
  mutating func takeBottom(_ rows: Int) -> Rect {
    let taken = min(max(0, rows), height)
    let part = Rect(x: x, y: maxY - taken, width: width, height: taken)
    height -= taken
    return part
  }

  /// Cuts `columns` off the left side and returns them.
  mutating func takeLeft(_ columns: Int) -> Rect {
    let taken = min(max(0, columns), width)
    let part = Rect(x: x, y: y, width: taken, height: height)
    self = Rect(x: x + taken, y: y, width: width - taken, height: height)
    return part
  }

  /// A region of the given size in the middle of this one, cut to fit.
  func centered(width wanted: Int, height wantedHeight: Int) -> Rect {
    let fitWidth = min(wanted, width)
    let fitHeight = min(wantedHeight, height)
    return Rect(
      x: x + (width - fitWidth) / 2, y: y + (height - fitHeight) / 2,
      width: fitWidth, height: fitHeight)
  }
}
