import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// Read, search, paging, entity tags and history of the mock portal (R4 http), asked as any client
/// would.
@Suite struct PortalReadingTests {
  private final class Asker {
    let portal: MockPortal
    let transport = URLSessionTransport()
    var token: String

    init(_ faults: [PortalFault] = [], patient: String = "pt1") throws {
      var options = MockPortal.Options()
      options.faults = faults
      portal = try MockPortal(options)
      token = portal.issueTokens(patient: patient)
    }

    deinit { portal.stop() }

    func get(_ path: String, _ headers: HTTPHeaders = [:]) async throws -> HTTPResponse {
      let text = path.hasPrefix("http") ? path : portal.base + "/" + path
      var request = HTTPRequest(.get, try #require(URL(string: text)), headers: headers)
      request.headers["Authorization"] = "Bearer " + token
      return try await transport.send(request)
    }

    func ids(_ path: String) async throws -> [String] {
      try JSONValue(parsing: try await get(path).body)["entry"]?.elements
        .compactMap { $0["resource"]?["id"]?.string } ?? []
    }
  }

  @Test func `pages together hold everything once, in the order of the last update`()
    async throws
  {
    let asker = try Asker()
    let all = try await asker.ids("Observation?patient=pt1&_count=200")
    #expect(all.count == 40)
    var paged: [String] = []
    var next: String? = "Observation?patient=pt1&_count=7"
    var pages = 0
    while let link = next {
      let bundle = try JSONValue(parsing: try await asker.get(link).body)
      paged += bundle["entry"]?.elements.compactMap { $0["resource"]?["id"]?.string } ?? []
      next = bundle["link"]?.elements.first { $0["relation"]?.string == "next" }?["url"]?.string
      pages += 1
    }
    #expect(pages == 6)
    #expect(paged == all)
    let reversed = try await asker.ids("Observation?patient=pt1&_count=200&_sort=-_lastUpdated")
    #expect(reversed == all.reversed())
  }

  @Test(arguments: [
    ("Observation?patient=pt1&_count=1000", 40), ("Observation?patient=pt1&_count=0", 1),
    ("Observation?patient=pt2", 0), ("Immunization?patient=Patient/pt1", 3),
    ("Immunization?_id=pt1-im1,pt1-im3", 2), ("Immunization?_id=nobody", 0),
    ("Observation?patient=pt1&category=http://x|vital-signs", 20),
    ("Observation?patient=pt1&category=laboratory", 20),
    ("Immunization?patient=pt1&unheard=of", 3),
    ("Immunization?_lastUpdated=ge2020-01-01T00:00:00Z", 3),
    ("Immunization?_lastUpdated=lt2020-01-01T00:00:00Z", 0),
    ("Immunization?_lastUpdated=gtnonsense", 0),
  ])
  func `searches find what they say`(_ path: String, _ count: Int) async throws {
    let asker = try Asker()
    let encoded = path.replacingOccurrences(of: "|", with: "%7C")
    #expect(try await asker.ids(encoded).count == count)
  }

  @Test func `the borders of a time stamp search are exact to the millisecond`() async throws {
    let asker = try Asker()
    let moment = try #require(asker.portal.version("Immunization", "pt1-im2"))
    let text = PortalStore.stamp(moment).replacingOccurrences(of: "+", with: "%2B")
    let counts = try await ["ge", "gt", "le", "lt"].asyncMap {
      try await asker.ids("Immunization?_lastUpdated=\($0)\(text)").count
    }
    #expect(counts == [2, 1, 2, 1])
  }

  @Test func `a tag that still fits saves the body`() async throws {
    let asker = try Asker()
    for path in ["Immunization/pt1-im1", "Immunization?patient=pt1"] {
      let first = try await asker.get(path)
      let tag = try #require(first.headers["ETag"])
      let again = try await asker.get(path, ["If-None-Match": tag])
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      #expect(try await asker.get(path, ["If-None-Match": "W/\"0\""]).status == 200)
    }
    let dose = try #require(asker.portal.resource("Immunization", "pt1-im1"))
    let tag = try #require(try await asker.get("Immunization/pt1-im1").headers["ETag"])
    asker.portal.put(dose.with("lotNumber", "NEW1"))
    #expect(
      try await asker.get("Immunization/pt1-im1", ["If-None-Match": tag]).status == 200)
  }

