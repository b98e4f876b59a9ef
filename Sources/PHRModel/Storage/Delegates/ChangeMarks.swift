/// Marks every record that a change may concern, so that a delegate's file is brought up to date
/// at a cost that grows with the change and not with the vault.
///
/// The marks are set by temporary triggers, which every writing connection makes for itself: no
/// writer can forget them, and stored triggers never run (`phr_db_harden`; SQLite allows temporary
/// ones all the same, see SQLITE_DBCONFIG_ENABLE_TRIGGER). A vault without delegates keeps none.
enum ChangeMarks {
  /// The table of marks, and what each file has seen of them and was made by.
  static let tables = """
    CREATE TABLE touched(
      record INTEGER PRIMARY KEY,
      stamp INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX touched_stamp ON touched(stamp);
    ALTER TABLE delegate ADD COLUMN stamp INTEGER;
    ALTER TABLE delegate ADD COLUMN rules BLOB;
    """

  /// Stamps only ever grow, also after the marks that all files have seen were taken away.
  private static let newest = """
    max(coalesce((SELECT max(stamp) FROM touched), 0),
      coalesce((SELECT max(stamp) FROM delegate), 0))
    """

  /// What changes, and the rows of the records that it concerns.
  private static let causes: [(event: String, rows: String)] = [
    ("INSERT ON main.record", "SELECT NEW.row AS row UNION SELECT NEW.lead"),
    ("UPDATE ON main.record", "SELECT NEW.row AS row UNION SELECT NEW.lead UNION SELECT OLD.lead"),
    ("DELETE ON main.record", "SELECT OLD.row AS row UNION SELECT OLD.lead"),
    ("INSERT ON main.tag", "SELECT NEW.record AS row"),
    ("DELETE ON main.tag", "SELECT OLD.record AS row"),
    ("INSERT ON main.episode", "SELECT row FROM record WHERE episode = NEW.id"),
    ("UPDATE ON main.episode", "SELECT row FROM record WHERE episode = NEW.id"),
    ("INSERT ON main.inbox", "SELECT row FROM record WHERE id = NEW.record"),
    ("UPDATE ON main.inbox", "SELECT row FROM record WHERE id = NEW.record"),
    ("DELETE ON main.inbox", "SELECT row FROM record WHERE id = OLD.record"),
  ]

  /// Makes the triggers for a connection that can write.
  static func install(on connection: Connection) throws {
    guard !connection.isReadOnly else { return }
    for (number, cause) in causes.enumerated() {
      // Two statements: the conflict clause of the outer statement would override one here.
      try connection.execute(
        """
        CREATE TEMP TRIGGER IF NOT EXISTS touch\(number) AFTER \(cause.event)
        WHEN EXISTS(SELECT 1 FROM delegate)
        BEGIN
          DELETE FROM touched WHERE record IN (\(cause.rows));
          INSERT INTO touched(record, stamp)
            SELECT row, 1 + \(newest) FROM (\(cause.rows)) WHERE row IS NOT NULL;
        END
        """)
    }
  }

  /// The newest stamp.
  static func latest(in connection: Connection) throws -> Int64 {
    try connection.first("SELECT \(newest)") { $0.int(at: 0) } ?? 0
  }

  /// The rows that were marked since a stamp; `nil` if there are more than the limit.
  static func rows(
    since stamp: Int64, in connection: Connection, limit: Int
  ) throws -> Set<Int64>? {
    let rows = try connection.query(
      "SELECT record FROM touched WHERE stamp > ? LIMIT ?",
      [.int(stamp), SQLiteValue(limit + 1)]
    ) { $0.int(at: 0) }
    return rows.count > limit ? nil : Set(rows)
  }

  /// Takes the marks away that every delegate's file has seen.
  static func forget(in connection: Connection) throws {
    try connection.run(
      """
      DELETE FROM touched
      WHERE stamp <= (SELECT min(coalesce(stamp, 0)) FROM delegate)
      """)
  }
}
