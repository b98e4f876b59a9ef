/// A resource on its way to the portal.
public struct OutboxItem: Sendable, Equatable, Identifiable {
  /// How far it has come.
  public enum State: String, Sendable, CaseIterable {
    /// Waiting, or sent without an answer so far.
    case pending
    /// The portal has confirmed it.
    case inForce
    /// The portal has refused it for good.
    case refused
    /// The portal holds something else under that name; the holder has to look.
    case conflict
  }

  /// Its number; lower ones go first.
  public var id: Int64
  /// The resource's name at the portal.
  public var key: ResourceKey
  /// The resource in JSON.
  public var body: String
  /// How far it has come.
  public var state: State
  /// The entity tag under which the portal holds the version before, if known.
  public var tag: String?
  /// Hashes of what was sent under this name earlier, to tell our own version from a stranger's.
  public var sent: Set<String>
  /// Why it was refused: an HTTP status, or the JSON that the portal holds instead.
  public var problem: String?
  /// When it was put here.
  public var created: Instant
  /// When its state changed.
  public var changed: Instant
}

extension SyncStore {
  /// Puts a resource into the outbox.
  ///
  /// One that waits under the same name is replaced: what it said is no longer wanted, and it
  /// keeps what is known of the portal's version.
  /// - Throws: `SQLiteError`, `StoreError.noSuchPortal`.
  public func enqueue(_ key: ResourceKey, body: String, now: Instant) throws {
    try connection.transaction {
      let before = try outboxItem(key)
      try connection.run(
        "DELETE FROM outbox WHERE portal = ? AND type = ? AND id = ?",
        [.int(try portal), .text(key.type), .text(key.id)])
      try connection.run(
        """
        INSERT INTO outbox(portal, type, id, body, state, tag, sent, created, changed)
        VALUES(?, ?, ?, ?, 'pending', ?, ?, ?, ?)
        """,
        [
          .int(try portal), .text(key.type), .text(key.id), .text(body),
          SQLiteValue(before?.tag),
          .text((before?.sent ?? []).sorted().joined(separator: " ")), .int(now.seconds),
          .int(now.seconds),
        ])
    }
  }

  /// Everything in the outbox in the order it goes.
  public func outbox() throws -> [OutboxItem] {
    guard let number else { return [] }
    return try connection.query(
      "SELECT * FROM outbox WHERE portal = ? ORDER BY number", [.int(number)], outboxItem(of:))
  }

  /// What is in the outbox under that name.
  public func outboxItem(_ key: ResourceKey) throws -> OutboxItem? {
    guard let number else { return nil }
    return try connection.first(
      "SELECT * FROM outbox WHERE portal = ? AND type = ? AND id = ?",
      [.int(number), .text(key.type), .text(key.id)], outboxItem(of:))
  }

  /// Remembers what became of an item, unless it was replaced meanwhile.
  public func record(_ result: OutboxResult, now: Instant) throws {
    try connection.transaction {
      try connection.run(
        """
        UPDATE outbox SET state = ?1, tag = coalesce(?2, tag), problem = ?3, changed = ?4,
          sent = CASE WHEN ?5 IS NULL OR instr(sent, ?5) > 0 THEN sent
            ELSE trim(sent || ' ' || ?5) END
        WHERE number = ?6
        """,
        [
          .text(result.state.rawValue), SQLiteValue(result.tag), SQLiteValue(result.problem),
          .int(now.seconds), SQLiteValue(result.sent), .int(result.id),
        ])
      guard result.state == .inForce else { return }
      let item = try connection.first(
        "SELECT * FROM outbox WHERE number = ?", [.int(result.id)], outboxItem(of:))
      guard let item else { return }
      try ConfirmedConsents.note(item, portal: try portal, at: now, in: connection)
    }
  }

  private func outboxItem(of row: Row) throws -> OutboxItem {
    OutboxItem(
      id: try row.int("number"),
      key: ResourceKey(type: try row.text("type"), id: try row.text("id")),
      body: try row.text("body"),
      state: OutboxItem.State(rawValue: try row.text("state")) ?? .pending,
      tag: row.optionalText("tag"),
      sent: Set(try row.text("sent").split(separator: " ").map(String.init)),
      problem: row.optionalText("problem"), created: Instant(seconds: try row.int("created")),
      changed: Instant(seconds: try row.int("changed")))
  }
}

/// What became of one item of the outbox.
public struct OutboxResult: Sendable, Equatable {
  /// The item.
  public var id: Int64
  /// How far it has come.
  public var state: OutboxItem.State
  /// The entity tag that the portal gave.
  public var tag: String?
  /// The hash of what was sent.
  public var sent: String?
  /// Why it was refused, or what the portal holds instead.
  public var problem: String?

  /// A result.
  public init(id: Int64, state: OutboxItem.State) {
    self.id = id
    self.state = state
  }
}
