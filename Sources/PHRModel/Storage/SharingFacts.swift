/// What the holder asks about sharing as a whole: marks in a list, previews, leaks.
///
/// For the holder's own eyes; what a recipient gets comes from `SharingView` alone.
public struct SharingFacts {
  /// What is set now.
  public let state: ConsentState
  let store: RecordStore
  let now: Instant

  /// The whole vault as it is now, judged by what is set now.
  ///
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  public init(_ store: RecordStore, now: Instant) throws {
    self.init(store, state: try ConsentStore(store).state(), now: now)
  }

  /// The whole vault, judged by that.
  public init(_ store: RecordStore, state: ConsentState, now: Instant) {
    self.store = store
    self.state = state
    self.now = now
  }

  /// The facts of every record.
  func facts() throws -> [RecordFacts] {
    var all: [RecordFacts] = []
    // Until when a drug is taken matters in an emergency only, and disturbs no other decision.
    let reader = FactsReader(store, readsTaking: true)
    try SharingScan(store, reader).forEach(RecordQuery(), sorted: true) { entry in
      if let facts = try entry.facts.full() { all.append(facts) }
      return true
    }
    return all
  }

  /// The records that a hide of that selector would be about, the newest first.
  public func records(meantBy selector: Selector) throws -> [RecordID] {
    let walk = try walk()
    let wanted = try walk.records(meantBy: selector)
    var meant: [RecordID] = []
    try walk.forEachNewest(RecordQuery(), also: "id") { row in
      if try wanted.contains(row.int(at: 0)) { meant.append(RecordID(row.text(at: 1) ?? "")) }
      return true
    }
    return meant
  }

  /// How many records each of them gets for its usual purpose, in one walk over the records.
  public func shownCounts(for recipients: [RecipientID]) throws -> [RecipientID: Int] {
    let policy = Policy(state)
    let walk = try walk()
    let verdicts = try recipients.map { id in
      try walk.verdicts(
        of: policy.evaluator(for: id, purpose: state.usualPurpose(for: .recipient(id)), at: now))
    }
    var counts = recipients.map { _ in 0 }
    try walk.forEachRow(RecordQuery()) { row in
      for place in verdicts.indices where try verdicts[place].shows(row) { counts[place] += 1 }
    }
    return Dictionary(zip(recipients, counts)) { first, _ in first }
  }

  /// The decision on a record for each of them and its usual purpose; `nil` if there is none of
  /// that id.
  public func decisions(
    on id: RecordID, for recipients: [RecipientID]
  ) throws -> [(purpose: Purpose, decision: Decision)]? {
    let reader = FactsReader(store, readsTaking: recipients.contains(.emergency))
    guard let facts = try reader.facts(of: id) else { return nil }
    let policy = Policy(state)
    return recipients.map { id in
      let purpose = state.usualPurpose(for: .recipient(id))
      return (purpose, policy.decide(facts, for: id, purpose: purpose, at: now))
    }
  }

  /// Which of those records some registered recipient does not see by a directive or a seal: the
  /// mark `hidden` in the holder's list (DESIGN section 4).
  public func hidden(among ids: [RecordID]) throws -> Set<RecordID> {
    let hides = state.directives.all.contains { $0.effect == .hide && $0.window.contains(now) }
    guard hides || state.seals.contains(where: { $0.window.contains(now) }) else { return [] }
    let reader = FactsReader(store, readsTaking: false)
    let facts = try ids.compactMap { try reader.facts(of: $0) }
    return Policy(state).hiddenByDirective(among: facts, at: now)
  }

  /// What a change would mean for everybody registered, by recipient; nobody without a
  /// difference is listed.
  public func differences(to after: ConsentState) throws -> [ConsentOutlook.Change] {
    let walk = try walk()
    var search = try changes(to: after, purpose: nil, at: now, walk)
    try walk.forEachNewest(RecordQuery(), also: "id") { row in
      try search.add(row.int(at: 0)) { RecordID(row.text(at: 1) ?? "") }
      return true
    }
    return search.found
  }

