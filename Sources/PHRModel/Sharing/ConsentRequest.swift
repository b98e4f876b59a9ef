/// A show or hide that a delegate sets on the holder's behalf.
///
/// It travels in the delegate's reply and is an import like everything there: the holder's program
/// judges it by the grant in the holder's own vault.
public struct ConsentRequest: Sendable, Hashable, Codable {
  /// Show or hide.
  public var effect: Effect
  /// Which records.
  public var selector: Selector
  /// To whom, from whom.
  public var who: WhoSelector
  /// For which purpose; `nil` = any, for a show the usual one.
  public var purpose: Purpose?
  /// When it is in force.
  public var window: ConsentWindow
  /// Why, as the delegate says.
  public var reason: String?

  /// A request.
  public init(
    effect: Effect, selector: Selector, who: WhoSelector, purpose: Purpose? = nil,
    window: ConsentWindow = .always, reason: String? = nil
  ) {
    self.effect = effect
    self.selector = selector
    self.who = who
    self.purpose = purpose
    self.window = window
    self.reason = reason
  }

  /// The directive that it becomes; both names stand in the log, the delegate's as its author.
  func directive(id: DirectiveID, in state: ConsentState, of grant: Grant, at now: Instant)
    -> Directive
  {
    Directive(
      id: id, effect: effect, selector: selector, who: who,
      purpose: state.purpose(purpose, of: effect, for: who), window: window, set: now,
      by: .delegate(grant.id), reason: reason)
  }
}

extension Grant {
  /// Whether a delegate may set this on the holder's behalf, as far as the rules alone can tell;
  /// whether the records that it names are shown to the delegate is for the caller to see.
  ///
  /// Never: for anyone at once, which would change what delegates see, the delegate's own scope
  /// among it; for a delegate; for somebody who is not registered; by the holder's own tags.
  func mayRequest(_ request: ConsentRequest, in state: ConsentState, at instant: Instant) -> Bool {
    guard right == .consent, isInForce(at: instant), !request.window.isEmpty else { return false }
    switch request.who {
    case .anyone: return false
    case .recipientClass: break
    case .recipient(.emergency): break
    case .recipient(let id):
      guard state.recipients[id]?.isRegistered(at: instant) ?? false else { return false }
    }
    return reaches(request.selector)
  }

  /// Whether everything that a selector can ever mean lies in the scope.
  ///
  /// Single records and dispensings are looked up one by one. A wider selector must be in the
  /// scope by its form, and only where the grant excludes nothing.
  private func reaches(_ selector: Selector) -> Bool {
    switch selector {
    case .record, .episode: true
    case .tag: false
    case .facility, .kind, .period, .all:
      exclusions.isEmpty && scope.contains { $0.contains(selector) }
    }
  }
}

extension Selector {
  /// Whether every record that the other one can mean is meant by this one, by form alone.
  fileprivate func contains(_ other: Selector) -> Bool {
    switch (self, other) {
    case (.all, _): true
    case (.kind(let kind, let period), .kind(let wanted, let inner)):
      kind == wanted && (period.map { $0.contains(inner) } ?? true)
    case (.period(let period), .period(let inner)), (.period(let period), .kind(_, let inner?)):
      period.contains(inner)
    default: canonical == other.canonical
    }
  }
}

extension DayPeriod {
  /// Whether every day of the other one lies in this one.
  fileprivate func contains(_ other: DayPeriod?) -> Bool {
    guard let other else { return false }
    if let from, other.from.map({ $0 < from }) ?? true { return false }
    if let to, other.to.map({ $0 > to }) ?? true { return false }
    return true
  }
}
