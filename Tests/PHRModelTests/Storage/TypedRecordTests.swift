import Foundation
import Testing

@testable import PHRModel

/// What the holder types, corrects and takes back.
@Suite struct TypedRecordTests {
  private let store: RecordStore
  private let typed = Provenance(
    channel: .manual, format: "manual", name: "", received: Instant(seconds: 1_773_068_400))

  init() throws { store = try RecordStore(Connection(path: ":memory:")) }

  private func body(_ substance: String, note: String? = nil) throws -> RecordBody {
    try ManualEntry.body(
      of: .allergy, fields: [("substance", substance), ("note", note ?? "")])
  }

  @Test func `the same text twice is one record`() throws {
    let first = try store.add(try body("soba"), provenance: typed)
    #expect(first == .new(first.id))
    #expect(try store.add(try body("soba"), provenance: typed) == .unchanged(first.id))
    #expect(try store.count(RecordQuery()) == 1)
  }

  @Test func `what was withdrawn and is typed again stands again`() throws {
    let id = try store.add(try body("soba"), provenance: typed).id
    try store.setWithdrawn(true, id, provenance: typed)
    #expect(try store.add(try body("soba"), provenance: typed) == .changed(id))
    #expect(try store.record(id)?.status == .active)
    #expect(try store.history(of: id).map(\.status) == [.active, .withdrawn, .active])
  }

  @Test func `a text that was corrected since is a record of its own`() throws {
    let id = try store.add(try body("soba"), provenance: typed).id
    try store.edit(id, body: try body("buckwheat"), provenance: typed)
    let second = try store.add(try body("soba"), provenance: typed)
    #expect(second != .unchanged(id))
    #expect(second.id != id)
    #expect(try store.record(id)?.body.title == "buckwheat")
    #expect(try store.add(try body("soba"), provenance: typed) == .unchanged(second.id))
  }

  @Test func `a mark is set and taken back once`() throws {
    let id = try store.add(try body("soba"), provenance: typed).id
    try store.setWithdrawn(false, id, provenance: typed)
    #expect(try store.record(id)?.version == 1)
    try store.setWithdrawn(true, id, provenance: typed)
    try store.setWithdrawn(true, id, provenance: typed)
    #expect(try store.record(id)?.version == 2)
    #expect(throws: StoreError.noSuchRecord) {
      try store.setWithdrawn(true, RecordID("nosuch"), provenance: typed)
    }
  }

  @Test func `items are found by code, by LOINC and by a name that no table has`() throws {
    for (item, value) in [("体重", "62.5"), ("歩数", "8000"), ("血圧", "128/80")] {
      let body = try ManualEntry.body(
        of: .measurement, fields: [("item", item), ("value", value), ("date", "2026-03-01")])
      _ = try store.add(body, provenance: typed)
    }
    #expect(try store.values(ofItem: ["9N006000000000001"]).map(\.value) == ["62.5"])
    #expect(try store.values(ofItem: ["歩数"]).map(\.value) == ["8000"])
    #expect(try store.values(ofItem: ["8480-6"]).map(\.value) == ["128"])
    let weight = try #require(CheckupItems.item(inEitherLanguage: "Body Weight"))
    #expect(try store.values(ofItem: CheckupItems.recordCodes(of: weight)).count == 1)
    #expect(CheckupItems.item(inEitherLanguage: "") == nil)
  }

  @Test(arguments: [
    ("notice", "text", "deadline"), ("vaccination", "vaccine", "next-due"),
  ])
  func `deadlines are due until their last day`(kind: String, name: String, field: String) throws {
    let kind = try #require(Kind(rawValue: kind))
    for date in ["2026-03-09", "2026-03-10", "2026-03", "2026-02", "2026", "2025"] {
      let body = try ManualEntry.body(of: kind, fields: [(name, date), (field, date)])
      _ = try store.add(body, provenance: typed)
    }
    let today = try #require(CivilDay(year: 2026, month: 3, day: 10))
    let due = try store.receivedDeadlines(from: today)
    #expect(due.map(\.title) == ["2026-03-10", "2026-03", "2026"])
    try store.setWithdrawn(true, try #require(due.first).record, provenance: typed)
    #expect(try store.receivedDeadlines(from: today).count == 2)
  }

  @Test(arguments: [("2026-03-09", true), ("2026-03-11", false), ("2026-03-10", true)])
  func `nobody is born after the file came in`(born: String, isKept: Bool) throws {
    let text = "JAHISTC08,1\r\n1,Test,2,\(born.filter { $0 != "-" })\r\n2,1,soba,2\r\n"
    let session = try ImportSession(
      store: store, format: .jahis, reader: ImportReaders.reader(of: .jahis), name: "x",
      now: typed.received, samePerson: false)
    try session.consume(Data(text.utf8))
    let report = try session.finish()
    #expect(try store.profile().birthDate?.description == (isKept ? born : nil))
    #expect(report.problems.contains { $0.field == "birthDate" } == !isKept)
    #expect(report.newCount == 1)
  }
}
