import Foundation

/// Which records of the holder's vault a change may concern in a delegate's file.
struct DelegateReach {
  /// Above this many marks everything is compared: that is no dearer then.
  static let limit = 2_000

  /// Records, with whole dispensings.
  struct Reached {
    /// Those that lists show.
    var listed: [RecordSummary] = []
    /// Those that stand behind another record of the same event.
    var behind: [RecordID] = []
    /// Their dispensings.
    var episodes: Set<EpisodeID> = []

    var isEmpty: Bool { listed.isEmpty && behind.isEmpty }
  }

  let records: RecordStore
  private var connection: Connection { records.connection }

  /// The records that may look different since a stamp: those marked, their twins, the other lines
  /// of their dispensings, and notices about any of them.
  ///
  /// - Returns: `nil` if there are so many that everything has to be compared.
  func records(since stamp: Int64) throws -> Reached? {
    guard
      let marked = try ChangeMarks.rows(since: stamp, in: connection, limit: Self.limit)
    else { return nil }
    var reached: Set<Int64> = []
    var fresh = marked
    while !fresh.isEmpty {
      let groups = try Set(fresh.flatMap(group))
      reached.formUnion(groups)
      fresh = try notices(about: try names(of: groups)).subtracting(reached)
      guard reached.count <= Self.limit else { return nil }
    }
    var families = reached
    for row in reached { families.formUnion(try family(of: row)) }
    return try sorted(families)
  }

  // MARK: Groups and dispensings

  private func sorted(_ rows: Set<Int64>) throws -> Reached {
    var reached = Reached()
    for row in rows.sorted() {
      try connection.forEach(
        "SELECT lead, \(RecordStore.summaryColumns) FROM record WHERE row = ?", [.int(row)]
      ) { found in
        let summary = try records.summary(of: found)
        if let episode = summary.episode { reached.episodes.insert(episode) }
        if found.isNull(at: 0) {
          reached.listed.append(summary)
        } else {
          reached.behind.append(summary.id)
        }
        return true
      }
    }
    return reached
  }

  private func group(of row: Int64) throws -> [Int64] {
    try connection.query(
      """
      WITH head(row) AS (SELECT coalesce(lead, row) FROM record WHERE row = ?1)
      SELECT row FROM record WHERE row = (SELECT row FROM head)
      UNION ALL SELECT row FROM record WHERE lead = (SELECT row FROM head)
      """, [.int(row)]
    ) { $0.int(at: 0) }
  }

  private func family(of row: Int64) throws -> [Int64] {
    try connection.query(
      """
      SELECT row FROM record
      WHERE episode = (SELECT episode FROM record WHERE row = ? AND episode IS NOT NULL)
      """, [.int(row)]
    ) { $0.int(at: 0) }
  }

  // MARK: Notices

  /// How records and the parts that went into them are called at their sources, as `type/id`.
  private func names(of rows: Set<Int64>) throws -> Set<String> {
    var names: Set<String> = []
    for row in rows {
      try connection.forEach(
        """
        WITH own(type, id) AS (
          SELECT json_extract(provenance, '$.upstream.type'),
            json_extract(provenance, '$.upstream.id')
          FROM version WHERE record = ?1
        )
        SELECT type || '/' || id FROM own WHERE id IS NOT NULL
        UNION SELECT x.type || '/' || x.id
        FROM own JOIN portal p JOIN upstream_part x
          ON x.portal = p.number AND x.whole_type = own.type AND x.whole_id = own.id
        """, [.int(row)]
      ) { found in
        if let name = found.text(at: 0) { names.insert(name) }
        return true
      }
    }
    return names
  }

  /// The notices about any of those, also by what they said before a correction: a decision rests
  /// on every version.
  private func notices(about names: Set<String>) throws -> Set<Int64> {
    guard !names.isEmpty else { return [] }
    var rows: Set<Int64> = []
    try connection.forEach(
      """
      SELECT v.record, json_extract(a.value, '$.type') || '/' || json_extract(a.value, '$.id')
      FROM record r JOIN version v ON v.record = r.row AND v.number < r.version
        JOIN json_each(v.body, '$.content.value.about') a
      WHERE r.version > 1 AND json_extract(v.body, '$.content.kind') = 'notice'
      """
    ) { row in
      if let name = row.text(at: 1), names.contains(name) { rows.insert(row.int(at: 0)) }
      return true
    }
    try connection.forEach(
      "SELECT row, about FROM record WHERE kind = 'notice' AND about IS NOT NULL"
    ) { row in
      let about = (row.text(at: 1) ?? "").split(separator: "\u{1E}").map(String.init)
      if about.contains(where: names.contains) { rows.insert(row.int(at: 0)) }
      return true
    }
    return rows
  }
}
