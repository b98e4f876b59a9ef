/// Records in the form in which they leave a vault, taken into a delegate's file.
extension RecordStore {
  /// Inserts a presented record under its own id, as its current version alone.
  func insert(presented record: Record) throws {
    var record = record
    record.provenance.upstream = nil
    let encoded = try EncodedBody(record.body)
    let row = try insertRow(
      record.id, version: record.version, status: record.status,
      source: record.provenance.listLabel, episode: record.episode, encoded)
    try insertVersion(
      of: row, number: record.version, status: record.status, body: record.body, encoded: encoded,
      provenance: try EncodedProvenance(record.provenance), recorded: record.provenance.received)
    try insertItems(of: row, record.body)
  }

  /// Copies the presented records of another file, row by row and numbered anew: a gap would tell
  /// of one that is gone.
  func copyPresented(from former: RecordStore, except gone: Set<RecordID>) throws {
    let (record, version, item) = (CopiedTable.record, CopiedTable.version, CopiedTable.item)
    // A delegate's file has one version of each record.
    try former.connection.forEach(
      """
      SELECT r.row, r.id, EXISTS(SELECT 1 FROM item i WHERE i.record = r.row),
        \(record.columns(of: "r")), \(version.columns(of: "v"))
      FROM record r JOIN version v ON v.record = r.row ORDER BY r.row
      """
    ) { found in
      guard !gone.contains(RecordID(found.text(at: 1) ?? "")) else { return true }
      try connection.run(record.insert, copying: record.part(of: found, from: 3))
      let fresh = SQLiteValue.int(connection.lastInsertedRow)
      try connection.run(
        version.insert, [fresh], copying: version.part(of: found, from: 3 + record.count))
      guard found.int(at: 2) != 0 else { return true }
      try former.connection.forEach(
        "SELECT \(item.columns(of: "i")) FROM item i WHERE i.record = ? ORDER BY i.position",
        [.int(found.int(at: 0))]
      ) { part in
        try connection.run(item.insert, [fresh], copying: item.part(of: part, from: 0))
        return true
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

/// A table whose rows are copied from one delegate's file to the next, as they are stored.
private struct CopiedTable {
  /// Takes what comes before the copied columns, then those.
  let insert: String
  private let names: [String]

  var count: Int { names.count }

  /// A table; `owner` is the column that comes before the copied ones.
  private init(_ table: String, owner: String? = nil, _ names: [String]) {
    let all = [owner].compactMap(\.self) + names
    let marks = Array(repeating: "?", count: all.count).joined(separator: ", ")
    insert = "INSERT INTO \(table)(\(all.joined(separator: ", "))) VALUES(\(marks))"
    self.names = names
  }

  static let record = CopiedTable(
    "record",
    [
      "id", "kind", "version", "status", "date", "first_day", "last_day", "moment", "title",
      "detail", "facility", "facilities", "abnormal", "source", "episode", "about", "search",
    ])
  static let version = CopiedTable(
    "version", owner: "record",
    ["number", "status", "channel", "digest", "body", "provenance", "recorded"])
  static let item = CopiedTable(
    "item", owner: "record", ["position", "code", "day", "value", "unit", "flag"])

  /// The columns of a row that goes by that name in a query.
  func columns(of row: String) -> String {
    names.map { "\(row).\($0)" }.joined(separator: ", ")
  }

  /// The columns in a row that was read.
  func part(of row: Row, from first: Int) -> RowPart {
    RowPart(row: row, columns: first..<first + count)
  }
}
