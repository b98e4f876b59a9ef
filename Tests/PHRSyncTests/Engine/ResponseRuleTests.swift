import Foundation
import PHRModel
import Testing

@testable import PHRSync

@Suite struct ResponseRuleTests {
  private static let now = Instant(seconds: 1_790_000_000)

  private static func verdict(
    _ response: HTTPResponse, attempt: Int = 1, redirects: Int = 0,
    base text: String = "https://portal.example.jp/fhir"
  ) throws -> Verdict {
    let base = try #require(PortalBase(text))
    let rule = ResponseRule(
      base: base, attempt: attempt, redirects: redirects, now: now, jitter: 0)
    return rule.verdict(.success(response), for: HTTPRequest(.get, base.address("Communication")))
  }

  @Test(arguments: [
    (200, Verdict.take), (201, .take), (304, .notModified), (400, .absent(status: 400)),
    (401, .renewToken), (403, .absent(status: 403)), (404, .absent(status: 404)),
    (410, .absent(status: 410)), (412, .absent(status: 412)), (500, .retry(after: 1)),
    (502, .retry(after: 1)),
  ])
  func `statuses without more are read by the table`(_ status: Int, _ expected: Verdict) throws {
    #expect(try Self.verdict(HTTPResponse(status: status)) == expected)
  }

  @Test(arguments: [
    ("5", 1, Verdict.retry(after: 5)), ("120", 1, .retry(after: 120)),
    ("121", 1, .stop(until: now.adding(seconds: 121))),
    ("86400", 4, .stop(until: now.adding(seconds: 86_400))),
    ("5", 4, .fail(.server(status: 429))),
    (HTTPDate.text(now.adding(seconds: 30)), 1, .retry(after: 30)),
    (HTTPDate.text(now.adding(seconds: 900)), 1, .stop(until: now.adding(seconds: 900))),
    (HTTPDate.text(now.adding(seconds: -30)), 1, .retry(after: 0)),
    ("soon", 1, .retry(after: 1)), ("-5", 1, .retry(after: 1)),
  ])
  func `Retry-After is waited out up to two minutes`(
    _ value: String, _ attempt: Int, _ expected: Verdict
  ) throws {
    let response = HTTPResponse(status: 429, headers: ["retry-after": value])
    #expect(try Self.verdict(response, attempt: attempt) == expected)
  }

  @Test(arguments: [(1, 1.0), (2, 2.0), (3, 4.0)])
  func `pauses double`(_ attempt: Int, _ seconds: Double) throws {
    #expect(
      try Self.verdict(HTTPResponse(status: 500), attempt: attempt) == .retry(after: seconds))
  }

  @Test func `the fourth failure is the last`() throws {
    #expect(
      try Self.verdict(HTTPResponse(status: 500), attempt: 4) == .fail(.server(status: 500)))
  }

  @Test(arguments: [
    ("/fhir/other", true), ("https://portal.example.jp/fhir/other", true),
    ("https://PORTAL.example.jp:443/x", true), ("https://evil.example.com/fhir", false),
    ("http://portal.example.jp/fhir", false), ("https://portal.example.jp:8443/fhir", false),
    ("//evil.example.com/fhir", false), ("https://user@portal.example.jp/fhir", false),
    ("javascript:alert(1)", false), ("file:///etc/passwd", false),
  ])
  func `redirections stay on the same origin`(_ location: String, _ isFollowed: Bool) throws {
    let verdict = try Self.verdict(HTTPResponse(status: 307, headers: ["Location": location]))
    if case .follow = verdict {
      #expect(isFollowed)
    } else {
      #expect(!isFollowed)
      #expect(verdict == .fail(.foreignLink))
    }
  }

  @Test func `the fourth redirection is refused`() throws {
    let response = HTTPResponse(status: 302, headers: ["Location": "/fhir/x"])
    #expect(try Self.verdict(response, redirects: 3) == .fail(.foreignLink))
  }

  @Test(arguments: [
    ("https://portal.example.jp/fhir", true), ("https://portal.example.jp/fhir///", true),
    ("http://127.0.0.1:80/fhir", true), ("http://localhost/fhir", true),
    ("http://127.9.9.9/fhir", true), ("http://portal.example.jp/fhir", false),
    ("http://127.0.0.1.evil.example/fhir", false), ("http://localhost.evil.example/", false),
    ("ftp://portal.example.jp/", false), ("https://a:b@portal.example.jp/", false),
    ("portal.example.jp", false), ("", false), ("https://portal.example.jp/fhir?x=1", false),
  ])
  func `portals are HTTPS or on this machine`(_ text: String, _ isAllowed: Bool) {
    #expect((PortalBase(text) != nil) == isAllowed)
  }

  @Test func `the zone of a time stamp is encoded in full`() throws {
    let base = try #require(PortalBase("https://portal.example.jp/fhir"))
    let url = base.address("Task", query: [("_lastUpdated", "ge2026-01-01T00:00:00+09:00")])
    #expect(
      url.absoluteString
        == "https://portal.example.jp/fhir/Task?_lastUpdated=ge2026-01-01T00%3A00%3A00%2B09%3A00")
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
  ])
  func `HTTP dates go both ways`(_ seconds: Int64, _ text: String) {
    #expect(HTTPDate.text(Instant(seconds: seconds)) == text)
    #expect(HTTPDate.instant(text) == Instant(seconds: seconds))
  }
}
