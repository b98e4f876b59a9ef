/// What a change of consent would mean, told before it is confirmed.
public struct ConsentOutlook: Sendable {
  /// What changes for one recipient.
  public struct Change: Sendable {
    /// Who.
    public let recipient: RecipientID
    /// For which purpose.
    public let purpose: Purpose
    /// Which records.
    public internal(set) var difference = SharingDifference()
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
    let named = Self.named(by: step, hides, in: after, at: moment)
    let walk = try walk()
    var changes = try changes(to: after, purpose: purpose, at: moment, walk)
    var meanings = try hides.map { try HideMeaning($0, in: after, at: moment, now: now, walk) }
    try walk.forEachNewest(RecordQuery(), also: "id", "status") { found in
      let row = found.int(at: 0)
      lazy var id = RecordID(found.text(at: 1) ?? "")
      try changes.add(row) { id }
      for place in meanings.indices where try meanings[place].meant.contains(row) {
        let isWithdrawn = found.text(at: 2) == Record.Status.withdrawn.rawValue
        try meanings[place].add(row, id, isWithdrawn: isWithdrawn, walk) {
          try store.record(ofRow: row)?.body
        }
      }
      return true
    }
    return ConsentOutlook(
      changes: changes.found,
      stillShown: meanings.flatMap(\.stillShown),
      consequences: meanings.flatMap(\.consequences).inOrderOnce,
      leaks: try named.compactMap { id in
        let leaks = try judged.leaks(for: id, purpose: id == .emergency ? nil : purpose)
        return leaks.isEmpty ? nil : ConsentOutlook.Leaks(recipient: id, leaks: leaks)
      },
      state: after)
  }

  /// Who is to see less; a seal means everybody.
  private static func named(
    by step: ConsentStep, _ hides: [Directive], in state: ConsentState, at moment: Instant
  ) -> [RecipientID] {
    if case .sealed = step { return state.named(by: .anyone, at: moment) }
    return hides.flatMap { state.named(by: $0.who, at: moment) }.inOrderOnce
  }

  private static func added(in step: ConsentStep) -> [Directive] {
    if case .directives(_, let added) = step { return added }
    return []
  }
}

/// Finds out record by record for whom a change is one.
struct ChangeSearch {
  private var changes: [ConsentOutlook.Change] = []
  private var rules: [(before: Verdicts, after: Verdicts)] = []

  /// For whom something changes.
  var found: [ConsentOutlook.Change] { changes.filter { !$0.difference.isEmpty } }

  /// Looks at one more recipient.
  mutating func follow(
    _ change: ConsentOutlook.Change, from before: Verdicts, to after: Verdicts
  ) {
    changes.append(change)
    rules.append((before, after))
  }

  /// Enters what becomes of the record in a row; its id is asked for only if that is something.
  mutating func add(_ row: Int64, _ id: () -> RecordID) throws {
    for (place, rules) in rules.enumerated() {
      let isShown = try rules.after.shows(row)
      guard try rules.before.shows(row) != isShown else { continue }
      changes[place].difference.add(id(), isShown: isShown)
    }
  }
}

/// What a hide means for the records that it matches, found record by record.
private struct HideMeaning {
  /// Which records it matches.
  let meant: MeantRecords
  private let rules: [Verdicts]
  private var visible: StillShownSearch
  private var outcome: ConsequenceSearch

  init(
    _ hide: Directive, in state: ConsentState, at moment: Instant, now: Instant, _ walk: ClassWalk
  ) throws {
    meant = try walk.records(meantBy: hide.selector)
    visible = StillShownSearch(despite: hide, in: state, at: moment)
    rules = try visible.evaluators.map(walk.verdicts(of:))
    outcome = ConsequenceSearch(of: hide, in: state, at: now)
  }

  var stillShown: [StillShown] { visible.found }
  var consequences: [Consequence] { outcome.found }

  /// Enters a record that it matches.
  mutating func add(
    _ row: Int64, _ id: RecordID, isWithdrawn: Bool, _ walk: ClassWalk,
    body: () throws -> RecordBody?
  ) throws {
    for place in rules.indices where try rules[place].shows(row) {
      guard let known = try rules[place].decision(onRow: row) else { continue }
      visible.add(id, shownTo: place, by: known.decision)
    }
    guard !isWithdrawn, let current = try walk.current(ofRow: row, id) else { return }
    try outcome.add(current, body: body)
  }
}
