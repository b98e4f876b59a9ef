import Testing

@testable import PHRModel

@Suite struct `Consent in a vault` {
  private static let noon = Samples.now

  private static func hide(_ selector: PHRModel.Selector, _ who: WhoSelector) -> ConsentStep {
    .directives(
      removed: [],
      added: [
        Directive(
          id: ConsentStore.newDirectiveID(), effect: .hide, selector: selector, who: who, set: noon)
      ])
  }

  @Test func `the base rule chosen at the beginning holds and cannot be undone`() throws {
    let store = try Samples.store()
    try store.set("base-rule", to: "opt-in")
    let consent = ConsentStore(store)
    #expect(try consent.state().base == .optIn)
    #expect(try consent.undo(at: Self.noon) == nil)
    try consent.append(.base(.optOut), at: Self.noon)
    #expect(try consent.state().base == .optOut)
    #expect(try consent.state(at: Self.noon.adding(seconds: -1), now: Self.noon).base == .optIn)
    #expect(try consent.undo(at: Self.noon)?.number == 1)
    #expect(try consent.state().base == .optIn)
    #expect(try consent.changes().map(\.number) == [1, 2])
  }

  @Test func `undo restores exactly the former set`() throws {
    let store = try Samples.store()
    let consent = ConsentStore(store)
    let clinic = try consent.addRecipient(name: "架空歯科", at: Self.noon).recipient.id
    try consent.append(Self.hide(.kind(.medication, nil), .recipient(clinic)), at: Self.noon)
    let before = try consent.state()
    try consent.append(Self.hide(.all, .anyone), at: Self.noon)
    #expect(try consent.state() != before)
    try consent.undo(at: Self.noon)
    #expect(try consent.state() == before)
  }

  @Test func `a removed recipient sees nothing; added again it gets its directives back`() throws {
    let store = try Samples.store()
    _ = try store.apply(Samples.drug(), provenance: Samples.manual, recorded: Self.noon)
    _ = try store.apply(
      Samples.drug("架空薬Ｂ錠"), provenance: Samples.manual, recorded: Self.noon)
    let consent = ConsentStore(store)
    let clinic = try consent.addRecipient(
      name: "架空歯科", institutionCode: "1331234567", at: Self.noon
    ).recipient
    let ids = try store.list(RecordQuery()).map(\.id)
    try consent.append(Self.hide(.record(ids[0]), .recipient(clinic.id)), at: Self.noon)
    func seen(_ later: Int64) throws -> [RecordID] {
      let at = Self.noon.adding(seconds: later)
      return try SharingView(store, recipient: clinic.id, at: at, now: at).list().map(\.id)
    }
    #expect(try seen(0) == [ids[1]])
    try consent.archive(clinic.id, at: Self.noon.adding(seconds: 10))
    #expect(try seen(10).isEmpty)
    let back = try consent.addRecipient(
      name: "名前が違う歯科", institutionCode: "1331234567", at: Self.noon.adding(seconds: 20))
    #expect(back.returned && back.recipient.id == clinic.id)
    #expect(try seen(20) == [ids[1]])
    let past = try SharingView(
      store, recipient: clinic.id, at: Self.noon.adding(seconds: 10),
      now: Self.noon.adding(seconds: 20))
    #expect(try past.list().isEmpty && !past.isRegistered)
  }

  @Test func `a linkage code that was replaced names nobody any more`() throws {
    let consent = ConsentStore(try Samples.store())
    let clinic = try consent.addRecipient(name: "架空歯科", at: Self.noon).recipient
    let old = try #require(clinic.codes.first?.code)
    let later = Self.noon.adding(seconds: 5)
    let new = try #require(try consent.rotateCodes(of: clinic.id, at: later).first)
    let state = try consent.state()
    #expect(state.recipient(withCode: old, at: later) == nil)
    #expect(state.recipient(withCode: new, at: later) == clinic.id)
  }

