import Foundation
import Testing

@testable import PHRModel

@Suite struct `Records in classes` {
  private static let now = Samples.now
  private static let clinic = RecipientID("clinic")

  /// Twenty drug lines of five days; a registered clinic.
  private static func filled() throws -> RecordStore {
    let store = try Samples.store()
    for number in 0..<20 {
      _ = try store.apply(
        Samples.drug("架空薬\(number)錠", day: "2026-03-1\(number % 5)"), provenance: Samples.manual,
        recorded: now)
    }
    let recipient = Recipient(id: clinic, name: "架空医院", registered: Instant(seconds: 0))
    try ConsentStore(store).append(.recipientAdded(recipient), at: now)
    return store
  }

  private static func hide(
    _ selector: PHRModel.Selector, from: Instant? = nil, until: Instant? = nil,
    in store: RecordStore
  ) throws {
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: selector,
      who: .recipient(clinic), window: ConsentWindow(from: from, until: until), set: now)
    try ConsentStore(store).append(.directives(removed: [], added: [hide]), at: now)
  }

  /// Compares all that is answered by class with decisions on one record after the other.
  private static func check(_ store: RecordStore, at moment: Instant = now) throws -> Int {
    let view = try SharingView(store, recipient: clinic, at: moment, now: moment)
    let expected = try store.list(RecordQuery()).filter {
      try view.decision(on: $0.id)?.isShown ?? false
    }
    #expect(try view.list() == expected)
    #expect(try view.count() == expected.count)
    #expect(try view.countsByKind().values.reduce(0, +) == expected.count)
    #expect(
      try SharingFacts(store, now: moment).shownCounts(for: [clinic]) == [clinic: expected.count])
    let survey = try SideBySide(store, view: view).survey(RecordQuery())
    #expect(survey.shown.map { survey.ids[$0] } == expected.map(\.id))
    return expected.count
  }

  /// What may happen to a vault, and how many records are shown after it.
  private static let changes: [(String, Int, @Sendable (RecordStore, RecordID) throws -> Void)] = [
    ("nothing", 20, { _, _ in }),
    ("a record is hidden", 19, { store, id in try hide(.record(id), in: store) }),
    ("a day is hidden", 16, { store, id in try hide(.period(day(of: id, store)), in: store) }),
    ("all is hidden", 0, { store, _ in try hide(.all, in: store) }),
    (
      "a hidden tag is put on", 19,
      { store, id in
        try hide(.tag("心"), in: store)
        _ = try check(store)
        try store.addTag("心", to: id, at: now)
      }
    ),
    (
      "a hidden tag is taken off", 20,
      { store, id in
        try hide(.tag("心"), in: store)
        try store.addTag("心", to: id, at: now)
        #expect(try check(store) == 19)
        _ = try store.removeTag("心", from: id, at: now)
      }
    ),
    (
      "a record comes", 21,
      { store, _ in
        _ = try store.apply(Samples.drug("新薬"), provenance: Samples.manual, recorded: now)
      }
    ),
    (
      "a record is corrected to a hidden institution", 19,
      { store, id in
        try hide(.facility(FacilityName(name: "別の薬局")), in: store)
        _ = try check(store)
        let record = try #require(try store.record(id))
        var body = record.body
        body.facilities = [Facility(role: .dispenser, name: "別の薬局")]
        try store.edit(id, body: body, provenance: Samples.manual)
      }
    ),
    (
      "a corrected record stays hidden by what it said", 19,
      { store, id in
        let record = try #require(try store.record(id))
        var body = record.body
        body.facilities = [Facility(role: .dispenser, name: "別の薬局")]
        try store.edit(id, body: body, provenance: Samples.manual)
        body.facilities = []
        try store.edit(id, body: body, provenance: Samples.manual)
        try hide(.facility(FacilityName(name: "別の薬局")), in: store)
      }
    ),
  ]

  private static func day(of id: RecordID, _ store: RecordStore) throws -> DayPeriod {
    let day = try #require(try store.record(id)?.body.date?.first)
    return try #require(DayPeriod(from: day, to: day))
  }

  @Test(arguments: changes.indices)
  func `after any change all is as if nothing had been remembered`(number: Int) throws {
    let store = try Self.filled()
    #expect(try Self.check(store) == 20)
    let id = try #require(try store.list(RecordQuery()).first?.id)
    let (name, count, change) = Self.changes[number]
    try change(store, id)
    #expect(try Self.check(store) == count, "\(name)")
  }

  @Test func `a rule begins and ends with the clock alone`() throws {
    let store = try Self.filled()
    let (from, until) = (Self.now.adding(seconds: 10), Self.now.adding(seconds: 20))
    try Self.hide(.all, from: from, until: until, in: store)
    let counts = try [0, 9, 10, 19, 20].map {
      try Self.check(store, at: Self.now.adding(seconds: $0))
    }
    #expect(counts == [20, 20, 0, 0, 20])
  }

  @Test func `one view counts anew after a record was added`() throws {
    let store = try Self.filled()
    let view = try SharingView(store, recipient: Self.clinic, now: Self.now)
    #expect(try view.count() == 20)
    _ = try store.apply(Samples.drug("新薬"), provenance: Samples.manual, recorded: Self.now)
    #expect(try view.count() == 21)
  }

  @Test func `what was taken back is not remembered`() throws {
    struct Stop: Error {}
    let store = try Self.filled()
    try Self.hide(.tag("心"), in: store)
    let id = try #require(try store.list(RecordQuery()).first?.id)
    #expect(throws: Stop.self) {
      try store.connection.transaction {
        try store.addTag("心", to: id, at: Self.now)
        #expect(try Self.check(store) == 19)
        throw Stop()
      }
    }
    #expect(try Self.check(store) == 20)
  }

  @Test func `nothing is sorted twice while nothing is written`() throws {
    let store = try Self.filled()
    let first = try store.factClasses()
    _ = try Self.check(store)
    #expect(try store.factClasses() === first)
    // Twenty lines of five days at one pharmacy.
    #expect(first.sketches.count == 5)
    try store.set("anything", to: "else")
    #expect(try store.factClasses() !== first)
  }

  @Test func `a change of consent sorts nothing anew, within a transaction neither`() throws {
    let store = try Self.filled()
    let first = try store.factClasses()
    try Self.hide(.all, in: store)
    #expect(try store.factClasses() === first)
    #expect(try Self.check(store) == 0)
    try ConsentStore(store).undo(at: Self.now)
    #expect(try Self.check(store) == 20)
    let id = try #require(try store.list(RecordQuery()).first?.id)
    try Self.hide(.tag("心"), in: store)
    let kept = try store.factClasses()
    try store.connection.transaction {
      try store.addTag("心", to: id, at: Self.now)
      try Self.hide(.tag("肺"), in: store)
    }
    #expect(try store.factClasses() !== kept)
    #expect(try Self.check(store) == 19)
  }

  @Test func `what another connection writes is seen`() throws {
    let path = FileManager.default.temporaryDirectory.path + "/phr-classes-\(UUID()).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try RecordStore(Connection(path: path))
    let other = try RecordStore(Connection(path: path))
    let recipient = Recipient(id: Self.clinic, name: "架空医院", registered: Instant(seconds: 0))
    try ConsentStore(store).append(.recipientAdded(recipient), at: Self.now)
    #expect(try Self.check(store) == 0)
    _ = try other.apply(Samples.drug(), provenance: Samples.manual, recorded: Self.now)
    #expect(try Self.check(store) == 1)
    let draft = Samples.drug("別の薬", day: "2026-03-11")
    _ = try other.apply(draft, provenance: Samples.manual, recorded: Self.now)
    try Self.hide(.tag("心"), in: store)
    #expect(try Self.check(store) == 2)
  }

  @Test func `a page of which almost all is hidden is the page of the whole list`() throws {
    let store = try Samples.store()
    try store.connection.transaction {
      for number in 0..<1_300 {
        let day = number < 1_291 ? "2026-03-10" : "2020-01-0\(number - 1_290)"
        var draft = Samples.drug("架空薬\(number)錠", day: day)
        draft.sourceKey = "\(number)"
        _ = try store.apply(draft, provenance: Samples.manual, recorded: Self.now)
      }
    }
    let recipient = Recipient(id: Self.clinic, name: "架空医院", registered: Instant(seconds: 0))
    try ConsentStore(store).append(.recipientAdded(recipient), at: Self.now)
    let march = try #require(PartialDate(iso: "2026-03")).first
    try Self.hide(.period(try #require(DayPeriod(from: march, to: nil))), in: store)
    let view = try SharingView(store, recipient: Self.clinic, now: Self.now)
    let whole = try view.list()
    #expect(whole.count == 9)
    for offset in [0, 4, 8, 9] {
      var page = RecordQuery()
      (page.offset, page.limit) = (offset, 4)
      #expect(try view.list(page) == Array(whole.dropFirst(offset).prefix(4)))
    }
  }

  @Test func `rows far beyond the others and rows that are not there`() {
    var rows = ClassedRows()
    rows.put(3, inClass: 7)
    rows.put(1 << 40, inClass: 8)
    rows.setSingle(-5, isListed: true)
    rows.setSingle(4, isListed: false)
    rows.setSingle(6, isListed: true)
    let numbers = [3, 1 << 40, -5, 4, 6, 0, 99].map { rows.classNumber(of: $0) }
    #expect(numbers == [7, 8, nil, nil, nil, nil, nil])
    rows.takeOut(3)
    rows.takeOut(99)
    #expect(rows.classNumber(of: 3) == nil)
    var listed: Set<Int64> = []
    rows.forEachListed { listed.insert($0) }
    #expect(listed == [3, 1 << 40, -5, 6])
  }
}
