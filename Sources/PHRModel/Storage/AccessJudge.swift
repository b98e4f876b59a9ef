/// Judges accesses by the consent that their portal had confirmed at their moment.
///
/// A hide that was only local, or that the portal confirmed later, is no contradiction; nor is
/// anything at a portal that has not confirmed the base rule.
struct AccessJudge {
  private let records: RecordStore
  private let history: ConsentHistory
  private let state: ConsentState
  private let base: String?
  private let confirmed: [String: ConfirmedConsents]

  /// A judge with the whole history of a vault.
  init(_ records: RecordStore) throws {
    self.records = records
    history = try ConsentStore(records).history()
    state = history.current
    base = try ConsentPortal(records).baseConsentName()
    confirmed = try SyncStore.portals(records).reduce(into: [:]) { confirmed, base in
      confirmed[base] = try ConfirmedConsents(records, portal: base)
    }
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
      let base, let rule = known.standing[base], rule.isActive(at: entry.at)
    else { return nil }
    let then = history.state(at: entry.at)
    let recipient = entry.recipient.flatMap { id in
      isRegistered(id, in: then, or: rule, at: entry.at) ? id : nil
    }
    let isEmergency = entry.purpose == .emergency
    guard recipient != nil || isEmergency else { return .unregistered }
    let askers = [recipient, isEmergency ? .emergency : nil].compactMap(\.self)
    let reader = FactsReader(records, knownAt: entry.at, readsTaking: isEmergency)
    let today = FactsReader(records, readsTaking: isEmergency)
    let touchesHidden = try entry.records.contains { id in
      // What came here later was at the portal before: today's facts are the nearest to those.
      guard let facts = try reader.facts(of: id) ?? today.facts(of: id) else { return false }
      let names = try self.names(of: [facts.current] + facts.twins, at: portal)
      let held = self.held(then, at: entry.at, known: known, names: names, registering: recipient)
      return !askers.contains { asker in
        let purpose = entry.purpose ?? then.usualPurpose(for: .recipient(asker))
        return Policy(held).evaluator(for: asker, purpose: purpose, at: entry.at).shows(facts)
      }
    }
    return touchesHidden ? .hidden : nil
  }

  /// Whether somebody was registered, here or still in what the portal had been told.
  private func isRegistered(
    _ id: RecipientID, in then: ConsentState, or base: ConfirmedConsents.Standing,
    at moment: Instant
  ) -> Bool {
    if then.recipients[id]?.isRegistered(at: moment) ?? false { return true }
    guard let code = state.recipients[id]?.institutionCode else { return false }
    return base.names("Organization/" + code, at: moment)
  }

  /// The consent of a moment as the portal held it, for a record with those names there.
  ///
  /// Hides and seals count only if they were confirmed, and those that travel as lists only for
  /// what stood in the list. Shows count at once: whoever was shown something too early was
  /// shown what the holder wanted shown.
  private func held(
    _ then: ConsentState, at moment: Instant, known: ConfirmedConsents, names: [String],
    registering recipient: RecipientID?
  ) -> ConsentState {
    var held = then
    func reached(_ name: String, _ selector: Selector) -> Bool {
      guard let standing = known.standing[name], standing.isActive(at: moment) else {
        return false
      }
      return !selector.travelsAsList || names.contains { standing.names($0, at: moment) }
    }
    for hide in then.directives.all where hide.effect == .hide && hide.origin == .local {
      if !reached(hide.id.text, hide.selector) { held.directives.remove(hide) }
    }
    let portal = ConsentPortal(records)
    held.seals = then.seals.filter { seal in
      (try? portal.consentName(of: seal)).map { reached($0, seal.selector) }
        ?? false
    }
    if let recipient { held.recipients[recipient]?.register(at: moment) }
    return held
  }

  /// The names of records at a portal.
  private func names(of versions: [RecordFacts.Version], at base: String) throws -> [String] {
    try versions.flatMap { version in
      try records.connection.query(
        """
        SELECT u.type, u.id FROM upstream u JOIN portal p ON p.number = u.portal
        WHERE p.base = ? AND u.record = ?
        """, [.text(base), .text(version.id.text)]
      ) { "\(try $0.text("type"))/\(try $0.text("id"))" }
    }
  }
}
