/// Where the parts of a view stand on the grid.
///
/// `update` uses the same numbers as the painter, so that a page is a page.
struct ScreenLayout: Equatable, Sendable {
  var banner: Rect
  /// Title line and content of all panes.
  var body: Rect
  /// The status or the line being typed.
  var status: Rect
  var hints: Rect

  /// Below this height the hint line goes, so that content stays.
  static let lowScreen = 8

  init(size: Size) {
    var rest = Rect(size)
    banner = rest.takeTop(1)
    hints = rest.takeBottom(size.height < Self.lowScreen ? 0 : 1)
    status = rest.takeBottom(1)
    body = rest
  }

  /// Rows for the content of a pane, its title line left out.
  var contentHeight: Int { max(1, body.height - 1) }

  /// The region of each pane, title line included; one column stays free between two panes.
  static func panes(_ widths: [Pane.Width], in body: Rect) -> [Rect] {
    let specs = widths.map { width in
      switch width {
      case .columns(let columns): ColumnSpec(minimum: columns, ideal: columns)
      case .share(let weight): ColumnSpec(minimum: 1, ideal: 1, weight: weight, priority: 1)
      }
    }
    var rest = body
    return ColumnLayout.widths(of: specs, available: body.width, gap: 1).map { width in
      let part = rest.takeLeft(width)
      _ = rest.takeLeft(width > 0 ? 1 : 0)
      return part
    }
  }

  /// The content's region of pane `index` in a view.
  func content(ofPane index: Int, in panes: [Pane]) -> Rect {
    var region = Self.panes(panes.map(\.width), in: body)[index]
    _ = region.takeTop(1)
    return region
  }
}
