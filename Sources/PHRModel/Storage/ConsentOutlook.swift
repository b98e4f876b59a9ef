/// What a change of consent would mean, told before it is confirmed.
public struct ConsentOutlook: Sendable {
  /// What changes for one recipient.
  public struct Change: Sendable, Equatable {
    /// Who.
    public let recipient: RecipientID
    /// For which purpose.
    public let purpose: Purpose
    /// Which records.
    public let difference: SharingDifference
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
    let facts = hides.isEmpty ? [] : try facts()
    let judged = SharingFacts(store, state: after, now: moment)
    let named = hides.flatMap { after.named(by: $0.who, at: moment) }.inOrderOnce
    let matched = try records(matchedBy: hides, among: facts)
    return ConsentOutlook(
      changes: try differences(to: after, purpose: purpose, at: moment),
      stillShown: hides.flatMap {
        Policy(after).stillShown(despite: $0, among: facts, at: moment)
      },
      consequences: hides.flatMap {
        after.consequences(of: $0, on: matched[$0.id] ?? [], at: now)
      }.inOrderOnce,
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

  private func records(
    matchedBy hides: [Directive], among facts: [RecordFacts]
  ) throws -> [DirectiveID: [Record]] {
    var matched: [DirectiveID: [Record]] = [:]
    for hide in hides {
      let index = RuleIndex([(hide.effect, hide.selector)])
      let ids = facts.filter { index.strongest(for: $0) != nil }.map(\.id)
      matched[hide.id] = try ids.compactMap { try store.record($0) }
    }
    return matched
  }
}
