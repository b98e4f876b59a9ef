/// What a delegate's file must be changed by.
struct DelegateChange {
  /// Records that left the scope.
  var gone: Set<RecordID> = []
  /// Dispensings whose notes are not shown any more.
  var lostNotes: Set<EpisodeID> = []
  /// Records to be written, whole dispensings together.
  var rows: [RecordSummary] = []
  /// Notes of dispensings to be written.
  var notes: [EpisodeID: [EpisodeNote]] = [:]
  /// What the holder did with shown notices, as far as it changed.
  var notices: [InboxMark] = []

  /// The records to be written, with their dispensings.
  var lines: [DelegateFileWriter.Line] { rows.map { ($0.id, $0.episode) } }

  /// Something left the scope: the file has to be made anew.
  var narrows: Bool { !gone.isEmpty || !lostNotes.isEmpty }

  var isEmpty: Bool { !narrows && rows.isEmpty && notes.isEmpty && notices.isEmpty }
}

/// What the holder did with a notice.
struct InboxMark: Equatable {
  let record: String
  let state: String
  let arrived: Int64
  let deadline: Int64?
}

/// Compares what a delegate is shown with what the delegate's file holds.
///
/// Columns only: no body is read.
struct DelegateComparison {
  let view: SharingView
  let target: RecordStore
  private var source: RecordStore { view.store }

  /// Compares everything.
  func whole() throws -> DelegateChange {
    var present: [RecordID: Mark] = [:]
    try target.connection.forEach("SELECT id, version, status, episode FROM record") { row in
      present[RecordID(row.text(at: 0) ?? "")] = Mark(
        version: Int(row.int(at: 1)), status: row.text(at: 2) ?? "", episode: row.text(at: 3))
      return true
    }
    var shown: [RecordSummary] = []
    try view.forEachShown(RecordQuery()) { entry, _ in
      shown.append(try entry.summary())
      return true
    }
    var change = changed(shown, &present)
    let episodes = try Set(source.episodesWithNotes() + target.episodesWithNotes())
    try compareNotes(of: episodes, &change)
    try compareInbox(of: nil, &change)
    return change
  }

  /// Compares the records that a change may concern; their dispensings must be whole.
  func part(_ reached: DelegateReach.Reached) throws -> DelegateChange {
    var present: [RecordID: Mark] = [:]
    for id in reached.listed.map(\.id) + reached.behind { present[id] = try mark(of: id) }
    let shown = try reached.listed.filter { try view.decision(on: $0.id)?.isShown ?? false }
    var change = changed(shown, &present)
    try compareNotes(of: reached.episodes, &change)
    try compareInbox(of: reached.listed.filter { $0.kind == .notice }.map(\.id), &change)
    return change
  }

  // MARK: Records

  /// What tells one state of a record from another without its body.
  private struct Mark: Equatable {
    let version: Int
    let status: String
    let episode: String?
  }

  private func mark(of id: RecordID) throws -> Mark? {
    try target.connection.first(
      "SELECT version, status, episode FROM record WHERE id = ?", [.text(id.text)]
    ) { row in
      Mark(version: Int(row.int(at: 0)), status: row.text(at: 1) ?? "", episode: row.text(at: 2))
    }
  }

  /// The shown records that differ, with the families of whatever changed, and what is gone.
  private func changed(
    _ shown: [RecordSummary], _ present: inout [RecordID: Mark]
  ) -> DelegateChange {
    var touched: Set<EpisodeID> = []
    var stale: Set<RecordID> = []
    for row in shown {
      let mark = Mark(
        version: row.version, status: row.status.rawValue, episode: row.episode?.text)
      guard present.removeValue(forKey: row.id) != mark else { continue }
      stale.insert(row.id)
      if let episode = row.episode { touched.insert(episode) }
    }
    touched.formUnion(present.values.compactMap { $0.episode.map { EpisodeID($0) } })
    var change = DelegateChange()
    change.gone = Set(present.keys)
    change.rows = shown.filter {
      stale.contains($0.id) || $0.episode.map(touched.contains) ?? false
    }
    return change
  }

  // MARK: Notes

  /// A hidden line that joins a dispensing takes its notes away.
  private func compareNotes(of episodes: Set<EpisodeID>, _ change: inout DelegateChange) throws {
    for episode in episodes {
      let before = try target.episode(episode).notes
      let now = try view.notes(of: episode)
      guard before != now else { continue }
      if now.isEmpty { change.lostNotes.insert(episode) } else { change.notes[episode] = now }
    }
  }

  // MARK: Inbox

  /// Notices that are not shown stand in no inbox of the target, for they are not there.
  private func compareInbox(of ids: [RecordID]?, _ change: inout DelegateChange) throws {
    let arriving = Set(change.rows.map(\.id.text))
    for mark in try source.inboxMarks(of: ids) {
      let id = RecordID(mark.record)
      guard try arriving.contains(mark.record) || target.existing(id) != nil,
        try target.inboxMarks(of: [id]) != [mark]
      else { continue }
      change.notices.append(mark)
    }
  }
}

extension RecordStore {
  /// The episodes of which there are notes.
  func episodesWithNotes() throws -> [EpisodeID] {
    try connection.query("SELECT id FROM episode WHERE notes <> '[]' ORDER BY id") {
      EpisodeID(try $0.text("id"))
    }
  }

  /// What the holder did with notices; of all or of some.
  func inboxMarks(of ids: [RecordID]? = nil) throws -> [InboxMark] {
    func read(_ condition: String, _ values: [SQLiteValue]) throws -> [InboxMark] {
      try connection.query(
        "SELECT record, state, arrived, deadline FROM inbox \(condition)", values
      ) { row in
        InboxMark(
          record: try row.text("record"), state: try row.text("state"),
          arrived: try row.int("arrived"), deadline: row.optionalInt("deadline"))
      }
    }
    guard let ids else { return try read("ORDER BY record", []) }
    return try ids.flatMap { try read("WHERE record = ?", [.text($0.text)]) }
  }

  func set(_ mark: InboxMark) throws {
    try connection.run(
      "INSERT OR REPLACE INTO inbox(record, state, arrived, deadline) VALUES(?, ?, ?, ?)",
      [.text(mark.record), .text(mark.state), .int(mark.arrived), SQLiteValue(mark.deadline)])
  }
}
