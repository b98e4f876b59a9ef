import Foundation

extension RecordStore {
  /// Links a new record to the same event from another source, if there is one.
  ///
  /// The oldest of the group leads: it is shown and counted, the others stand behind it.
  func linkTwins(
    of row: Int64, body: RecordBody, provenance: Provenance, at moment: Instant
  ) throws {
    let keys = TwinKeys.keys(of: body)
    for key in keys {
      if let lead = try twin(for: key, of: row, body: body, provenance: provenance) {
        try setLead(lead, of: row, at: moment)
        break
      }
    }
    for key in keys {
      try connection.run(
        "INSERT OR IGNORE INTO twin_key(key, record) VALUES(?, ?)", [.text(key), .int(row)])
    }
  }

  /// The leading row of the group that the record belongs to.
  ///
  /// In the order of the keys, which is that of the rows: nothing is sorted, also where one drug
  /// was dispensed twenty thousand times on a day.
  private func twin(
    for key: String, of row: Int64, body: RecordBody, provenance: Provenance
  ) throws -> Int64? {
    let candidates = try connection.query(
      """
      SELECT r.row, coalesce(r.lead, r.row) AS lead, v.provenance, v.body
      FROM twin_key t JOIN record r ON r.row = t.record
        JOIN version v ON v.record = r.row AND v.number = r.version
      WHERE t.key = ? AND t.record <> ? AND r.twins_refused = 0
      ORDER BY t.record LIMIT 20
      """, [.text(key), .int(row)]
    ) { (try $0.int("row"), try $0.int("lead"), try $0.text("provenance"), try $0.text("body")) }
    for (candidate, lead, origin, content) in candidates {
      let other = try value(Provenance.self, from: origin, table: "version", row: candidate)
      guard !other.isSameSource(as: provenance) else { continue }
      let theirs = try value(RecordBody.self, from: content, table: "version", row: candidate)
      if TwinKeys.facilitiesAgree(body.facilities, theirs.facilities) { return lead }
    }
    return nil
  }

  /// The records of the same event, without the record itself.
  public func twins(of id: RecordID) throws -> [RecordID] {
    // Two lookups by index: a join on coalesce(lead, row) would read every record.
    try connection.query(
      """
      WITH head(row) AS (SELECT coalesce(lead, row) FROM record WHERE id = ?1)
      SELECT id, row FROM record WHERE row = (SELECT row FROM head) AND id <> ?1
      UNION ALL
      SELECT id, row FROM record WHERE lead = (SELECT row FROM head) AND id <> ?1
      ORDER BY row
      """, [.text(id.text)]
    ) { RecordID(try $0.text("id")) }
  }

  /// Whether a record stands behind another one of the same event.
  func isTwin(_ id: RecordID) throws -> Bool {
    try connection.first("SELECT lead FROM record WHERE id = ?", [.text(id.text)]) {
      $0.optionalInt("lead") != nil
    } ?? false
  }

  /// Puts a record with everything behind it behind another one that says the same and more, or
  /// lets it stand by itself again.
  ///
  /// A result of the portal stands behind the report that holds it. What the holder has taken out
  /// of its group stays out.
  func setLead(of id: RecordID, to whole: RecordID?, at moment: Instant) throws {
    guard let existing = try existing(id) else { return }
    if let whole, let lead = try leadingRow(of: whole), lead != existing.row {
      let rows = try connection.query(
        "SELECT row FROM record WHERE (row = ?1 OR lead = ?1) AND twins_refused = 0",
        [.int(existing.row)]
      ) { try $0.int("row") }
      for row in rows { try setLead(lead, of: row, at: moment) }
      try connection.run(
        "UPDATE record SET status = 'active' WHERE row = ? AND status = 'vanished'",
        [.int(existing.row)])
    } else if whole == nil, try isHeldByItsPortal(existing.row) {
      try setLead(nil, of: existing.row, at: moment)
    }
  }

  /// Whether a record stands behind another one of a portal, only because that one held it.
  private func isHeldByItsPortal(_ row: Int64) throws -> Bool {
    try connection.first(
      """
      SELECT 1 FROM record r JOIN record l ON l.row = r.lead
      WHERE r.row = ? AND r.source = 'portal' AND l.source = 'portal'
      """, [.int(row)], { _ in true }) ?? false
  }

  private func leadingRow(of id: RecordID) throws -> Int64? {
    try connection.first(
      "SELECT coalesce(lead, row) AS lead FROM record WHERE id = ?", [.text(id.text)]
    ) {
      try $0.int("lead")
    }
  }

  /// Takes a record out of its group for good; it is listed and counted by itself again.
  ///
  /// - Throws: `StoreError.noSuchRecord`.
  public func unlinkTwin(_ id: RecordID, at moment: Instant) throws {
    guard let existing = try existing(id) else { throw StoreError.noSuchRecord }
    try connection.transaction {
      let heir = try connection.first(
        "SELECT min(row) AS heir FROM record WHERE lead = ?", [.int(existing.row)]
      ) { $0.optionalInt("heir") }
      if let heir, let heir {
        let others = try connection.query(
          "SELECT row FROM record WHERE lead = ? AND row <> ?",
          [.int(existing.row), .int(heir)]
        ) { $0.int(at: 0) }
        for other in others { try setLead(heir, of: other, at: moment) }
        try setLead(nil, of: heir, at: moment)
      }
      try setLead(nil, of: existing.row, at: moment)
      try connection.run(
        "UPDATE record SET twins_refused = 1 WHERE row = ?", [.int(existing.row)])
    }
  }

  /// Puts a row behind another one, or on its own; views of the past have the twins of then.
  private func setLead(_ lead: Int64?, of row: Int64, at moment: Instant) throws {
    let value = lead.map { SQLiteValue.int($0) } ?? .null
    let changed = try connection.run(
      "UPDATE record SET lead = ?1 WHERE row = ?2 AND lead IS NOT ?1", [value, .int(row)])
    guard changed > 0 else { return }
    try connection.run(
      "INSERT INTO twin_change(record, lead, at) VALUES(?, ?, ?)",
      [.int(row), value, .int(moment.seconds)])
  }

  /// Every group of twins, leading record first.
  public func twinGroups() throws -> [[RecordID]] {
    var groups: [(lead: Int64, ids: [RecordID])] = []
    try connection.forEach(
      """
      SELECT coalesce(lead, row) AS lead, id FROM record
      WHERE lead IS NOT NULL OR row IN (SELECT lead FROM record WHERE lead IS NOT NULL)
      ORDER BY 1, row
      """
    ) { row in
      let lead = try row.int("lead")
      if groups.last?.lead != lead { groups.append((lead, [])) }
      groups[groups.count - 1].ids.append(RecordID(try row.text("id")))
      return true
    }
    return groups.map(\.ids)
  }
}

extension Provenance {
  /// Whether two records come from one file or one portal, so that they are two events.
  fileprivate func isSameSource(as other: Provenance) -> Bool {
    guard channel == other.channel else { return false }
    switch channel {
    case .file: return original == other.original
    case .portal: return name == other.name
    case .manual: return true
    }
  }
}
