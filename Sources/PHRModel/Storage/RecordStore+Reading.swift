import Foundation

/// One version of a record with what became of it.
public struct RecordVersion: Sendable, Equatable {
  /// Its number, from 1.
  public var number: Int
  /// Whether it stood.
  public var status: Record.Status
  /// What it said.
  public var body: RecordBody
  /// Where it came from.
  public var provenance: Provenance
  /// When it was stored.
  public var recorded: Instant
}

/// One value of an item over time.
public struct ItemValue: Sendable, Equatable {
  /// The record that holds it.
  public var record: RecordID
  /// The day.
  public var date: PartialDate?
  /// The item's code.
  public var code: String
  /// The number as received.
  public var value: String
  /// The unit as received.
  public var unit: String?
  /// The flag as received.
  public var flag: AbnormalFlag?
}

extension RecordStore {
  static let summaryColumns =
    "id, kind, date, title, detail, facility, abnormal, source, version, status, episode"

  /// The rows of a list, newest first, from the query's offset, at most its limit.
  ///
  /// - Throws: `SQLiteError`.
  public func list(_ query: RecordQuery) throws -> [RecordSummary] {
    let condition = query.condition
    // Few matches of a search are found faster by reading the table once, in the order in which it
    // lies, than by walking it in order of time.
    return try connection.query(
      """
      SELECT \(Self.summaryColumns) FROM record \(query.terms.isEmpty ? "" : "NOT INDEXED")
      WHERE \(condition.sql)
      ORDER BY moment DESC, row LIMIT ? OFFSET ?
      """,
      condition.values + [SQLiteValue(query.limit ?? -1), SQLiteValue(query.offset)],
      summary(of:))
  }

  /// The row of a record in a list.
  func summary(ofRow row: Int64) throws -> RecordSummary? {
    try connection.first(
      "SELECT \(Self.summaryColumns) FROM record WHERE row = ?", [.int(row)], summary(of:))
  }

  /// How many records of a list come before a record; `nil` if the list does not have it.
  ///
  /// A twin stands where the leading record of its group stands.
  public func position(of id: RecordID, in query: RecordQuery) throws -> Int? {
    let place = try connection.first(
      """
      SELECT lead.row, lead.moment FROM record own
        JOIN record lead ON lead.row = coalesce(own.lead, own.row)
      WHERE own.id = ?
      """, [.text(id.text)]
    ) { (row: try $0.int("row"), moment: try $0.int("moment")) }
    guard let place else { return nil }
    let condition = query.condition
    return try connection.first(
      """
      SELECT count(*) FROM record
      WHERE \(condition.sql) AND (moment > ? OR (moment = ? AND row < ?))
      """, condition.values + [.int(place.moment), .int(place.moment), .int(place.row)]
    ) { Int($0.int(at: 0)) }
  }

  /// How many records a list has, without its limit.
  public func count(_ query: RecordQuery) throws -> Int {
    let condition = query.condition
    return try connection.first(
      "SELECT count(*) FROM record WHERE \(condition.sql)", condition.values
    ) { Int($0.int(at: 0)) } ?? 0
  }

  /// How many records there are of each kind, under the query's other conditions.
  public func countsByKind(_ query: RecordQuery = RecordQuery()) throws -> [Kind: Int] {
    var anyKind = query
    anyKind.kinds = []
    let condition = anyKind.condition
    // A search reads every record anyway: in the order in which they lie.
    let pairs = try connection.query(
      """
      SELECT kind, count(*) FROM record \(query.terms.isEmpty ? "" : "NOT INDEXED")
      WHERE \(condition.sql) GROUP BY kind
      """, condition.values
    ) { (Kind(rawValue: $0.text(at: 0) ?? ""), Int($0.int(at: 1))) }
    return pairs.reduce(into: [:]) { counts, pair in
      if let kind = pair.0 { counts[kind] = pair.1 }
    }
  }

  /// The record with that id in its current version, or `nil` if there is none.
  public func record(_ id: RecordID) throws -> Record? {
    try record(where: "r.id", .text(id.text))
  }

  /// Hands over every record of a query in full, the newest first.
  ///
  /// The walk holds row numbers only and reads each body by itself, so that nothing grows with the
  /// number of records, also where SQLite has to sort.
  ///
  /// `asArrived` hands them over in the order in which they were stored.
  public func forEachRecord(
    _ query: RecordQuery = RecordQuery(), asArrived: Bool = false,
    _ body: (Record) throws -> Void
  ) throws {
    let condition = query.condition
    try connection.forEach(
      """
      SELECT row FROM record WHERE \(condition.sql)
      ORDER BY \(asArrived ? "row" : "moment DESC, row")
      """, condition.values
    ) { found in
      if let record = try record(ofRow: found.int(at: 0)) { try body(record) }
      return true
    }
  }

  /// The record in a row.
  ///
  /// Rows lie in the order in which they were stored: whoever walks over many records reads them so,
  /// because the index of ids has no order that goes with any walk.
  func record(ofRow row: Int64) throws -> Record? { try record(where: "r.row", .int(row)) }

  /// The record in its current version; tags and twins are looked for only where there are any.
  private func record(where column: String, _ value: SQLiteValue) throws -> Record? {
    try connection.first(
      """
      SELECT r.row, r.id, r.version, r.status, r.episode, v.body, v.provenance,
        EXISTS(SELECT 1 FROM tag WHERE tag.record = r.row) AS tagged,
        r.lead IS NOT NULL OR EXISTS(SELECT 1 FROM record t WHERE t.lead = r.row) AS twinned
      FROM record r JOIN version v ON v.record = r.row AND v.number = r.version
      WHERE \(column) = ?
      """, [value], record(from:))
  }

