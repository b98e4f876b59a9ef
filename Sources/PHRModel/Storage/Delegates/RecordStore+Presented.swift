/// Records in the form in which they leave a vault, taken into a delegate's file.
extension RecordStore {
  /// Inserts a presented record under its own id, as its current version alone.
  func insert(presented record: Record) throws {
    var record = record
    record.provenance.upstream = nil
    let body = record.body
    let columns = RecordColumns(body: body)
    try connection.run(
      """
      INSERT INTO record(id, kind, version, status, date, first_day, last_day, moment, title,
        detail, facility, facilities, abnormal, source, episode, about, search)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(record.id.text), .text(body.kind.rawValue), SQLiteValue(record.version),
        .text(record.status.rawValue), SQLiteValue(body.date?.description),
        SQLiteValue(body.date?.first.number), SQLiteValue(body.date?.last.number),
        .int(columns.moment), .text(body.title), SQLiteValue(columns.detail),
        SQLiteValue(columns.facility), .text(columns.facilityKeys),
        SQLiteValue(columns.abnormal), .text(record.provenance.listLabel),
        SQLiteValue(record.episode?.text), SQLiteValue(columns.about), .text(columns.search),
      ])
    let row = connection.lastInsertedRow
    try insertVersion(
      of: row, number: record.version, status: record.status, body: body,
      encoded: try EncodedBody(body), provenance: record.provenance,
      recorded: record.provenance.received)
    try insertItems(of: row, columns)
  }

  /// Copies the presented records of another file, row by row and numbered anew: a gap would tell
  /// of one that is gone.
  func copyPresented(from former: RecordStore, except gone: Set<RecordID>) throws {
    try former.connection.forEach(CopiedTable.record.select) { found in
      guard !gone.contains(RecordID(found.text(at: 1) ?? "")) else { return true }
      try connection.run(CopiedTable.record.insert, CopiedTable.record.values(of: found, from: 1))
      let fresh = SQLiteValue.int(connection.lastInsertedRow)
      for table in [CopiedTable.version, .item] {
        try former.connection.forEach(table.select, [.int(found.int(at: 0))]) { part in
          try connection.run(table.insert, [fresh] + table.values(of: part, from: 0))
          return true
        }
      }
      return true
    }
  }

  /// Takes a record out, before it is inserted anew.
  func remove(presented id: RecordID) throws {
    guard let row = try existing(id)?.row else { return }
    for table in ["item", "version"] {
      try connection.run("DELETE FROM \(table) WHERE record = ?", [.int(row)])
    }
    try connection.run("DELETE FROM record WHERE row = ?", [.int(row)])
  }

  /// Replaces the notes of an episode; none takes it away.
  func setNotes(_ notes: [EpisodeNote], of episode: EpisodeID) throws {
    try connection.run("DELETE FROM episode WHERE id = ?", [.text(episode.text)])
    guard !notes.isEmpty else { return }
    try connection.run(
      "INSERT INTO episode(id, date, notes, raw) VALUES(?, NULL, ?, '[]')",
      [.text(episode.text), .text(try json(notes))])
  }
}

/// A table whose rows are copied from one delegate's file to the next.
private struct CopiedTable {
  let select: String
  let insert: String
  private let count: Int

  private init(_ columns: [String], select: (String) -> String, insert: (String) -> String) {
    self.select = select(columns.joined(separator: ", "))
    self.insert = insert(columns.joined(separator: ", "))
    count = columns.count
  }

  static let record: CopiedTable = {
    let columns = [
      "id", "kind", "version", "status", "date", "first_day", "last_day", "moment", "title",
      "detail", "facility", "facilities", "abnormal", "source", "episode", "about", "search",
    ]
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    return CopiedTable(columns) {
      "SELECT row, \($0) FROM record ORDER BY row"
    } insert: {
      "INSERT INTO record(\($0)) VALUES(\(marks))"
    }
  }()

  static let version = part(
    "version", ["number", "status", "channel", "digest", "body", "provenance", "recorded"])
  static let item = part("item", ["position", "code", "day", "value", "unit", "flag"])

  /// A table whose rows belong to a record.
  private static func part(_ table: String, _ columns: [String]) -> CopiedTable {
    let marks = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
    return CopiedTable(columns) {
      "SELECT \($0) FROM \(table) WHERE record = ?"
    } insert: {
      "INSERT INTO \(table)(record, \($0)) VALUES(\(marks))"
    }
  }

  func values(of row: Row, from first: Int) -> [SQLiteValue] {
    (first..<first + count).map { row.value(at: Int32($0)) }
  }
}
