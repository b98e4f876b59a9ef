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

  /// The facts of every record that a query means.
  public func facts(
    _ query: RecordQuery = RecordQuery(), forEmergency: Bool = false
  ) throws -> [RecordFacts] {
    var all: [RecordFacts] = []
    let reader = FactsReader(store, readsTaking: forEmergency)
    try SharingScan(store, reader).forEach(query, sorted: true) { entry in
      if let facts = try entry.facts() { all.append(facts) }
      return true
    }
    return all
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
  public func differences(
    to after: ConsentState, purpose: Purpose? = nil, at moment: Instant? = nil
  ) throws -> [ConsentOutlook.Change] {
    let moment = moment ?? now
    // By name, as lists stand, and the doctor in an emergency last: ids are drawn by chance.
    let known = after.registered(at: moment).map(\.id)
    let everybody = known + state.registered(at: moment).map(\.id).filter { !known.contains($0) }
    let ordered = everybody.filter { $0 != .emergency } + everybody.filter { $0 == .emergency }
    let plain = try facts()
    let emergency = try facts(forEmergency: true)
    return ordered.compactMap { id in
      let usual = after.usualPurpose(for: .recipient(id))
      let asked = id == .emergency ? usual : purpose ?? usual
      let difference = SharingDifference(
        from: Policy(state).evaluator(for: id, purpose: asked, at: moment),
        to: Policy(after).evaluator(for: id, purpose: asked, at: moment),
        over: id == .emergency ? emergency : plain)
      guard !difference.lost.isEmpty || !difference.gained.isEmpty else { return nil }
      return ConsentOutlook.Change(recipient: id, purpose: asked, difference: difference)
    }
  }

  /// The shown records that give away what is hidden from a recipient on purpose.
  public func leaks(for recipient: RecipientID, purpose: Purpose? = nil) throws -> [Leak] {
    let purpose = purpose ?? state.usualPurpose(for: .recipient(recipient))
    let policy = Policy(state)
    let evaluator = policy.evaluator(for: recipient, purpose: purpose, at: now)
    guard evaluator.isRegistered else { return [] }
    var hidden: [Record] = []
    var shown: [RecordID] = []
    for facts in try facts(forEmergency: recipient == .emergency) {
      let decision = evaluator.decide(facts)
      if decision.isShown {
        shown.append(facts.id)
      } else if let kind = facts.current.kind,
        policy.isHiddenOnPurpose(decision, kind: kind), let record = try store.record(facts.id)
      {
        hidden.append(record)
      }
    }
    guard !hidden.isEmpty else { return [] }
    return LeakCheck(hidden: hidden).leaks(in: try shown.compactMap { try store.record($0) })
  }
}
