import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// The names under which servers speak of their resources, and the links between their pages.
@Suite struct ReferenceTests {
  private typealias House = ScriptedHouse

  private static let clinic: JSONValue = [
    "resourceType": "Organization", "id": "o1", "name": "架空病院",
  ]

  private static func dose(_ id: String, patient: String, performer: String) -> JSONValue {
    [
      "resourceType": "Immunization", "id": .string(id), "status": "completed",
      "patient": ["reference": .string(patient)], "vaccineCode": ["text": "架空ワクチン"],
      "occurrenceDateTime": "2026-04-01",
      "performer": [["actor": ["reference": .string(performer)]]],
    ]
  }

  private static let uuid = "urn:uuid:53fefa32-0000-4000-8000-000000000001"

  @Test(arguments: [
    ("Patient/p1", "Organization/o1"), ("Patient/p1/_history/3", "Organization/o1/_history/9"),
    ("https://portal.example.jp/fhir/Patient/p1", "https://portal.example.jp/fhir/Organization/o1"),
  ])
  func `relative and absolute references are read by the portal's own address`(
    _ patient: String, _ performer: String
  ) async throws {
    let dose = Self.dose("d1", patient: patient, performer: performer)
    let house = try ScriptedHouse(
      ["Immunization": [House.page([dose])]], singles: ["Organization/o1": Self.clinic])
    let report = try await house.sync()
    #expect(report.rows.allSatisfy { $0.strangers == 0 })
    #expect(try house.bodies(.vaccination).map { $0.facilities.map(\.name) } == [["架空病院"]])
    #expect(try await house.sync().total.changed == 0)
  }

  @Test func `entries that are named by urn:uuid find each other`() async throws {
    let dose = Self.dose("d1", patient: "Patient/p1", performer: Self.uuid)
    let page = House.page([dose, Self.clinic]) { resource in
      resource["resourceType"]?.string == "Organization" ? Self.uuid : nil
    }
    let included = page.replacingOccurrences(
      of: "\"fullUrl\":\"\(Self.uuid)\",",
      with: "\"fullUrl\":\"\(Self.uuid)\",\"search\":{\"mode\":\"include\"},")
    let house = try ScriptedHouse(["Immunization": [included]])
    _ = try await house.sync()
    #expect(try house.bodies(.vaccination).map { $0.facilities.map(\.name) } == [["架空病院"]])
  }

  @Test func `names that change with every answer make no new versions`() async throws {
    func page(_ name: String) -> String {
      House.page([Self.dose("d1", patient: "Patient/p1", performer: name), Self.clinic]) {
        $0["resourceType"]?.string == "Organization" ? name : nil
      }
    }
    let house = try ScriptedHouse(["Immunization": [page(Self.uuid)]])
    _ = try await house.sync()
    let other = page(Self.uuid.replacingOccurrences(of: "0001", with: "0002"))
    house.transport.play { request throws(TransportError) in
      House.answer(request, ["Immunization": [other]])
    }
    let again = try await house.sync()
    #expect(again.total.changed == 0)
    #expect(again.total.new == 0)
  }

  @Test func `a portal behind a proxy may know itself by another address`() async throws {
    let inside = "http://internal:8080/fhir"
    let dose = Self.dose(
      "d1", patient: inside + "/Patient/p1", performer: inside + "/Organization/o1")
    let house = try ScriptedHouse(
      [
        "Immunization": [
          House.page([dose]) { inside + "/" + (ResourceReader.key(of: $0)?.description ?? "") }
        ]
      ], singles: ["Organization/o1": Self.clinic])
    let report = try await house.sync()
    #expect(report.rows.allSatisfy { $0.strangers == 0 })
    #expect(try house.bodies(.vaccination).map { $0.facilities.map(\.name) } == [["架空病院"]])
    // The other address only names things: nothing was ever asked for there.
    #expect(house.transport.requests.allSatisfy { $0.url.host == "portal.example.jp" })
  }

  @Test func `a reference to another server is neither fetched nor mixed up`() async throws {
    let elsewhere = "https://other.example.jp/fhir"
    let dose = Self.dose(
      "d1", patient: "Patient/p1", performer: elsewhere + "/Organization/o1")
    let ours = Self.dose("d2", patient: "Patient/p1", performer: "Organization/o1")
    let theirs = Self.dose("d3", patient: elsewhere + "/Patient/p1", performer: "")
    let house = try ScriptedHouse(
      ["Immunization": [House.page([dose, ours, theirs])]],
      singles: ["Organization/o1": Self.clinic])
    let report = try await house.sync()
    #expect(house.transport.requests.allSatisfy { $0.url.host == "portal.example.jp" })
    #expect(report.rows.first { $0.type == "Immunization" }?.strangers == 1)
    let names = try house.bodies(.vaccination).map { $0.facilities.map(\.name) }
    #expect(Set(names) == [[], ["架空病院"]])
  }

