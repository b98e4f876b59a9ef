/// Walks over the records that a query means, as they were known at a moment, before any decision.
struct SharingScan {
  /// One record on the way.
  ///
  /// A class: copies of so much cost more than the decision.
  final class Entry {
    /// What its row is made from.
    fileprivate enum Source {
      case row(Row)
      case former(Record, RecordColumns)
    }

    /// The record.
    var id: RecordID { facts.head.facts.id }
    /// Its row in the table.
    var row: Int64 { facts.head.row }
    /// What decisions rest on.
    let facts: GradualFacts
    private let scan: SharingScan
    private let source: Source

    fileprivate init(_ scan: SharingScan, _ head: FactsReader.Head, _ source: Source) throws {
      self.scan = scan
      self.source = source
      facts = try GradualFacts(scan.reader, head)
    }

    /// Its row in a list.
    func summary() throws -> RecordSummary {
      switch source {
      case .row(let row): try scan.store.summary(of: row)
      case .former(let record, let columns): RecordSummary(record, columns)
      }
    }
  }

  private let store: RecordStore
  private let reader: FactsReader

  /// A walk that reads facts with that reader.
  init(_ store: RecordStore, _ reader: FactsReader) {
    self.store = store
    self.reader = reader
  }

  /// Hands every record to the body, until it returns `false`; newest first if `sorted`.
  ///
  /// Otherwise, and for a search, all are read in the order in which they lie, which takes half the
  /// time.
  func forEach(
    _ query: RecordQuery, sorted: Bool, _ body: (Entry) throws -> Bool
  ) throws {
    var former = try formerVersions(query)
    var goesOn = true
    let past = try reader.knownThen()
    let condition = past == nil ? query.condition : query.conditionOfAnyTime
    let readsAll = !query.terms.isEmpty || !sorted && query.kinds.isEmpty && query.tag == nil
    try store.connection.forEach(
      """
      SELECT \(reader.columns), r.date, r.title, r.detail, r.facility, r.abnormal, r.source,
        r.status, r.moment
      FROM record r \(readsAll ? "NOT INDEXED" : "")
      WHERE \(condition.sql) \(sorted ? "ORDER BY r.moment DESC, r.row" : "")
      """, condition.values
    ) { row in
      let head = try reader.head(of: row)
      guard !reader.isRevised(head), past?.lists(head.row, query) ?? true else { return true }
      if !former.isEmpty {
        let moment = try row.int("moment")
        while let next = former.last, next.comes(before: moment, head.row) {
          former.removeLast()
          goesOn = try body(next.entry)
          guard goesOn else { return false }
        }
      }
      goesOn = try body(Entry(self, head, .row(row)))
      return goesOn
    }
    while goesOn, let next = former.popLast() { goesOn = try body(next.entry) }
  }

  // MARK: Versions that were replaced since

  /// A record that was corrected later, as it stood then.
  private struct Former {
    let moment: Int64
    let row: Int64
    let entry: Entry

    func comes(before other: Int64, _ otherRow: Int64) -> Bool {
      moment != other ? moment > other : row < otherRow
    }
  }

  /// The records that were corrected since and that the query meant then; the newest last.
  private func formerVersions(_ query: RecordQuery) throws -> [Former] {
    guard let knownAt = reader.knownAt, let past = try reader.knownThen() else { return [] }
    let heads = try store.connection.query(
      """
      SELECT \(reader.columns) FROM record r
        JOIN version w ON w.record = r.row AND w.number = r.version
      WHERE w.recorded > ?1
        AND EXISTS(SELECT 1 FROM version o WHERE o.record = r.row AND o.recorded <= ?1)
      """, [.int(knownAt.seconds)], reader.head(of:))
    let all = try heads.compactMap { head -> Former? in
      guard past.lists(head.row, query),
        let record = try store.record(head.facts.id, knownAt: knownAt)
      else { return nil }
      let columns = RecordColumns(body: record.body)
      guard query.means(record, columns) else { return nil }
      let entry = try Entry(self, head, .former(record, columns))
      return Former(moment: columns.moment, row: head.row, entry: entry)
    }
    return all.sorted { $1.comes(before: $0.moment, $0.row) }
  }
}

extension KnownThen {
  /// Whether a list of then had the row, as far as twins and tags tell.
  fileprivate func lists(_ row: Int64, _ query: RecordQuery) -> Bool {
    !isBehind(row) && (query.tag.map(tags(of: row).contains) ?? true)
  }
}

extension RecordQuery {
  /// The condition of the list, for a record that is not in the table as it was.
  fileprivate func means(_ record: Record, _ columns: RecordColumns) -> Bool {
    guard kinds.isEmpty || kinds.contains(record.body.kind) else { return false }
    if let from, record.body.date.map({ $0.last < from }) ?? true { return false }
    if let to, record.body.date.map({ $0.first > to }) ?? true { return false }
    if flaggedOnly, columns.abnormal == 0 { return false }
    if !includesWithdrawn, record.status == .withdrawn { return false }
    let search = terms.isEmpty ? "" : columns.search
    return terms.allSatisfy { search.contains($0) }
  }
}

extension RecordSummary {
  /// The row of a record as it was known at some moment.
  init(_ record: Record, _ columns: RecordColumns) {
    self.init(
      id: record.id, kind: record.body.kind, date: record.body.date, title: record.body.title,
      detail: columns.detail, facility: columns.facility, abnormal: columns.abnormal,
      source: record.provenance.listLabel, version: record.version, status: record.status,
      episode: record.episode)
  }
}

extension RecordStore {
  /// The record as it was known at a moment; `nil` if it was not.
  func record(_ id: RecordID, knownAt: Instant?) throws -> Record? {
    guard var record = try record(id) else { return nil }
    guard let knownAt else { return record }
    let known = try history(of: id).last { $0.recorded <= knownAt }
    guard let known else { return nil }
    record.version = known.number
    record.status = known.status
    record.body = known.body
    record.provenance = known.provenance
    return record
  }
}
