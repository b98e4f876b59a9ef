extension Schema {
  /// What the holder decided about sharing, step by step, and who has looked.
  ///
  /// Steps are never altered or removed; an access is found again by its name at its portal.
  static let consentTables = """
    CREATE TABLE consent_change(
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      author TEXT NOT NULL,
      step TEXT NOT NULL
    ) STRICT;
    CREATE TABLE access(
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL,
      learnt INTEGER NOT NULL,
      body TEXT NOT NULL,
      finding TEXT
    ) STRICT;
    CREATE INDEX access_newest ON access(at DESC, number);
    """
}