  @Test(arguments: [
    "?page=1", "Communication?page=1", "./Communication?page=1", "/fhir/Communication?page=1",
    "https://portal.example.jp/fhir/Communication?page=1",
    "HTTPS://PORTAL.example.jp:443/fhir/Communication?page=1",
    "//portal.example.jp/fhir/Communication?page=1", "Communication?page=1&x=a|b c",
  ])
  func `a link to the next page may be written in every way`(_ link: String) async throws {
    let house = try ScriptedHouse([
      "Communication": [
        House.page([House.notice("n1")], next: link), House.page([House.notice("n2")]),
      ]
    ])
    let report = try await house.sync()
    #expect(report.skips == [:])
    #expect(try house.records.inbox().count == 2)
  }

  @Test(arguments: [
    "https://evil.example.com/fhir/Communication?page=1", "http://portal.example.jp/fhir/x",
    "https://portal.example.jp:8443/fhir/x", "//evil.example.com/x",
    "https://a@portal.example.jp/x",
    "javascript:alert(1)", "https://portal.example.jp.evil.example/fhir", "http://[::1",
  ])
  func `a link to anywhere else is not followed, and the page before it is kept`(
    _ link: String
  ) async throws {
    let house = try ScriptedHouse([
      "Communication": [House.page([House.notice("n1")], next: link)]
    ])
    let report = try await house.sync()
    #expect(report.skips == ["Communication": .foreignLink])
    #expect(report.isIncomplete)
    #expect(try house.records.inbox().count == 1)
    #expect(house.transport.requests.allSatisfy { $0.url.host == "portal.example.jp" })
  }

  @Test func `pages in a circle end, and everything in them is kept`() async throws {
    let pages = [
      House.page([House.notice("n1")], next: "?page=1"),
      House.page([House.notice("n2")], next: "?page=2"),
      House.page([House.notice("n3")], next: "?page=1"),
    ]
    let house = try ScriptedHouse(["Communication": pages])
    let report = try await house.sync()
    #expect(report.skips == ["Communication": .endlessPages])
    #expect(try house.records.inbox().count == 3)
    #expect(house.transport.requests.count < 12)
  }

  @Test func `a portal that redirects for ever is given up`() async throws {
    let house = try ScriptedHouse { request throws(TransportError) in
      guard request.url.path.hasSuffix("Communication") else {
        return House.answer(request, ["Communication": []])
      }
      var moved = HTTPResponse(status: 307)
      moved.headers["Location"] = "/fhir/Communication?again=1"
      return moved
    }
    let report = try await house.sync()
    #expect(report.skips == ["Communication": .foreignLink])
    #expect(house.transport.requests.count { $0.url.path.hasSuffix("Communication") } == 4)
  }

  @Test func `without time stamps the content tells what is new`() async throws {
    let house = try ScriptedHouse(
      ["Communication": [House.page([House.notice("n1", "一"), House.notice("n2", "二")])]],
      filters: false)
    #expect(try await house.sync().total.new == 2)
    #expect(try await house.sync().total == counts(unchanged: 2))
    house.transport.play { request throws(TransportError) in
      House.answer(
        request,
        ["Communication": [House.page([House.notice("n1", "一"), House.notice("n2", "弐")])]],
        filters: false)
    }
    let third = try await house.sync()
    #expect(third.total.changed == 1)
    #expect(third.total.unchanged == 1)
    #expect(
      house.transport.requests.allSatisfy { $0.url.query?.contains("_lastUpdated") != true })
  }

  @Test func `a time stamp that changes with every answer makes no new version`() async throws {
    let pages = (1...2).map { second in
      House.page([House.notice("n1", updated: "2026-05-01T09:00:0\(second)+09:00")])
    }
    let house = try ScriptedHouse(["Communication": [pages[0]]])
    _ = try await house.sync()
    house.transport.play { request throws(TransportError) in
      House.answer(request, ["Communication": [pages[1]]])
    }
    let again = try await house.sync()
    #expect(again.total == counts(unchanged: 1))
  }

  private func counts(unchanged: Int) -> SyncCounts {
    var counts = SyncCounts()
    counts.unchanged = unchanged
    return counts
  }
}
