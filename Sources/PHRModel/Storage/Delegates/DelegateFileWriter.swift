/// Writes what a delegate is shown into the database of the delegate's file.
///
/// Everything comes from the sharing view; nothing else is read from the holder's vault but the
/// profile and what the holder did with shown notices.
struct DelegateFileWriter {
  private static let batch = 500
  let view: SharingView
  let target: RecordStore

  /// What the file must be changed by.
  struct Change {
    /// A record or note left the scope: the file has to be made anew.
    var narrows = false
    /// Records to be written, whole dispensings together.
    var rows: [RecordSummary] = []
    /// How many of them were not there before.
    var new = 0

    var isEmpty: Bool { !narrows && rows.isEmpty }
  }

  /// Compares columns only, so that a small change costs little.
  func change(from source: RecordStore) throws -> Change {
    let shown = try view.list()
    var present: [RecordID: Mark] = [:]
    try target.connection.forEach("SELECT \(RecordStore.summaryColumns) FROM record") { row in
      let summary = try target.summary(of: row)
      present[summary.id] = Mark(summary)
      return true
    }
    var change = Change()
    var touched: Set<EpisodeID> = []
    var stale: Set<RecordID> = []
    for row in shown {
      let before = present.removeValue(forKey: row.id)
      guard before != Mark(row) else { continue }
      if before == nil { change.new += 1 }
      stale.insert(row.id)
      if let episode = row.episode { touched.insert(episode) }
    }
    change.rows = shown.filter {
      stale.contains($0.id) || $0.episode.map(touched.contains) ?? false
    }
    change.narrows = try !present.isEmpty || losesNotes()
    return change
  }

  /// What tells one state of a record from another without its body.
  private struct Mark: Equatable {
    let version: Int
    let status: Record.Status
    let episode: EpisodeID?

    init(_ summary: RecordSummary) {
      version = summary.version
      status = summary.status
      episode = summary.episode
    }
  }

  /// A hidden line that joins a dispensing takes its notes away.
  private func losesNotes() throws -> Bool {
    try target.episodesWithNotes().contains { try view.notes(of: $0).isEmpty }
  }

  /// Writes records, replacing those that are there.
  func write(_ rows: [RecordSummary]) throws {
    var batch: [RecordID] = []
    for family in families(rows) {
      batch += family
      if batch.count >= Self.batch {
        try write(batch)
        batch = []
      }
    }
    try write(batch)
    for episode in Set(rows.compactMap(\.episode)) {
      try target.setNotes(try view.notes(of: episode), of: episode)
    }
  }

  /// Line numbers are made without gaps within a dispensing: its lines stay together.
  private func families(_ rows: [RecordSummary]) -> [[RecordID]] {
    var families: [[RecordID]] = []
    var place: [EpisodeID: Int] = [:]
    for row in rows {
      if let episode = row.episode, let known = place[episode] {
        families[known].append(row.id)
        continue
      }
      if let episode = row.episode { place[episode] = families.count }
      families.append([row.id])
    }
    return families
  }

  private func write(_ ids: [RecordID]) throws {
    guard !ids.isEmpty else { return }
    for record in try view.presented(ids) {
      try target.remove(presented: record.id)
      try target.insert(presented: record)
    }
  }

  /// Writes whose records they are, and the grant.
  func write(_ head: DelegateHead, from source: RecordStore) throws {
    let profile = try source.profile().forDelegate
    if try target.profile() != profile {
      try target.setProfile(profile, origin: "holder", recorded: head.refreshed)
    }
    try target.copyInbox(from: source)
    try head.write(to: target)
  }
}
