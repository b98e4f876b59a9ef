import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// The real program, killed at random moments of a pull, and run again.
@Suite(.serialized) struct KillTests {
  /// `make torture` asks for the long form.
  private static let rounds = ProcessInfo.processInfo.environment["PHR_LONG"] == nil ? 4 : 200

  @Test func `killed at any moment and run again, the vault holds the same`() async throws {
    let portal = try MockPortal()
    defer { portal.stop() }
    let workshop = try Workshop(portal: portal)
    defer { workshop.remove() }
    let undisturbed = try workshop.copy()
    let began = ContinuousClock.now
    #expect(try workshop.sync(undisturbed) == 0)
    let duration = ContinuousClock.now - began
    let expected = try workshop.contents(undisturbed)
    #expect(expected.count > 40)

    var random = SplitMix64(seed: UInt64(Date().timeIntervalSince1970))
    var kills = 0
    for _ in 0..<Self.rounds {
      let vault = try workshop.copy()
      let moment = duration * random.nextFraction()
      if try workshop.syncAndKill(vault, after: moment) { kills += 1 }
      #expect(try workshop.sync(vault) == 0)
      #expect(try workshop.contents(vault) == expected)
    }
    #expect(kills > 0)
  }
}

/// Copies of one vault that is signed in, and the program that works on them.
private struct Workshop {
  let folder: URL
  private let program: URL
  private let portal: MockPortal

  init(portal: MockPortal) throws {
    self.portal = portal
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("phr-kill-\(PortalGrants.secret())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    program = try TestProgram.url
    try Data("a passphrase for tests".utf8).write(to: folder.appendingPathComponent("pass"))
    try makeVault()
  }

  /// A vault with cheap key derivation and an account.
  private func makeVault() throws {
    var options = VaultOptions()
    options.cost = .cheapest
    options.stateDirectory = .none
    options.keepsReserve = false
    let path = folder.appendingPathComponent("base.phr").path
    let passphrase = try Passphrase("a passphrase for tests")
    let (vault, _) = try Vault.create(
      at: path, credential: .passphrase(passphrase), options: options)
    try signIn(vault)
    vault.close()
  }

  private func signIn(_ vault: Vault) throws {
    let records = try RecordStore(Connection(path: vault.path, vfs: vault.vfsName))
    let base = try #require(PortalBase(portal.base))
    let tokens = portal.issueTokens(patient: "pt1")
    try SyncDesk(records, portal: base).sync.save(
      PortalAccount(
        base: base.text, patient: "pt1", client: "phr-tui",
        tokenEndpoint: base.text.replacingOccurrences(of: "/fhir", with: "/oauth/token"),
        accessToken: tokens, refreshToken: nil))
  }

  func copy() throws -> String {
    let name = folder.appendingPathComponent(PortalGrants.secret() + ".phr")
    try FileManager.default.copyItem(
      at: folder.appendingPathComponent("base.phr"), to: name)
    return name.path
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private func process(_ vault: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments =
      arguments + ["--vault", vault, "--passphrase-file", folder.path + "/pass", "--lang", "en"]
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = vault + ".state"
    process.environment = environment
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    return process
  }

  func sync(_ vault: String) throws -> Int32 {
    let process = process(vault, ["sync"])
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Whether the program was still at work when it was killed.
  func syncAndKill(_ vault: String, after moment: Duration) throws -> Bool {
    let process = process(vault, ["sync"])
    try process.run()
    Thread.sleep(forTimeInterval: moment / .seconds(1))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  /// Every record as the program lists it, with its versions, without the vault's own names.
  func contents(_ vault: String) throws -> [String] {
    let process = process(vault, ["list", "--json"])
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    return try lines.map { line in
      let members = try JSONValue(parsing: String(line)).members
      return JSONValue.object(members.filter { $0.name != "id" && $0.name != "episode" })
        .serialized()
    }.sorted()
  }
}
