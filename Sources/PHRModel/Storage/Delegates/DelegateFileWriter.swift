/// Writes what a delegate is shown into the database of the delegate's file.
///
/// Everything comes from the sharing view; nothing else is read from the holder's vault but the
/// profile and what the holder did with shown notices.
struct DelegateFileWriter {
  private static let batch = 500

  /// A record, and the dispensing that it is a line of.
  typealias Line = (id: RecordID, episode: EpisodeID?)

  let view: SharingView
  let target: RecordStore
  private var source: RecordStore { view.store }

  /// Fills an empty file.
  func writeAll() throws {
    var lines: [Line] = []
    try view.forEachShown(RecordQuery()) { _, facts in
      lines.append((facts.id, facts.current.episode))
      return true
    }
    try write(lines, replacing: false)
    for episode in try source.episodesWithNotes() {
      try target.setNotes(try view.notes(of: episode), of: episode)
    }
    for mark in try source.inboxMarks() where try target.existing(RecordID(mark.record)) != nil {
      try target.set(mark)
    }
  }

  /// Fills an empty file with what stays of the former one, and with what changed since.
  ///
  /// What stays has been presented before; its rows are copied as they are.
  func writeAll(keeping former: RecordStore, _ change: DelegateChange) throws {
    try target.copyPresented(
      from: former, except: change.gone.union(change.rows.map(\.id)))
    for episode in try former.episodesWithNotes() where !change.lostNotes.contains(episode) {
      try target.setNotes(try former.episode(episode).notes, of: episode)
    }
    try write(change.lines, replacing: false)
    for (episode, notes) in change.notes { try target.setNotes(notes, of: episode) }
    for mark in try former.inboxMarks() where try target.existing(RecordID(mark.record)) != nil {
      try target.set(mark)
    }
    for mark in change.notices { try target.set(mark) }
  }

  /// Brings a file up to date.
  func write(_ change: DelegateChange) throws {
    try write(change.lines, replacing: true)
    for (episode, notes) in change.notes { try target.setNotes(notes, of: episode) }
    for mark in change.notices { try target.set(mark) }
  }

  private func write(_ lines: [Line], replacing: Bool) throws {
    var batch: [RecordID] = []
    for family in families(lines) {
      batch += family
      if batch.count >= Self.batch {
        try write(batch, replacing: replacing)
        batch = []
      }
    }
    try write(batch, replacing: replacing)
  }

  /// Line numbers are made without gaps within a dispensing: its lines stay together.
  private func families(_ lines: [Line]) -> [[RecordID]] {
    var families: [[RecordID]] = []
    var place: [EpisodeID: Int] = [:]
    for (id, episode) in lines {
      if let episode, let known = place[episode] {
        families[known].append(id)
        continue
      }
      if let episode { place[episode] = families.count }
      families.append([id])
    }
    return families
  }

  private func write(_ ids: [RecordID], replacing: Bool) throws {
    guard !ids.isEmpty else { return }
    for record in try view.presented(ids) {
      if replacing { try target.remove(presented: record.id) }
      try target.insert(presented: record)
    }
  }

  /// Whether the profile in the file is another than the one that it should show.
  func hasOtherProfile() throws -> Bool {
    try target.profile() != source.profile().forDelegate
  }

  /// Writes whose records they are, and the grant.
  func write(_ head: DelegateHead) throws {
    if try hasOtherProfile() {
      try target.setProfile(
        try source.profile().forDelegate, origin: "holder", recorded: head.refreshed)
    }
    try head.write(to: target)
  }
}
