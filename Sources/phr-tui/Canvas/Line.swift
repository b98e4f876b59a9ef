/// A piece of text with one meaning.
struct Span: Equatable, Sendable {
  var text: String
  var role: Role

  init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }
}

/// Where text stands in a place that is wider than it.
enum Alignment: Equatable, Sendable {
  case left
  case right
  case center
}

/// One line of text with meanings; what widgets draw and `--linear` prints.
struct Line: Equatable, Sendable {
  var spans: [Span]

  init(_ spans: [Span] = []) {
    self.spans = spans
  }

  init(_ text: String, _ role: Role = .text) {
    spans = [Span(text, role)]
  }

  /// The words alone, as a screen reader would speak them.
  var plain: String { TextWidth.safe(spans.map(\.text).joined()) }

  var width: Int { spans.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }

  static func + (left: Line, right: Line) -> Line { Line(left.spans + right.spans) }
}

extension Canvas {
  /// Draws a line on the first row of `region`; what does not fit ends in ….
  ///
  /// - Parameters:
  ///   - line: The text with its meanings.
  ///   - region: Where to draw.
  ///   - alignment: Where the line stands when the region is wider.
  ///   - role: Replaces all meanings of the line, for a selected row.
  mutating func draw(
    _ line: Line, in region: Rect, alignment: Alignment = .left, role: Role? = nil
  ) {
    let width = line.width
    var rest = region
    if width < region.width {
      switch alignment {
      case .left: break
      case .right: _ = rest.takeLeft(region.width - width)
      case .center: _ = rest.takeLeft((region.width - width) / 2)
      }
    }
    let overflows = width > region.width
    for span in line.spans {
      let fits = overflows ? rest.width - 1 : rest.width
      let used = draw(
        span.text, in: Rect(x: rest.x, y: rest.y, width: fits, height: rest.height),
        role: role ?? span.role)
      let isCut = used < TextWidth.columns(of: span.text)
      _ = rest.takeLeft(used)
      if isCut {
        draw("…", in: rest, role: role ?? span.role)
        return
      }
    }
  }
}
