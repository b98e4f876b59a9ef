/// How wide one column of a table or list may become.
struct ColumnSpec: Equatable, Sendable {
  /// Below this the column is left out.
  var minimum: Int
  /// As wide as its content.
  var ideal: Int
  /// Share of the room that is left when all columns are as wide as their content; 0 takes none.
  var weight = 0
  /// Columns of the lowest priority are left out first.
  var priority = 0
}

/// Shares out the columns of a terminal among the columns of a table.
enum ColumnLayout {
  /// The width of each column; 0 for those left out.
  ///
  /// - Parameters:
  ///   - columns: The columns from left to right.
  ///   - available: The terminal columns there are.
  ///   - gap: Blank columns between two columns.
  /// - Returns: Widths that fit, gaps included, as long as one column's minimum fits.
  static func widths(of columns: [ColumnSpec], available: Int, gap: Int) -> [Int] {
    // A column without content takes no gap either.
    var kept = columns.indices.filter { columns[$0].ideal > 0 || columns[$0].weight > 0 }
    func total(_ size: (ColumnSpec) -> Int) -> Int {
      kept.reduce(0) { $0 + size(columns[$1]) } + gap * max(0, kept.count - 1)
    }
    while kept.count > 1, total(\.minimum) > available {
      guard let least = kept.min(by: { isLess(columns, $0, $1) }) else { break }
      kept.removeAll { $0 == least }
    }
    var widths = [Int](repeating: 0, count: columns.count)
    for index in kept { widths[index] = min(columns[index].minimum, available) }
    var rest = max(0, available - total { min($0.minimum, available) })
    grow(&widths, kept.sorted { isLess(columns, $1, $0) }, columns, rest: &rest)
    share(&widths, kept, columns, rest: rest)
    return widths
  }

  /// At the same priority the column further right counts as less.
  private static func isLess(_ columns: [ColumnSpec], _ left: Int, _ right: Int) -> Bool {
    (columns[left].priority, -left) < (columns[right].priority, -right)
  }

  /// Gives columns their ideal width, the most important first.
  private static func grow(
    _ widths: inout [Int], _ order: [Int], _ columns: [ColumnSpec], rest: inout Int
  ) {
    for index in order {
      let wanted = max(0, columns[index].ideal - widths[index])
      let given = min(wanted, rest)
      widths[index] += given
      rest -= given
    }
  }

  /// Shares out what is left by weight; the last one takes what division leaves over.
  private static func share(
    _ widths: inout [Int], _ kept: [Int], _ columns: [ColumnSpec], rest: Int
  ) {
    let flexible = kept.filter { columns[$0].weight > 0 }
    let weights = flexible.reduce(0) { $0 + columns[$1].weight }
    guard weights > 0, let last = flexible.last else { return }
    var left = rest
    for index in flexible {
      let given = index == last ? left : rest * columns[index].weight / weights
      widths[index] += given
      left -= given
    }
  }
}
