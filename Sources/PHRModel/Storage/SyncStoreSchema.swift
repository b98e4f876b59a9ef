extension Schema {
  /// What synchronisation remembers: accounts, progress, names of resources, inbox and outbox.
  static let syncTables = """
    CREATE TABLE portal(
      number INTEGER PRIMARY KEY,
      base TEXT NOT NULL UNIQUE,
      patient TEXT NOT NULL,
      client TEXT NOT NULL,
      token_endpoint TEXT NOT NULL,
      access_token TEXT NOT NULL,
      refresh_token TEXT,
      not_before INTEGER,
      synced INTEGER,
      reconciled INTEGER,
      round INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE sync_cursor(
      portal INTEGER NOT NULL REFERENCES portal(number),
      type TEXT NOT NULL,
      watermark INTEGER,
      search_url TEXT,
      search_tag TEXT,
      refused INTEGER,
      PRIMARY KEY(portal, type)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE upstream(
      portal INTEGER NOT NULL REFERENCES portal(number),
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      mark TEXT NOT NULL,
      state TEXT NOT NULL,
      record TEXT,
      body TEXT,
      dirty INTEGER NOT NULL DEFAULT 0,
      round INTEGER NOT NULL,
      PRIMARY KEY(portal, type, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX upstream_dirty ON upstream(portal, type, id) WHERE dirty = 1;
    CREATE INDEX upstream_unreadable ON upstream(portal, type, id) WHERE state = 'unreadable';
    CREATE TABLE upstream_part(
      portal INTEGER NOT NULL REFERENCES portal(number),
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      whole_type TEXT NOT NULL,
      whole_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      PRIMARY KEY(portal, type, id, whole_type, whole_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX upstream_part_of ON upstream_part(portal, whole_type, whole_id, position);
    CREATE TABLE inbox(
      record TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      arrived INTEGER NOT NULL,
      deadline INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX inbox_unread ON inbox(record) WHERE state = 'unread';
    CREATE TABLE outbox(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      portal INTEGER NOT NULL REFERENCES portal(number),
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      body TEXT NOT NULL,
      state TEXT NOT NULL,
      tag TEXT,
      sent TEXT NOT NULL DEFAULT '',
      problem TEXT,
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      UNIQUE(portal, type, id)
    ) STRICT;
    """
}
