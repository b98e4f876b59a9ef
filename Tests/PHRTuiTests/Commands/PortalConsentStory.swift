import Foundation
import Synchronization
import Testing

@testable import PHRModel
@testable import PHRSync
@testable import phr_tui

/// The story of issue 04 with a live mock portal: hidden from the dentist, confirmed, asked for in
/// vain, looked at by a stranger all the same, and flagged.
@Suite struct PortalConsentStory {
  /// A vault, a portal, and one clock for both.
  private final class Scene {
    let place: CommandPlace
    let portal: MockPortal
    private let seconds = Clock()

    /// Seconds that both sides share.
    private final class Clock: Sendable {
      let now = Mutex(Story.now.seconds)
    }

    init() async throws {
      place = try CommandPlace()
      var options = MockPortal.Options()
      let clock = seconds
      options.clock = { clock.now.withLock { $0 } * 1000 }
      portal = try MockPortal(options)
      try place.create()
      #expect(await run("recipients", "add", "架空歯科医院", "--code", "1330000002").code == .done)
      // It has read before, as the portal tells from the beginning.
      #expect(
        await run("recipients", "add", "架空内科クリニック", "--code", "1310000001").code == .done)
      #expect(await run("sync", "--portal", portal.base).code == .done)
    }

    deinit { portal.stop() }

    /// A command a minute later.
    func run(_ arguments: String...) async -> CommandPlace.Outcome {
      place.now = seconds.now.withLock { now in
        now += 60
        return Instant(seconds: now)
      }
      return await outcome(arguments)
    }

    func lines(_ arguments: String...) async throws -> [JSONValue] {
      place.now = Instant(seconds: seconds.now.withLock { $0 })
      return try await outcome(arguments + ["--json"]).output.split(separator: "\n")
        .map { try JSONValue(parsing: String($0)) }
    }

