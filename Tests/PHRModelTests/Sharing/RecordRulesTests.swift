import Testing

@testable import PHRModel

/// The inbox says which rule took hold of a record that has arrived.
@Suite struct `Which rule took hold` {
  private static let now = Samples.now

  private static func vault() throws -> (RecordStore, [RecipientID]) {
    let store = try Samples.store()
    let consent = ConsentStore(store)
    let ids = try ["架空内科", "架空歯科", "架空薬局"].map {
      try consent.addRecipient(name: $0, at: now).recipient.id
    }
    return (store, ids)
  }

  private static func set(
    _ store: RecordStore, _ effect: Effect, _ selector: PHRModel.Selector, _ who: WhoSelector
  ) throws -> DirectiveID {
    let rule = Directive(
      id: ConsentStore.newDirectiveID(), effect: effect, selector: selector, who: who, set: now)
    try ConsentStore(store).append(.directives(removed: [], added: [rule]), at: now)
    return rule.id
  }

  private static func arrive(_ store: RecordStore) throws -> RecordID {
    try store.apply(
      Samples.drug(), provenance: Samples.portal(), recorded: now.adding(seconds: 60)
    ).id
  }

  private static func rules(_ store: RecordStore, _ id: RecordID) throws -> RecordRules {
    let facts = try SharingFacts(store, now: now.adding(seconds: 60))
    return try #require(try facts.rules(on: [id])[id])
  }

  @Test func `without rules the base rule is counted`() throws {
    let (store, _) = try Self.vault()
    let found = try Self.rules(store, try Self.arrive(store))
    #expect(found.rules.isEmpty && found.decidedByBase == 3 && found.shownByBase == 3)
    try ConsentStore(store).append(.base(.optIn), at: Self.now)
    let later = try Self.rules(store, try #require(try store.list(RecordQuery()).first?.id))
    #expect(later.decidedByBase == 3 && later.shownByBase == 0)
  }

  @Test func `a rule set before names whom it decided for, the rest is the base rule's`() throws {
    let (store, ids) = try Self.vault()
    let hide = try Self.set(store, .hide, .kind(.medication, nil), .recipient(ids[1]))
    let found = try Self.rules(store, try Self.arrive(store))
    #expect(found.rules.map(\.names) == [["架空歯科"]])
    #expect(found.rules.map(\.effect) == [.hide])
    #expect(found.rules.first?.reason == .directive(hide, since: Self.now, until: nil))
    #expect(found.decidedByBase == 2)
  }

  @Test func `one rule for several is said once`() throws {
    let (store, _) = try Self.vault()
    _ = try Self.set(store, .hide, .facility(FacilityName(name: "架空薬局")), .anyone)
    let found = try Self.rules(store, try Self.arrive(store))
    #expect(found.rules.map(\.names) == [["架空内科", "架空歯科", "架空薬局"]])
    #expect(found.decidedByBase == 0)
  }

  @Test func `a seal is said as a seal`() throws {
    let (store, _) = try Self.vault()
    try ConsentStore(store).append(
      .sealed(RecordSeal(selector: .kind(.medication, nil), set: Self.now)), at: Self.now)
    let found = try Self.rules(store, try Self.arrive(store))
    #expect(found.rules.map(\.reason) == [.seal(until: nil)])
    #expect(found.rules.first?.names.count == 3)
  }

  @Test func `a record that is not here has no rules`() throws {
    let (store, _) = try Self.vault()
    #expect(try SharingFacts(store, now: Self.now).rules(on: [RecordID("none")]).isEmpty)
  }
}

/// Refusing research: recorded, sent, tracked (issue on consent, "Research opt-out").
@Suite struct `A refusal of research` {
  private static let base = "http://127.0.0.1:1"
  private static let now = Samples.now

  private static func vault(withPortal: Bool = true) throws -> RecordStore {
    let store = try Samples.store()
    guard withPortal else { return store }
    try SyncStore(store, portal: base).save(
      PortalAccount(
        base: base, patient: "p1", client: "c", tokenEndpoint: base, accessToken: "a",
        refreshToken: nil))
    return store
  }

  private static func notice(_ store: RecordStore, _ sender: String) throws -> RecordID {
    var notice = Notice(category: .research)
    notice.sender = sender
    notice.sent = now
    var body = RecordBody(
      date: PartialDate(now.day), title: "研究利用のお知らせ", content: .notice(notice))
    body.facilities = [Facility(role: .author, name: sender, code: "1310000001")]
    try store.raise(RecordDraft(body: body, sourceKey: sender), now: now)
    return try #require(try store.list(RecordQuery()).first { $0.kind == .notice }?.id)
  }

  private static func confirm(_ store: RecordStore) throws {
    let sync = try SyncStore(store, portal: base)
    for item in try sync.outbox() {
      try sync.record(OutboxResult(id: item.id, state: .inForce), now: now)
    }
  }

