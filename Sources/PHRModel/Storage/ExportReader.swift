/// The records that an export writes, one after another, so that memory does not grow with them.
///
/// For others everything comes through their sharing view, in the form in which it leaves the
/// vault; for the holder everything comes as it is.
public struct ExportReader {
  private let store: RecordStore
  private let view: SharingView?
  private let seen: (RecordID) -> Void

  /// A reader for the holder, or for whom the view is made; `seen` hears what is handed over.
  public init(
    _ store: RecordStore, view: SharingView?, seen: @escaping (RecordID) -> Void = { _ in }
  ) {
    self.store = store
    self.view = view
    self.seen = seen
  }

  /// Hands over every record of a query, the newest first.
  public func forEach(
    _ query: RecordQuery = RecordQuery(), _ body: (Record) throws -> Void
  ) throws {
    func noting(_ record: Record) throws {
      seen(record.id)
      try body(record)
    }
    if let view { return try view.forEachRecord(query, noting) }
    try store.forEachRecord(query, noting)
  }

  /// Hands over every record of a query for a copy of the records themselves: the holder gets twins
  /// from other sources as well, in the order in which everything came in.
  public func forEachForLeaving(
    _ query: RecordQuery = RecordQuery(), _ body: (Record) throws -> Void
  ) throws {
    guard view == nil else { return try forEach(query, body) }
    var all = query
    all.includesTwins = true
    try store.forEachRecord(all, asArrived: true) { record in
      seen(record.id)
      try body(record)
    }
  }

  /// The leading records of a dispensing in the order in which they were stored; they count as
  /// handed over already.
  public func lines(of episode: EpisodeID) throws -> [Record] {
    if let view { return try view.presented(try view.dispensing(episode)) }
    let rows = try store.connection.query(
      "SELECT row FROM record WHERE episode = ? AND lead IS NULL ORDER BY row",
      [.text(episode.text)]
    ) { $0.int(at: 0) }
    return try rows.compactMap(store.record(ofRow:))
  }

  /// The remarks on a dispensing; for others only if all of it is shown.
  public func notes(of episode: EpisodeID) throws -> [EpisodeNote] {
    try view?.notes(of: episode) ?? store.notes(of: episode)
  }
}

extension SharingView {
  /// Hands over every shown record of a query in the form in which it leaves the vault.
  ///
  /// Lines of a dispensing are numbered among all its shown lines; the latest dispensing is kept,
  /// because its lines follow one another.
  public func forEachRecord(
    _ query: RecordQuery = RecordQuery(), _ body: (Record) throws -> Void
  ) throws {
    var family: (episode: EpisodeID, records: [RecordID: Record])?
    try forEachShown(query, sorted: true) { entry, facts in
      guard facts.current.kind == .medication, let episode = facts.current.episode else {
        for record in try presented([(entry.row, facts)]) { try body(record) }
        return true
      }
      if family?.episode != episode {
        let lines = try dispensing(episode, with: (entry.row, facts))
        let records = try presented(lines).map { ($0.id, $0) }
        family = (episode, Dictionary(records, uniquingKeysWith: { first, _ in first }))
      }
      let known = try family?.records[facts.id] ?? record(facts.id)
      if let known { try body(known) }
      return true
    }
  }

  /// The leading records of a dispensing, of which one may be known.
  fileprivate func dispensing(
    _ episode: EpisodeID, with known: Found? = nil
  ) throws -> [Found] {
    let heads = try store.connection.query(
      """
      SELECT \(reader.columns) FROM record r
      WHERE r.episode = ? AND r.lead IS NULL ORDER BY r.row
      """, [.text(episode.text)], reader.head(of:))
    return try heads.compactMap { try $0.row == known?.row ? known : found($0) }
  }
}
