extension Schema {
  /// What sharing needs to know about the past, and about what portals and institutions have been
  /// told.
  ///
  /// - `confirmed`: since when and until when a portal held a Consent (`name` empty), and which
  ///   institutions and resources it named; accesses are judged by it.
  /// - `tag_change`, `twin_change`: only ever added to, so that a view of the past has the tags
  ///   and twins of then. For what was there before this step, today's state counts as the
  ///   beginning.
  /// - `taken`: the day on which a drug is over, for decisions in an emergency without bodies;
  ///   older rows have none and are read from their body.
  /// - `research_request`: what was asked of those who pass data on for research.
  static let sharingHistoryTables = """
    CREATE TABLE confirmed(
      portal INTEGER NOT NULL REFERENCES portal(number),
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER,
      PRIMARY KEY(portal, id, name, since)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO confirmed SELECT portal, id, '', changed, NULL FROM outbox
      WHERE type = 'Consent' AND state = 'inForce'
        AND json_extract(body, '$.status') = 'active';
    INSERT OR IGNORE INTO confirmed SELECT o.portal, o.id, j.value, o.changed, NULL
      FROM outbox o, json_tree(o.body, '$.provision') j
      WHERE o.type = 'Consent' AND o.state = 'inForce' AND j.key = 'reference'
        AND j.type = 'text' AND json_extract(o.body, '$.status') = 'active';
    CREATE INDEX upstream_of_record ON upstream(record) WHERE record IS NOT NULL;
    CREATE TABLE tag_change(
      number INTEGER PRIMARY KEY,
      record INTEGER NOT NULL,
      name TEXT NOT NULL,
      at INTEGER NOT NULL,
      added INTEGER NOT NULL
    ) STRICT;
    INSERT INTO tag_change(record, name, at, added)
      SELECT record, name, -9223372036854775807, 1 FROM tag;
    CREATE TABLE twin_change(
      number INTEGER PRIMARY KEY,
      record INTEGER NOT NULL,
      lead INTEGER,
      at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO twin_change(record, lead, at)
      SELECT row, lead, -9223372036854775807 FROM record WHERE lead IS NOT NULL;
    CREATE INDEX twin_change_of ON twin_change(record, number);
    CREATE TABLE taken(
      record INTEGER PRIMARY KEY,
      until INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE research_request(
      number INTEGER PRIMARY KEY,
      directive TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL
    ) STRICT;
    """
}
