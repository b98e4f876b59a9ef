/// Which rules took hold of a record: said beside a notice, so that the holder knows at once what
/// became of a record that arrived later.
///
/// Issue on consent, "Decision": records that arrive later fall under the existing rules at once.
public struct RecordRules: Sendable, Equatable {
  /// A directive or a seal, and whom it decided for.
  public struct Rule: Sendable, Equatable {
    /// The rule.
    public let reason: Decision.Reason
    /// Show or hide.
    public let effect: Effect
    /// For whom it decided, by name.
    public let names: [String]
  }

  /// What is set, to name the rules by.
  public let consent: ConsentState
  /// What the holder set and what decided for somebody, in the order of names.
  public var rules: [Rule] = []
  /// How many the base rule shows it to.
  public var shownByBase = 0
  /// How many the base rule decided for.
  public var decidedByBase = 0
}

extension SharingFacts {
  /// Which rules hold for each of those records, for everybody registered and their usual purpose.
  public func rules(on ids: [RecordID]) throws -> [RecordID: RecordRules] {
    let policy = Policy(state)
    let everybody = state.registered(at: now).filter { $0.id != .emergency }
    let evaluators = everybody.map { known in
      let purpose = state.usualPurpose(for: .recipient(known.id))
      return (known.name, policy.evaluator(for: known.id, purpose: purpose, at: now))
    }
    let reader = FactsReader(store, readsTaking: false)
    var found: [RecordID: RecordRules] = [:]
    for id in ids where found[id] == nil {
      guard let facts = try reader.facts(of: id) else { continue }
      found[id] = rules(evaluators.map { ($0.0, $0.1.decide(facts)) })
    }
    return found
  }

  private func rules(_ decisions: [(name: String, decision: Decision)]) -> RecordRules {
    var found = RecordRules(consent: state)
    var order: [Decision] = []
    var names: [Decision: [String]] = [:]
    for (name, decision) in decisions {
      switch decision.reason {
      case .directive, .seal:
        let key = Decision(decision.effect, decision.reason)
        if names[key] == nil { order.append(key) }
        names[key, default: []].append(name)
      case .base, .emergencyProfile, .grant, .unregistered, .unknown:
        found.decidedByBase += 1
        found.shownByBase += decision.isShown ? 1 : 0
      }
    }
    found.rules = order.map {
      RecordRules.Rule(reason: $0.reason, effect: $0.effect, names: names[$0] ?? [])
    }
    return found
  }

  /// The notices, each with the rules that took hold of what it is about, or of itself.
  public func telling(_ items: [InboxItem]) throws -> [InboxItem] {
    let subjects = items.map { $0.about.first ?? $0.id }
    let rules = try rules(on: subjects)
    let isAnswerable = items.contains { $0.notice.category == .research }
    let answers = isAnswerable ? try ResearchStore(store).tracked().filter(\.isStanding) : []
    return zip(items, subjects).map { item, subject in
      var item = item
      item.rules = rules[subject]
      if item.notice.category == .research {
        item.research = answers.last { $0.request.answers(item) }
      }
      return item
    }
  }
}