  @Test func `names and codes belong to one recipient`() throws {
    let consent = ConsentStore(try Samples.store())
    try consent.addRecipient(name: "架空歯科", institutionCode: "1331234567", at: Self.noon)
    #expect(throws: RecipientProblem.registered(name: "架空歯科")) {
      try consent.addRecipient(name: " 架空 歯科", at: Self.noon)
    }
    #expect(throws: RecipientProblem.codeTaken(name: "架空歯科")) {
      try consent.addRecipient(name: "別の歯科", institutionCode: "1331234567", at: Self.noon)
    }
    #expect(throws: RecipientProblem.reservedName) {
      try consent.addRecipient(name: "anyone", at: Self.noon)
    }
    #expect(throws: RecipientProblem.badCode) {
      try consent.addRecipient(name: "短い歯科", institutionCode: "123", at: Self.noon)
    }
  }

  @Test func `the past shows what was known then, in the version of then`() throws {
    let store = try Samples.store()
    let consent = ConsentStore(store)
    let clinic = try consent.addRecipient(
      name: "架空歯科", at: Self.noon.adding(seconds: -100)
    ).recipient.id
    let id = try store.apply(
      Samples.drug("古い名前錠"), provenance: Samples.manual, recorded: Self.noon
    ).id
    let later = Self.noon.adding(seconds: 60)
    var origin = Samples.manual
    origin.received = later
    try store.edit(id, body: Samples.drug("新しい名前錠").body, provenance: origin)
    _ = try store.apply(Samples.drug("後から錠"), provenance: origin, recorded: later)
    func titles(_ at: Int64) throws -> [String] {
      try SharingView(
        store, recipient: clinic, at: Self.noon.adding(seconds: at),
        now: Self.noon.adding(seconds: 100)
      ).list().map(\.title)
    }
    #expect(try titles(-1).isEmpty)
    #expect(try titles(0) == ["古い名前錠"])
    #expect(Set(try titles(60)) == ["新しい名前錠", "後から錠"])
  }

  @Test func `what the holder finds and sums is the same with and without a hide`() throws {
    let store = try Samples.store()
    for name in ["架空薬Ａ錠", "架空薬Ｂ錠"] {
      _ = try store.apply(Samples.drug(name), provenance: Samples.manual, recorded: Self.noon)
    }
    let consent = ConsentStore(store)
    try consent.addRecipient(name: "架空歯科", at: Self.noon)
    let before = (try store.list(RecordQuery()), try store.countsByKind())
    try consent.append(Self.hide(.all, .anyone), at: Self.noon)
    #expect(try store.list(RecordQuery()) == before.0)
    #expect(try store.countsByKind() == before.1)
    let ids = before.0.map(\.id)
    #expect(try SharingFacts(store, now: Self.noon).hidden(among: ids) == Set(ids))
  }

  @Test func `a notice is shown only if the record it is about is`() throws {
    let store = try Samples.store()
    var drug = Samples.drug()
    drug.upstream = UpstreamReference(base: nil, type: "MedicationDispense", id: "m")
    let id = try store.apply(drug, provenance: Samples.file("f", original: 1), recorded: Self.noon)
      .id
    var notice = Notice(category: .result)
    notice.about = [UpstreamReference(base: nil, type: "MedicationDispense", id: "m")]
    let body = RecordBody(
      date: PartialDate(iso: "2026-03-11"), title: "お知らせ", content: .notice(notice))
    _ = try store.apply(
      RecordDraft(body: body), provenance: Samples.file("f", original: 1), recorded: Self.noon)
    let consent = ConsentStore(store)
    let clinic = try consent.addRecipient(name: "架空歯科", at: Self.noon).recipient.id
    let show = Directive(
      id: ConsentStore.newDirectiveID(), effect: .show, selector: .kind(.notice, nil),
      who: .recipient(clinic), set: Self.noon)
    try consent.append(.directives(removed: [], added: [show]), at: Self.noon)
    func count() throws -> Int {
      try SharingView(store, recipient: clinic, now: Self.noon).count()
    }
    #expect(try count() == 2)
    try consent.append(Self.hide(.record(id), .recipient(clinic)), at: Self.noon)
    #expect(try count() == 0)
  }
}
