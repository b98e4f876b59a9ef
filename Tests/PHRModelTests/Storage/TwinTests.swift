import Testing

@testable import PHRModel

@Suite struct TwinTests {
  private func apply(
    _ draft: RecordDraft, _ provenance: Provenance, to store: RecordStore
  ) throws -> RecordID {
    try store.apply(draft, provenance: provenance, recorded: Samples.now).id
  }

  private func withNote(_ draft: RecordDraft) -> RecordDraft {
    var other = draft
    other.body.note = "別の書き方"
    return other
  }

  @Test func `the same event from another source counts once`() throws {
    let store = try Samples.store()
    let one = try apply(Samples.drug(), Samples.file("a", original: 1), to: store)
    let two = try apply(withNote(Samples.drug()), Samples.portal(), to: store)
    #expect(one != two)
    #expect(try store.count(RecordQuery()) == 1)
    #expect(try store.twins(of: one) == [two])
    #expect(try store.record(two) != nil)
    #expect(try store.twinGroups() == [[one, two]])
  }

  @Test func `two equal lines of one source are two events`() throws {
    let store = try Samples.store()
    _ = try apply(Samples.drug(), Samples.file("a", original: 1), to: store)
    _ = try apply(withNote(Samples.drug()), Samples.file("a", original: 1), to: store)
    #expect(try store.count(RecordQuery()) == 2)
  }

  @Test(arguments: [
    Samples.drug(day: "2026-03-11"), Samples.drug("別の薬"), Samples.drug(pharmacy: "別の薬局"),
  ])
  func `another day, drug or pharmacy is no twin`(other: RecordDraft) throws {
    let store = try Samples.store()
    _ = try apply(Samples.drug(), Samples.file("a", original: 1), to: store)
    _ = try apply(other, Samples.portal(), to: store)
    #expect(try store.count(RecordQuery()) == 2)
  }

  @Test func `a code joins what two names tell apart`() throws {
    let store = try Samples.store()
    let code = "2171022F1029"
    _ = try apply(
      Samples.drug("アムロジピン", code: code), Samples.file("a", original: 1), to: store)
    _ = try apply(Samples.drug("Amlodipine", code: code), Samples.portal(), to: store)
    #expect(try store.count(RecordQuery()) == 1)
  }

  @Test func `an undone link stays undone`() throws {
    let store = try Samples.store()
    let one = try apply(Samples.drug(), Samples.file("a", original: 1), to: store)
    let two = try apply(withNote(Samples.drug()), Samples.portal("p"), to: store)
    let three = try apply(withNote(withNote(Samples.drug())), Samples.manual, to: store)
    #expect(try store.twins(of: one) == [two])
    #expect(three == two)
    try store.unlinkTwin(one, at: Samples.now)
    #expect(try store.count(RecordQuery()) == 2)
    #expect(try store.twins(of: one).isEmpty)
  }
}
