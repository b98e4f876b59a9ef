internal import CSQLite
internal import Glibc

/// How a connection waits while another program writes: it says so once, and gives up in the end.
final class BusyWaiting {
  private let limit: Double
  private let announcement: Double
  private let announce: () -> Void
  private var hasAnnounced = false

  init(limit: Double, announcement: Double, announce: @escaping () -> Void) {
    self.limit = limit
    self.announcement = announcement
    self.announce = announce
  }

  /// Sleeps a little; `false` when it has been long enough.
  ///
  /// SQLite counts the calls of one wait from 0; each sleeps for a hundredth of a second.
  func goesOn(after calls: Int32) -> Bool {
    if calls == 0 { hasAnnounced = false }
    let waited = Double(calls) / 100
    if waited >= limit { return false }
    if waited >= announcement, !hasAnnounced {
      hasAnnounced = true
      announce()
    }
    usleep(10_000)
    return true
  }
}

extension Connection {
  /// Waits for other writers instead of giving up after two seconds.
  ///
  /// The C function is `sqlite3_busy_handler`.
  ///
  /// - Parameters:
  ///   - limit: Seconds until a step fails as busy.
  ///   - announcement: Seconds after which the person is told, once for each wait.
  ///   - announce: Tells them.
  public func waitForOthers(
    limit: Double, announcement: Double = 2, announce: @escaping () -> Void
  ) {
    let waiting = BusyWaiting(limit: limit, announcement: announcement, announce: announce)
    self.waiting = waiting
    sqlite3_busy_handler(
      handle,
      { state, calls in
        guard let state else { return 0 }
        let waiting = Unmanaged<BusyWaiting>.fromOpaque(state).takeUnretainedValue()
        return waiting.goesOn(after: calls) ? 1 : 0
      }, Unmanaged.passUnretained(waiting).toOpaque())
  }

  /// Takes the last traces of deleted words out of every full-text index: FTS5 keeps them until it
  /// merges.
  ///
  /// - Throws: `SQLiteError`.
  public func optimizeFullText() throws {
    let tables = try query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    ) { $0.text(at: 0) ?? "" }
    for table in tables {
      try execute("INSERT INTO \"\(table)\"(\"\(table)\") VALUES('optimize')")
    }
  }
}
