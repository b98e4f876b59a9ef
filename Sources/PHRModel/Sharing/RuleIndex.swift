/// What rules call by name: all other records are told apart by what they are.
struct NamedFacts: Sendable {
  /// Records.
  var records: Set<RecordID> = []
  /// Episodes.
  var episodes: Set<EpisodeID> = []

  /// Adds what others name.
  mutating func formUnion(_ others: NamedFacts) {
    records.formUnion(others.records)
    episodes.formUnion(others.episodes)
  }
}

/// Rules that can be looked up by what a record is, from the strongest to the weakest.
///
/// 100,000 records are compared with some hundred rules: a record asks only the rules that its
/// own id, episode, tags, institutions and kind lead to.
struct RuleIndex: Sendable {
  /// A rule with days: all rules on kinds and periods.
  private struct Dated: Sendable {
    let rule: Int
    let period: DayPeriod?
  }

  private var hides: [Bool] = []
  private var facilities: [Int: FacilityKey] = [:]
  private var byRecord: [RecordID: [Int]] = [:]
  private var byEpisode: [EpisodeID: [Int]] = [:]
  private var byTag: [String: [Int]] = [:]
  private var byCode: [String: [Int]] = [:]
  private var byName: [String: [Int]] = [:]
  private var byKind: [Kind: [Dated]] = [:]
  private var anyKind: [Dated] = []

  /// An index of rules that are already in order, the strongest first.
  init(_ rules: some Sequence<(effect: Effect, selector: Selector)>) {
    for (number, rule) in rules.enumerated() {
      hides.append(rule.effect == .hide)
      insert(number, rule.selector.canonical)
    }
  }

  private mutating func insert(_ rule: Int, _ selector: Selector) {
    switch selector {
    case .record(let id): byRecord[id, default: []].append(rule)
    case .episode(let id): byEpisode[id, default: []].append(rule)
    case .tag(let tag): byTag[tag, default: []].append(rule)
    case .facility(let facility):
      let key = facility.key
      facilities[rule] = key
      if let code = key.code { byCode[code, default: []].append(rule) }
      if !key.name.isEmpty { byName[key.name, default: []].append(rule) }
    case .kind(let kind, let period):
      byKind[kind, default: []].append(Dated(rule: rule, period: period))
    case .period(let period): anyKind.append(Dated(rule: rule, period: period))
    case .all: anyKind.append(Dated(rule: rule, period: nil))
    }
  }

  /// The records and episodes that rules call by name.
  var named: NamedFacts {
    NamedFacts(records: Set(byRecord.keys), episodes: Set(byEpisode.keys))
  }

  /// The number of the strongest rule that matches, or `nil` if none does.
  func strongest(for facts: RecordFacts) -> Int? {
    var best = hides.count
    guard best > 0 else { return nil }
    consider(facts.current, isCurrent: true, best: &best)
    for twin in facts.twins { consider(twin, isCurrent: true, best: &best) }
    for version in facts.former { consider(version, isCurrent: false, best: &best) }
    return best == hides.count ? nil : best
  }

  private func consider(_ version: RecordFacts.Version, isCurrent: Bool, best: inout Int) {
    if !byRecord.isEmpty, let rules = byRecord[version.id] { take(rules, isCurrent, &best) }
    if !byEpisode.isEmpty, let episode = version.episode, let rules = byEpisode[episode] {
      take(rules, isCurrent, &best)
    }
    if !byTag.isEmpty {
      for tag in version.tags {
        if let rules = byTag[tag] { take(rules, isCurrent, &best) }
      }
    }
    if !facilities.isEmpty {
      for key in version.facilities { consider(key, isCurrent, &best) }
    }
    if let kind = version.kind, let rules = byKind[kind] {
      take(rules, days: version.days, isCurrent, &best)
    }
    take(anyKind, days: version.days, isCurrent, &best)
  }

  private func consider(_ key: FacilityKey, _ isCurrent: Bool, _ best: inout Int) {
    if let code = key.code, let rules = byCode[code] {
      take(rules, isCurrent, &best) { facilities[$0]?.matches(key) ?? false }
    }
    if let rules = byName[key.name] {
      take(rules, isCurrent, &best) { facilities[$0]?.matches(key) ?? false }
    }
  }

  /// Takes the first rule that is stronger than the best so far: a show needs a current version.
  private func take(
    _ rules: [Int], _ isCurrent: Bool, _ best: inout Int,
    where matches: (Int) -> Bool = { _ in true }
  ) {
    for rule in rules {
      guard rule < best else { return }
      guard isCurrent || hides[rule], matches(rule) else { continue }
      best = rule
      return
    }
  }

  /// As above for days: a hide needs any of them inside, a show all.
  private func take(
    _ rules: [Dated], days: ClosedRange<CivilDay>?, _ isCurrent: Bool, _ best: inout Int
  ) {
    for dated in rules {
      guard dated.rule < best else { return }
      let matches =
        hides[dated.rule]
        ? dated.period?.touches(days) ?? true
        : isCurrent && (dated.period?.covers(days) ?? true)
      guard matches else { continue }
      best = dated.rule
      return
    }
  }
}
