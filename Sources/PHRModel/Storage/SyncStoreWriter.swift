/// Stores pulled resources one by one; lives for one transaction.
struct UpstreamWriter {
  let sync: SyncStore
  let portal: Int64
  let now: Instant
  /// The number of the full pull that sees the resources; 0 for an ordinary one.
  let round: Int64

  private var connection: Connection { sync.connection }

  /// A resource that is known already.
  private struct Known {
    let mark: String
    let state: String
    let record: RecordID?
  }

  /// Stores one resource.
  func apply(_ resource: PulledResource) throws -> SyncCounts {
    let known = try self.known(resource.key)
    var counts = SyncCounts()
    if let known, known.mark == resource.mark, known.state == Self.state(of: resource.reading) {
      if round > 0 { try touch(resource.key) }
      counts.unchanged = 1
      return counts
    }
    switch resource.reading {
    case .record(let draft):
      counts.add(try store(draft, for: resource, body: nil))
    case .part(let body, let alone):
      try markWholes(of: resource.key)
      if try isPart(resource.key) || alone == nil {
        try remember(resource, record: nil, body: body)
      } else if let alone {
        counts.add(try store(alone, for: resource, body: body))
      }
    case .whole(let body, let parts):
      try remember(resource, record: known?.record, body: body, dirty: true)
      try claim(parts, for: resource.key)
    case .kept(let body):
      try remember(resource, record: nil, body: body)
    case .unreadable(let text):
      counts.unreadable = 1
      try keepUnreadable(text, resource, known: known?.record)
    case .gone:
      counts = try vanish(resource, known: known)
    }
    return counts
  }

  private static func state(of reading: PulledResource.Reading) -> String {
    switch reading {
    case .record: "record"
    case .part: "part"
    case .whole: "whole"
    case .kept: "kept"
    case .unreadable: "unreadable"
    case .gone: "gone"
    }
  }

  private func known(_ key: ResourceKey) throws -> Known? {
    try connection.first(
      "SELECT mark, state, record FROM upstream WHERE portal = ? AND type = ? AND id = ?",
      [.int(portal), .text(key.type), .text(key.id)]
    ) { row in
      Known(
        mark: try row.text("mark"), state: try row.text("state"),
        record: row.optionalText("record").map { RecordID($0) })
    }
  }

  private func touch(_ key: ResourceKey) throws {
    try connection.run(
      "UPDATE upstream SET round = ? WHERE portal = ? AND type = ? AND id = ?",
      [.int(round), .int(portal), .text(key.type), .text(key.id)])
  }

  private func remember(
    _ resource: PulledResource, record: RecordID?, body: String?, dirty: Bool = false
  ) throws {
    try connection.run(
      """
      INSERT INTO upstream(portal, type, id, mark, state, record, body, dirty, round)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      ON CONFLICT DO UPDATE SET mark = ?4, state = ?5, record = coalesce(?6, record), body = ?7,
        dirty = ?8, round = ?9
      """,
      [
        .int(portal), .text(resource.key.type), .text(resource.key.id), .text(resource.mark),
        .text(Self.state(of: resource.reading)), SQLiteValue(record?.text), SQLiteValue(body),
        .int(dirty ? 1 : 0), .int(round),
      ])
  }

  /// Stores a draft as a record; a notice lands in the inbox.
  private func store(
    _ draft: RecordDraft, for resource: PulledResource, body: String?
  ) throws -> Applied {
    let applied = try store(draft)
    try remember(resource, record: applied.id, body: body)
    return applied
  }

  private func store(_ draft: RecordDraft) throws -> Applied {
    let provenance = Provenance(
      channel: .portal, format: "fhir", name: sync.base, received: now)
    let applied = try sync.records.apply(draft, provenance: provenance, recorded: now)
    if case .notice(let notice) = draft.body.content, applied != .unchanged(applied.id) {
      try connection.run(
        """
        INSERT INTO inbox(record, state, arrived, deadline) VALUES(?1, 'unread', ?2, ?3)
        ON CONFLICT DO UPDATE SET deadline = ?3
        """,
        [.text(applied.id.text), .int(now.seconds), SQLiteValue(notice.deadline?.last.number)])
    }
    return applied
  }

