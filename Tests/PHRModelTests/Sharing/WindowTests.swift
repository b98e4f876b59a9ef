import Testing

@testable import PHRModel

private func at(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }
private func window(_ from: Int64?, _ until: Int64?) -> ConsentWindow {
  ConsentWindow(from: from.map(at), until: until.map(at))
}

@Suite struct `Consent window` {
  @Test(arguments: [(9, false), (10, true), (19, true), (20, false)])
  func `holds its first second and not its end`(second: Int64, inside: Bool) {
    #expect(window(10, 20).contains(at(second)) == inside)
  }

  @Test(arguments: [
    (window(10, 20), window(12, 15), [window(10, 12), window(15, 20)]),
    (window(10, 20), window(10, 15), [window(15, 20)]),
    (window(10, 20), window(15, nil), [window(10, 15)]),
    (window(10, 20), window(nil, nil), []),
    (window(10, 20), window(20, 30), [window(10, 20)]),
    (window(10, 20), window(15, 15), [window(10, 20)]),
    (window(nil, nil), window(1, 2), [window(nil, 1), window(2, nil)]),
    (window(20, 10), window(0, 1), []),
  ])
  func `leaves what is not cut out`(
    whole: ConsentWindow, cut: ConsentWindow, rest: [ConsentWindow]
  ) {
    #expect(whole.subtracting(cut) == rest)
  }

  @Test(arguments: [
    ("2027-03-31", "2027-03-31T00:00:00+09:00", "2027-04-01T00:00:00+09:00"),
    ("令和9年3月", "2027-03-01T00:00:00+09:00", "2027-04-01T00:00:00+09:00"),
    ("2027-03-31T12:30:00Z", "2027-03-31T21:30:00+09:00", "2027-03-31T21:30:00+09:00"),
    ("2027-03-31T12:30", "2027-03-31T12:30:00+09:00", "2027-03-31T12:30:00+09:00"),
  ])
  func `a date starts at midnight in Tokyo and ends after its last day`(
    text: String, start: String, end: String
  ) {
    #expect(ConsentTime.parse(text, edge: .start) == Instant(iso: start))
    #expect(ConsentTime.parse(text, edge: .end) == Instant(iso: end))
  }

  @Test func `the last second inside is FHIR's end of the period`() throws {
    let end = try #require(ConsentTime.parse("2027-03-31", edge: .end))
    #expect(
      ConsentWindow(until: end).lastSecond?.description == "2027-03-31T23:59:59+09:00")
    #expect(ConsentTime.parse("next year", edge: .end) == nil)
  }

  @Test func `the ends of a month-only record date count for periods`() throws {
    let march = try #require(PartialDate(iso: "2026-03")).days
    let from = try #require(DayPeriod(from: CivilDay(year: 2026, month: 3, day: 2), to: nil))
    #expect(from.touches(march) && !from.covers(march))
    let to = try #require(DayPeriod(from: nil, to: CivilDay(year: 2026, month: 3, day: 31)))
    #expect(to.touches(march) && to.covers(march))
    #expect(to.touches(nil) && !to.covers(nil))
  }
}
