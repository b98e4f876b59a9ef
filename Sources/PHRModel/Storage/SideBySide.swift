/// The holder's own list beside what one recipient gets of it.
///
/// For the holder's own eyes: rows that are hidden from the recipient are in it, so nothing of it
/// may ever leave the vault (what leaves comes from `SharingView` alone).
public struct SideBySide {
  /// Which records a list has, and which of them the recipient gets.
  public struct Survey: Sendable, Equatable {
    /// The names of the records, in the order of the list.
    public var ids: [RecordID] = []
    /// The places in `ids` that are shown, in order.
    public var shown: [Int] = []

    /// An empty list.
    public init() {}

    /// How many shown records stand at or before a place of the holder's list.
    public func shownCount(through place: Int) -> Int {
      var (low, high) = (0, shown.count)
      while low < high {
        let middle = (low + high) / 2
        if shown[middle] <= place { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// Whether the record at a place is shown.
    public func isShown(_ place: Int) -> Bool {
      let count = shownCount(through: place)
      return count > 0 && shown[count - 1] == place
    }
  }

  private let store: RecordStore
  private let view: SharingView

  /// The list beside a view.
  public init(_ store: RecordStore, view: SharingView) {
    self.store = store
    self.view = view
  }

  /// Judges the records that a query means, as they were known at the moment of the view.
  ///
  /// - Parameters:
  ///   - query: which records; its offset and limit are not used.
  ///   - limit: stops after so many rows of the holder's list; `nil` = all.
  /// - Returns: the list's records, and which of them are shown.
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  public func survey(_ query: RecordQuery, limit: Int? = nil) throws -> Survey {
    var survey = Survey()
    func add(_ id: RecordID, isShown: Bool) -> Bool {
      if isShown { survey.shown.append(survey.ids.count) }
      survey.ids.append(id)
      return limit.map { survey.ids.count < $0 } ?? true
    }
    if limit == 0 { return survey }
    if limit == nil, view.isOfNow {
      let walk = try ClassWalk(store, view.reader)
      let verdicts = try view.verdicts(in: walk)
      try walk.forEachNewest(query, also: "id") { row in
        add(RecordID(row.text(at: 1) ?? ""), isShown: try verdicts.shows(row.int(at: 0)))
      }
      return survey
    }
    try SharingScan(store, view.reader).forEach(query, sorted: true) { entry in
      add(entry.id, isShown: try entry.facts.full(shownBy: view.evaluator) != nil)
    }
    return survey
  }

  /// The rows of those records, for a page of either list.
  public func rows(of ids: some Sequence<RecordID>) throws -> [RecordSummary] {
    try ids.compactMap { id in
      let row = try store.connection.first(
        "SELECT \(RecordStore.summaryColumns) FROM record WHERE id = ?", [.text(id.text)],
        store.summary(of:))
      guard let row, row.version > 1, let knownAt = view.reader.knownAt,
        let then = try store.record(id, knownAt: knownAt)
      else { return row }
      return RecordSummary(then, RecordColumns(body: then.body))
    }
  }
}
