import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// The state file of a mock portal.
@Suite struct PortalStateTests {
  private let path = NSTemporaryDirectory() + "phr-portal-\(PortalGrants.secret()).json"

  private func portal() throws -> MockPortal {
    var options = MockPortal.Options()
    options.stateFile = path
    return try MockPortal(options)
  }

  @Test func `changes, deletions and logins outlive the portal`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try portal()
    let house = try await Household.join(first)
    _ = try await house.sync()
    let dose = try #require(first.resource("Immunization", "pt1-im1"))
    first.put(dose.with("lotNumber", "NEW1"))
    first.delete("Immunization", "pt1-im2")
    let stamp = first.version("Immunization", "pt1-im1")
    first.stop()

    let second = try portal()
    defer { second.stop() }
    #expect(second.resource("Immunization", "pt1-im1")?["lotNumber"]?.string == "NEW1")
    #expect(second.version("Immunization", "pt1-im1") == stamp)
    #expect(second.resource("Immunization", "pt1-im3") != nil)
    // The old refresh token gives new tokens; deletion and change arrive at the new address.
    let base = try #require(PortalBase(second.base))
    var account = try #require(try house.desk.sync.account())
    account.accessToken = "gone"
    account.tokenEndpoint = base.text.replacingOccurrences(of: "/fhir", with: "/oauth/token")
    let records = try RecordStore(Connection(path: ":memory:"))
    let desk = try SyncDesk(records, portal: base)
    try desk.sync.save(account)
    let start = try #require(try desk.start(now: Household.now, seed: 1))
    let report = try await house.runner.run(start) {
      try desk.answer($0, now: Household.now)
    }.report
    #expect(report.outcome == .complete)
    #expect(try records.countsByKind()[.vaccination] == 2)
  }

  @Test func `the file is the user's alone`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try portal().stop()
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test(arguments: ["", "{}", "[1]", "{\"format\":\"phr-tui mock portal 2\"}", "{\"format\":"])
  func `a file that is no state is left alone and said`(_ text: String) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: PortalStateError.unreadable) { _ = try portal() }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }
}
