import Testing

@testable import PHRModel

/// The traps of My Health Record, Mon espace santé and Kanta, each impossible here (issue on
/// consent, point 7).
@Suite struct `The traps of the anchors` {
  private static let now = Samples.now

  private struct Scene {
    let store: RecordStore
    let consent: ConsentStore
    let clinic: RecipientID

    init() throws {
      store = try Samples.store()
      consent = ConsentStore(store)
      clinic = try consent.addRecipient(
        name: "架空歯科", institutionCode: "1331234567", at: now
      ).recipient.id
    }

    @discardableResult
    func add(_ name: String, days: Int = 7) throws -> RecordID {
      try store.apply(Samples.drug(name), provenance: Samples.manual, recorded: now).id
    }

    @discardableResult
    func hide(_ selector: PHRModel.Selector, from: Instant? = nil, until: Instant? = nil) throws
      -> DirectiveID
    {
      let hide = Directive(
        id: ConsentStore.newDirectiveID(), effect: .hide, selector: selector,
        who: .recipient(clinic), window: ConsentWindow(from: from, until: until), set: now)
      try consent.append(.directives(removed: [], added: [hide]), at: now)
      return hide.id
    }

    func view(after seconds: Int64 = 1) throws -> SharingView {
      let moment = now.adding(seconds: seconds)
      return try SharingView(store, recipient: clinic, at: moment, now: moment)
    }
  }

  @Test func `a rotated code leaves no sticky access`() throws {
    let scene = try Scene()
    let code = try #require(try scene.consent.state().recipients[scene.clinic]?.codes.first?.code)
    let moment = Self.now.adding(seconds: 10)
    let fresh = try scene.consent.rotateCodes(of: scene.clinic, at: moment)
    let state = try scene.consent.state()
    #expect(state.recipient(withCode: code, at: Self.now) == scene.clinic)
    #expect(state.recipient(withCode: code, at: moment) == nil)
    #expect(state.recipient(withCode: try #require(fresh.first), at: moment) == scene.clinic)
    // Undo takes back what was set, never a rotation: others were told that the code is dead.
    #expect(try scene.consent.undo(at: moment) == nil)
    #expect(try scene.consent.state().recipient(withCode: code, at: moment) == nil)
  }

  @Test func `a cleared show leaves no sticky access`() throws {
    let scene = try Scene()
    let id = try scene.add("架空薬")
    try scene.consent.append(.base(.optIn), at: Self.now)
    let show = Directive(
      id: ConsentStore.newDirectiveID(), effect: .show, selector: .record(id),
      who: .recipient(scene.clinic), purpose: .treatment, set: Self.now)
    try scene.consent.append(.directives(removed: [], added: [show]), at: Self.now)
    #expect(try scene.view().list().map(\.id) == [id])
    try scene.consent.append(.directives(removed: [show], added: []), at: Self.now)
    #expect(try scene.view().list().isEmpty)
  }

  @Test func `an archived recipient sees nothing, and its past rule waits`() throws {
    let scene = try Scene()
    try scene.add("架空薬")
    try scene.hide(.kind(.medication, nil))
    try scene.consent.archive(scene.clinic, at: Self.now.adding(seconds: 5))
    #expect(try !scene.view(after: 5).isRegistered)
    #expect(try scene.view(after: 5).count() == 0)
    try scene.consent.addRecipient(
      name: "架空歯科", institutionCode: "1331234567", at: Self.now.adding(seconds: 9))
    #expect(try scene.view(after: 9).isRegistered)
    #expect(try scene.view(after: 9).count() == 0)
  }

  @Test func `hidden never means hidden from the holder`() throws {
    let scene = try Scene()
    let id = try scene.add("架空薬")
    let before = try scene.store.list(RecordQuery())
    try scene.hide(.all)
    try scene.consent.append(.sealed(RecordSeal(selector: .all, set: Self.now)), at: Self.now)
    #expect(try scene.store.list(RecordQuery()) == before)
    #expect(try scene.store.record(id) != nil)
  }

  @Test func `hiding changes no search, no count and no sum of the holder`() throws {
    let scene = try Scene()
    for number in 0..<5 { try scene.add("架空薬\(number)") }
    var search = RecordQuery()
    search.search = "架空薬3"
    let before = (
      try scene.store.list(search), try scene.store.count(RecordQuery()),
      try scene.store.countsByKind()
    )
    try scene.hide(.kind(.medication, nil))
    #expect(try scene.store.list(search) == before.0)
    #expect(try scene.store.count(RecordQuery()) == before.1)
    #expect(try scene.store.countsByKind() == before.2)
  }

  @Test func `a hidden record leaves no trace in counts and searches`() throws {
    let scene = try Scene()
    let ids = try (0..<5).map { try scene.add("架空薬\($0)") }
    try scene.hide(.record(ids[2]))
    let view = try scene.view()
    #expect(try view.count() == 4)
    #expect(try view.countsByKind() == [.medication: 4])
    var search = RecordQuery()
    search.search = "架空薬2"
    #expect(try view.list(search).isEmpty && view.count(search) == 0)
    #expect(try view.record(ids[2]) == nil)
  }

  @Test func `pages have no holes where hidden records stand`() throws {
    let scene = try Scene()
    let ids = try (0..<9).map { try scene.add("架空薬\($0)") }
    for id in ids where ids.firstIndex(of: id)?.isMultiple(of: 2) ?? false {
      try scene.hide(.record(id))
    }
    let view = try scene.view()
    let whole = try view.list().map(\.id)
    #expect(whole.count == 4)
    var page = RecordQuery()
    page.limit = 1
    for offset in 0..<4 {
      page.offset = offset
      #expect(try view.list(page).map(\.id) == [whole[offset]])
    }
  }

