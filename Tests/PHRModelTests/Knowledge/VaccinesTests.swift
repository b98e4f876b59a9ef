import Testing

@testable import PHRModel

@Suite struct VaccinesTests {
  @Test func `the embedded table is whole`() {
    #expect(Vaccines.all.count == 40)
    #expect(Set(Vaccines.all.map(\.key)).count == 40)
    #expect(Vaccines.all.flatMap(\.doses).count == 35)
    for vaccine in Vaccines.all {
      #expect(!vaccine.cvx.isEmpty)
      #expect(vaccine.doses.map(\.number) == Array(1..<(vaccine.doses.count + 1)))
      for dose in vaccine.doses {
        #expect((dose.after == nil) == (dose.minimum == nil))
        if let after = dose.after { #expect(after < dose.number) }
      }
    }
  }

  @Test(arguments: [
    ("04", "mr"), ("8", "hepb"), ("43", "hepb"), ("216", "pcv"), ("33", "ppsv23"),
    ("88", "influenza"),
  ])
  func `codes find their vaccine`(cvx: String, key: String) {
    #expect(Vaccines.vaccine(cvx: cvx)?.key == key)
    let concept = CodedText(
      text: nil, codings: [Coding(system: "http://hl7.org/fhir/sid/cvx", code: cvx)])
    #expect(Vaccines.vaccine(of: concept)?.key == key)
  }

  @Test func `names find their vaccine, unknown ones none`() {
    #expect(Vaccines.vaccine(of: CodedText(text: "ＢＣＧ"))?.key == "bcg")
    #expect(Vaccines.vaccine(of: CodedText(text: "水痘"))?.group == .routineChild)
    #expect(Vaccines.vaccine(of: CodedText(text: "謎")) == nil)
    #expect(Vaccines.vaccine(cvx: "999") == nil)
  }

  @Test(arguments: [
    (Vaccine.AgePoint.days(42), "2026-01-01", "2026-02-12"),
    (.months(12), "2024-02-29", "2025-02-28"),
    (.fiscalYear(of: 6), "2020-04-02", "2026-04-01"),
    // Born on April 1st: a year earlier than a child born one day later.
    (.fiscalYear(of: 6), "2020-04-01", "2025-04-01"),
    (.fiscalYear(of: 6), "2020-12-31", "2026-04-01"),
    (.fiscalYear(of: 65), "1961-03-31", "2025-04-01"),
  ])
  func `points in a life`(point: Vaccine.AgePoint, born: String, day: String) throws {
    let born = try #require(PartialDate(iso: born)?.exactDay)
    #expect(point.day(born: born).description == day)
  }

  @Test(arguments: [
    (Vaccine.Interval.daysBetween(27), "2026-01-20", "2026-02-17"),
    (.daysBetween(6), "2026-01-20", "2026-01-27"), (.daysBetween(139), "2026-01-01", "2026-05-21"),
    (.months(6), "2026-08-31", "2027-02-28"),
  ])
  func `intervals count whole days between`(interval: Vaccine.Interval, day: String, next: String)
    throws
  {
    let day = try #require(PartialDate(iso: day)?.exactDay)
    #expect(interval.earliest(after: day).description == next)
  }
}
