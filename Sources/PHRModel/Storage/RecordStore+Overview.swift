/// What a list begins with: its first rows, and how many records of each kind there are.
public struct ListOverview: Sendable, Equatable {
  /// Records of each kind under the query's other conditions.
  public var counts: [Kind: Int]
  /// The rows from the query's offset, at most its limit, newest first.
  public var rows: [RecordSummary]
}

extension RecordStore {
  /// The first rows of a list together with its counts.
  ///
  /// A search reads the whole table: once for both, because it is asked at every key.
  ///
  /// - Throws: `SQLiteError`.
  public func overview(_ query: RecordQuery) throws -> ListOverview {
    guard !query.terms.isEmpty else {
      return ListOverview(counts: try countsByKind(query), rows: try list(query))
    }
    var anyKind = query
    anyKind.kinds = []
    let condition = anyKind.condition
    let wanted = Set(query.kinds.map(\.rawValue))
    var counts: [String: Int] = [:]
    var newest = NewestRows(count: query.limit.map { query.offset + $0 })
    try connection.forEach(
      "SELECT kind, moment, row FROM record NOT INDEXED WHERE \(condition.sql)", condition.values
    ) { row in
      let kind = row.text(at: 0) ?? ""
      counts[kind, default: 0] += 1
      if wanted.isEmpty || wanted.contains(kind) {
        newest.add(NewestRows.Place(moment: row.int(at: 1), row: row.int(at: 2)))
      }
      return true
    }
    return ListOverview(
      counts: counts.reduce(into: [:]) { counts, pair in
        if let kind = Kind(rawValue: pair.key) { counts[kind] = pair.value }
      },
      rows: try summaries(of: newest.sorted.dropFirst(query.offset).map(\.row)))
  }

  /// The rows with those numbers, newest first.
  private func summaries(of rows: [Int64]) throws -> [RecordSummary] {
    guard !rows.isEmpty else { return [] }
    // One statement whatever their number, and one look at the locks.
    return try connection.query(
      """
      SELECT \(Self.summaryColumns) FROM record WHERE row IN (SELECT value FROM json_each(?))
      ORDER BY moment DESC, row
      """, [.text("\(rows)")], summary(of:))
  }
}

/// The newest of many rows, without keeping the others.
struct NewestRows {
  /// Where a row stands in a list.
  struct Place: Comparable {
    let moment: Int64
    let row: Int64

    /// Newer ones come first, and of one moment those that were stored first.
    static func < (left: Place, right: Place) -> Bool {
      left.moment != right.moment ? left.moment > right.moment : left.row < right.row
    }
  }

  private let count: Int
  private var kept: [Place] = []
  /// Nothing behind this one can be among the newest any more.
  private var last: Place?

  /// Keeps that many; `nil` for all.
  init(count: Int?) { self.count = count ?? .max }

  mutating func add(_ place: Place) {
    if let last, last < place { return }
    kept.append(place)
    // Sorting now and then costs less than keeping order all the time.
    if kept.count >= 1_024, kept.count / 4 >= count { cut() }
  }

  /// The newest ones, the newest first.
  var sorted: ArraySlice<Place> { kept.sorted().prefix(count) }

  private mutating func cut() {
    kept.sort()
    kept.removeLast(kept.count - count)
    last = kept.last
  }
}
