/// The elements of a provision (R4 Consent.provision), each read whole or not at all.
extension ConsentReader {
  static func effect(_ rule: JSONValue) throws(Refusal) -> Effect {
    switch rule["type"]?.string {
    case "permit": return .show
    case "deny": return .hide
    default: throw Refusal(obstacle: .precedence)
    }
  }

  /// The purposes, none for any.
  static func purposes(_ rule: JSONValue) throws(Refusal) -> [Purpose] {
    var found: [Purpose] = []
    for coding in rule["purpose"]?.elements ?? [] {
      guard let code = coding["code"]?.string, let purpose = Purpose(actReason: code) else {
        throw Refusal(obstacle: .purpose)
      }
      found.append(purpose)
    }
    return found
  }

  /// The kinds that `class` names, none for any; every type of a kind must be there.
  static func kinds(_ rule: JSONValue) throws(Refusal) -> [Kind] {
    let codings = rule["class"]?.elements ?? []
    let types = Set(codings.compactMap { $0["code"]?.string })
    let kinds = Kind.allCases.filter { types.isSuperset(of: $0.resourceTypes) }
    guard types.count == codings.count, Set(kinds.flatMap(\.resourceTypes)) == types else {
      throw Refusal(obstacle: .data)
    }
    return kinds
  }

  /// The days that `dataPeriod` names.
  static func days(_ rule: JSONValue) throws(Refusal) -> DayPeriod? {
    guard let period = rule["dataPeriod"] else { return nil }
    let (from, to) = (period["start"]?.string, period["end"]?.string)
    let first = from.flatMap { PartialDate(iso: String($0.prefix(10))) }?.first
    let last = to.flatMap { PartialDate(iso: String($0.prefix(10))) }?.last
    guard (from == nil) == (first == nil), (to == nil) == (last == nil),
      let days = DayPeriod(from: first, to: last)
    else { throw Refusal(obstacle: .period) }
    return days
  }

  /// The window of a Period: its end is inside, and a partial date covers all that it may mean.
  static func window(_ period: JSONValue?) throws(Refusal) -> ConsentWindow {
    guard let period else { return .always }
    let (start, end) = (period["start"]?.string, period["end"]?.string)
    let from = start.flatMap { ConsentTime.parse($0, edge: .start) }
    let until = end.flatMap { text in
      Instant(iso: text).map { $0.adding(seconds: 1) } ?? ConsentTime.parse(text, edge: .end)
    }
    guard (start == nil) == (from == nil), (end == nil) == (until == nil) else {
      throw Refusal(obstacle: .period)
    }
    return ConsentWindow(from: from, until: until)
  }

  static func reference(_ entry: JSONValue) -> String? {
    entry["reference"]?["reference"]?.string
  }
}

// MARK: Consents of others

extension ConsentReader {
  /// One rule of a foreign Consent, with all that the provisions around it say.
  private struct Scope {
    var who: [WhoSelector] = [.anyone]
    var purposes: [Purpose?] = [nil]
    var selectors: [Selector] = [.all]
    var window: ConsentWindow
  }

  /// A rule and how deep it stands.
  private struct Rule {
    let directive: Directive
    let depth: Int
  }

  private static let mostRules = 500

  func foreign(
    _ consent: JSONValue, _ root: JSONValue, _ window: ConsentWindow
  ) throws(Refusal) -> [Directive] {
    var rules: [Rule] = []
    let scope = Scope(window: window)
    try add(consent, try Self.stance(consent), scope, depth: 0, to: &rules)
    // R4 allows no type at the root; HL7's own example has one.
    let provisions =
      root["type"] == nil ? root["provision"]?.elements ?? [] : [root]
    for provision in provisions {
      try add(consent, provision, within: scope, depth: 1, to: &rules)
    }
    for rule in rules {
      for other in rules where Self.wins(rule, over: other) {
        guard rule.directive.decides(before: other.directive) else {
          throw Refusal(obstacle: .precedence)
        }
      }
    }
    return rules.map(\.directive)
  }

  /// Whether the first one wins in the Consent where both match: the deeper one, then deny.
  private static func wins(_ rule: Rule, over other: Rule) -> Bool {
    guard rule.directive.effect != other.directive.effect,
      rule.directive.window.overlaps(other.directive.window)
    else { return false }
    if rule.depth != other.depth { return rule.depth > other.depth }
    return rule.directive.effect == .hide
  }

