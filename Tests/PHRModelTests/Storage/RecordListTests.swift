import Testing

@testable import PHRModel

@Suite struct RecordListTests {
  private func filledStore() throws -> RecordStore {
    let store = try Samples.store()
    for (name, day) in [("ｱﾑﾛｼﾞﾋﾟﾝ錠", "2026-03-10"), ("ロキソニン", "2026-01-05"), ("Aspirin", "2025-12")]
    {
      _ = try store.apply(
        Samples.drug(name, day: day), provenance: Samples.manual, recorded: Samples.now)
    }
    return store
  }

  @Test(arguments: [
    ("アムロジピン", 1), ("あむろじぴん", 1), ("ＡＳＰＩＲＩＮ", 1), ("錠 架空", 1), ("ない", 0),
    ("架空薬局", 3), ("%", 0), ("", 3),
  ])
  func `search folds width, kana and case`(words: String, count: Int) throws {
    var query = RecordQuery()
    query.search = words
    let store = try filledStore()
    #expect(try store.list(query).count == count)
    #expect(try store.count(query) == count)
  }

  @Test func `newest first, page by page`() throws {
    var query = RecordQuery()
    query.limit = 2
    let store = try filledStore()
    #expect(try store.list(query).map(\.title) == ["ｱﾑﾛｼﾞﾋﾟﾝ錠", "ロキソニン"])
    query.offset = 2
    #expect(try store.list(query).map(\.title) == ["Aspirin"])
  }

  @Test(
    arguments: [
      ("2026-01-01", nil, 2), (nil, "2025-12-15", 1), ("2025-12-31", "2026-01-05", 2),
      ("2027-01-01", nil, 0),
    ] as [(String?, String?, Int)])
  func `a month matches every one of its days`(from: String?, to: String?, count: Int) throws {
    var query = RecordQuery()
    query.from = from.flatMap { PartialDate(iso: $0)?.first }
    query.to = to.flatMap { PartialDate(iso: $0)?.first }
    #expect(try filledStore().count(query) == count)
  }

  private func result(_ value: String, _ flag: AbnormalFlag?, _ key: String) -> RecordDraft {
    var item = Observation(
      code: CodedText(text: "架空検査"), value: .quantity(Quantity(value: value, unit: "mg/dL")))
    item.flag = flag
    var draft = RecordDraft(
      body: RecordBody(
        date: PartialDate(iso: "2026-06-01"), title: value,
        content: .checkup(Checkup(items: [item]))))
    draft.sourceKey = key
    return draft
  }

  @Test func `only results that came with a flag are listed, also for others`() throws {
    let store = try filledStore()
    for (value, flag) in [("1", .high), ("2", .normal), ("3", nil), ("4", .abnormal)]
      as [(String, AbnormalFlag?)]
    {
      _ = try store.apply(
        result(value, flag, value), provenance: Samples.portal(), recorded: Samples.now)
    }
    var query = RecordQuery()
    query.flaggedOnly = true
    #expect(try store.list(query).map(\.title) == ["1", "4"])
    #expect(try store.count(query) == 2)
    #expect(try store.countsByKind(query) == [.checkup: 2])
    let later = Samples.now.adding(seconds: 100)
    let clinic = try ConsentStore(store).addRecipient(name: "架空医院", at: Samples.now)
    // A correction takes the flag away; what was known before still has it.
    _ = try store.apply(
      result("1", .normal, "1"), provenance: Samples.portal(), recorded: later)
    func seen(at moment: Instant) throws -> [String] {
      try SharingView(
        store, recipient: clinic.recipient.id, at: moment, now: later.adding(seconds: 1)
      ).list(query).map(\.title)
    }
    #expect(try seen(at: later.adding(seconds: 1)) == ["4"])
    #expect(try seen(at: Samples.now.adding(seconds: 50)) == ["1", "4"])
  }