  /// An unreadable notice is shown in the inbox all the same; anything else is only kept.
  private func keepUnreadable(
    _ text: String, _ resource: PulledResource, known: RecordID?
  ) throws {
    var record = known
    if resource.key.type == "Communication" {
      var notice = Notice(category: .other)
      notice.readable = false
      var body = RecordBody(
        date: PartialDate(now.day), title: resource.key.type, content: .notice(notice))
      let safe = ReceivedText(String(text.prefix(Self.shownLength)), as: .remark)
      body.raw = [RawField(path: "", value: safe.text, ownToRecord: false)]
      var draft = RecordDraft(
        body: body, sourceKey: "fhir:\(sync.base)/\(resource.key)")
      draft.upstream = UpstreamReference(
        base: sync.base, type: resource.key.type, id: resource.key.id)
      record = try store(draft).id
    }
    try remember(resource, record: record, body: text)
  }

  /// Characters of an unreadable notice that its record shows; the whole text is kept beside it.
  private static let shownLength = 4_000

  private func vanish(_ resource: PulledResource, known: Known?) throws -> SyncCounts {
    var counts = SyncCounts()
    guard let known, known.state != "gone" else { return counts }
    if let record = known.record {
      try sync.records.setVanished(record)
      counts.vanished = 1
    }
    try markWholes(of: resource.key)
    try remember(resource, record: known.record, body: nil)
    return counts
  }

  /// Marks what a full pull of a type has not seen.
  func markVanished(type: String, before round: Int64) throws -> SyncCounts {
    let lost = try connection.query(
      """
      SELECT id FROM upstream
      WHERE portal = ? AND type = ? AND round < ? AND state IN ('record', 'whole', 'part')
      """, [.int(portal), .text(type), .int(round)]
    ) { ResourceKey(type: type, id: try $0.text("id")) }
    var counts = SyncCounts()
    for key in lost {
      let gone = PulledResource(key: key, mark: "gone", reading: .gone)
      counts += try vanish(gone, known: try known(key))
    }
    return counts
  }

  // MARK: reports and their parts

  private func isPart(_ key: ResourceKey) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM upstream_part WHERE portal = ? AND type = ? AND id = ?",
      [.int(portal), .text(key.type), .text(key.id)], { _ in true }) ?? false
  }

  private func markWholes(of key: ResourceKey) throws {
    try connection.run(
      """
      UPDATE upstream SET dirty = 1 WHERE portal = ?1 AND state = 'whole' AND (type, id) IN
        (SELECT whole_type, whole_id FROM upstream_part
         WHERE portal = ?1 AND type = ?2 AND id = ?3)
      """, [.int(portal), .text(key.type), .text(key.id)])
  }

  private func claim(_ parts: [ResourceKey], for whole: ResourceKey) throws {
    try connection.run(
      "DELETE FROM upstream_part WHERE portal = ? AND whole_type = ? AND whole_id = ?",
      [.int(portal), .text(whole.type), .text(whole.id)])
    for (position, part) in parts.enumerated() {
      try connection.run(
        """
        INSERT OR IGNORE INTO upstream_part(portal, type, id, whole_type, whole_id, position)
        VALUES(?, ?, ?, ?, ?, ?)
        """,
        [
          .int(portal), .text(part.type), .text(part.id), .text(whole.type), .text(whole.id),
          SQLiteValue(position),
        ])
      // A result that came before its report stood alone until now.
      if let alone = try known(part)?.record { try sync.records.setVanished(alone) }
    }
  }

  /// Puts one report together and stores its record.
  func assemble(_ key: ResourceKey, using assemble: Assemble) throws -> SyncCounts {
    var counts = SyncCounts()
    let whole = try connection.first(
      "SELECT body FROM upstream WHERE portal = ? AND type = ? AND id = ?",
      [.int(portal), .text(key.type), .text(key.id)], { $0.optionalText("body") })
    let parts = try connection.query(
      """
      SELECT u.body FROM upstream_part p
        JOIN upstream u ON u.portal = p.portal AND u.type = p.type AND u.id = p.id
      WHERE p.portal = ? AND p.whole_type = ? AND p.whole_id = ? AND u.body IS NOT NULL
      ORDER BY p.position
      """, [.int(portal), .text(key.type), .text(key.id)]
    ) { try $0.text("body") }
    var record: RecordID?
    if let whole, let whole, let draft = assemble(whole, parts) {
      let applied = try store(draft)
      counts.add(applied)
      record = applied.id
    } else {
      counts.unreadable = 1
    }
    try connection.run(
      """
      UPDATE upstream SET dirty = 0, record = coalesce(?, record)
      WHERE portal = ? AND type = ? AND id = ?
      """, [SQLiteValue(record?.text), .int(portal), .text(key.type), .text(key.id)])
    return counts
  }
}
