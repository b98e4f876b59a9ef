import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// The client against a server that was written from the standard alone, in another language.
@Suite(.enabled(if: IndependentServer.python != nil, "needs python3"))
struct IndependentServerTests {
  @Test func `everything arrives once from a server not written here`() async throws {
    let reference = try await Household.reference()
    let server = try await IndependentServer(PortalPerson.invented.flatMap(\.resources))
    defer { server.stop() }
    let records = try RecordStore(Connection(path: ":memory:"))
    var desk = try SyncDesk(records, portal: server.base)
    desk.outgoing = .waiting
    try desk.sync.save(server.account)

    let first = try await pull(desk)
    #expect(first.outcome == .complete)
    #expect(!first.isIncomplete)
    #expect(!first.hasProblems)
    for kind in Kind.allCases where kind != .notice {
      #expect(try records.countsByKind()[kind] ?? 0 == reference[kind]?.count ?? 0, "\(kind)")
    }
    #expect(try records.inbox().count == 3)
    #expect(try records.inbox().count { !$0.about.isEmpty } == 2)

    let second = try await pull(desk)
    #expect(second.total.new + second.total.changed == 0)

    let consent = OutboxTests.consent("c1", hides: nil)
    let key = ResourceKey(type: "Consent", id: "c1")
    try desk.sync.enqueue(key, body: consent.serialized(), now: Household.now)
    #expect(try await pull(desk).written == [.inForce: 1])
    let change = consent.with("dateTime", "2026-06-01")
    try desk.sync.enqueue(key, body: change.serialized(), now: Household.now)
    #expect(try await pull(desk).written == [.inForce: 1])
  }

  private func pull(_ desk: SyncDesk) async throws -> SyncReport {
    let start = try #require(try desk.start(now: Household.now, seed: 1))
    let runner = SyncRunner(
      transport: URLSessionTransport(), now: { Household.now }, rest: { _ in })
    return try await runner.run(start) { delivery in
      try desk.answer(delivery, now: Household.now)
    }.report
  }
}

/// The Python server of the fixtures, running.
final class IndependentServer {
  let base: PortalBase
  private let process = Process()

  static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/root/.pyenv/shims/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  init(_ resources: [JSONValue]) async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/fhir_server.py")
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = [script.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let lines = resources.map { $0.serialized() }.joined(separator: "\n") + "\n\n"
    try input.fileHandleForWriting.write(contentsOf: Data(lines.utf8))
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    base = try #require(PortalBase("http://127.0.0.1:\(port)/r4"))
  }

  /// Processes that Foundation starts inherit its threads' blocked signals; only this one works.
  func stop() { kill(process.processIdentifier, SIGKILL) }

  var account: PortalAccount {
    PortalAccount(
      base: base.text, patient: "pt1", client: "phr-tui",
      tokenEndpoint: base.text + "/token", accessToken: "independent-token", refreshToken: nil)
  }
}
