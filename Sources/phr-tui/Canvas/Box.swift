/// Which neighbours a line character reaches, so that crossing lines join.
private struct LineArms: OptionSet {
  let rawValue: UInt8
  static let up = LineArms(rawValue: 1)
  static let down = LineArms(rawValue: 2)
  static let left = LineArms(rawValue: 4)
  static let right = LineArms(rawValue: 8)

  /// Unicode Box Drawing, light lines, by the arms they have.
  static let characters: [String] = [
    " ", "╵", "╷", "│", "╴", "┘", "┐", "┤", "╶", "└", "┌", "├", "─", "┴", "┬", "┼",
  ]
}

extension Canvas {
  /// Draws a frame along the edge of `region`, with a title in its upper line.
  mutating func drawBox(_ region: Rect, title: Line? = nil, role: Role = .border) {
    guard region.width >= 2, region.height >= 2 else { return }
    let right = region.maxX - 1
    let bottom = region.maxY - 1
    drawHorizontalLine(x: region.x, to: right, y: region.y, role: role)
    drawHorizontalLine(x: region.x, to: right, y: bottom, role: role)
    drawVerticalLine(x: region.x, y: region.y, to: bottom, role: role)
    drawVerticalLine(x: right, y: region.y, to: bottom, role: role)
    guard let title, region.width > 6 else { return }
    let room = Rect(x: region.x + 2, y: region.y, width: region.width - 4, height: 1)
    draw(Line(" ") + title + Line(" "), in: room)
  }

  /// Draws a line between two columns, both included, joining the lines it meets.
  ///
  /// A `full` line reaches the outer edge of its last cells; otherwise it ends in their middle,
  /// where corners are.
  mutating func drawHorizontalLine(
    x: Int, to end: Int, y: Int, role: Role, full: Bool = false
  ) {
    guard x < end else { return }
    for column in x...end {
      var arms: LineArms = []
      if column > x || full { arms.insert(.left) }
      if column < end || full { arms.insert(.right) }
      join(arms, x: column, y: y, role: role)
    }
  }

  /// Draws a line between two rows, both included, joining the lines it meets; a `full` one
  /// reaches the lower edge of its last cell.
  mutating func drawVerticalLine(x: Int, y: Int, to end: Int, role: Role, full: Bool = false) {
    guard y < end else { return }
    for row in y...end {
      var arms: LineArms = []
      if row > y { arms.insert(.up) }
      if row < end || full { arms.insert(.down) }
      join(arms, x: x, y: row, role: role)
    }
  }

  private mutating func join(_ arms: LineArms, x: Int, y: Int, role: Role) {
    guard x >= 0, x < size.width, y >= 0, y < size.height else { return }
    var all = arms
    if let present = LineArms.characters.firstIndex(of: self[x, y].text), present > 0 {
      all.formUnion(LineArms(rawValue: UInt8(present)))
    }
    draw(
      LineArms.characters[Int(all.rawValue)], in: Rect(x: x, y: y, width: 1, height: 1),
      role: role)
  }
}