  /// All ids that begin with those characters; for short forms that people type.
  public func ids(startingWith prefix: String, limit: Int = 5) throws -> [RecordID] {
    guard prefix.utf8.allSatisfy({ $0.isBase32Digit }) else { return [] }
    return try connection.query(
      "SELECT id FROM record WHERE id >= ?1 AND id < ?1 || '{' ORDER BY id LIMIT ?2",
      [.text(prefix), SQLiteValue(limit)]
    ) { RecordID(try $0.text("id")) }
  }

  /// Every version of a record, the first one first.
  public func history(of id: RecordID) throws -> [RecordVersion] {
    try connection.query(
      """
      SELECT v.record, v.number, v.status, v.body, v.provenance, v.recorded
      FROM version v JOIN record r ON r.row = v.record WHERE r.id = ? ORDER BY v.number
      """, [.text(id.text)]
    ) { row in
      let record = try row.int("record")
      return RecordVersion(
        number: Int(try row.int("number")),
        status: Record.Status(rawValue: try row.text("status")) ?? .active,
        body: try self.value(
          RecordBody.self, from: try row.text("body"), table: "version", row: record),
        provenance: try self.value(
          Provenance.self, from: try row.text("provenance"), table: "version", row: record),
        recorded: Instant(seconds: try row.int("recorded")))
    }
  }

  /// The notes of an episode and the records in it.
  public func episode(_ id: EpisodeID) throws -> (notes: [EpisodeNote], records: [RecordID]) {
    let records = try connection.query(
      "SELECT id FROM record WHERE episode = ? ORDER BY row", [.text(id.text)]
    ) { RecordID(try $0.text("id")) }
    return (try notes(of: id), records)
  }

  /// The notes of an episode.
  func notes(of id: EpisodeID) throws -> [EpisodeNote] {
    try episodeColumn("notes", [EpisodeNote].self, of: id) ?? []
  }

  /// What the source of an episode held for the whole; for the holder only.
  public func episodeRaw(_ id: EpisodeID) throws -> [RawField] {
    try episodeColumn("raw", [RawField].self, of: id) ?? []
  }

  private func episodeColumn<Value: Decodable>(
    _ column: String, _ type: Value.Type, of id: EpisodeID
  ) throws -> Value? {
    try connection.first("SELECT \(column) FROM episode WHERE id = ?", [.text(id.text)]) {
      try self.value(type, from: try $0.text(column), table: "episode", row: 0)
    }
  }

  /// The values of an item over time, oldest first; twins count once.
  ///
  /// `codes` holds every code under which the item may stand; `newest` keeps only that many of
  /// the latest values.
  public func values(
    ofItem codes: Set<String>, until: CivilDay? = nil, newest: Int? = nil
  ) throws -> [ItemValue] {
    let marks = Array(repeating: "?", count: codes.count).joined(separator: ", ")
    return try connection.query(
      """
      SELECT r.id, r.date, i.code, i.value, i.unit, i.flag
      FROM item i JOIN record r ON r.row = i.record
      WHERE i.code IN (\(marks)) AND r.lead IS NULL AND r.status <> 'withdrawn'
        AND (? IS NULL OR i.day <= ?)
      ORDER BY i.day DESC, r.row DESC, i.position DESC LIMIT ?
      """,
      codes.sorted().map { .text($0) }
        + [SQLiteValue(until?.number), SQLiteValue(until?.number), SQLiteValue(newest ?? -1)]
    ) { row in
      ItemValue(
        record: RecordID(try row.text("id")),
        date: row.optionalText("date").flatMap { PartialDate(iso: $0) },
        code: try row.text("code"), value: try row.text("value"),
        unit: row.optionalText("unit"),
        flag: row.optionalText("flag").flatMap(AbnormalFlag.init(rawValue:)))
    }.reversed()
  }

  func summary(of row: Row) throws -> RecordSummary {
    RecordSummary(
      id: RecordID(try row.text("id")),
      kind: Kind(rawValue: try row.text("kind")) ?? .notice,
      date: row.optionalText("date").flatMap { PartialDate(iso: $0) },
      title: try row.text("title"), detail: row.optionalText("detail"),
      facility: row.optionalText("facility"), abnormal: Int(try row.int("abnormal")),
      source: try row.text("source"), version: Int(try row.int("version")),
      status: Record.Status(rawValue: try row.text("status")) ?? .active,
      episode: row.optionalText("episode").map { EpisodeID($0) })
  }

  private func record(from row: Row) throws -> Record {
    let number = try row.int("row")
    var record = Record(
      id: RecordID(try row.text("id")), version: Int(try row.int("version")),
      status: Record.Status(rawValue: try row.text("status")) ?? .active,
      body: try value(
        RecordBody.self, from: try row.text("body"), table: "version", row: number),
      episode: row.optionalText("episode").map { EpisodeID($0) },
      provenance: try value(
        Provenance.self, from: try row.text("provenance"), table: "version", row: number))
    if try row.int("tagged") != 0 { record.tags = try tags(of: record.id) }
    if try row.int("twinned") != 0 { record.twins = try twins(of: record.id) }
    return record
  }
}

extension UInt8 {
  /// Whether the byte is a digit of lower-case base32.
  var isBase32Digit: Bool {
    (97...122).contains(self) || (50...55).contains(self)
  }
}