  @Test func `the same vault with and without the hidden record is the same to others`() throws {
    let (with, without) = (try Scene(), try Scene())
    for scene in [with, without] { for name in ["ア錠", "イ錠"] { try scene.add(name) } }
    let secret = try with.add("ひみつ錠")
    try with.hide(.record(secret))
    func told(_ scene: Scene) throws -> [String] {
      let view = try scene.view()
      return try view.records().map { record in
        var record = record
        record.episode = nil
        return "\(record.body.title) \(record.version) \(record.tags) \(record.twins.count)"
      } + ["\(try view.count())", "\(try view.countsByKind())"]
    }
    #expect(try told(with) == told(without))
  }

  @Test func `no word of ours is restricted, and none goes over the wire`() throws {
    let scene = try Scene()
    let sync = try SyncStore(scene.store, portal: "http://127.0.0.1:1")
    try sync.save(
      PortalAccount(
        base: "http://127.0.0.1:1", patient: "p1", client: "c", tokenEndpoint: "t",
        accessToken: "a", refreshToken: nil))
    try scene.hide(.kind(.medication, nil))
    try scene.consent.append(.sealed(RecordSeal(selector: .all, set: Self.now)), at: Self.now)
    let items = try sync.outbox()
    #expect(items.count == 3)
    for item in items {
      #expect(!item.body.lowercased().contains("restrict"))
      #expect(!item.body.contains("架空歯科"))
    }
  }

  @Test func `the holder's reason and tags never reach a portal`() throws {
    let scene = try Scene()
    let id = try scene.add("架空薬")
    let sync = try SyncStore(scene.store, portal: "http://127.0.0.1:1")
    try sync.save(
      PortalAccount(
        base: "http://127.0.0.1:1", patient: "p1", client: "c", tokenEndpoint: "t",
        accessToken: "a", refreshToken: nil))
    try scene.store.connection.run(
      """
      INSERT INTO upstream(portal, type, id, mark, state, record, round)
      SELECT number, 'MedicationDispense', 'm', '', 'record', ?, 1 FROM portal
      """, [.text(id.text)])
    try scene.store.addTag("ないしょ", to: id, at: Self.now)
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: .tag("ないしょ"),
      who: .recipient(scene.clinic), set: Self.now, reason: "わけ")
    try scene.consent.append(.directives(removed: [], added: [hide]), at: Self.now)
    let body = try #require(
      try sync.outboxItem(ResourceKey(type: "Consent", id: hide.id.text))?.body)
    #expect(body.contains("MedicationDispense/m"))
    #expect(!body.contains("ないしょ") && !body.contains("わけ"))
  }
}

/// The edges of windows, to the second, in Tokyo's time, wherever a decision is made.
@Suite struct `The edges of a window` {
  private static let noon = Samples.now

  static let edges: [(from: String?, until: String?, at: String, inside: Bool)] = [
    ("2026-04-01", nil, "2026-03-31T23:59:59+09:00", false),
    ("2026-04-01", nil, "2026-04-01T00:00:00+09:00", true),
    ("2026-04-01", nil, "2026-03-31T15:00:00Z", true),
    ("2026-04-01", nil, "2026-03-31T14:59:59Z", false),
    (nil, "2027-03-31", "2027-03-31T23:59:59+09:00", true),
    (nil, "2027-03-31", "2027-04-01T00:00:00+09:00", false),
    (nil, "2027-03-31T09:00", "2027-03-31T08:59:59+09:00", true),
    (nil, "2027-03-31T09:00", "2027-03-31T09:00:00+09:00", false),
    (nil, "2028-02", "2028-02-29T23:59:59+09:00", true),
    (nil, "2028-02", "2028-03-01T00:00:00+09:00", false),
    ("令和8年4月1日", "令和8年4月1日", "2026-04-01T12:00:00+09:00", true),
    ("令和8年4月1日", "令和8年4月1日", "2026-04-02T00:00:00+09:00", false),
  ]

  @Test(arguments: edges)
  func `decide, see-as and the portal's words agree on them`(
    from: String?, until: String?, at: String, inside: Bool
  ) throws {
    let window = ConsentWindow(
      from: from.flatMap { ConsentTime.parse($0, edge: .start) },
      until: until.flatMap { ConsentTime.parse($0, edge: .end) })
    let moment = try #require(Instant(iso: at))
    #expect(window.contains(moment) == inside)
    let store = try Samples.store()
    let consent = ConsentStore(store)
    let clinic = try consent.addRecipient(name: "架空歯科", at: Instant(seconds: 0)).recipient.id
    _ = try store.apply(
      Samples.drug(), provenance: Samples.manual, recorded: Instant(seconds: 0))
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: .all,
      who: .recipient(clinic), window: window, set: Instant(seconds: 0))
    try consent.append(.directives(removed: [], added: [hide]), at: Instant(seconds: 0))
    let view = try SharingView(store, recipient: clinic, at: moment, now: moment)
    #expect(try view.count() == (inside ? 0 : 1))
    let period = ConsentWire.period(window)
    let start = period?["start"]?.string.flatMap { Instant(iso: $0) }
    let end = period?["end"]?.string.flatMap { Instant(iso: $0) }
    #expect(((start.map { $0 <= moment } ?? true) && (end.map { moment <= $0 } ?? true)) == inside)
  }
}
