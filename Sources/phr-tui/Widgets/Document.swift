/// A piece of a document: details of a record, help, a long text.
enum Block: Sendable, Equatable {
  case heading(String)
  /// Text that is broken to the width.
  case paragraph(Line)
  /// One of several things with a mark before it; further lines begin below its words.
  case item(Line)
  /// Names and values; values begin at one column.
  case fields([Field])
  case table(Table)
  /// Values over time as a small curve, with the words to read instead.
  case trend(values: [Double], spoken: String)
  /// How much is done, 0 to 1.
  case progress(Double, label: String)
  case gap
  /// Lines that stay as they are, on the page as on paper.
  case verbatim([String])
  /// A code for a reader: dark on light, whatever the theme.
  case symbol([String])

  /// A name and its value.
  struct Field: Sendable, Equatable {
    var label: String
    var value: Line

    init(_ label: String, _ value: Line) {
      self.label = label
      self.value = value
    }

    init(_ label: String, _ value: String, _ role: Role = .value) {
      self.init(label, Line(value, role))
    }
  }
}

/// A document and how far it is scrolled.
struct DocumentView: Sendable, Equatable {
  var blocks: [Block]
  var scroll = 0
  /// Blank columns at either side.
  var margin = 1

  /// The document in lines of at most `width` columns.
  func lines(width: Int) -> [Line] {
    let column = DocumentLayout.commonLabels(of: blocks, width: width)
    return blocks.flatMap { DocumentLayout.lines(of: $0, width: width, labels: column) }
  }

  /// The furthest that it can be scrolled.
  func lastScroll(size: Size) -> Int {
    max(0, lines(width: max(0, size.width - 2 * margin)).count - size.height)
  }

  /// Columns for text in a region: one stays blank at either side.
  static func textWidth(_ width: Int) -> Int { max(0, width - 2) }

  func draw(on canvas: inout Canvas, in region: Rect) {
    let inner = region.inset(columns: margin, rows: 0)
    let all = lines(width: inner.width)
    let first = max(0, min(scroll, all.count - region.height))
    for (offset, line) in all.dropFirst(first).prefix(region.height).enumerated() {
      canvas.draw(line, in: inner.row(offset))
    }
    // A page as wide as the screen is read to its last column.
    if margin > 0 || all.allSatisfy({ $0.width < region.width }) {
      Scrollbar.draw(on: &canvas, in: region, first: first, total: all.count)
    }
  }
}

/// Shows how much there is above and below what is seen.
enum Scrollbar {
  /// A thumb in the last column, only where there is more than fits.
  static func draw(on canvas: inout Canvas, in region: Rect, first: Int, total: Int) {
    guard total > region.height, region.height > 1, region.width > 2 else { return }
    let length = max(1, region.height * region.height / total)
    let start =
      min(first, total - region.height) * (region.height - length)
      / (total - region.height)
    for row in start..<(start + length) {
      let place = Rect(x: region.maxX - 1, y: region.y + row, width: 1, height: 1)
      canvas.draw("▐", in: place, role: .scrollbar)
    }
  }
}

/// Puts blocks into lines.
enum DocumentLayout {
  /// Columns of the mark before an item.
  private static let itemIndent = 4
  /// Labels up to this width share one column over the whole document, where there is room.
  private static let widestCommon = 16
  private static let roomForCommon = 48

  /// The columns that the labels of all blocks take together.
  static func commonLabels(of blocks: [Block], width: Int) -> Int {
    guard width >= roomForCommon else { return 0 }
    let widths = blocks.compactMap { block in
      if case .fields(let fields) = block { labels(of: fields) } else { nil }
    }
    return widths.filter { $0 <= widestCommon }.max() ?? 0
  }

  private static func labels(of fields: [Block.Field]) -> Int {
    fields.map { TextWidth.columns(of: $0.label) }.max() ?? 0
  }

  /// - Parameters:
  ///   - block: What is put into lines.
  ///   - width: Columns for a line.
  ///   - labels: Columns that labels take at least, so that the values of several blocks align.
  /// - Returns: Lines of at most `width` columns.
  static func lines(of block: Block, width: Int, labels: Int = 0) -> [Line] {
    switch block {
    case .heading(let text): Wrap.lines(of: Line(text, .heading), width: width)
    case .paragraph(let line): Wrap.lines(of: line, width: width)
    case .item(let line): Wrap.lines(of: line, width: width, indent: itemIndent)
    case .fields(let fields): fieldLines(fields, width: width, atLeast: labels)
    case .table(let table): table.lines(width: width)
    case .trend(let values, _): [Line(Sparkline.text(values, columns: width), .trend)]
    case .progress(let fraction, let label):
      [Line(ProgressBar.text(fraction, columns: min(width, 40)), .progress) + Line(" " + label)]
    case .gap: [Line()]
    case .verbatim(let lines):
      // Only what does not fit is broken: nothing of a page that leaves may be out of sight.
      lines.flatMap { text in
        let line = Line(text)
        return line.width <= width ? [line] : Wrap.lines(of: line, width: width)
      }
    case .symbol(let lines): lines.map { Line($0, .symbol) }
    }
  }

  private static func fieldLines(
    _ fields: [Block.Field], width: Int, atLeast least: Int
  ) -> [Line] {
    let widest = max(least, labels(of: fields))
    // One long label must not push all values to the right edge.
    let column = min(widest, max(6, width * 2 / 5))
    return fields.flatMap { field in
      let label = TextWidth.shortened(field.label, columns: column)
      let padding = String(repeating: " ", count: column - TextWidth.columns(of: label) + 2)
      let line = Line([Span(label, .label), Span(padding)]) + field.value
      return Wrap.lines(of: line, width: width, indent: column + 2)
    }
  }
}

/// A curve of one row.
enum Sparkline {
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The newest values that fit, each as high as it lies between the least and the greatest.
  static func text(_ values: [Double], columns: Int) -> String {
    let shown = values.suffix(max(0, columns))
    guard let least = shown.min(), let greatest = shown.max() else { return "" }
    let span = greatest - least
    return String(
      shown.map { value in
        guard span > 0 else { return levels[levels.count / 2] }
        let place = (value - least) / span * Double(levels.count - 1)
        return levels[Int(place.rounded())]
      })
  }
}

/// A bar that fills up.
enum ProgressBar {
  static func text(_ fraction: Double, columns: Int) -> String {
    guard columns > 0 else { return "" }
    let full = Int((max(0, min(1, fraction)) * Double(columns)).rounded())
    return String(repeating: "█", count: full) + String(repeating: "░", count: columns - full)
  }
}
