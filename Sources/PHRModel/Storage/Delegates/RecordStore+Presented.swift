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
