/// What a change of consent would mean, told before it is confirmed.
public struct ConsentOutlook: Sendable {
  /// What changes for one recipient.
  public struct Change: Sendable {
    /// Who.
    public let recipient: RecipientID
    /// For which purpose.
    public let purpose: Purpose
    /// Which records.
    public private(set) var difference = SharingDifference()
    private let before: Evaluator
    private let after: Evaluator

    init(recipient: RecipientID, purpose: Purpose, from before: Evaluator, to after: Evaluator) {
      self.recipient = recipient
      self.purpose = purpose
      self.before = before
      self.after = after
    }

    /// Enters what becomes of a record.
    mutating func add(_ facts: RecordFacts) { difference.add(facts, from: before, to: after) }
  }

  /// What the recipients that a hide names learn all the same.
  public struct Leaks: Sendable, Equatable {
    /// Who.
    public let recipient: RecipientID
    /// The shown records that give hidden ones away.
    public let leaks: [Leak]
  }

  /// For whom something changes, by recipient.
  public let changes: [Change]
  /// What stays visible although a hide matches it, with the stronger rule.
  public let stillShown: [StillShown]
  /// What follows for care.
  public let consequences: [Consequence]
  /// What the remaining records give away.
  public let leaks: [Leaks]
  /// What would be set.
  public let state: ConsentState
}

extension SharingFacts {
  /// What a step would mean if it were carried out now.
  ///
  /// A window that begins later is judged at its beginning: that is when the difference is seen.
  public func outlook(of step: ConsentStep) throws -> ConsentOutlook {
    var after = state
    after.apply(step, at: now)
    let added = Self.added(in: step)
    let hides = added.filter { $0.effect == .hide }
    let moment = max(now, added.compactMap(\.window.from).min() ?? now)
    let purposes = Set(added.map(\.purpose))
    let purpose = purposes.count == 1 ? purposes.first ?? nil : nil
    let judged = SharingFacts(store, state: after, now: moment)
    let named = hides.flatMap { after.named(by: $0.who, at: moment) }.inOrderOnce
    var changes = changes(to: after, purpose: purpose, at: moment)
    var walks = hides.map { HideWalk($0, in: after, at: moment, now: now) }
    try forEachFacts { facts in
      for place in changes.indices { changes[place].add(facts) }
      for place in walks.indices {
        try walks[place].add(facts) { try store.record(facts.id) }
      }
    }
    return ConsentOutlook(
      changes: changes.filter { !$0.difference.isEmpty },
      stillShown: walks.flatMap(\.stillShown),
      consequences: walks.flatMap(\.consequences).inOrderOnce,
      leaks: try named.compactMap { id in
        let leaks = try judged.leaks(for: id, purpose: id == .emergency ? nil : purpose)
        return leaks.isEmpty ? nil : ConsentOutlook.Leaks(recipient: id, leaks: leaks)
      },
      state: after)
  }

  private static func added(in step: ConsentStep) -> [Directive] {
    if case .directives(_, let added) = step { return added }
    return []
  }
}

/// What a hide means for the records that it matches, found record by record.
private struct HideWalk {
  private let meant: RuleIndex
  private var visible: StillShownSearch
  private var outcome: ConsequenceSearch

  init(_ hide: Directive, in state: ConsentState, at moment: Instant, now: Instant) {
    meant = RuleIndex([(hide.effect, hide.selector)])
    visible = StillShownSearch(despite: hide, in: state, at: moment)
    outcome = ConsequenceSearch(of: hide, in: state, at: now)
  }

  var stillShown: [StillShown] { visible.found }
  var consequences: [Consequence] { outcome.found }

  mutating func add(_ facts: RecordFacts, _ record: () throws -> Record?) throws {
    guard meant.strongest(for: facts) != nil else { return }
    visible.add(facts)
    if let record = try record() { outcome.add(record) }
  }
}
