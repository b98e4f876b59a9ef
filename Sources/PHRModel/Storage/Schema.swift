/// The tables of a vault, as a list of named steps; `PRAGMA user_version` counts the steps done.
///
/// A released step is never changed: a later one is added.
struct Migration {
  /// What the step is for.
  let name: String
  /// Its statements.
  let sql: String
}

/// Brings a database to the newest tables.
enum Schema {
  /// The number of steps this program knows.
  static var version: Int { migrations.count }

  /// Carries out the steps that the database lacks.
  ///
  /// - Throws: `StoreError.newerSchema` if a later program wrote the database.
  static func migrate(_ connection: Connection) throws {
    let done = try steps(in: connection)
    guard done <= version else { throw StoreError.newerSchema(found: done, known: version) }
    guard done < version else { return }
    try connection.transaction {
      for migration in migrations[done...] {
        try connection.execute(migration.sql)
      }
      try connection.execute("PRAGMA user_version = \(version)")
    }
  }

  /// The number of steps that a database has gone through.
  static func steps(in connection: Connection) throws -> Int {
    Int(try connection.first("PRAGMA user_version") { $0.int(at: 0) } ?? 0)
  }

  private static let migrations = [
    Migration(name: "settings, profile, originals", sql: holderTables),
    Migration(name: "records, versions, episodes, items", sql: recordTables),
    Migration(name: "portals, inbox, outbox", sql: syncTables),
    Migration(name: "consent, access log", sql: consentTables),
    Migration(name: "delegates, replies", sql: delegateTables),
    Migration(name: "what changed for delegates", sql: ChangeMarks.tables),
    Migration(name: "confirmed consents, tags and twins of the past", sql: sharingHistoryTables),
  ]

  private static let holderTables = """
    CREATE TABLE setting(
      key TEXT PRIMARY KEY,
      value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE profile(
      version INTEGER PRIMARY KEY,
      body TEXT NOT NULL,
      origin TEXT NOT NULL,
      recorded INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE original(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      format TEXT NOT NULL,
      digest BLOB NOT NULL,
      size INTEGER NOT NULL,
      received INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX original_digest ON original(digest);
    CREATE TABLE original_piece(
      original INTEGER NOT NULL REFERENCES original(id),
      number INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      UNIQUE(original, number)
    ) STRICT;
    """

  private static let recordTables = """
    CREATE TABLE record(
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      version INTEGER NOT NULL,
      status TEXT NOT NULL,
      date TEXT,
      first_day INTEGER,
      last_day INTEGER,
      moment INTEGER NOT NULL,
      title TEXT NOT NULL,
      detail TEXT,
      facility TEXT,
      facilities TEXT NOT NULL,
      abnormal INTEGER NOT NULL,
      source TEXT NOT NULL,
      episode TEXT,
      lead INTEGER REFERENCES record(row),
      twins_refused INTEGER NOT NULL DEFAULT 0,
      about TEXT,
      search TEXT NOT NULL
    ) STRICT;
    CREATE INDEX record_newest ON record(moment DESC, row) WHERE lead IS NULL;
    CREATE INDEX record_newest_of_kind ON record(kind, moment DESC, row) WHERE lead IS NULL;
    CREATE INDEX record_of_episode ON record(episode) WHERE episode IS NOT NULL;
    CREATE INDEX record_of_lead ON record(lead) WHERE lead IS NOT NULL;
    CREATE TABLE version(
      record INTEGER NOT NULL REFERENCES record(row),
      number INTEGER NOT NULL,
      status TEXT NOT NULL,
      channel TEXT NOT NULL,
      digest BLOB NOT NULL,
      body TEXT NOT NULL,
      provenance TEXT NOT NULL,
      recorded INTEGER NOT NULL,
      UNIQUE(record, number)
    ) STRICT;
    CREATE TABLE twin_key(
      key TEXT NOT NULL,
      record INTEGER NOT NULL REFERENCES record(row),
      PRIMARY KEY(key, record)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX twin_key_of_record ON twin_key(record);
    CREATE TABLE episode(
      id TEXT PRIMARY KEY,
      date TEXT,
      notes TEXT NOT NULL,
      raw TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE item(
      record INTEGER NOT NULL REFERENCES record(row),
      position INTEGER NOT NULL,
      code TEXT NOT NULL,
      day INTEGER,
      value TEXT NOT NULL,
      unit TEXT,
      flag TEXT,
      PRIMARY KEY(record, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_of_code ON item(code, day);
    CREATE TABLE tag(
      record INTEGER NOT NULL REFERENCES record(row),
      name TEXT NOT NULL,
      PRIMARY KEY(record, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX tag_name ON tag(name);
    """
}
