/// What one cell shows: a base character with its combining marks, and its width.
///
/// Not a Swift `Character`: half-width ﾊﾟ is one `Character` but two cells.
struct Cluster: Equatable, Sendable {
  var text: String
  /// 1 or 2 columns.
  var width: Int
}

/// The clusters of a text from left to right, with everything removed that a terminal could take
/// for a command.
struct Clusters: Sequence, IteratorProtocol {
  /// More marks than this on one base are dropped: they would only smear the rows around.
  static let maximumMarks = 4

  private var scalars: Substring.UnicodeScalarView.Iterator
  private var pending: Cluster?

  init(_ text: some StringProtocol) {
    scalars = Substring(text).unicodeScalars.makeIterator()
  }

  mutating func next() -> Cluster? {
    var current = pending
    pending = nil
    var marks = 0
    while let scalar = scalars.next() {
      switch CellWidth.treatment(of: scalar) {
      case .dropped: continue
      case .mark:
        guard current != nil, marks < Self.maximumMarks else { continue }
        current?.text.unicodeScalars.append(scalar)
        marks += 1
      case .blank:
        guard let finished = advance(&current, to: Cluster(text: " ", width: 1)) else { continue }
        return finished
      case .cell(let width):
        let cluster = Cluster(text: String(Character(scalar)), width: width)
        guard let finished = advance(&current, to: cluster) else { continue }
        return finished
      }
    }
    return current
  }

  /// Starts `cluster`; returns the one before it, or `nil` if it is the first.
  private mutating func advance(_ current: inout Cluster?, to cluster: Cluster) -> Cluster? {
    guard let finished = current else {
      current = cluster
      return nil
    }
    pending = cluster
    return finished
  }
}

/// Widths and cutting of text by columns.
enum TextWidth {
  /// How many columns `text` takes on one line.
  static func columns(of text: some StringProtocol) -> Int {
    var total = 0
    for cluster in Clusters(text) { total += cluster.width }
    return total
  }

  /// `text` as a terminal may see it: no controls, no direction overrides, no joiners.
  static func safe(_ text: String) -> String {
    var result = ""
    for cluster in Clusters(text) { result += cluster.text }
    return result
  }

  /// The longest beginning of `text` that fits in `columns`; never half of a wide character.
  static func prefix(of text: String, columns: Int) -> String {
    var result = ""
    var used = 0
    for cluster in Clusters(text) {
      guard used + cluster.width <= columns else { break }
      result += cluster.text
      used += cluster.width
    }
    return result
  }

  /// `text` cut to `columns`, ending in … where something was left out.
  static func shortened(_ text: String, columns: Int) -> String {
    guard Self.columns(of: text) > columns else { return safe(text) }
    guard columns > 1 else { return prefix(of: text, columns: columns) }
    return prefix(of: text, columns: columns - 1) + "…"
  }
}
