import Testing

@testable import PHRModel

/// Records handed over one after another.
@Suite struct ExportReaderTests {
  private static let days = ["2026-03-10", "2026-01-05", "2026-03-10", "2025-12-01", "2026-02-01"]

  /// Drug lines of several days, two of them in one dispensing with a remark.
  private static func store() throws -> (RecordStore, [RecordID]) {
    let store = try Samples.store()
    var ids: [RecordID] = []
    for (number, day) in days.enumerated() {
      var draft = Samples.drug("架空薬\(number)錠", day: day)
      if day == "2026-03-10" { draft.episodeKey = "e" }
      ids.append(
        try store.apply(draft, provenance: Samples.file("a", original: 1), recorded: Samples.now).id
      )
    }
    var episode = EpisodeDraft(key: "e")
    episode.notes = [EpisodeNote(topic: .caution, text: "相談")]
    try store.apply(episode, source: "jahis")
    return (store, ids)
  }

  private static func read(
    _ store: RecordStore, _ query: RecordQuery = RecordQuery(), asArrived: Bool = false
  ) throws -> [Record] {
    var records: [Record] = []
    try store.forEachRecord(query, asArrived: asArrived) { records.append($0) }
    return records
  }

  @Test func `they come in the order of the list, or as they came in`() throws {
    let (store, ids) = try Self.store()
    #expect(try Self.read(store).map(\.id) == store.list(RecordQuery()).map(\.id))
    #expect(try Self.read(store, asArrived: true).map(\.id) == ids)
  }

  @Test func `each is what reading it by itself gives, with tags`() throws {
    let (store, ids) = try Self.store()
    try store.addTag("心", to: ids[1], at: Samples.now)
    for record in try Self.read(store) { #expect(try store.record(record.id) == record) }
    #expect(try Self.read(store).first { $0.id == ids[1] }?.tags == ["心"])
  }

  @Test(arguments: [("架空薬3", 1), ("架空薬", 5), ("薬局", 5), ("無い", 0)])
  func `a query selects`(search: String, count: Int) throws {
    let (store, _) = try Self.store()
    var query = RecordQuery()
    query.search = search
    #expect(try Self.read(store, query).count == count)
    query.kinds = [.allergy]
    #expect(try Self.read(store, query).isEmpty)
  }

  @Test func `twins of other sources come for leaving only`() throws {
    let (store, ids) = try Self.store()
    let twin = try store.apply(
      Samples.drug("架空薬1錠", day: "2026-01-05"), provenance: Samples.manual,
      recorded: Samples.now)
    // Equal words are one record; another source's name makes it a record of its own.
    #expect(twin.id == ids[1])
    var draft = Samples.drug("架空薬1錠", day: "2026-01-05")
    draft.sourceKey = "k"
    let other = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now).id
    #expect(try store.isTwin(other))
    #expect(try !Self.read(store).map(\.id).contains(other))
    #expect(try Self.read(store).first { $0.id == ids[1] }?.twins == [other])
    var all: [RecordID] = []
    try ExportReader(store, view: nil).forEachForLeaving { all.append($0.id) }
    #expect(all == ids + [other])
  }

  @Test func `others get remarks only with every line, and no twins`() throws {
    let (store, ids) = try Self.store()
    let consent = ConsentStore(store)
    let clinic = try consent.addRecipient(name: "架空医院", at: Samples.now).recipient.id
    let episode = try #require(try store.record(ids[0])?.episode)
    func reader() throws -> ExportReader {
      ExportReader(store, view: try SharingView(store, recipient: clinic, now: Samples.now))
    }
    #expect(try reader().notes(of: episode).map(\.text) == ["相談"])
    let hide = Directive(
      id: DirectiveID("d"), effect: .hide, selector: .record(ids[2]), who: .recipient(clinic),
      set: Samples.now)
    try consent.append(.directives(removed: [], added: [hide]), at: Samples.now)
    #expect(try reader().notes(of: episode).isEmpty)
    #expect(try ExportReader(store, view: nil).notes(of: episode).count == 1)
    var shown: [RecordID] = []
    try reader().forEachForLeaving { shown.append($0.id) }
    #expect(Set(shown) == Set(ids).subtracting([ids[2]]))
  }

  @Test func `lines of a notebook and its counts never leave for others`() throws {
    let store = try Samples.store()
    var draft = Samples.drug()
    draft.body.raw = [
      RawField(path: "jahis.201", value: "201,3,架空薬Ａ錠", ownToRecord: true),
      RawField(path: "jahis.301+nec", value: "301,3,朝", ownToRecord: true),
      RawField(path: "jahis.201.11", value: "余り", ownToRecord: true),
      RawField(path: "jahis.55", value: "55,医師", ownToRecord: false),
    ]
    _ = try store.apply(draft, provenance: Samples.manual, recorded: Samples.now)
    let clinic = try ConsentStore(store).addRecipient(name: "架空医院", at: Samples.now)
    let view = try SharingView(store, recipient: clinic.recipient.id, now: Samples.now)
    let raw = try #require(try view.records().first).body.raw
    #expect(raw.map(\.path) == ["jahis.201.11"])
  }
}
