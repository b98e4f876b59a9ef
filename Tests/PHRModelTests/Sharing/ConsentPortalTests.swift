import Testing

@testable import PHRModel

@Suite struct `Consent on its way to a portal` {
  private static let base = "http://127.0.0.1:1"
  private static let now = Samples.now

  private static func vault() throws -> (RecordStore, SyncStore, RecipientID) {
    let store = try Samples.store()
    let sync = try SyncStore(store, portal: base)
    try sync.save(
      PortalAccount(
        base: base, patient: "p1", client: "c", tokenEndpoint: base, accessToken: "a",
        refreshToken: nil))
    let clinic = try ConsentStore(store).addRecipient(
      name: "架空歯科", institutionCode: "1331234567", at: now
    ).recipient.id
    return (store, sync, clinic)
  }

  private static func directive(
    _ effect: Effect, _ selector: PHRModel.Selector, _ who: WhoSelector
  ) -> Directive {
    Directive(
      id: ConsentStore.newDirectiveID(), effect: effect, selector: selector, who: who,
      purpose: .treatment,
      window: ConsentWindow(until: now.adding(seconds: 3_600)), set: now)
  }

  @Test func `one directive is one Consent of the same id, and the base rule one more`() throws {
    let (store, sync, clinic) = try Self.vault()
    let hide = Self.directive(.hide, .kind(.vaccination, nil), .recipient(clinic))
    try ConsentStore(store).append(.directives(removed: [], added: [hide]), at: Self.now)
    let items = try sync.outbox()
    #expect(items.count == 2)
    let body = try #require(items.first { $0.key.id == hide.id.text }?.body)
    let consent = try JSONValue(parsing: body)
    let root = try #require(consent["provision"])
    #expect(root["type"] == nil)
    #expect(root["period"]?["end"]?.string == Self.now.adding(seconds: 3_599).description)
    let rule = try #require(root["provision"]?[0])
    #expect(rule["type"]?.string == "deny")
    #expect(rule["extension"]?[0]?["valueCode"]?.string == "kind")
    #expect(rule["actor"]?[0]?["reference"]?["reference"]?.string == "Organization/1331234567")
    #expect(rule["purpose"]?[0]?["code"]?.string == "TREAT")
    #expect(rule["class"]?[0]?["code"]?.string == "Immunization")
    let baseBody = try #require(items.first { $0.key.id != hide.id.text }?.body)
    let base = try JSONValue(parsing: baseBody)
    #expect(base["policyRule"]?["coding"]?[0]?["code"]?.string == "OPTOUTE")
    #expect(base["provision"]?["provision"]?[0]?["type"]?.string == "permit")
    #expect(!body.contains("restricted") && !baseBody.contains("restricted"))
  }

  @Test func `nothing is sent twice, and what was cleared is sent as inactive`() throws {
    let (store, sync, clinic) = try Self.vault()
    let consent = ConsentStore(store)
    let hide = Self.directive(.hide, .all, .recipient(clinic))
    try consent.append(.directives(removed: [], added: [hide]), at: Self.now)
    let before = try sync.outbox()
    #expect(try ConsentPortal(store).publish(now: Self.now) == 0)
    #expect(try sync.outbox() == before)
    try consent.undo(at: Self.now)
    let key = ResourceKey(type: "Consent", id: hide.id.text)
    let ended = try JSONValue(parsing: try #require(try sync.outboxItem(key)).body)
    #expect(ended["status"]?.string == "inactive")
    #expect(try ConsentPortal(store).publish(now: Self.now) == 0)
  }

  @Test func `only what can match nothing at the portal stays local`() throws {
    let (store, sync, clinic) = try Self.vault()
    let consent = ConsentStore(store)
    let nameless = try consent.addRecipient(name: "架空薬局", at: Self.now).recipient.id
    let local = [
      Self.directive(.hide, .tag("心"), .recipient(clinic)),
      Self.directive(.hide, .all, .recipient(nameless)),
      Self.directive(.hide, .all, .recipientClass(.insurer)),
      Self.directive(.hide, .all, .recipient(.emergency)),
      Self.directive(.show, .record(RecordID("none")), .recipient(clinic)),
    ]
    try consent.append(.directives(removed: [], added: local), at: Self.now)
    #expect(try sync.outbox().count == 1)
    let standing = try ConsentPortal(store).standing()
    #expect(local.allSatisfy { standing[$0.id.text] == .localOnly })
  }

  @Test func `how far a directive has come is told`() throws {
    let (store, sync, clinic) = try Self.vault()
    let hide = Self.directive(.hide, .all, .recipient(clinic))
    try ConsentStore(store).append(.directives(removed: [], added: [hide]), at: Self.now)
    #expect(try ConsentPortal(store).standing()[hide.id.text] == .pending)
    let item = try #require(
      try sync.outboxItem(ResourceKey(type: "Consent", id: hide.id.text)))
    try sync.record(OutboxResult(id: item.id, state: .inForce), now: Self.now)
    #expect(try ConsentPortal(store).standing()[hide.id.text] == .inForce)
  }
}

