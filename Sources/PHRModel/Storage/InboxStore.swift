/// One notice in the inbox.
public struct InboxItem: Sendable, Equatable, Identifiable {
  /// What the holder has done with it.
  public enum State: String, Sendable, CaseIterable {
    /// Not yet looked at.
    case unread
    /// Looked at.
    case read
    /// Put away.
    case archived
  }

  /// The notice's record.
  public var id: RecordID
  /// What the holder has done with it.
  public var state: State
  /// Its title.
  public var title: String
  /// The notice.
  public var notice: Notice
  /// When it came in.
  public var arrived: Instant
  /// The records that it is about and that are here.
  public var about: [RecordID]
  /// Whether the record stands.
  public var status: Record.Status
  /// Which rules took hold of what it is about, once that was asked.
  public var rules: RecordRules?
  /// For a notice about research: the answer to it.
  public var research: TrackedRequest?
}

extension RecordStore {
  /// How many notices were not looked at.
  public func unreadNotices() throws -> Int {
    try connection.first("SELECT count(*) FROM inbox WHERE state = 'unread'") {
      Int($0.int(at: 0))
    } ?? 0
  }

  /// The notices of the inbox, newest first; without states, all but the archived ones.
  public func inbox(
    _ states: Set<InboxItem.State> = [.unread, .read], offset: Int = 0, limit: Int? = nil
  ) throws -> [InboxItem] {
    let marks = Array(repeating: "?", count: states.count).joined(separator: ", ")
    return try connection.query(
      """
      SELECT i.record, i.state, i.arrived, r.row, r.title, r.status, r.about, v.body, v.provenance
      FROM inbox i JOIN record r ON r.id = i.record
        JOIN version v ON v.record = r.row AND v.number = r.version
      WHERE i.state IN (\(marks))
      ORDER BY r.moment DESC, r.row DESC LIMIT ? OFFSET ?
      """,
      states.map(\.rawValue).sorted().map { .text($0) } + [
        SQLiteValue(limit ?? -1), SQLiteValue(offset),
      ], inboxItem(of:)
    ).compactMap { $0 }
  }

  /// Says what the holder has done with a notice.
  ///
  /// - Throws: `StoreError.noSuchRecord` for what is no notice of the inbox.
  public func setInboxState(_ state: InboxItem.State, of id: RecordID) throws {
    let changed = try connection.run(
      "UPDATE inbox SET state = ? WHERE record = ?", [.text(state.rawValue), .text(id.text)])
    guard changed > 0 else { throw StoreError.noSuchRecord }
  }

  /// Puts a notice of the program's own into the inbox; the same one again changes nothing.
  public func raise(_ draft: RecordDraft, now: Instant) throws {
    let origin = Provenance(channel: .manual, format: "manual", name: "", received: now)
    try connection.transaction {
      let id = try apply(draft, provenance: origin, recorded: now).id
      try connection.run(
        "INSERT OR IGNORE INTO inbox(record, state, arrived) VALUES(?, 'unread', ?)",
        [.text(id.text), .int(now.seconds)])
    }
  }

  private func inboxItem(of row: Row) throws -> InboxItem? {
    let number = try row.int("row")
    let body = try value(
      RecordBody.self, from: try row.text("body"), table: "version", row: number)
    let origin = try value(
      Provenance.self, from: try row.text("provenance"), table: "version", row: number)
    guard case .notice(let notice) = body.content else { return nil }
    return InboxItem(
      id: RecordID(try row.text("record")),
      state: InboxItem.State(rawValue: try row.text("state")) ?? .unread,
      title: try row.text("title"), notice: notice,
      arrived: Instant(seconds: try row.int("arrived")),
      about: try records(named: row.optionalText("about"), portal: origin.name),
      status: Record.Status(rawValue: try row.text("status")) ?? .active, rules: nil,
      research: nil)
  }

  /// The records that the names of resources at a portal stand for.
  private func records(named names: String?, portal: String) throws -> [RecordID] {
    let keys = (names ?? "").split(separator: "\u{1E}")
      .compactMap { ResourceKey(reference: String($0)) }
    return try keys.compactMap { key in
      try connection.first(
        """
        SELECT u.record FROM upstream u JOIN portal p ON p.number = u.portal
        WHERE p.base = ? AND u.type = ? AND u.id = ? AND u.record IS NOT NULL
        """, [.text(portal), .text(key.type), .text(key.id)]
      ) { RecordID(try $0.text("record")) }
    }
  }
}
