import Testing

@testable import PHRModel
@testable import phr_tui

/// The invented person of issue 04: a psychiatric prescription, its follow-up and cost notice,
/// a dentist who may see costs too, an insurer, and a portal.
struct SharingHouse {
  static let portal = "http://127.0.0.1:1"
  let story: Story
  let drug: RecordID

  var store: RecordStore { story.store }
  var consent: ConsentStore { ConsentStore(store) }

  init(
    size: Size = Size(width: 80, height: 24), language: Language = .english, portal: Bool = false
  ) throws {
    story = try Story([], size: size, language: language)
    let store = story.store
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    func add(_ kind: Kind, _ fields: [(name: String, value: String)]) throws -> RecordID {
      let body = try Sample.body(kind, fields)
      return try store.apply(
        RecordDraft(body: body), provenance: typed, recorded: Story.now
      ).id
    }
    func prescription(_ date: String) throws -> RecordID {
      try add(
        .medication,
        [
          ("drug", "架空セルトラリン錠25mg"), ("amount", "1"), ("unit", "錠"), ("usage", "1日1回夕食後"),
          ("days", "28"), ("date", date), ("pharmacy", "みなと薬局"), ("facility", "みなと心療内科"),
        ])
    }
    drug = try prescription("2026-02-20")
    _ = try prescription("2026-03-09")
    _ = try add(
      .cost,
      [
        ("date", "2026-02"), ("facility", "みなと心療内科"), ("care-type", "医科外来"),
        ("total", "5000"), ("self-pay", "1500"),
      ])
    _ = try add(.allergy, [("substance", "そば"), ("reaction", "じんましん")])
    _ = try add(
      .vaccination,
      [("vaccine", "インフルエンザ"), ("dose", "1"), ("date", "2025-10-20"), ("facility", "架空内科医院")])
    if portal { try connect() }
    try fillConsent()
    story.play(.recordsChanged)
  }

  private func fillConsent() throws {
    let clinic = try consent.addRecipient(
      name: "さくら歯科", institutionCode: "1331234567", note: "半年ごとの検診", at: Story.now
    ).recipient.id
    try consent.addRecipient(name: "見本保険組合", recipientClass: .insurer, at: Story.now)
    let costs = Directive(
      id: DirectiveID("costs"), effect: .show, selector: .kind(.cost, nil),
      who: .recipient(clinic), purpose: .treatment, set: Story.now.adding(seconds: -60))
    try consent.append(.directives(removed: [], added: [costs]), at: Story.now)
  }

  // MARK: The portal's side

  private func connect() throws {
    try SyncStore(store, portal: Self.portal).save(
      PortalAccount(
        base: Self.portal, patient: "p1", client: "c", tokenEndpoint: Self.portal,
        accessToken: "a", refreshToken: nil))
    let row = "INSERT INTO upstream(portal, type, id, mark, state, record, round)"
    try store.connection.run(
      "\(row) SELECT number, 'MedicationDispense', 'm', '', 'record', ?, 1 FROM portal",
      [.text(drug.text)])
  }

  /// The portal confirms everything that waits in the outbox.
  func confirm(at instant: Instant = Story.now) throws {
    let sync = try SyncStore(store, portal: Self.portal)
    for item in try sync.outbox() where item.state == .pending {
      try sync.record(OutboxResult(id: item.id, state: .inForce), now: instant)
    }
  }

  /// The portal reports that somebody has read the prescription, and it is judged.
  func report(_ code: String, named name: String, at instant: Instant) throws {
    let event = """
      {"resourceType":"AuditEvent","id":"a\(code)","recorded":"\(instant)","outcome":"0",
       "subtype":[{"code":"read"}],"purposeOfEvent":[{"coding":[{"code":"TREAT"}]}],
       "agent":[{"who":{"reference":"Organization/\(code)","display":"\(name)"},"requestor":true}],
       "entity":[{"what":{"reference":"MedicationDispense/m"}}]}
      """
    let row = "INSERT INTO upstream(portal, type, id, mark, state, body, round)"
    try store.connection.run(
      "\(row) SELECT number, 'AuditEvent', ?, '', 'kept', ?, 1 FROM portal",
      [.text("a" + code), .text(event)])
    try AfterPull.run(store, now: instant)
  }

  /// The titles that the recipient at a place of the list gets.
  func seen(by name: String, at instant: Instant = Story.now) throws -> Set<String> {
    let id = try #require(try consent.state().recipients.values.first { $0.name == name }?.id)
    let view = try SharingView(store, recipient: id, at: instant, now: Story.now)
    return Set(try view.list().map { "\($0.date.map { "\($0) " } ?? "")\($0.title)" })
  }

  /// What is drawn by chance and may stand on a screen.
  func chance() throws -> [String] {
    let codes = try consent.state().recipients.values.flatMap(\.codes).map(\.code.grouped)
    return try store.list(RecordQuery()).map(\.id.text) + codes
  }
}
