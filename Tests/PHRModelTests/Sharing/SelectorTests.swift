import Foundation
import Testing

@testable import PHRModel

@Suite struct `Selector on the command line` {
  @Test(arguments: [
    ("abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz", Selector.Rank.record),
    ("record:abc", "abc", .record),
    ("episode:e-1", "episode:e-1", .episode),
    (" tag:精神科 ", "tag:精神科", .tag),
    ("facility:丸の内 クリニック", "facility:丸の内 クリニック", .facility),
    ("facility:1319999916", "facility:1319999916", .facility),
    ("facility:1319999916 みなと医院", "facility:1319999916 みなと医院", .facility),
    ("kind:medication", "kind:medication", .kind),
    (
      "kind:medication:2025-04..2026-03-31", "kind:medication:2025-04-01..2026-03-31", .kindInPeriod
    ),
    ("kind:cost:..令和7年", "kind:cost:..2025-12-31", .kindInPeriod),
    ("period:R7.4.1..", "period:2025-04-01..", .period),
    ("all", "all", .all),
  ])
  func `reads and prints every form`(text: String, printed: String, rank: Selector.Rank) throws {
    let selector = try Selector(parsing: text)
    #expect(selector.description == printed)
    #expect(selector.rank == rank)
    #expect(try Selector(parsing: printed) == selector)
    let stored = try JSONEncoder().encode([selector])
    #expect(try JSONDecoder().decode([Selector].self, from: stored) == [selector])
  }

  @Test(arguments: [
    ("", SelectorProblem.empty), ("tag: ", .empty), ("colour:red", .unknownForm),
    ("kind:dream", .unknownKind), ("kind:cost:", .badPeriod), ("kind:cost:2025", .badPeriod),
    ("period:..", .badPeriod), ("period:2025-13..", .badDate),
    ("period:2025..2024", .reversedPeriod),
  ])
  func `says what is wrong`(text: String, problem: SelectorProblem) {
    #expect(throws: problem) { try Selector(parsing: text) }
  }

  @Test func `two spellings of one thing have one key`() throws {
    #expect(
      try Selector(parsing: "facility:ﾐﾅﾄ医院").canonical
        == Selector(parsing: "facility:ミナト 医院").canonical)
    #expect(try Selector(parsing: "tag:Ａ").canonical == Selector(parsing: "tag:A").canonical)
  }

  @Test func `ranks go from one record to everything`() {
    #expect(Selector.Rank.allCases == Selector.Rank.allCases.sorted())
    #expect(Selector.Rank.allCases.map(\.order) == Array(0..<8))
  }
}

@Suite struct `Facility key` {
  @Test(arguments: [
    ("A", "1319999916", "B", "1319999916", true),
    ("A", "1319999916", "A", "1319999924", false),
    ("A", nil, "A", "1319999924", true),
    ("ﾐﾅﾄ 医院", nil, "ミナト医院", nil, true),
    ("A", "9999916", "A", "1319999916", true),
    ("A", "9999916", "B", "1319999916", false),
    ("A", "１３１９９９９９１６", "B", "1319999916", true),
    ("", nil, " ", nil, false),
    ("A", "unbekannt", "A", "1319999916", true),
  ])
  func `compares codes if both have one, else names`(
    name: String, code: String?, otherName: String, otherCode: String?, same: Bool
  ) {
    let key = FacilityKey(name: name, code: code)
    let other = FacilityKey(name: otherName, code: otherCode)
    #expect(key.matches(other) == same)
    #expect(other.matches(key) == same)
  }
}