    /// On a thread of its own: a command waits for its own background work, and the pool that
    /// tests share has few threads.
    private func outcome(_ arguments: [String]) async -> CommandPlace.Outcome {
      // Nobody else touches the folder meanwhile.
      nonisolated(unsafe) let place = self.place
      return await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: place.runOn("record.phr", arguments)) }
        thread.stackSize = 8 << 20
        thread.start()
      }
    }

    /// What an institution is served.
    func served(
      _ type: String, to client: String, purpose: String = "TREAT"
    ) async throws -> [String] {
      let transport = URLSessionTransport()
      let base = try #require(PortalBase(portal.base))
      let tokens = try #require(URL(string: "/oauth/token", relativeTo: base.url)?.absoluteURL)
      let form = "grant_type=client_credentials&client_id=\(client)&purpose=\(purpose)"
      let answer = try await transport.send(HTTPRequest(.post, tokens, body: Data(form.utf8)))
      let token = try #require(TokenResponse(answer.body)?.access)
      let found = try await transport.send(
        HTTPRequest(
          .get, base.address(type, query: [("patient", "pt1"), ("_count", "200")]),
          headers: ["Authorization": "Bearer " + token]))
      return try #require(SearchPage(found.body)).entries
        .compactMap { $0.resource?["id"]?.string }.sorted()
    }
  }

  @Test func `hidden until next March, confirmed, served to nobody there, flagged if read`()
    async throws
  {
    let scene = try await Scene()
    #expect(await scene.run("sync").code == .done)
    let drug = try #require(try await scene.lines("list", "medication").first?["id"]?.string)
    let before = try await scene.served("MedicationDispense", to: "1330000002")
    #expect(before.count == 18)

    let hide = await scene.run(
      "consent", "hide", drug, "--from", "架空歯科医院", "--until", "2027-03-31")
    #expect(hide.code == .done)
    #expect(try await scene.lines("consent", "list").first?["portal"]?.string == "pending")
    #expect(try await scene.served("MedicationDispense", to: "1330000002") == before)
    #expect(await scene.run("sync").code == .done)
    #expect(try await scene.lines("consent", "list").first?["portal"]?.string == "in-force")

    let after = try await scene.served("MedicationDispense", to: "1330000002")
    #expect(after.count == 17 && Set(after).isSubset(of: before))
    let hidden = try #require(Set(before).subtracting(after).first)
    #expect(try await scene.lines("see-as", "架空歯科医院", "medication").count == 18)

    _ = await scene.run("sync")
    #expect(try await scene.lines("access-log", "--flagged").isEmpty)
    scene.portal.put(
      PortalAudit.event(
        organization: "center1", name: "架空健診センター", purpose: "TREAT", interaction: "read",
        patient: "pt1", records: ["MedicationDispense/" + hidden], refused: false,
        recorded: scene.place.now.description))
    scene.portal.put(
      PortalAudit.event(
        organization: "dentist1", name: "架空歯科医院", purpose: "TREAT", interaction: "read",
        patient: "pt1", records: ["MedicationDispense/" + hidden], refused: false,
        recorded: scene.place.now.description))
    #expect(await scene.run("sync").code == .done)
    let flagged = try await scene.lines("access-log", "--flagged")
    #expect(
      Set(flagged.compactMap { $0["finding"]?.string }) == ["unregistered", "hidden"])
    #expect(flagged.allSatisfy { $0["records"]?[0]?.string == drug })
    let alerts = try await scene.lines("inbox", "--unread").filter {
      $0["category"]?.string == "access"
    }
    #expect(alerts.count == 2)
    #expect(try await scene.lines("access-log", "--who", "架空健診").count == 1)

    #expect(await scene.run("consent", "undo").code == .done)
    #expect(await scene.run("sync").code == .done)
    #expect(try await scene.served("MedicationDispense", to: "1330000002") == before)
    #expect(try await scene.lines("access-log", "--flagged").count == 2)
  }

  @Test func `a seal is served to nobody, not even in an emergency`() async throws {
    let scene = try await Scene()
    #expect(await scene.run("sync").code == .done)
    let allergies = try await scene.served(
      "AllergyIntolerance", to: "1310000004", purpose: "ETREAT")
    #expect(allergies.count == 1)
    #expect(await scene.run("consent", "seal", "kind:allergy").code == .done)
    #expect(await scene.run("sync").code == .done)
    for purpose in ["TREAT", "ETREAT"] {
      #expect(
        try await scene.served("AllergyIntolerance", to: "1330000002", purpose: purpose).isEmpty)
    }
    #expect(try await scene.lines("consent", "list").last?["portal"]?.string == "in-force")
  }

  @Test func `a record that arrives falls under the rule at once, there too`() async throws {
    let scene = try await Scene()
    #expect(await scene.run("sync").code == .done)
    #expect(await scene.run("consent", "hide", "facility:かくう薬局", "--from", "架空歯科医院").code == .done)
    #expect(await scene.run("sync").code == .done)
    #expect(try await scene.served("MedicationDispense", to: "1330000002").isEmpty)
    #expect(
      await scene.run(
        "portal", "push", "--kind", "medication", "--portal", scene.portal.base
      ).code == .done)
    // One pull brings it in and sends the list again.
    #expect(await scene.run("sync").code == .done)
    #expect(try await scene.lines("list", "medication").count == 20)
    #expect(try await scene.served("MedicationDispense", to: "1330000002").isEmpty)
    let news = try #require(
      try await scene.lines("inbox").first { $0["rules"]?.string?.contains("hidden from") ?? false }
    )
    #expect(news["rules"]?.string?.contains("架空歯科医院") ?? false)
  }

  @Test func `research is refused in one command, and tracked to its end`() async throws {
    let scene = try await Scene()
    let id = try #require(
      await scene.run("research", "refuse").output.split(separator: "\n").first.map(String.init))
    func standing() async throws -> [String?] {
      let row = try await scene.lines("research", "list").first
      return [row?["portal"]?.string, row?["deletion"]?.string]
    }
    #expect(try await standing() == ["pending", "pending"])
    #expect(await scene.run("sync").code == .done)
    #expect(try await standing() == ["in-force", "received"])
    let consent = try #require(scene.portal.resource("Consent", id))
    let rule = try #require(consent["provision"]?["provision"]?[0])
    #expect(rule["type"]?.string == "deny" && rule["purpose"]?[0]?["code"]?.string == "HRESCH")
    let task = try #require(scene.portal.resource("Task", id + "-del"))
    #expect(task["focus"]?["reference"]?.string == "Consent/" + id)
    scene.portal.put(task.with("status", "completed"))
    #expect(await scene.run("sync").code == .done)
    #expect(try await standing() == ["in-force", "completed"])
    #expect(await scene.run("research", "refuse").code == .failed)
  }

  @Test func `a consent that the portal holds hides at once and shows only on the holder's word`()
    async throws
  {
    let scene = try await Scene()
    func hold(_ id: String, _ type: String) {
      scene.portal.put([
        "resourceType": "Consent", "id": .string(id), "status": "active",
        "patient": ["reference": "Patient/pt1"],
        "policyRule": ["coding": [["code": "OPTOUTE"]]],
        "provision": [
          "provision": [
            [
              "extension": [
                ["url": .string(ConsentWire.selector), "valueCode": "kind"]
              ], "type": .string(type),
              "actor": [["reference": ["reference": "Organization/dentist1"]]],
              "class": [["code": "Immunization"]],
            ]
          ]
        ],
      ])
    }
    hold("from-the-desk", "deny")
    #expect(await scene.run("sync").code == .done)
    let row = try #require(try await scene.lines("consent", "list").first)
    #expect(row["id"]?.string == "from-the-desk" && row["effect"]?.string == "hide")
    #expect(row["by"]?.string?.hasPrefix("portal:") ?? false)
    hold("wide", "permit")
    #expect(await scene.run("sync").code == .done)
    #expect(try await scene.lines("consent", "list").count == 1)
    #expect(await scene.run("inbox").output.contains("wide"))
    #expect(await scene.run("consent", "import", "wide").code == .done)
    #expect(try await scene.lines("consent", "list").count == 2)
    #expect(await scene.run("consent", "import").code == .failed)
  }
}
