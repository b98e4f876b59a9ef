/// What a change would mean for one recipient, before it is confirmed.
public struct SharingDifference: Sendable, Equatable {
  /// Records that the recipient would no longer see.
  public private(set) var lost: [RecordID] = []
  /// Records that the recipient would newly see.
  public private(set) var gained: [RecordID] = []

  /// No difference yet.
  public init() {}

  /// Whether nothing changes.
  public var isEmpty: Bool { lost.isEmpty && gained.isEmpty }

  /// Enters a record that was shown and is no longer, or the other way round.
  public mutating func add(_ id: RecordID, isShown: Bool) {
    if isShown { gained.append(id) } else { lost.append(id) }
  }
}

/// A record that stays visible although a hide matches it, with the stronger rule.
public struct StillShown: Sendable, Hashable {
  /// Who sees it.
  public let recipient: RecipientID
  /// For which purpose.
  public let purpose: Purpose
  /// The record.
  public let record: RecordID
  /// Why it is shown.
  public let decision: Decision
}

/// Finds out who sees a record that a hide matches all the same.
///
/// For example a record shown to anyone against a kind hidden from one dentist.
public struct StillShownSearch {
  private struct Reader {
    let recipient: RecipientID
    let purpose: Purpose
    let evaluator: Evaluator
    var found: [StillShown] = []
  }

  private var readers: [Reader]

  /// The rules for each of them.
  public var evaluators: [Evaluator] { readers.map(\.evaluator) }

  /// A search among everybody whom a hide names; the state must hold the hide already.
  public init(despite hide: Directive, in state: ConsentState, at instant: Instant) {
    let policy = Policy(state)
    readers = state.named(by: hide.who, at: instant).map { recipient in
      let purpose = hide.purpose ?? state.usualPurpose(for: .recipient(recipient))
      return Reader(
        recipient: recipient, purpose: purpose,
        evaluator: policy.evaluator(for: recipient, purpose: purpose, at: instant))
    }
  }

  /// Enters a record that the hide matches and that one of them is shown by that decision.
  public mutating func add(_ record: RecordID, shownTo place: Int, by decision: Decision) {
    let reader = readers[place]
    readers[place].found.append(
      StillShown(
        recipient: reader.recipient, purpose: reader.purpose, record: record, decision: decision))
  }

  /// What was found, recipient by recipient.
  public var found: [StillShown] { readers.flatMap(\.found) }
}

extension Policy {
  /// The records that some registered recipient does not see because of a directive or a seal.
  ///
  /// The mark `hidden` in the holder's own list (DESIGN section 4).
  public func hiddenByDirective(among records: [RecordFacts], at instant: Instant) -> Set<RecordID>
  {
    let hides = state.directives.all.filter { $0.effect == .hide && $0.window.contains(instant) }
    let seals = state.seals.filter { $0.window.contains(instant) }
    let selectors = hides.map(\.selector) + seals.map(\.selector)
    let index = RuleIndex(selectors.map { (.hide, $0) })
    let meant = records.filter { index.strongest(for: $0) != nil || !$0.about.isEmpty }
    var hidden: Set<RecordID> = []
    for (recipient, _) in state.registered(at: instant) {
      for purpose in purposes(of: hides, for: recipient) {
        let evaluator = evaluator(for: recipient, purpose: purpose, at: instant)
        for facts in meant where evaluator.decide(facts).isHiddenByChoice {
          hidden.insert(facts.id)
        }
      }
    }
    return hidden
  }

  private func purposes(of hides: [Directive], for recipient: RecipientID) -> Set<Purpose> {
    guard recipient != .emergency else { return [.emergency] }
    return Set(hides.compactMap(\.purpose)).union([state.usualPurpose(for: .recipient(recipient))])
  }
}

extension ConsentState {
  /// Everybody registered whom a directive names.
  func named(by who: WhoSelector, at instant: Instant) -> [RecipientID] {
    let all = registered(at: instant).map(\.id)
    return switch who {
    case .anyone: all
    case .recipient(let id): all.filter { $0 == id }
    case .recipientClass(let name): all.filter { recipients[$0]?.recipientClass == name }
    }
  }
}

extension Decision {
  /// Whether the holder hid the record by a directive or a seal, not just by the base rule.
  public var isHiddenByChoice: Bool {
    guard !isShown else { return false }
    switch reason {
    case .directive, .seal: return true
    case .base, .emergencyProfile, .unregistered, .unknown, .grant: return false
    }
  }
}
