/// One line of a list: cells in columns, then the name by which commands find it.
///
/// In a pipe or a file every line has the same columns and whole names. On a terminal no line runs
/// over its edge: the cells that may be cut share the room that is left, and of a name stands as
/// much as nobody confuses.
struct ListLine {
  /// One cell of a line.
  enum Cell {
    /// Always this many columns: dates, kinds, marks.
    case fixed(String, columns: Int)
    /// This many columns where nothing limits the line; on a terminal its share of the rest.
    case flexible(String, columns: Int)
    /// As long as it is: codes that are useless when cut.
    case whole(String)
  }

  /// Characters of a name on a terminal: 40 bits, so that two of 100,000 records hardly ever
  /// share them; a command that meets two says so.
  static let nameLength = 8
  private static let gap = "  "

  private let cells: [Cell]
  private let name: String

  init(_ cells: [Cell], name: String) {
    self.cells = cells
    self.name = name
  }

  /// The line, for a terminal of that many columns or, with `nil`, for other programs.
  func text(columns: Int?) -> String {
    let shown = columns == nil ? name : String(name.prefix(Self.nameLength))
    var room = columns.map { Room(left: $0 - taken(beside: shown), wanted: wanted) }
    let parts = cells.map { cell in
      switch cell {
      case .fixed(let text, let columns): text.padded(toColumns: columns)
      case .flexible(let text, let columns): text.padded(toColumns: room?.share(columns) ?? columns)
      case .whole(let text): TextWidth.safe(text)
      }
    }
    return (parts + [shown]).joined(separator: Self.gap)
  }

  /// The columns of everything that is not cut, and of the gaps.
  private func taken(beside name: String) -> Int {
    cells.reduce(name.count + cells.count * Self.gap.count) { sum, cell in
      switch cell {
      case .fixed(_, let columns): sum + columns
      case .whole(let text): sum + TextWidth.columns(of: TextWidth.safe(text))
      case .flexible: sum
      }
    }
  }

  private var wanted: Int {
    cells.reduce(0) { if case .flexible(_, let columns) = $1 { $0 + columns } else { $0 } }
  }

  /// The columns that are left for cells that may be cut; each takes its part of them.
  private struct Room {
    var left: Int
    var wanted: Int

    mutating func share(_ columns: Int) -> Int {
      let share = wanted > 0 ? max(0, left) * columns / wanted : 0
      left -= share
      wanted -= columns
      return share
    }
  }
}
