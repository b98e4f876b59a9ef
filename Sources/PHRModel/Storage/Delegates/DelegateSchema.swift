extension Schema {
  /// What the holder keeps of delegates and their replies, and what a delegate's reply holds.
  ///
  /// Grants themselves are steps of the consent history. `reply_entry` is filled only in a reply
  /// file, the other tables only in the holder's vault.
  static let delegateTables = """
    CREATE TABLE delegate(
      id TEXT PRIMARY KEY,
      path TEXT NOT NULL,
      exchange_key BLOB NOT NULL,
      code TEXT NOT NULL,
      lineage TEXT,
      reply BLOB,
      refreshed INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE delegate_entry(
      number INTEGER PRIMARY KEY,
      delegate TEXT NOT NULL,
      reply BLOB NOT NULL,
      reply_number INTEGER NOT NULL,
      at INTEGER NOT NULL,
      received INTEGER NOT NULL,
      act TEXT NOT NULL,
      state TEXT NOT NULL,
      record TEXT,
      UNIQUE(delegate, reply, reply_number)
    ) STRICT;
    CREATE INDEX delegate_entry_pending ON delegate_entry(number) WHERE state = 'pending';
    \(replyTable);
    """

  /// The table of a reply, as SQLite keeps its declaration; `ReplyReader` compares it.
  static let replyTable = """
    CREATE TABLE reply_entry(
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      act TEXT NOT NULL
    ) STRICT
    """
}
