/// Reports and panels, and the results that they hold.
///
/// A result may come before what holds it, and then stands alone until the report or panel comes;
/// panels may hold panels (R4 Observation, `hasMember`). Only what nothing else holds becomes a
/// record of its own.
extension UpstreamWriter {
  /// Stores a result: with what holds it, or as a record of its own.
  func storePart(
    _ resource: PulledResource, known: Known?, body: String, alone: RecordDraft?
  ) throws -> SyncCounts {
    var counts = SyncCounts()
    try markWholes(of: resource.key)
    let isHeld = try isPart(resource.key)
    // A record that stood alone before its report came goes on saying what the portal says.
    guard let alone, !isHeld || known?.record != nil else {
      try remember(resource, record: nil, body: body)
      return counts
    }
    let applied = try store(prepared(alone), for: resource, body: body)
    if !isHeld { counts.add(applied) }
    return counts
  }

  private func isPart(_ key: ResourceKey) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM upstream_part WHERE portal = ? AND type = ? AND id = ?",
      [.int(portal), .text(key.type), .text(key.id)], { _ in true }) ?? false
  }

  /// Everything that holds the resource ?2/?3 of the portal ?1, directly or through others.
  private static let above = """
    WITH RECURSIVE above(type, id) AS (
      SELECT whole_type, whole_id FROM upstream_part
      WHERE portal = ?1 AND type = ?2 AND id = ?3
      UNION
      SELECT p.whole_type, p.whole_id FROM above a
        JOIN upstream_part p ON p.portal = ?1 AND p.type = a.type AND p.id = a.id)
    """

  /// Whether something that nothing else holds holds this, directly or through others.
  ///
  /// Panels that hold each other in a circle have no such holder and stand for themselves.
  private func hasTop(_ key: ResourceKey) throws -> Bool {
    try connection.first(
      """
      \(Self.above)
      SELECT 1 FROM above a WHERE NOT EXISTS(
        SELECT 1 FROM upstream_part p
        WHERE p.portal = ?1 AND p.type = a.type AND p.id = a.id) LIMIT 1
      """, [.int(portal), .text(key.type), .text(key.id)], { _ in true }) ?? false
  }

  /// Marks everything that holds a resource, directly or through others, as to be put together.
  func markWholes(of key: ResourceKey) throws {
    guard try isPart(key) else { return }
    try connection.run(
      """
      \(Self.above)
      UPDATE upstream SET dirty = 1
      WHERE portal = ?1 AND state = 'whole' AND (type, id) IN (SELECT type, id FROM above)
      """, [.int(portal), .text(key.type), .text(key.id)])
  }

  /// Notes what a report or panel holds; what it no longer holds is to stand alone again.
  func claim(_ parts: [ResourceKey], for whole: ResourceKey) throws {
    let name: [SQLiteValue] = [.int(portal), .text(whole.type), .text(whole.id)]
    try connection.run(
      """
      UPDATE upstream SET dirty = 1
      WHERE portal = ?1 AND state IN ('part', 'whole') AND (type, id) IN
        (SELECT type, id FROM upstream_part
         WHERE portal = ?1 AND whole_type = ?2 AND whole_id = ?3)
      """, name)
    try connection.run(
      "DELETE FROM upstream_part WHERE portal = ? AND whole_type = ? AND whole_id = ?", name)
    for (position, part) in parts.enumerated() where part != whole {
      try connection.run(
        """
        INSERT OR IGNORE INTO upstream_part(portal, type, id, whole_type, whole_id, position)
        VALUES(?, ?, ?, ?, ?, ?)
        """,
        [
          .int(portal), .text(part.type), .text(part.id), .text(whole.type), .text(whole.id),
          SQLiteValue(position),
        ])
    }
  }

  /// Puts one report or panel together and stores its record; what something else holds becomes
  /// none.
  func assemble(_ key: ResourceKey, using assemble: Assemble) throws -> SyncCounts {
    var counts = SyncCounts()
    var record: RecordID?
    let isHeld = try hasTop(key)
    if !isHeld, let whole = try body(of: key) {
      if let draft = assemble(whole, try parts(of: key)) {
        let applied = try store(draft)
        counts.add(applied)
        record = applied.id
        if key.type == "Observation" { try sync.records.setLead(of: applied.id, to: nil, at: now) }
        try lead(partsOf: key, by: applied.id)
      } else {
        counts.unreadable = 1
      }
    }
    try connection.run(
      """
      UPDATE upstream SET dirty = ?, record = coalesce(?, record)
      WHERE portal = ? AND type = ? AND id = ?
      """,
      [
        .int(try !isHeld && lacksParts(key) ? 1 : 0), SQLiteValue(record?.text), .int(portal),
        .text(key.type), .text(key.id),
      ])
    return counts
  }

  private func body(of key: ResourceKey) throws -> String? {
    try connection.first(
      "SELECT body FROM upstream WHERE portal = ? AND type = ? AND id = ?",
      [.int(portal), .text(key.type), .text(key.id)], { $0.optionalText("body") }) ?? nil
  }

  /// Everything that a report or panel holds, directly or through panels.
  private static let below = """
    WITH RECURSIVE below(type, id) AS (
      SELECT type, id FROM upstream_part
      WHERE portal = ?1 AND whole_type = ?2 AND whole_id = ?3
      UNION
      SELECT p.type, p.id FROM below b
        JOIN upstream_part p ON p.portal = ?1 AND p.whole_type = b.type AND p.whole_id = b.id)
    """

  private func parts(of key: ResourceKey) throws -> [String] {
    try connection.query(
      Self.below + """
         SELECT u.body FROM below b
          JOIN upstream u ON u.portal = ?1 AND u.type = b.type AND u.id = b.id
        WHERE u.body IS NOT NULL AND NOT (u.type = ?2 AND u.id = ?3) ORDER BY u.type, u.id
        """, [.int(portal), .text(key.type), .text(key.id)]
    ) { try $0.text("body") }
  }

  /// Whether something that a report or panel holds has not come, so that it is tried again.
  private func lacksParts(_ key: ResourceKey) throws -> Bool {
    try connection.first(
      Self.below + """
         SELECT 1 FROM below b
          LEFT JOIN upstream u ON u.portal = ?1 AND u.type = b.type AND u.id = b.id
        WHERE u.id IS NULL LIMIT 1
        """, [.int(portal), .text(key.type), .text(key.id)], { _ in true }) ?? false
  }

  /// Puts the results that stood alone behind the record that holds them now.
  private func lead(partsOf key: ResourceKey, by whole: RecordID) throws {
    let alone = try connection.query(
      Self.below + """
         SELECT u.record FROM below b
          JOIN upstream u ON u.portal = ?1 AND u.type = b.type AND u.id = b.id
        WHERE u.record IS NOT NULL AND u.record <> ?4 AND u.state <> 'gone'
        """, [.int(portal), .text(key.type), .text(key.id), .text(whole.text)]
    ) { RecordID(try $0.text("record")) }
    for record in alone { try sync.records.setLead(of: record, to: whole, at: now) }
  }
}
