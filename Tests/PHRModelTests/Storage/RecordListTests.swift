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

  @Test func `tags select and count`() throws {
    let store = try filledStore()
    let id = try #require(try store.list(RecordQuery()).first?.id)
    try store.addTag("眠り", to: id)
    try store.addTag("眠り", to: id)
    var query = RecordQuery()
    query.tag = "眠り"
    #expect(try store.list(query).map(\.id) == [id])
    #expect(try store.allTags().map(\.count) == [1])
    #expect(try store.removeTag("眠り", from: id))
    #expect(try store.count(query) == 0)
  }

  @Test func `counts by kind ignore the chosen kind`() throws {
    var query = RecordQuery()
    query.kinds = [.checkup]
    #expect(try filledStore().countsByKind(query) == [.medication: 3])
  }

  @Test func `a short id is enough if it is the only one`() throws {
    let store = try filledStore()
    let id = try #require(try store.list(RecordQuery()).first?.id)
    #expect(try store.ids(startingWith: String(id.text.prefix(8))) == [id])
    #expect(try store.ids(startingWith: "' OR 1=1 --").isEmpty)
  }
}
