import Testing

@testable import PHRModel

/// Accesses are judged by what their portal had confirmed at their moment, however late they are
/// reported (issue on consent, "Times").
@Suite struct `An access is judged by the consent of its moment` {
  private static let base = "http://127.0.0.1:1"
  private static let now = Samples.now

  /// A vault with one drug from a portal, everything confirmed at `now`.
  private struct Scene {
    let store: RecordStore
    let sync: SyncStore
    let clinic: RecipientID
    let drug: RecordID
    let consent: ConsentStore

    init() throws {
      store = try Samples.store()
      sync = try SyncStore(store, portal: base)
      consent = ConsentStore(store)
      try sync.save(
        PortalAccount(
          base: base, patient: "p1", client: "c", tokenEndpoint: base, accessToken: "a",
          refreshToken: nil))
      clinic = try consent.addRecipient(
        name: "架空歯科", institutionCode: "1331234567", at: now
      ).recipient.id
      drug = try store.apply(Samples.drug(), provenance: Samples.portal(), recorded: now).id
      let row = "INSERT INTO upstream(portal, type, id, mark, state, record, round)"
      try store.connection.run(
        "\(row) SELECT number, 'MedicationDispense', 'm', '', 'record', ?, 1 FROM portal",
        [.text(drug.text)])
      try confirm(after: 0)
    }

    /// The portal confirms everything that waits.
    func confirm(after seconds: Int64) throws {
      for item in try sync.outbox() where item.state == .pending {
        try sync.record(
          OutboxResult(id: item.id, state: .inForce), now: now.adding(seconds: seconds))
      }
    }

    /// Whether an access would be flagged.
    func finding(
      after seconds: Int64, who: String = "1331234567", purpose: Purpose = .treatment
    ) throws -> JudgedAccess.Finding? {
      var entry = AccessEntry(
        name: "e", at: now.adding(seconds: seconds), who: who, portal: base)
      entry.organization = "Organization/" + who
      entry.purpose = purpose
      entry.records = [drug]
      let judge = try AccessJudge(store)
      entry.recipient = judge.recipient(named: entry)
      return try judge.finding(entry)
    }

    func set(_ effect: Effect, _ selector: PHRModel.Selector, after seconds: Int64) throws {
      let rule = Directive(
        id: ConsentStore.newDirectiveID(), effect: effect, selector: selector,
        who: .recipient(clinic), set: now.adding(seconds: seconds))
      try consent.append(
        .directives(removed: [], added: [rule]), at: now.adding(seconds: seconds))
    }
  }

  @Test(arguments: [(99, false), (100, true), (101, true)])
  func `a hide counts from the second of its confirmation`(second: Int64, flagged: Bool) throws {
    let scene = try Scene()
    try scene.set(.hide, .kind(.medication, nil), after: 10)
    try scene.confirm(after: 100)
    #expect((try scene.finding(after: second) == .hidden) == flagged)
  }

  @Test func `a hide that was taken back counts to the second of that confirmation`() throws {
    let scene = try Scene()
    try scene.set(.hide, .record(scene.drug), after: 10)
    try scene.confirm(after: 100)
    try scene.consent.undo(at: Self.now.adding(seconds: 200))
    // The holder already allowed it: reading then is no contradiction.
    #expect(try scene.finding(after: 150) == .hidden)
    #expect(try scene.finding(after: 250) == nil)
    try scene.confirm(after: 300)
    #expect(try scene.finding(after: 150) == .hidden)
    #expect(try scene.finding(after: 350) == nil)
  }

  @Test func `a list counts for what stood in it, also after it was sent again`() throws {
    let scene = try Scene()
    try scene.set(.hide, .tag("心"), after: 10)
    try scene.confirm(after: 20)
    #expect(try scene.finding(after: 30) == nil)
    try scene.store.addTag("心", to: scene.drug, at: Self.now.adding(seconds: 40))
    try ConsentPortal(scene.store).publish(now: Self.now.adding(seconds: 40))
    #expect(try scene.finding(after: 50) == nil)
    try scene.confirm(after: 60)
    #expect(try scene.finding(after: 59) == nil)
    #expect(try scene.finding(after: 60) == .hidden)
    _ = try scene.store.removeTag("心", from: scene.drug, at: Self.now.adding(seconds: 70))
    try ConsentPortal(scene.store).publish(now: Self.now.adding(seconds: 70))
    try scene.confirm(after: 80)
    #expect(try scene.finding(after: 65) == .hidden)
  }

  @Test func `a seal counts like a hide`() throws {
    let scene = try Scene()
    try scene.consent.append(
      .sealed(RecordSeal(selector: .all, set: Self.now.adding(seconds: 10))),
      at: Self.now.adding(seconds: 10))
    #expect(try scene.finding(after: 20) == nil)
    try scene.confirm(after: 30)
    #expect(try scene.finding(after: 30) == .hidden)
  }

