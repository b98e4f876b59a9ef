/// The one rule that decides who sees what.
///
/// Lists, counts, searches, exports for others and delegate files all pass through it (DESIGN
/// section 3, "What a clinic sees"). Total and pure: every record, recipient, purpose and time
/// has one decision.
public struct Policy: Sendable {
  /// What the decisions rest on.
  public let state: ConsentState

  /// Decisions on what is set in a state.
  public init(_ state: ConsentState) {
    self.state = state
  }

  /// The decision on one record; for many records take an `evaluator` once.
  public func decide(
    _ facts: RecordFacts, for recipient: RecipientID, purpose: Purpose, at instant: Instant
  ) -> Decision {
    evaluator(for: recipient, purpose: purpose, at: instant).decide(facts)
  }

  /// The rules that hold for a recipient and purpose at an instant, ready for many records.
  public func evaluator(
    for recipient: RecipientID, purpose: Purpose, at instant: Instant
  ) -> Evaluator {
    Evaluator(
      audience: audience(recipient, purpose: purpose, at: instant),
      directives: directives(for: recipient, purpose: purpose, at: instant),
      seals: state.seals.filter { $0.window.contains(instant) },
      insuredNumbers: state.insuredNumbers.contains(recipient))
  }

  private func audience(
    _ recipient: RecipientID, purpose: Purpose, at instant: Instant
  ) -> Evaluator.Audience {
    if recipient == .emergency {
      return purpose == .emergency ? .emergency(state.emergency, instant.day) : .nobody
    }
    if let grant = state.grants[recipient] {
      return grant.isInForce(at: instant) ? .delegate(GrantScope(grant)) : .nobody
    }
    guard let known = state.recipients[recipient], known.isRegistered(at: instant) else {
      return .nobody
    }
    return .recipient(state.base.kinds(for: known.recipientClass, purpose: purpose))
  }

  /// The directives in force that are about the recipient and the purpose.
  ///
  /// For a delegate only the hides that name the delegate or anyone count, for whatever purpose:
  /// a file once handed over can be used for any (issue on delegates, "Grant").
  func directives(
    for recipient: RecipientID, purpose: Purpose, at instant: Instant
  ) -> [Directive] {
    let isDelegate = state.grants[recipient] != nil
    let recipientClass = state.recipients[recipient]?.recipientClass
    return state.directives.all.filter { directive in
      guard directive.window.contains(instant) else { return false }
      if isDelegate {
        guard directive.effect == .hide else { return false }
      } else {
        guard directive.purpose == nil || directive.purpose == purpose else { return false }
      }
      switch directive.who {
      case .anyone: return true
      case .recipient(let id): return id == recipient
      case .recipientClass(let name): return !isDelegate && name == recipientClass
      }
    }
  }
}

extension Directive {
  /// Whether this one decides before the other when both match (issue on consent, "Decision").
  ///
  /// Selector, then recipient, then purpose, the most specific first; at equal specificity hide
  /// wins. Among equals that is named which lasts longest, so that "until when" is true.
  func decides(before other: Directive) -> Bool {
    let specificity = (selector.rank.order, who.order, purpose == nil ? 1 : 0)
    let otherSpecificity = (
      other.selector.rank.order, other.who.order, other.purpose == nil ? 1 : 0
    )
    if specificity != otherSpecificity { return specificity < otherSpecificity }
    if effect != other.effect { return effect == .hide }
    if window.until != other.window.until {
      guard let end = window.until else { return true }
      guard let otherEnd = other.window.until else { return false }
      return end > otherEnd
    }
    return (set, id) < (other.set, other.id)
  }
}
