import Testing

@testable import PHRModel

/// `--at` in the past uses the tags, twins, records and consent known then.
@Suite struct `A view of the past` {
  private static let now = Samples.now
  private static func later(_ seconds: Int64) -> Instant { now.adding(seconds: seconds) }

  private static func vault() throws -> (RecordStore, RecipientID, RecordID) {
    let store = try Samples.store()
    let clinic = try ConsentStore(store).addRecipient(name: "架空内科", at: now).recipient.id
    let id = try store.apply(Samples.drug(), provenance: Samples.manual, recorded: now).id
    return (store, clinic, id)
  }

  private static func seen(
    _ store: RecordStore, _ who: RecipientID, at seconds: Int64,
    _ query: RecordQuery = RecordQuery()
  ) throws -> [RecordID] {
    try SharingView(store, recipient: who, at: later(seconds), now: later(1_000))
      .list(query).map(\.id)
  }

  @Test(arguments: [(5, true), (9, true), (10, false), (19, false), (20, true), (1_000, true)])
  func `has the tags of then, to the second`(second: Int64, shown: Bool) throws {
    let (store, clinic, id) = try Self.vault()
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: .tag("心"),
      who: .recipient(clinic), set: Self.now)
    try ConsentStore(store).append(.directives(removed: [], added: [hide]), at: Self.now)
    try store.addTag("心", to: id, at: Self.later(10))
    _ = try store.removeTag("心", from: id, at: Self.later(20))
    #expect(try Self.seen(store, clinic, at: second) == (shown ? [id] : []))
  }

  @Test func `a list by tag is that of then`() throws {
    let (store, clinic, id) = try Self.vault()
    try store.addTag("心", to: id, at: Self.later(10))
    _ = try store.removeTag("心", from: id, at: Self.later(20))
    var tagged = RecordQuery()
    tagged.tag = "心"
    #expect(try Self.seen(store, clinic, at: 9, tagged).isEmpty)
    #expect(try Self.seen(store, clinic, at: 10, tagged) == [id])
    #expect(try Self.seen(store, clinic, at: 20, tagged).isEmpty)
    #expect(try Self.seen(store, clinic, at: 1_000, tagged).isEmpty)
  }

  @Test func `has the twins of then: one record while they were one, two after`() throws {
    let store = try Samples.store()
    let clinic = try ConsentStore(store).addRecipient(name: "架空内科", at: Self.now).recipient.id
    let code = "2171022F4029"
    let first = try store.apply(
      Samples.drug(code: code), provenance: Samples.file("a", original: 1), recorded: Self.now
    ).id
    var draft = Samples.drug(code: code)
    draft.body.note = "same event, told again"
    let second = try store.apply(
      draft, provenance: Samples.portal(), recorded: Self.later(10)
    ).id
    try #require(try store.isTwin(second))
    try store.unlinkTwin(second, at: Self.later(20))
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: .record(second),
      who: .recipient(clinic), set: Self.now)
    try ConsentStore(store).append(.directives(removed: [], added: [hide]), at: Self.now)
    #expect(try Self.seen(store, clinic, at: 5) == [first])
    // A hide of one twin hid both, as long as they were one.
    #expect(try Self.seen(store, clinic, at: 15).isEmpty)
    #expect(try Self.seen(store, clinic, at: 20) == [first])
    #expect(try Self.seen(store, clinic, at: 1_000) == [first])
  }

  @Test func `older vaults count what they had as there from the beginning`() throws {
    let (store, clinic, id) = try Self.vault()
    try store.addTag("心", to: id, at: Self.later(500))
    // As the migration of an older vault writes it.
    try store.connection.run("UPDATE tag_change SET at = -9223372036854775807", [])
    var tagged = RecordQuery()
    tagged.tag = "心"
    #expect(try Self.seen(store, clinic, at: 1, tagged) == [id])
  }

  @Test func `what was corrected later stands as it stood`() throws {
    let (store, clinic, id) = try Self.vault()
    try store.addTag("心", to: id, at: Self.later(10))
    var body = try #require(try store.record(id)?.body)
    body.title = "架空薬Ｂ錠"
    var origin = Samples.manual
    origin.received = Self.later(30)
    try store.edit(id, body: body, provenance: origin)
    var tagged = RecordQuery()
    tagged.tag = "心"
    func titles(_ second: Int64) throws -> [String] {
      try SharingView(store, recipient: clinic, at: Self.later(second), now: Self.later(1_000))
        .list(tagged).map(\.title)
    }
    #expect(try titles(9).isEmpty)
    #expect(try titles(20) == ["架空薬Ａ錠"])
    #expect(try titles(30) == ["架空薬Ｂ錠"])
  }

  @Test func `the facts of a drug say the same from columns and from its body`() throws {
    let store = try Samples.store()
    var builder = RecordFactsBuilder()
    for days in [nil, 0, 7, 14] as [Int?] {
      var draft = Samples.drug("架空薬\(days ?? -1)")
      if case .medication(var line) = draft.body.content {
        line.days = days
        draft.body.content = .medication(line)
      }
      let id = try store.apply(draft, provenance: Samples.manual, recorded: Self.now).id
      let fromColumns = try #require(try FactsReader(store, readsTaking: true).facts(of: id))
      #expect(
        fromColumns.current.taking
          == builder.version(of: draft.body, id: id, episode: nil, tags: []).taking)
    }
  }
}