  @Test func `a history tells creation, change and deletion, newest first`() async throws {
    let asker = try Asker()
    let dose = try #require(asker.portal.resource("Immunization", "pt1-im1"))
    asker.portal.put(dose.with("lotNumber", "NEW1"))
    asker.portal.delete("Immunization", "pt1-im1")
    let bundle = try JSONValue(
      parsing: try await asker.get("Immunization/pt1-im1/_history").body)
    let entries = bundle["entry"]?.elements ?? []
    #expect(entries.map { $0["request"]?["method"]?.string } == ["DELETE", "PUT", "POST"])
    #expect(entries.map { $0["resource"]?["lotNumber"]?.string ?? "" }.prefix(2) == ["", "NEW1"])
    #expect(try await asker.get("Immunization/pt1-im1").status == 410)
    #expect(try await asker.ids("Immunization?patient=pt1").count == 2)
  }

  @Test(arguments: [(1, 5), (2, 3), (4, 2), (5, 1), (200, 1)])
  func `pages of a history together tell everything once, whatever is written meanwhile`(
    size: Int, pages: Int
  ) async throws {
    let asker = try Asker()
    for number in 1...4 {
      let dose = try #require(asker.portal.resource("Immunization", "pt1-im2"))
      asker.portal.put(dose.with("lotNumber", .string("NEW\(number)")))
    }
    var told: [String] = []
    var seen = 0
    var next: String? = "Immunization/pt1-im2/_history?_count=\(size)"
    while let link = next {
      let bundle = try JSONValue(parsing: try await asker.get(link).body)
      #expect(bundle["total"] == 5)
      told += (bundle["entry"]?.elements ?? []).compactMap { $0["resource"]?["lotNumber"]?.string }
      next = bundle["link"]?.elements.first { $0["relation"]?.string == "next" }?["url"]?.string
      seen += 1
      let dose = try #require(asker.portal.resource("Immunization", "pt1-im2"))
      asker.portal.put(dose.with("lotNumber", "LATE"))
    }
    #expect(seen == pages)
    #expect(told.prefix(4) == ["NEW4", "NEW3", "NEW2", "NEW1"])
    #expect(told.count == 5 && told.last?.hasPrefix("NEW") == false)
  }

  @Test(arguments: [
    ("Immunization/nobody", 404), ("Unheard?patient=pt1", 404), ("Patient/pt2", 404),
    ("Immunization/pt3-im1", 404), ("Immunization?_cursor=guess&_offset=0", 410),
    ("Immunization/pt1-im1/x/y/z", 404), ("Organization/clinic1", 200), ("Patient/pt1", 200),
  ])
  func `what is not there or not theirs has its status and an outcome`(
    _ path: String, _ status: Int
  ) async throws {
    let asker = try Asker()
    let response = try await asker.get(path)
    #expect(response.status == status)
    guard status >= 400 else { return }
    #expect(try JSONValue(parsing: response.body)["resourceType"]?.string == "OperationOutcome")
  }

  @Test func `without a good token nothing is said, and pages belong to who asked`() async throws {
    let asker = try Asker()
    let bundle = try JSONValue(
      parsing: try await asker.get("Observation?patient=pt1&_count=5").body)
    let link = bundle["link"]?.elements.first { $0["relation"]?.string == "next" }?["url"]?.string
    asker.token = asker.portal.issueTokens(patient: "pt2")
    #expect(try await asker.get(try #require(link)).status == 410)
    asker.token = "guess"
    let refused = try await asker.get("Observation?patient=pt1")
    #expect(refused.status == 401)
    #expect(refused.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
  }

  @Test func `a token ends with its lifetime`() async throws {
    let asker = try Asker([PortalFault(.tokenLifetime, "0")])
    #expect(try await asker.get("Patient/pt1").status == 401)
  }
}

extension Array {
  /// The results of asynchronous work on each element, one after the other.
  fileprivate func asyncMap<Result>(
    _ work: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await work(element)) }
    return results
  }
}