  @Test func `answers the notice's institution, by its code, with a Consent and a Task`() throws {
    let store = try Self.vault()
    let id = try Self.notice(store, "架空病院")
    let research = ResearchStore(store)
    let request = try research.request(answering: id, at: Self.now)
    #expect(request.facility == FacilityName(name: "架空病院", code: "1310000001"))
    #expect(try research.refuse(request) != nil)
    #expect(try research.refuse(try research.request(answering: id, at: Self.now)) == nil)
    let sync = try SyncStore(store, portal: Self.base)
    let consent = try JSONValue(
      parsing: try #require(
        try sync.outboxItem(ResourceKey(type: "Consent", id: request.id.text))?.body))
    let rule = try #require(consent["provision"]?["provision"]?[0])
    #expect(rule["purpose"]?[0]?["code"]?.string == "HRESCH")
    // The notice is about this institution, whether or not the portal has records of it.
    #expect(
      rule["data"]?[0]?["reference"]?["reference"]?.string == "Organization/1310000001")
    let task = try JSONValue(
      parsing: try #require(
        try sync.outboxItem(ResourceKey(type: "Task", id: request.deletionTask))?.body))
    #expect(task["owner"]?["reference"]?.string == "Organization/1310000001")
    #expect(task["status"]?.string == "requested" && task["intent"]?.string == "order")
  }

  @Test(arguments: [
    ("requested", TrackedRequest.Deletion.received), ("in-progress", .accepted),
    ("completed", .completed), ("rejected", .refused),
  ])
  func `is tracked by what the portal says of the Task`(
    status: String, expected: TrackedRequest.Deletion
  ) throws {
    let store = try Self.vault()
    let research = ResearchStore(store)
    let request = try research.request(answering: nil, at: Self.now)
    try research.refuse(request)
    #expect(try research.tracked().map(\.deletion) == [.pending])
    try Self.confirm(store)
    #expect(try research.tracked().map(\.deletion) == [.received])
    #expect(try research.tracked().map(\.consent) == [.inForce])
    let text = #"{"resourceType":"Task","id":"\#(request.deletionTask)","status":"\#(status)"}"#
    _ = try SyncStore(store, portal: Self.base).apply(
      SyncPage(
        type: "Task",
        resources: [
          PulledResource(
            key: ResourceKey(type: "Task", id: request.deletionTask), mark: "1",
            reading: .kept(text))
        ]), recorded: Self.now)
    #expect(try research.tracked().map(\.deletion) == [expected])
  }

  @Test func `goes to a portal that is joined later`() throws {
    let store = try Self.vault(withPortal: false)
    let research = ResearchStore(store)
    try research.refuse(try research.request(answering: nil, at: Self.now))
    #expect(try research.tracked().map(\.deletion) == [.local])
    try SyncStore(store, portal: Self.base).save(
      PortalAccount(
        base: Self.base, patient: "p1", client: "c", tokenEndpoint: Self.base,
        accessToken: "a", refreshToken: nil))
    try ConsentPortal(store).publishIfChanged(now: Self.now)
    try research.sendDeletions(now: Self.now)
    #expect(try research.tracked().map(\.deletion) == [.pending])
    #expect(try research.tracked().map(\.consent) == [.pending])
  }

  @Test func `that was taken back no longer stands, and hides nothing`() throws {
    let store = try Self.vault()
    let research = ResearchStore(store)
    try research.refuse(try research.request(answering: nil, at: Self.now))
    try ConsentStore(store).undo(at: Self.now)
    #expect(try research.tracked().map(\.isStanding) == [false])
  }

  @Test(arguments: [(15, true), (16, false), (80, false)])
  func `under 16 the guardian is asked too`(age: Int, asked: Bool) {
    #expect(ResearchRequest.needsGuardian(age: age) == asked)
    #expect(!ResearchRequest.needsGuardian(age: nil))
  }

  @Test func `thirty days are the usual wait`() throws {
    let day = try #require(CivilDay(year: 2026, month: 1, day: 31))
    #expect(ResearchRequest.usualStart(after: day).description == "2026-03-02")
  }

  @Test func `hides from researchers only, and for research only`() throws {
    let store = try Self.vault()
    let consent = ConsentStore(store)
    let university = try consent.addRecipient(
      name: "架空大学", recipientClass: .researcher, at: Self.now
    ).recipient.id
    let clinic = try consent.addRecipient(name: "架空内科", at: Self.now).recipient.id
    _ = try store.apply(Samples.drug(), provenance: Samples.manual, recorded: Self.now)
    let show = Directive(
      id: ConsentStore.newDirectiveID(), effect: .show, selector: .all, who: .anyone,
      purpose: .research, set: Self.now)
    try consent.append(.directives(removed: [], added: [show]), at: Self.now)
    func seen(_ who: RecipientID, _ purpose: Purpose) throws -> Int {
      try SharingView(store, recipient: who, purpose: purpose, at: Self.now, now: Self.now)
        .count()
    }
    #expect(try seen(university, .research) == 1)
    let research = ResearchStore(store)
    try research.refuse(try research.request(answering: nil, at: Self.now))
    #expect(try seen(university, .research) == 0)
    #expect(try seen(clinic, .treatment) == 1)
  }
}