  @Test func `whom the portal still knows is no stranger, and whom it never knew is`() throws {
    let scene = try Scene()
    try scene.consent.archive(scene.clinic, at: Self.now.adding(seconds: 10))
    #expect(try scene.finding(after: 20) == nil)
    try scene.confirm(after: 30)
    #expect(try scene.finding(after: 25) == nil)
    #expect(try scene.finding(after: 30) == .unregistered)
    #expect(try scene.finding(after: 20, who: "9999999999") == .unregistered)
  }

  @Test func `in an emergency the profile decides, whoever asks`() throws {
    let scene = try Scene()
    let stranger = "9999999999"
    #expect(try scene.finding(after: 10, who: stranger, purpose: .emergency) == nil)
    var profile = EmergencyProfile()
    profile.currentMedication = false
    try scene.consent.append(.emergency(profile), at: Self.now.adding(seconds: 20))
    try scene.confirm(after: 30)
    #expect(try scene.finding(after: 40, who: stranger, purpose: .emergency) == .hidden)
    #expect(try scene.finding(after: 40, purpose: .emergency) == .hidden)
    #expect(try scene.finding(after: 40, who: stranger, purpose: .treatment) == .unregistered)
  }

  @Test func `what was refused, or not confirmed at all, is never a contradiction`() throws {
    let scene = try Scene()
    try scene.store.connection.execute("DELETE FROM confirmed")
    #expect(try scene.finding(after: 10, who: "9999999999") == nil)
    var entry = AccessEntry(name: "e", at: Self.now, who: "?", portal: Self.base)
    entry.refused = true
    #expect(try AccessJudge(Scene().store).finding(entry) == nil)
  }
}

@Suite struct `The access log filters` {
  private static let now = Samples.now

  private static func log() throws -> AccessLog {
    let log = AccessLog(try Samples.store())
    let entries: [(AccessEntry.Action, String, Purpose?, Int64, Bool)] = [
      (.read, "架空内科", .treatment, 0, false), (.search, "架空歯科", .treatment, 10, true),
      (.export, "架空薬局", .care, 20, false), (.opening, "長女", nil, 30, false),
    ]
    for (action, who, purpose, seconds, byMachine) in entries {
      var entry = AccessEntry(
        action, who: who, recipient: RecipientID(who), purpose: purpose, records: [],
        at: now.adding(seconds: seconds))
      entry.byMachine = byMachine
      try log.add(entry, now: now)
    }
    return log
  }

  private static func filter(_ change: (inout AccessFilter) -> Void) -> AccessFilter {
    var filter = AccessFilter()
    change(&filter)
    return filter
  }

  static let table: [(AccessFilter, [String])] = [
    (AccessFilter(), ["長女", "架空薬局", "架空歯科", "架空内科"]),
    (filter { $0.who = "ｶｸｳ" }, []),
    (filter { $0.who = "架空" }, ["架空薬局", "架空歯科", "架空内科"]),
    (filter { $0.recipient = RecipientID("長女") }, ["長女"]),
    (filter { $0.purpose = .treatment }, ["架空歯科", "架空内科"]),
    (filter { $0.byMachine = true }, ["架空歯科"]),
    (filter { $0.byMachine = false }, ["長女", "架空薬局", "架空内科"]),
    (filter { $0.actions = [.export, .opening] }, ["長女", "架空薬局"]),
    (filter { $0.window = ConsentWindow(from: now.adding(seconds: 10)) }, ["長女", "架空薬局", "架空歯科"]),
    (filter { $0.window = ConsentWindow(until: now.adding(seconds: 10)) }, ["架空内科"]),
    (filter { $0.flaggedOnly = true }, []),
  ]

  @Test(arguments: table)
  func `by who, when, purpose, machine and sort`(filter: AccessFilter, names: [String]) throws {
    #expect(try Self.log().entries(filter).map(\.entry.who) == names)
  }

  @Test func `an opening told twice is one entry, and long lists are counted whole`() throws {
    let log = AccessLog(try Samples.store())
    let ids = (0..<300).map { RecordID("r\($0)") }
    for _ in 0..<2 {
      try log.add(
        AccessEntry(
          .opening, who: "長女", recipient: RecipientID("d"), purpose: nil, records: ids,
          at: Self.now, name: "reply 1"), now: Self.now)
    }
    let found = try log.entries()
    #expect(found.count == 1)
    #expect(found.first?.entry.count == 300)
    #expect(found.first?.entry.records.count == AccessEntry.namedRecords)
  }
}