  /// A walk over the records as they are now, for everybody and also for emergencies.
  func walk() throws -> ClassWalk {
    // Until when a drug is taken matters in an emergency only, and disturbs no other decision.
    try ClassWalk(store, FactsReader(store, readsTaking: true))
  }

  /// For everybody registered what is to be found out about a change.
  func changes(
    to after: ConsentState, purpose: Purpose?, at moment: Instant, _ walk: ClassWalk
  ) throws -> ChangeSearch {
    // By name, as lists stand, and the doctor in an emergency last: ids are drawn by chance.
    let known = after.registered(at: moment).map(\.id)
    let everybody = known + state.registered(at: moment).map(\.id).filter { !known.contains($0) }
    let ordered = everybody.filter { $0 != .emergency } + everybody.filter { $0 == .emergency }
    var search = ChangeSearch()
    for id in ordered {
      let usual = after.usualPurpose(for: .recipient(id))
      let asked = id == .emergency ? usual : purpose ?? usual
      try search.follow(
        ConsentOutlook.Change(recipient: id, purpose: asked),
        from: walk.verdicts(of: Policy(state).evaluator(for: id, purpose: asked, at: moment)),
        to: walk.verdicts(of: Policy(after).evaluator(for: id, purpose: asked, at: moment)))
    }
    return search
  }

  /// The shown records that give away what is hidden from a recipient on purpose.
  ///
  /// In memory stand what is hidden and what was found; the search ends after `limit` of it.
  public func leaks(
    for recipient: RecipientID, purpose: Purpose? = nil, atMost limit: Int = .max
  ) throws -> [Leak] {
    let purpose = purpose ?? state.usualPurpose(for: .recipient(recipient))
    let policy = Policy(state)
    let evaluator = policy.evaluator(for: recipient, purpose: purpose, at: now)
    guard evaluator.isRegistered,
      policy.mayHideOnPurpose(from: recipient, purpose: purpose, at: now)
    else { return [] }
    let walk = try walk()
    let verdicts = try walk.verdicts(of: evaluator)
    var hidden: [Int64] = []
    var shown: [(row: Int64, kind: Kind, episode: EpisodeID?)] = []
    try walk.forEachNewest(RecordQuery(), also: "episode") { found in
      let row = found.int(at: 0)
      if let kind = try verdicts.kind(ofShown: row) {
        shown.append((row, kind, found.text(at: 1).map { EpisodeID($0) }))
      } else if let known = try verdicts.decision(onRow: row), let kind = known.kind,
        policy.isHiddenOnPurpose(known.decision, kind: kind)
      {
        hidden.append(row)
      }
      return true
    }
    // Bodies take longest: none is read where nothing can give anything away.
    guard !hidden.isEmpty, !shown.isEmpty else { return [] }
    let check = LeakCheck(hidden: try hidden.compactMap(store.record(ofRow:)))
    var sieve = check.sieve
    let suspects = try suspects(&sieve)
    var search = check.search
    for record in shown where search.leaks.count < limit {
      guard
        sieve.mayReveal(kind: record.kind, episode: record.episode)
          || suspects.contains(record.row)
      else { continue }
      if let whole = try store.record(ofRow: record.row) { search.look(at: whole) }
    }
    return search.leaks
  }

  /// The rows of all records of which some version may give something away by its texts.
  private func suspects(_ sieve: inout LeakSieve) throws -> Set<Int64> {
    var suspects: Set<Int64> = []
    // In the order in which they lie, and without a look at what is not shown: that is faster.
    try store.connection.forEach("SELECT record, body FROM version NOT INDEXED") { row in
      if let body = row.text(at: 1), sieve.mayReveal(body) { suspects.insert(row.int(at: 0)) }
      return true
    }
    return suspects
  }
}
