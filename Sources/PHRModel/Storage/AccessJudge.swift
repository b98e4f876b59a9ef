/// Judges accesses by the consent that their portal had confirmed at their moment.
///
/// A hide that was only local, or that the portal confirmed later, is no contradiction; nor is
/// anything at a portal that has not confirmed the base rule.
struct AccessJudge {
  private let records: RecordStore
  private let history: ConsentHistory
  private let state: ConsentState
  /// When each Consent was confirmed, by portal and name.
  private let confirmed: [String: [String: Instant]]

  /// A judge with the whole history of a vault.
  init(_ records: RecordStore) throws {
    self.records = records
    history = try ConsentStore(records).history()
    state = history.current
    var confirmed: [String: [String: Instant]] = [:]
    for base in try SyncStore.portals(records) {
      for item in try SyncStore(records, portal: base).outbox()
      where item.key.type == "Consent" && item.state == .inForce {
        confirmed[base, default: [:]][item.key.id] = item.changed
      }
    }
    self.confirmed = confirmed
  }

  /// Who looked: by institution code, else by name.
  func recipient(named entry: AccessEntry) -> RecipientID? {
    let code = entry.organization.flatMap { name in
      FacilityKey.digits(of: String(name.drop { $0 != "/" }.dropFirst()))
        ?? FacilityKey.digits(of: name)
    }
    let known = state.recipients.values.sorted { $0.id < $1.id }
    if let code, let owner = known.first(where: { $0.facilityKey.code == code }) { return owner.id }
    let folded = FoldedText.search(entry.who)
    return known.first { FoldedText.search($0.name) == folded }?.id
  }

  /// What an access contradicts; `nil` if nothing.
  func finding(_ entry: AccessEntry) throws -> JudgedAccess.Finding? {
    guard !entry.refused, let portal = entry.portal, let known = confirmed[portal],
      let base = try records.setting("base-consent-name"), let since = known[base],
      since <= entry.at
    else { return nil }
    var then = history.state(at: entry.at)
    let hides = then.directives.all.filter { $0.effect == .hide }
    for hide in hides where known[hide.id.text].map({ $0 > entry.at }) ?? true {
      then.directives.remove(hide)
    }
    // Seals and the emergency profile stay here: no portal could have known them.
    then.seals = []
    guard let recipient = entry.recipient,
      then.recipients[recipient]?.isRegistered(at: entry.at) ?? false
    else { return .unregistered }
    let evaluator = Policy(then).evaluator(
      for: recipient, purpose: entry.purpose ?? then.usualPurpose(for: .recipient(recipient)),
      at: entry.at)
    let reader = FactsReader(records, readsTaking: false)
    let touchesHidden = try entry.records.contains { id in
      try reader.facts(of: id).map { !evaluator.shows($0) } ?? false
    }
    return touchesHidden ? .hidden : nil
  }
}
