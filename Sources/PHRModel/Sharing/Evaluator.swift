/// The rules that hold for one recipient and purpose at one instant.
///
/// Made by `Policy.evaluator`; decides 100,000 records without looking at every rule for each.
public struct Evaluator: Sendable {
  /// Who asks, and so what holds where no directive matches.
  enum Audience: Sendable {
    /// Nobody that is registered now.
    case nobody
    /// A registered recipient, with the kinds that the base rule shows to it.
    case recipient(Set<Kind>)
    /// A doctor in an emergency, on that day.
    case emergency(EmergencyProfile, CivilDay)
    /// A delegate with the scope of the grant.
    case delegate(GrantScope)
  }

  /// Whether insured symbol and number are shown, where a shown record has them.
  public let showsInsuredNumbers: Bool
  private let audience: Audience
  private let directives: [Directive]
  private let directiveIndex: RuleIndex
  private let seals: [RecordSeal]
  private let sealIndex: RuleIndex
  private let emergencyTags: Set<String>

  init(
    audience: Audience, directives: [Directive], seals: some Sequence<RecordSeal>,
    insuredNumbers: Bool
  ) {
    self.audience = audience
    self.directives = directives.sorted { $0.decides(before: $1) }
    directiveIndex = RuleIndex(self.directives.map { ($0.effect, $0.selector) })
    self.seals = seals.sorted { $0.lasts(longerThan: $1) }
    sealIndex = RuleIndex(self.seals.map { (.hide, $0.selector) })
    showsInsuredNumbers = insuredNumbers && !audience.isNobody
    emergencyTags = audience.emergencyTags
  }

  /// Whether anybody registered asks; if not, everything is hidden.
  public var isRegistered: Bool { !audience.isNobody }

  /// The records and episodes that anything here calls by name.
  var named: NamedFacts {
    var named = directiveIndex.named
    named.formUnion(sealIndex.named)
    switch audience {
    case .emergency(let profile, _): named.records.formUnion(profile.records)
    case .delegate(let scope): named.formUnion(scope.named)
    case .nobody, .recipient: break
    }
    return named
  }

  /// The decision on a record.
  public func decide(_ facts: RecordFacts) -> Decision {
    if case .nobody = audience { return Decision(.hide, .unregistered) }
    guard facts.isReadable, facts.isOfKnownKind else { return Decision(.hide, .unknown) }
    if let seal = sealIndex.strongest(for: facts) {
      return Decision(.hide, .seal(until: seals[seal].window.until))
    }
    let decision = directed(facts) ?? fallback(facts)
    return decision.isShown ? throughNotice(facts, decision) : decision
  }

  /// Whether the recipient is shown the record.
  public func shows(_ facts: RecordFacts) -> Bool { decide(facts).isShown }

  /// What the strongest matching directive says.
  private func directed(_ facts: RecordFacts) -> Decision? {
    guard let strongest = directiveIndex.strongest(for: facts) else { return nil }
    let directive = directives[strongest]
    return Decision(
      directive.effect,
      .directive(
        directive.id, since: directive.window.from ?? directive.set,
        until: directive.window.until))
  }

  /// What holds where no directive matches.
  private func fallback(_ facts: RecordFacts) -> Decision {
    switch audience {
    case .nobody: Decision(.hide, .unregistered)
    case .recipient(let kinds): Decision(facts.isOnly(kinds) ? .show : .hide, .base)
    case .emergency(let profile, let day):
      Decision(shows(facts, in: profile, on: day) ? .show : .hide, .emergencyProfile)
    case .delegate(let scope): Decision(scope.contains(facts) ? .show : .hide, .grant)
    }
  }

  private func shows(
    _ facts: RecordFacts, in profile: EmergencyProfile, on day: CivilDay
  ) -> Bool {
    if facts.isOnly(profile.kinds) { return true }
    return ([facts.current] + facts.twins).contains { version in
      profile.records.contains(version.id)
        || version.tags.contains(where: emergencyTags.contains)
        || (profile.currentMedication && version.taking?.isCurrent(on: day) ?? false)
    }
  }

  /// A notice is shown only if all that it is about is shown too.
  private func throughNotice(_ facts: RecordFacts, _ decision: Decision) -> Decision {
    guard facts.aboutIsKnown else { return Decision(.hide, .unknown) }
    for target in facts.about {
      let reason = decide(target)
      guard reason.isShown else {
        return Decision(.hide, reason.reason, through: reason.through ?? target.id)
      }
    }
    return decision
  }
}

extension Evaluator.Audience {
  /// Whether nobody registered asks.
  var isNobody: Bool {
    if case .nobody = self { return true }
    return false
  }

  /// The tags whose records are shown in an emergency, folded as records have them.
  fileprivate var emergencyTags: Set<String> {
    guard case .emergency(let profile, _) = self else { return [] }
    return Set(profile.tags.map(FoldedText.name))
  }
}

extension RecordSeal {
  /// Whether this seal is the one to name when both match: the one that lasts longest.
  fileprivate func lasts(longerThan other: RecordSeal) -> Bool {
    guard let end = window.until else { return other.window.until != nil }
    guard let otherEnd = other.window.until else { return false }
    return end > otherEnd
  }
}
