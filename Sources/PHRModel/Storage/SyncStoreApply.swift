extension SyncStore {
  /// Stores a page and its progress, both or neither.
  ///
  /// The same page again changes nothing: names and marks decide, not how often something came.
  /// - Throws: `SQLiteError`, `StoreError.noSuchPortal`.
  public func apply(_ page: SyncPage, recorded: Instant) throws -> SyncCounts {
    let writer = UpstreamWriter(sync: self, portal: try portal, now: recorded, round: page.round)
    return try connection.transaction {
      var counts = SyncCounts()
      // What holds others goes first, so that they need not stand alone until it has come.
      for resource in page.resources where resource.isWhole { counts += try writer.apply(resource) }
      for resource in page.resources where !resource.isWhole {
        counts += try writer.apply(resource)
      }
      if let cursor = page.cursor {
        try store(cursor)
        if let round = cursor.reconciled {
          counts += try writer.markVanished(type: page.type, before: round)
        }
      }
      return counts
    }
  }

  private func store(_ change: CursorChange) throws {
    try connection.run(
      """
      INSERT INTO sync_cursor(portal, type, watermark, search_url, search_tag, refused)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT DO UPDATE SET watermark = coalesce(?3, watermark), search_url = ?4,
        search_tag = ?5, refused = ?6
      """,
      [
        .int(try portal), .text(change.type), SQLiteValue(change.watermark?.seconds),
        SQLiteValue(change.searchTag?.url), SQLiteValue(change.searchTag?.tag),
        SQLiteValue(change.refused?.seconds),
      ])
  }

  /// The parts that reports name and that have not come; they may be read one by one.
  public func missingParts() throws -> [ResourceKey] {
    guard let number else { return [] }
    return try connection.query(
      """
      SELECT DISTINCT p.type, p.id FROM upstream w
        JOIN upstream_part p ON p.portal = w.portal AND p.whole_type = w.type
          AND p.whole_id = w.id
        LEFT JOIN upstream u ON u.portal = p.portal AND u.type = p.type AND u.id = p.id
      WHERE w.portal = ? AND w.dirty = 1 AND u.id IS NULL ORDER BY p.type, p.id LIMIT 500
      """, [.int(number)]
    ) { ResourceKey(type: try $0.text("type"), id: try $0.text("id")) }
  }

  /// Puts reports together that have changed, or whose parts have, some in one transaction.
  ///
  /// - Parameters:
  ///   - last: where the call before stopped, `nil` to begin.
  ///   - recorded: now.
  ///   - assemble: puts one together.
  /// - Returns: what became of them, and where to go on; `nil` when all are done.
  /// - Throws: `SQLiteError`, `StoreError.noSuchPortal`.
  public func assemble(
    after last: ResourceKey?, recorded: Instant, using assemble: Assemble
  ) throws -> (counts: SyncCounts, last: ResourceKey?) {
    let writer = UpstreamWriter(sync: self, portal: try portal, now: recorded, round: 0)
    return try connection.transaction {
      var counts = SyncCounts()
      let keys = try dirtyWholes(after: last)
      for key in keys { counts += try writer.assemble(key, using: assemble) }
      return (counts, keys.count < Self.assembledAtOnce ? nil : keys.last)
    }
  }

  /// So many reports take no longer than a page of anything else.
  private static let assembledAtOnce = 20

  private func dirtyWholes(after last: ResourceKey?) throws -> [ResourceKey] {
    try connection.query(
      """
      SELECT type, id FROM upstream
      WHERE portal = ? AND dirty = 1 AND (type, id) > (?, ?) ORDER BY type, id LIMIT ?
      """,
      [
        .int(try portal), .text(last?.type ?? ""), .text(last?.id ?? ""),
        SQLiteValue(Self.assembledAtOnce),
      ]
    ) { ResourceKey(type: try $0.text("type"), id: try $0.text("id")) }
  }

  /// The record that stands for a resource of the portal, if it has come.
  public func record(for key: ResourceKey) throws -> RecordID? {
    guard let number else { return nil }
    return try connection.first(
      "SELECT record FROM upstream WHERE portal = ? AND type = ? AND id = ?",
      [.int(number), .text(key.type), .text(key.id)]
    ) { $0.optionalText("record").map { RecordID($0) } } ?? nil
  }

  /// What records are about and what has not come: to be read one by one.
  public func missingSubjects() throws -> [ResourceKey] {
    let texts = try connection.query(
      """
      SELECT r.about FROM inbox i JOIN record r ON r.id = i.record
      WHERE r.about IS NOT NULL ORDER BY i.arrived DESC LIMIT 500
      """
    ) { try $0.text("about") }
    let keys = texts.flatMap { $0.split(separator: "\u{1E}") }
      .compactMap { ResourceKey(reference: String($0)) }
    return try Set(keys).sorted().filter { try !isKnown($0) }
  }

  private func isKnown(_ key: ResourceKey) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM upstream WHERE portal = ? AND type = ? AND id = ?",
      [.int(try portal), .text(key.type), .text(key.id)], { _ in true }) ?? false
  }

  /// Resources of a type that are kept in JSON, by name.
  public func kept(_ type: String) throws -> [(key: ResourceKey, body: String)] {
    guard let number else { return [] }
    return try connection.query(
      """
      SELECT id, body FROM upstream
      WHERE portal = ? AND type = ? AND state = 'kept' AND body IS NOT NULL ORDER BY id
      """, [.int(number), .text(type)]
    ) { (ResourceKey(type: type, id: try $0.text("id")), try $0.text("body")) }
  }

  /// Resources that were not understood when they came.
  public func unreadable() throws -> [(key: ResourceKey, mark: String, body: String)] {
    guard let number else { return [] }
    return try connection.query(
      """
      SELECT type, id, mark, body FROM upstream
      WHERE portal = ? AND state = 'unreadable' ORDER BY type, id
      """, [.int(number)]
    ) { row in
      let key = ResourceKey(type: try row.text("type"), id: try row.text("id"))
      return (key, try row.text("mark"), row.optionalText("body") ?? "")
    }
  }
}

extension PulledResource {
  /// Whether it is a report or panel that holds others.
  fileprivate var isWhole: Bool {
    if case .whole = reading { true } else { false }
  }
}