  /// What the Consent says of everything that it does not list (v3-ActCode; the plain codes occur
  /// in HL7's examples).
  private static func stance(_ consent: JSONValue) throws(Refusal) -> Effect {
    switch consent["policyRule"]?["coding"]?[0]?["code"]?.string {
    case "OPTIN", "OPTINR": return .show
    case "OPTOUT", "OPTOUTE": return .hide
    default: throw Refusal(obstacle: .stance)
    }
  }

  private func add(
    _ consent: JSONValue, _ provision: JSONValue, within outer: Scope, depth: Int,
    to rules: inout [Rule]
  ) throws(Refusal) {
    let effect = try Self.effect(provision)
    guard let scope = try narrowed(outer, by: provision) else { return }
    try add(consent, effect, scope, depth: depth, to: &rules)
    guard provision["type"] != nil, depth < 8 else { throw Refusal(obstacle: .size) }
    for inner in provision["provision"]?.elements ?? [] {
      try add(consent, inner, within: scope, depth: depth + 1, to: &rules)
    }
  }

  private func add(
    _ consent: JSONValue, _ effect: Effect, _ scope: Scope, depth: Int, to rules: inout [Rule]
  ) throws(Refusal) {
    for who in scope.who {
      for purpose in scope.purposes {
        for selector in scope.selectors {
          let directive = named(
            consent, rules.count + 1, effect, selector, who, purpose, scope.window)
          rules.append(Rule(directive: directive, depth: depth))
        }
      }
    }
    guard rules.count <= Self.mostRules else { throw Refusal(obstacle: .size) }
  }

  /// The scope of a provision; `nil` if it can match nothing.
  private func narrowed(_ outer: Scope, by provision: JSONValue) throws(Refusal) -> Scope? {
    for unknown in ["securityLabel", "code"] where provision[unknown] != nil {
      throw Refusal(obstacle: .data)
    }
    let actions = (provision["action"]?.elements ?? []).flatMap { $0["coding"]?.elements ?? [] }
    guard actions.allSatisfy({ $0["code"]?.string == "access" }) else {
      throw Refusal(obstacle: .action)
    }
    var scope = outer
    scope.window = outer.window.intersection(try Self.window(provision["period"]))
    let purposes = try Self.purposes(provision)
    if !purposes.isEmpty {
      scope.purposes = purposes.filter {
        outer.purposes.contains(nil) || outer.purposes.contains($0)
      }
    }
    let actors = try actors(provision)
    if !actors.isEmpty {
      scope.who = actors.filter { outer.who.contains(.anyone) || outer.who.contains($0) }
    }
    let selectors = try selectors(provision)
    if !selectors.isEmpty {
      // Which records lie in both is not said by a selector, unless one of them is everything.
      guard outer.selectors == [.all] || outer.selectors == selectors else {
        throw Refusal(obstacle: .data)
      }
      scope.selectors = selectors
    }
    let isEmpty = scope.window.isEmpty || scope.purposes.isEmpty || scope.who.isEmpty
    return isEmpty ? nil : scope
  }

  private func actors(_ provision: JSONValue) throws(Refusal) -> [WhoSelector] {
    var found: [WhoSelector] = []
    for actor in provision["actor"]?.elements ?? [] {
      guard let name = Self.reference(actor), let id = recipient(name) else {
        throw Refusal(obstacle: .actor)
      }
      found.append(.recipient(id))
    }
    return found
  }

  private func selectors(_ provision: JSONValue) throws(Refusal) -> [Selector] {
    let kinds = try Self.kinds(provision)
    let days = try Self.days(provision)
    let data = provision["data"]?.elements ?? []
    guard !data.isEmpty else {
      if !kinds.isEmpty { return kinds.map { .kind($0, days) } }
      return days.map { [.period($0)] } ?? []
    }
    guard kinds.isEmpty, days == nil else { throw Refusal(obstacle: .data) }
    var found: [Selector] = []
    for entry in data {
      let name = Self.reference(entry) ?? ""
      // A report with its results is one record here; what else is related nobody can list.
      let isWhole = name.hasPrefix("DiagnosticReport/") && entry["meaning"]?.string == "related"
      guard entry["meaning"]?.string == "instance" || isWhole, let known = record(name) else {
        throw Refusal(obstacle: .data)
      }
      found.append(.record(known.id))
    }
    return found
  }
}
