/// What rules mean at a portal: the names of its resources that stand for the records.
///
/// Tags, episodes, facilities and single records travel as such lists, because a portal knows
/// neither our names nor the holder's tags.
final class ConsentInstances {
  private let store: RecordStore
  private let base: String
  private let now: Instant
  private let reader: FactsReader
  /// Read once, and only if a rule is about an institution.
  private lazy var all = Result {
    try SharingFacts(store, state: ConsentState(), now: now).facts()
  }

  /// The names at one portal.
  init(_ store: RecordStore, base: String, now: Instant) {
    self.store = store
    self.base = base
    self.now = now
    reader = FactsReader(store, readsTaking: true)
  }

  /// The names of what a selector means: for a hide by any version and twin, for a show by a
  /// current one.
  func names(_ effect: Effect, _ selector: Selector) throws -> [String] {
    let index = RuleIndex([(effect, selector)])
    return try names(of: candidates(selector).filter { index.strongest(for: $0) != nil })
  }

  /// The names of what the emergency profile shows by record, by tag, and as taken now.
  func names(in profile: EmergencyProfile) throws -> [String] {
    var state = ConsentState(base: .optIn)
    // With its kinds: a chosen notice is shown if what it is about is, by whatever choice.
    state.emergency = profile
    let evaluator = Policy(state).evaluator(for: .emergency, purpose: .emergency, at: now)
    let rows = try takenRows(profile)
    let chosen =
      try profile.records.sorted().compactMap { try reader.facts(of: $0) }
      + profile.tags.sorted().flatMap { try candidates(.tag($0)) }
      + rows.compactMap { try reader.facts(ofRow: $0) }
    return try names(of: chosen.filter(evaluator.shows))
  }

  private func candidates(_ selector: Selector) throws -> [RecordFacts] {
    switch selector {
    case .record(let id): return try [reader.facts(of: id)].compactMap(\.self)
    case .episode(let id):
      return try facts(
        ofRows: store.connection.query(
          "SELECT row FROM record WHERE episode = ? ORDER BY row", [.text(id.text)]
        ) { $0.int(at: 0) })
    case .tag(let tag):
      let wanted = FoldedText.name(tag)
      let rows = try store.connection.query("SELECT record, name FROM tag ORDER BY record") {
        ($0.int(at: 0), $0.text(at: 1) ?? "")
      }
      return try facts(ofRows: rows.filter { FoldedText.name($0.1) == wanted }.map(\.0))
    default: return try all.get()
    }
  }

  private func facts(ofRows rows: [Int64]) throws -> [RecordFacts] {
    try rows.compactMap { try reader.facts(ofRow: $0) }
  }

  /// The drugs that may be taken now.
  private func takenRows(_ profile: EmergencyProfile) throws -> [Int64] {
    guard profile.currentMedication else { return [] }
    return try store.connection.query(
      """
      SELECT r.row FROM record r LEFT JOIN taken k ON k.record = r.row
      WHERE r.kind = 'medication' AND (k.until IS NULL OR k.until > ?) ORDER BY r.row
      """, [.int(Int64(now.day.number))]
    ) { $0.int(at: 0) }
  }

  private func names(of facts: [RecordFacts]) throws -> [String] {
    try facts.flatMap { facts in
      try ([facts.current] + facts.twins).flatMap { try names(of: $0.id) }
    }.inOrderOnce
  }

  private func names(of record: RecordID) throws -> [String] {
    try store.connection.query(
      """
      SELECT u.type, u.id FROM upstream u JOIN portal p ON p.number = u.portal
      WHERE p.base = ? AND u.record = ? ORDER BY u.type, u.id
      """, [.text(base), .text(record.text)]
    ) { "\(try $0.text("type"))/\(try $0.text("id"))" }
  }
}