@Suite struct `The access log` {
  private static let base = "http://127.0.0.1:1"
  private static let now = Samples.now

  /// A vault whose base rule the portal has confirmed, with one drug from that portal.
  private static func vault() throws -> (RecordStore, SyncStore, RecordID) {
    let store = try Samples.store()
    let sync = try SyncStore(store, portal: base)
    try sync.save(
      PortalAccount(
        base: base, patient: "p1", client: "c", tokenEndpoint: base, accessToken: "a",
        refreshToken: nil))
    try ConsentStore(store).addRecipient(
      name: "架空歯科", institutionCode: "1331234567", at: now)
    for item in try sync.outbox() {
      try sync.record(OutboxResult(id: item.id, state: .inForce), now: now)
    }
    let id = try store.apply(Samples.drug(), provenance: Samples.portal(), recorded: now).id
    let row = "INSERT INTO upstream(portal, type, id, mark, state, record, round)"
    try store.connection.run(
      "\(row) SELECT number, 'MedicationDispense', 'm', '', 'record', ?, 1 FROM portal",
      [.text(id.text)])
    return (store, sync, id)
  }

  private static func report(
    _ store: RecordStore, _ name: String, _ who: String, at: Instant
  ) throws {
    let event = """
      {"resourceType":"AuditEvent","id":"\(name)","recorded":"\(at)","outcome":"0",
       "subtype":[{"code":"read"}],"purposeOfEvent":[{"coding":[{"code":"TREAT"}]}],
       "agent":[{"who":{"reference":"Organization/\(who)","display":"\(who)"},"requestor":true}],
       "entity":[{"what":{"reference":"MedicationDispense/m"}}]}
      """
    let row = "INSERT INTO upstream(portal, type, id, mark, state, body, round)"
    try store.connection.run(
      "\(row) SELECT number, 'AuditEvent', ?, '', 'kept', ?, 1 FROM portal",
      [.text(name), .text(event)])
  }

  @Test func `an access by somebody who was never registered is flagged, once`() throws {
    let (store, _, id) = try Self.vault()
    try Self.report(store, "good", "1331234567", at: Self.now.adding(seconds: 5))
    try Self.report(store, "fake", "9999999999", at: Self.now.adding(seconds: 6))
    let log = AccessLog(store)
    let flagged = try log.takeIn(now: Self.now.adding(seconds: 9))
    #expect(flagged.map(\.finding) == [.unregistered])
    #expect(flagged.first?.entry.records == [id])
    #expect(try log.takeIn(now: Self.now.adding(seconds: 9)).isEmpty)
    #expect(
      try log.entries().map(\.entry.at.seconds) == [Self.now.seconds + 6, Self.now.seconds + 5])
    var flaggedOnly = AccessFilter()
    flaggedOnly.flaggedOnly = true
    #expect(try log.entries(flaggedOnly).count == 1)
  }

  @Test func `a hide counts from the moment that the portal has confirmed it`() throws {
    let (store, sync, id) = try Self.vault()
    let clinic = try #require(try ConsentStore(store).state().recipients.keys.first)
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: .record(id),
      who: .recipient(clinic), set: Self.now)
    try ConsentStore(store).append(.directives(removed: [], added: [hide]), at: Self.now)
    let item = try #require(
      try sync.outboxItem(ResourceKey(type: "Consent", id: hide.id.text)))
    let confirmed = Self.now.adding(seconds: 100)
    try sync.record(OutboxResult(id: item.id, state: .inForce), now: confirmed)
    try Self.report(store, "early", "1331234567", at: Self.now.adding(seconds: 99))
    try Self.report(store, "late", "1331234567", at: confirmed)
    let flagged = try AccessLog(store).takeIn(now: confirmed.adding(seconds: 9))
    #expect(flagged.map(\.entry.at) == [confirmed])
    #expect(flagged.map(\.finding) == [.hidden])
  }
}
