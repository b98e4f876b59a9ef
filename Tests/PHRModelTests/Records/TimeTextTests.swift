import Testing

@testable import PHRModel

@Suite struct TimeTextTests {
  @Test(arguments: [
    ("2026-03-10T09:00:00+09:00", "2026-03-10T09:00:00+09:00"),
    ("2026-03-10T00:00:00Z", "2026-03-10T09:00:00+09:00"),
    ("2026-03-10T00:00:00z", "2026-03-10T09:00:00+09:00"),
    ("2026-03-10T09:00:00.123+09:00", "2026-03-10T09:00:00+09:00"),
    ("2026-03-10T09:00:00.000000001Z", "2026-03-10T18:00:00+09:00"),
    ("2026-03-09T19:30:00-04:30", "2026-03-10T09:00:00+09:00"),
    ("2026-03-10T09:00:00", "2026-03-10T09:00:00+09:00"),
    ("2026-03-10 09:00", "2026-03-10T09:00:00+09:00"),
    ("2026-03-10T9:05:00+09:00", "2026-03-10T09:05:00+09:00"),
    ("2026-03-10T24:00:00+09:00", "2026-03-11T00:00:00+09:00"),
    ("2024-02-29T23:59:60Z", "2024-03-01T09:00:00+09:00"),
    ("0001-01-01T09:00:00+09:00", "0001-01-01T09:00:00+09:00"),
  ])
  func `moments are read in every form that is sent`(_ text: String, _ expected: String) {
    #expect(Instant(iso: text)?.description == expected)
  }

  @Test(arguments: [
    "", "2026-03-10", "2026-03-10T", "2026-02-30T09:00:00Z", "2026-13-10T09:00:00Z",
    "2026-03-10T25:00:00Z", "2026-03-10T09:60:00Z", "2026-03-10T09:00:61Z",
    "2026-03-10T09:00:00+15:00", "2026-03-10T09:00:00+09:60", "2026-03-10T09:00:00+0900x",
    "2026/03/10T09:00:00Z", "20260310T090000Z", "２０２６-03-10T09:00:00Z", "2026-03-10T09",
    "2026-03T09:00:00Z", "0000-01-01T00:00:00Z",
  ])
  func `what is no moment is none`(_ text: String) {
    #expect(Instant(iso: text) == nil)
  }

  @Test(arguments: [
    ("2026-03-10", "2026-03-10"), ("2026-03", "2026-03"), ("2026", "2026"),
    ("2024-02-29", "2024-02-29"), ("9999-12-31", "9999-12-31"),
  ])
  func `dates are read as precisely as they are written`(_ text: String, _ expected: String) {
    #expect(PartialDate(iso: text)?.description == expected)
  }

  @Test(arguments: [
    "", "26", "2026-3-10", "2026-3", "2026-02-29", "2026-00-10", "2026-13", "2026-03-00",
    "0000", "2026-03-10 ", " 2026", "2026/03/10", "2026-0310", "202-603-10", "-026-03-10",
    "2026-+3-10", "２０２６", "2026-03-1", "2026-03-100", "2026--3-10", "20-6-03-10",
  ])
  func `what is no date is none`(_ text: String) {
    #expect(PartialDate(iso: text) == nil)
  }

  @Test(arguments: [
    ("Patient/1", "Patient", "1"), ("Patient/1/_history/2", "Patient", "1"),
    ("Observation/a.b-c", "Observation", "a.b-c"),
  ])
  func `names of resources are read`(_ text: String, _ type: String, _ id: String) {
    #expect(ResourceKey(reference: text) == ResourceKey(type: type, id: id))
  }

  @Test(arguments: [
    "", "Patient", "Patient/", "/1", "patient/1", "Patient/1/2", "Patient/1/_history",
    "Patient/1/_history/2/3", "https://a.example/Patient/1", "urn:uuid:1", "#1", "Patient//",
  ])
  func `what is no name of a resource is none`(_ text: String) {
    #expect(ResourceKey(reference: text) == nil)
  }
}
