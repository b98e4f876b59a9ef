/// Stores pulled resources one by one; lives for one transaction.
struct UpstreamWriter {
  let sync: SyncStore
  let portal: Int64
  let now: Instant
  /// The number of the full pull that sees the resources; 0 for an ordinary one.
  let round: Int64

  var connection: Connection { sync.connection }

  /// A resource that is known already.
  struct Known {
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
      if known?.state == "whole" { try claim([], for: resource.key) }
      counts = try storePart(resource, known: known, body: body, alone: alone)
    case .whole(let body, let parts):
      try markWholes(of: resource.key)
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

  func known(_ key: ResourceKey) throws -> Known? {
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

  func remember(
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
  func store(
    _ draft: PreparedDraft, for resource: PulledResource, body: String?
  ) throws -> Applied {
    let applied = try store(draft)
    try remember(resource, record: applied.id, body: body)
    return applied
  }

  func store(_ draft: RecordDraft) throws -> Applied { try store(prepared(draft)) }

  /// A draft that was not prepared beside.
  func prepared(_ draft: RecordDraft) throws -> PreparedDraft {
    try PreparedDraft(draft, provenance: .portal(sync.base, received: now))
  }

  private func store(_ prepared: PreparedDraft) throws -> Applied {
    let applied = try sync.records.apply(prepared, recorded: now)
    if case .notice(let notice) = prepared.draft.body.content, applied != .unchanged(applied.id) {
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
    guard known?.state != "gone" else { return counts }
    if let record = known?.record {
      try sync.records.setVanished(record)
      counts.vanished = 1
    }
    if known?.state == "whole" { try claim([], for: resource.key) }
    try markWholes(of: resource.key)
    // Also what was never here is remembered, so that it is not asked for again and again.
    try remember(resource, record: known?.record, body: nil)
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
}
