import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// A clinic asks the mock portal; only its Consents decide what comes back.
@Suite struct ConsentEnforcementTests {
  private func ask(
    _ type: String, as clinic: String, of portal: MockPortal, purpose: String = "TREAT"
  ) async throws -> [String] {
    let transport = URLSessionTransport()
    let base = try #require(PortalBase(portal.base))
    let tokenURL = try #require(URL(string: "/oauth/token", relativeTo: base.url)?.absoluteURL)
    let form = "grant_type=client_credentials&client_id=\(clinic)&purpose=\(purpose)"
    let answer = try await transport.send(
      HTTPRequest(.post, tokenURL, body: Data(form.utf8)))
    let token = try #require(TokenResponse(answer.body)?.access)
    let response = try await transport.send(
      HTTPRequest(
        .get, base.address(type, query: [("patient", "pt1"), ("_count", "100")]),
        headers: ["Authorization": "Bearer " + token]))
    let page = try #require(SearchPage(response.body))
    return page.entries.compactMap { $0.resource?["id"]?.string }.sorted()
  }

  private func portal(_ consents: JSONValue...) throws -> MockPortal {
    let portal = try MockPortal()
    for consent in consents { portal.put(consent) }
    return portal
  }

  @Test func `without any consent nothing is shown`() async throws {
    let portal = try portal()
    defer { portal.stop() }
    #expect(try await ask("Immunization", as: "1310000001", of: portal) == [])
  }

  @Test func `a denied record is left out for that clinic alone, and accesses are written down`()
    async throws
  {
    let portal = try portal(
      OutboxTests.consent("base", hides: nil),
      OutboxTests.consent("c1", hides: "Immunization/pt1-im1"))
    defer { portal.stop() }
    #expect(
      try await ask("Immunization", as: "1310000001", of: portal) == ["pt1-im2", "pt1-im3"])
    #expect(
      try await ask("Immunization", as: "1330000002", of: portal)
        == ["pt1-im1", "pt1-im2", "pt1-im3"])
    #expect(try await ask("Consent", as: "1310000001", of: portal) == [])

    let house = try await Household.join(portal)
    _ = try await house.sync()
    let accesses = try house.desk.sync.kept("AuditEvent")
    #expect(accesses.count == 3)
    #expect(accesses.contains { $0.body.contains("pt1-im1") && $0.body.contains("dentist1") })
  }

  @Test func `a notice follows the record that it is about`() async throws {
    let portal = try portal(
      OutboxTests.consent("base", hides: nil),
      OutboxTests.consent("c1", hides: "DiagnosticReport/pt1-dr2026"))
    defer { portal.stop() }
    #expect(
      try await ask("Communication", as: "1310000001", of: portal) == ["pt1-n2", "pt1-n3"])
    #expect(try await ask("Observation", as: "1310000001", of: portal).count == 32)
  }

  @Test func `an inactive consent no longer hides, and no longer shows`() async throws {
    let portal = try portal(
      OutboxTests.consent("base", hides: nil),
      OutboxTests.consent("c1", hides: "Immunization/pt1-im1").with("status", "inactive"))
    defer { portal.stop() }
    #expect(try await ask("Immunization", as: "1310000001", of: portal).count == 3)
    portal.put(OutboxTests.consent("base", hides: nil).with("status", "inactive"))
    #expect(try await ask("Immunization", as: "1310000001", of: portal) == [])
  }

  @Test func `a denial to a class of institutions hides from that class alone`() async throws {
    let denial: JSONValue = [
      "resourceType": "Consent", "id": "c9", "status": "active",
      "patient": ["reference": "Patient/pt1"],
      "policyRule": ["coding": [["code": "OPTOUTE"]]],
      "provision": [
        "provision": [
          [
            "extension": [["url": "https://phr-tui.example/selector", "valueCode": "kind"]],
            "type": "deny", "actor": [["role": ["coding": [["code": "pharmacy"]]]]],
            "class": [["code": "Immunization"]],
          ]
        ]
      ],
    ]
    let portal = try portal(OutboxTests.consent("base", hides: nil), denial)
    defer { portal.stop() }
    #expect(try await ask("Immunization", as: "1340000003", of: portal) == [])
    #expect(try await ask("Immunization", as: "1310000001", of: portal).count == 3)
    #expect(try await ask("MedicationDispense", as: "1340000003", of: portal).count == 18)
  }
}
