import Foundation
import Testing

@testable import PHRModel
@testable import PHRSync
@testable import phr_tui

/// The demonstration, as a visitor finds it: its first person, the portal, and what to try.
@Suite struct `The demonstration` {
  /// The first person's vault and the portal.
  private final class Scene {
    let place: CommandPlace
    let portal: MockPortal

    init() async throws {
      place = try CommandPlace()
      place.now = Instant(seconds: Int64(Date().timeIntervalSince1970))
      try place.write(DemoCommand.passphrase + "\n", to: "pass")
      let (path, now) = (place.path, place.now)
      portal = try await Self.onThread {
        let person = try #require(DemoFamilies.people.first)
        try DemoVault.make(person, at: path, now: now)
        return try DemoPortal.start(for: person, vault: path, now: now)
      }
    }

    deinit { portal.stop() }

    func run(_ arguments: String...) async throws -> CommandPlace.Outcome {
      // Each command a second later, so that accesses stand after the rules before them.
      place.now = max(
        place.now.adding(seconds: 1), Instant(seconds: Int64(Date().timeIntervalSince1970)))
      // Nobody else touches the folder meanwhile.
      nonisolated(unsafe) let place = self.place
      return try await Self.onThread { place.runOn("record.phr", arguments) }
    }

    func lines(_ arguments: String...) async throws -> [JSONValue] {
      nonisolated(unsafe) let place = self.place
      let outcome = try await Self.onThread { place.runOn("record.phr", arguments + ["--json"]) }
      return try outcome.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    /// What an institution is served.
    func served(_ code: String) async throws -> Set<String> {
      let found = try await lines("portal", "ask", "--portal", portal.base, code)
      return Set(found.compactMap { $0["resource"]?.string })
    }

    /// On a thread of its own: commands wait for background work, and the pool has few threads.
    private static func onThread<Value: Sendable>(
      _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
      try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try work() }) }
        thread.stackSize = 8 << 20
        thread.start()
      }
    }
  }

  private static let dentist = DemoConsent.dentist
  private static let secrets: Set<String> = [
    "MedicationDispense/mind1", "MedicationDispense/mind2", "ExplanationOfBenefit/mind-cost",
  ]

  @Test func `plays the story of consent to its end`() async throws {
    let scene = try await Scene()
    #expect(try await scene.run("sync").code == .done)
    let drugs = try await scene.lines("list", "medication", "--search", "エスシタロプラム")
    #expect(drugs.count == 2)
    let first = try #require(drugs.last?["id"]?.string)
    let before = try await scene.lines("see-as", Self.dentist.name).count
    #expect(try await scene.served(Self.dentist.code).isSuperset(of: Self.secrets))

    let end = "\(scene.place.now.day.adding(months: 4))"
    let hide = try await scene.run(
      "consent", "hide", first, "--from", Self.dentist.name, "--until", end)
    #expect(hide.code == .done, "\(hide.messages)")
    let leaks = try await scene.lines("consent", "check", Self.dentist.name)
    #expect(Set(leaks.compactMap { $0["id"]?.string }).count == 2)
    #expect(
      try await scene.run("consent", "check", Self.dentist.name, "--hide", "--until", end).code
        == .done)
    #expect(try await scene.lines("consent", "check", Self.dentist.name).isEmpty)
    #expect(try await scene.lines("see-as", Self.dentist.name).count == before - 3)

    #expect(try await scene.run("sync").code == .done)
    let standings = try await scene.lines("consent", "list").map { $0["portal"]?.string }
    #expect(standings == Array(repeating: "in-force", count: 4))
    // What remains for the dentist is what a dentist must know.
    #expect(try await scene.served(Self.dentist.code) == ["AllergyIntolerance/penicillin"])
    // The family doctor still sees the prescriptions, and costs neither before nor after.
    #expect(
      try await scene.served("harbour").intersection(Self.secrets) == [
        "MedicationDispense/mind1", "MedicationDispense/mind2",
      ])
  }

  @Test func `shows an access by a stranger as flagged, the dentist's own as none`() async throws {
    let scene = try await Scene()
    #expect(try await scene.run("sync").code == .done)
    _ = try await scene.served(Self.dentist.code)
    let look = try await scene.lines(
      "portal", "ask", "--portal", scene.portal.base, "--anyway", DemoWords.stranger)
    #expect(look.compactMap { $0["resource"]?.string } == ["MedicationDispense/mind2"])
    #expect(try await scene.run("sync").code == .done)
    let flagged = try await scene.lines("access-log", "--flagged")
    #expect(flagged.compactMap { $0["finding"]?.string } == ["unregistered"])
    #expect(flagged.first?["who"]?.string == DemoWords.stranger)
    #expect(try await scene.lines("access-log").count > 1)
  }

  @Test func `suggests lines that work, with the program as it was called`() async throws {
    let scene = try await Scene()
    #expect(try await scene.run("sync").code == .done)
    let notice = try #require(scene.portal.resource("Communication", "invitation"))
    let texts = (notice["payload"]?.elements ?? []).compactMap { $0["contentString"]?.string }
    #expect(texts.count == 6)
    #expect(texts.count { $0.contains("portal push --portal \(scene.portal.base)") } == 1)
    #expect(texts.count { $0.contains("portal ask --portal \(scene.portal.base)") } == 2)
    let unknown = try await scene.run(
      "portal", "ask", "--portal", scene.portal.base, "9999999999")
    #expect(unknown.code == .refused && unknown.messages.contains("knows no institution"))
  }

  @Test(arguments: [
    (".build/release/phr-tui", ".build/release/phr-tui"), ("phr-tui", "phr-tui"), ("", "phr-tui"),
    ("/opt/my tools/phr-tui", "phr-tui"),
  ])
  func `names itself as it was called`(name: String, expected: String) {
    #expect(DemoPortal.program(calledAs: name) == expected)
  }
}