  @Test func `tags select and count`() throws {
    let store = try filledStore()
    let id = try #require(try store.list(RecordQuery()).first?.id)
    try store.addTag("眠り", to: id, at: Samples.now)
    try store.addTag("眠り", to: id, at: Samples.now)
    var query = RecordQuery()
    query.tag = "眠り"
    #expect(try store.list(query).map(\.id) == [id])
    #expect(try store.allTags().map(\.count) == [1])
    #expect(try store.removeTag("眠り", from: id, at: Samples.now))
    #expect(try store.count(query) == 0)
  }

  @Test func `counts by kind ignore the chosen kind`() throws {
    var query = RecordQuery()
    query.kinds = [.checkup]
    #expect(try filledStore().countsByKind(query) == [.medication: 3])
  }

  /// A few hundred records of three kinds, many of one moment, in no order.
  private static func crowd(seed: UInt64) throws -> RecordStore {
    let store = try Samples.store()
    var random = SplitMix64(seed: seed)
    try store.connection.transaction {
      for number in 0..<300 {
        let day = PartialDate(CivilDay(number: 20_000 + Int.random(in: 0..<12, using: &random)))
        let title = ["架空薬", "検査", "Vaccine"].randomElement(using: &random) ?? ""
        let content: Content =
          switch Int.random(in: 0..<3, using: &random) {
          case 0: .medication(Medication(drug: CodedText(text: title), origin: .dispensed))
          case 1: .checkup(Checkup(items: []))
          default: .vaccination(Vaccination(vaccine: CodedText(text: title)))
          }
        var body = RecordBody(date: day, title: "\(title) \(number)", content: content)
        body.note = "\(number)"
        _ = try store.apply(
          RecordDraft(body: body), provenance: Samples.manual, recorded: Samples.now)
      }
    }
    return store
  }

  @Test(
    arguments: [
      ("", nil, 0), ("架空", nil, 0), ("架空", 10, 0), ("架空", 10, 15), ("1", 7, 3), ("1 2", 50, 0),
      ("検査", 1, 0), ("nothing like it", 10, 0), ("vaccine", 1_000, 0), ("ｖａｃｃｉｎｅ", 20, 200),
      ("架空", 0, 0),
    ] as [(String, Int?, Int)])
  func `an overview is the list and the counts that single questions give`(
    search: String, limit: Int?, offset: Int
  ) throws {
    let store = try Self.crowd(seed: 11)
    for kinds in [[], [.medication], [.checkup, .medication], [.vaccination]] as [Set<Kind>] {
      var query = RecordQuery()
      query.search = search
      query.kinds = kinds
      query.limit = limit
      query.offset = offset
      let found = try store.overview(query)
      #expect(try found.rows == store.list(query), "\(kinds)")
      #expect(try found.counts == store.countsByKind(query), "\(kinds)")
      var everything = query
      (everything.limit, everything.offset) = (nil, 0)
      let shown = found.counts.filter { kinds.isEmpty || kinds.contains($0.key) }
      #expect(try shown.values.reduce(0, +) == store.list(everything).count)
    }
  }

  @Test(arguments: [0, 1, 3, 100, 300, 5_000])
  func `the newest of many are what sorting all of them gives`(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let places = (0..<20_000).map { _ in
      NewestRows.Place(
        moment: .random(in: 0..<50, using: &random), row: .random(in: 0..<1_000_000, using: &random)
      )
    }
    var newest = NewestRows(count: count)
    for place in places { newest.add(place) }
    #expect(Array(newest.sorted) == Array(places.sorted().prefix(count)))
    var all = NewestRows(count: nil)
    for place in places { all.add(place) }
    #expect(Array(all.sorted) == places.sorted())
  }

  @Test func `a short id is enough if it is the only one`() throws {
    let store = try filledStore()
    let id = try #require(try store.list(RecordQuery()).first?.id)
    #expect(try store.ids(startingWith: String(id.text.prefix(8))) == [id])
    #expect(try store.ids(startingWith: "' OR 1=1 --").isEmpty)
  }
}
