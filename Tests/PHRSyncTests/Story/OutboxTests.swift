import PHRModel
import Testing

@testable import PHRSync

@Suite struct OutboxTests {
  /// A Consent as the holder's program writes it: shown unless denied, with one denial.
  static func consent(_ id: String, hides: String?, from organization: String = "clinic1")
    -> JSONValue
  {
    var members: [JSONMember] = [
      JSONMember("resourceType", "Consent"), JSONMember("id", .string(id)),
      JSONMember("status", "active"), JSONMember("patient", ["reference": "Patient/pt1"]),
      JSONMember("scope", ["coding": [["code": "patient-privacy"]]]),
    ]
    if let hides {
      members.append(JSONMember("policyRule", ["coding": [["code": "OPTOUTE"]]]))
      let actor: JSONValue = ["reference": ["reference": .string("Organization/" + organization)]]
      members.append(
        JSONMember(
          "provision",
          [
            "provision": [
              [
                "extension": [["url": "urn:phr-tui:extension:selector", "valueCode": "record"]],
                "type": "deny", "actor": [actor],
                "data": [
                  ["meaning": "instance", "reference": ["reference": .string(hides)]]
                ],
              ]
            ]
          ]))
    } else {
      members.append(JSONMember("policyRule", ["coding": [["code": "OPTINR"]]]))
    }
    return .object(members)
  }

  private func enqueue(_ consent: JSONValue, _ house: Household) throws {
    let id = try #require(consent["id"]?.string)
    try house.desk.sync.enqueue(
      ResourceKey(type: "Consent", id: id), body: consent.serialized(), now: Household.now)
  }

  @Test func `a consent goes out once and is in force`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    try enqueue(Self.consent("c1", hides: nil), house)
    #expect(try house.desk.sync.outbox().map(\.state) == [.pending])
    let report = try await house.sync()
    #expect(report.written == [.inForce: 1])
    #expect(try house.desk.sync.outbox().map(\.state) == [.inForce])
    #expect(house.portal.resource("Consent", "c1") != nil)
    #expect(try await house.sync().written == [:])
  }

  @Test func `a change is sent against the version that is known`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    try enqueue(Self.consent("c1", hides: nil), house)
    _ = try await house.sync()
    try enqueue(Self.consent("c1", hides: "Immunization/pt1-im1"), house)
    #expect(try await house.sync().written == [.inForce: 1])
    #expect(house.portal.resource("Consent", "c1")?["provision"] != nil)
  }

  @Test func `somebody else's version is shown and never overwritten`() async throws {
    let house = try await Household.open([PortalFault(.consentConflict)])
    defer { house.portal.stop() }
    try enqueue(Self.consent("c1", hides: nil), house)
    _ = try await house.sync()
    try enqueue(Self.consent("c1", hides: "Immunization/pt1-im1"), house)
    let report = try await house.sync()
    #expect(report.written == [.conflict: 1])
    #expect(report.hasProblems)
    let item = try #require(try house.desk.sync.outbox().first)
    #expect(item.problem?.contains("2020-01-01") == true)
    #expect(house.portal.resource("Consent", "c1")?["provision"] == nil)
  }

  @Test func `an answer that got lost is recognised as our own write`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    let first = Self.consent("c1", hides: nil)
    try enqueue(first, house)
    // The write reached the portal, its answer did not reach the vault.
    let item = try #require(try house.desk.sync.outbox().first)
    var noted = OutboxResult(id: item.id, state: .pending)
    noted.sent = SyncEngine.digest(of: item)
    try house.desk.sync.record(noted, now: Household.now)
    house.portal.put(first)
    // Meanwhile the holder has changed the consent again.
    try enqueue(Self.consent("c1", hides: "Immunization/pt1-im1"), house)
    #expect(try await house.sync().written == [.inForce: 1])
    #expect(house.portal.resource("Consent", "c1")?["provision"] != nil)
  }

  @Test func `a consent for somebody else's data is refused for good`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    try enqueue(
      Self.consent("c1", hides: nil).with("patient", ["reference": "Patient/pt2"]), house)
    let report = try await house.sync()
    #expect(report.written == [.refused: 1])
    #expect(try house.desk.sync.outbox().first?.problem == "403")
  }

  @Test func `the order of changes is kept`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    for number in 1...5 { try enqueue(Self.consent("c\(number)", hides: nil), house) }
    #expect(try await house.sync().written == [.inForce: 5])
    let times = (1...5).compactMap {
      house.portal.version("Consent", "c\($0)")
    }
    #expect(times == times.sorted())
  }
}
