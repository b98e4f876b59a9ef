import Foundation
import Testing

@testable import PHRModel

@Suite struct RecordStoreTests {
  @Test func `the same content twice is one record`() throws {
    let store = try Samples.store()
    let first = try store.apply(
      Samples.drug(), provenance: Samples.file("a", original: 1), recorded: Samples.now)
    let second = try store.apply(
      Samples.drug(), provenance: Samples.file("b", original: 2), recorded: Samples.now)
    #expect(first == .new(first.id))
    #expect(second == .unchanged(first.id))
    #expect(first.id.text.count == 26)
    #expect(try store.count(RecordQuery()) == 1)
  }

  @Test func `equal lines of one file stay two records`() throws {
    let store = try Samples.store()
    let origin = Samples.file("a", original: 1)
    let first = try store.apply(
      Samples.drug(), provenance: origin, occurrence: 0, recorded: Samples.now)
    let second = try store.apply(
      Samples.drug(), provenance: origin, occurrence: 1, recorded: Samples.now)
    #expect(first.id != second.id)
    #expect(try store.count(RecordQuery()) == 2)
  }

  @Test func `ids of another vault say nothing about this one`() throws {
    let ids = try (0..<2).map { _ in
      try Samples.store().apply(
        Samples.drug(), provenance: Samples.manual, recorded: Samples.now
      ).id
    }
    #expect(ids[0] != ids[1])
  }

  @Test func `a source's correction becomes a version and the old one stays readable`() throws {
    let store = try Samples.store()
    var draft = Samples.drug()
    draft.sourceKey = "MedicationDispense/1"
    let id = try store.apply(
      draft, provenance: Samples.portal(), recorded: Samples.now
    ).id
    draft.body.note = "訂正"
    let again = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now)
    #expect(again == .changed(id))
    #expect(try store.record(id)?.version == 2)
    #expect(try store.history(of: id).map(\.body.note) == [nil, "訂正"])
  }

  @Test func `the same name at another portal is another record`() throws {
    let store = try Samples.store()
    var draft = Samples.drug()
    draft.sourceKey = "MedicationDispense/1"
    let one = try store.apply(draft, provenance: Samples.portal("a"), recorded: Samples.now)
    let two = try store.apply(draft, provenance: Samples.portal("b"), recorded: Samples.now)
    #expect(one.id != two.id)
  }

  @Test func `a second pull does not undo the holder's correction`() throws {
    let store = try Samples.store()
    var draft = Samples.drug()
    draft.sourceKey = "MedicationDispense/1"
    let id = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now).id
    var body = draft.body
    body.note = "本人の訂正"
    try store.edit(id, body: body, provenance: Samples.manual)
    let again = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now)
    #expect(again == .unchanged(id))
    #expect(try store.record(id)?.body.note == "本人の訂正")
  }

  @Test func `a withdrawal by the holder outlasts the source`() throws {
    let store = try Samples.store()
    var draft = Samples.drug()
    draft.sourceKey = "MedicationDispense/1"
    let id = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now).id
    try store.setWithdrawn(true, id, provenance: Samples.manual)
    draft.body.note = "新しい版"
    _ = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now)
    #expect(try store.record(id)?.status == .withdrawn)
    try store.setWithdrawn(false, id, provenance: Samples.manual)
    #expect(try store.record(id)?.status == .active)
  }

  @Test func `entered in error at the source means withdrawn, and back`() throws {
    let store = try Samples.store()
    var draft = Samples.drug()
    draft.sourceKey = "MedicationDispense/1"
    let id = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now).id
    draft.withdrawn = true
    #expect(
      try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now)
        == .withdrawn(id))
    draft.withdrawn = false
    _ = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now)
    #expect(try store.record(id)?.status == .active)
  }

  @Test func `a vanished record stays and comes back`() throws {
    let store = try Samples.store()
    var draft = Samples.drug()
    draft.sourceKey = "MedicationDispense/1"
    let id = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now).id
    try store.setVanished(id)
    #expect(try store.record(id)?.status == .vanished)
    _ = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now)
    #expect(try store.record(id)?.status == .active)
  }

  @Test func `a later program's database is refused`() throws {
    let connection = try Connection(path: ":memory:")
    try connection.execute("PRAGMA user_version = 999")
    #expect(throws: StoreError.newerSchema(found: 999, known: Schema.version)) {
      try RecordStore(connection)
    }
  }

  @Test func `an unreadable body is named by its place only`() throws {
    let store = try Samples.store()
    let id = try store.apply(
      Samples.drug(), provenance: Samples.manual, recorded: Samples.now
    ).id
    try store.connection.execute("UPDATE version SET body = '{\"secret\":1}'")
    #expect(throws: StoreError.unreadable(table: "version", row: 1)) {
      try store.record(id)
    }
  }
}
