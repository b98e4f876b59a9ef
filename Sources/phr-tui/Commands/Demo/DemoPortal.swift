import Foundation
import PHRModel
import PHRSync

/// The mock portal of the demonstration, with the first person's account in the vault.
enum DemoPortal {
  /// Starts the portal and signs the person in.
  ///
  /// - Throws: `ListenError`, `LoginError`, `SQLiteError`.
  static func start(
    for person: DemoPerson, vault path: String, now: Instant
  ) throws -> MockPortal {
    var options = MockPortal.Options()
    options.people = [
      PortalPerson(
        id: "p1", name: person.name, resources: DemoFHIR.portal(person, now.day))
    ]
    let portal = try MockPortal(options)
    portal.put(DemoFHIR.invitation(suggestions(portal), today: now.day))
    try signIn(at: portal, vault: path)
    return portal
  }

  /// The line that sends a notice from another terminal.
  static func push(_ portal: MockPortal) -> String {
    "\(program()) portal push --portal \(portal.base)"
  }

  /// What can be tried from another terminal, each with the line to type.
  private static func suggestions(_ portal: MockPortal) -> [String] {
    let ask = "\(program()) portal ask --portal \(portal.base)"
    let lines = [
      (DemoWords.tryPush, push(portal)),
      (DemoWords.tryAsking(DemoConsent.dentist.name), "\(ask) \(DemoConsent.dentist.code)"),
      (DemoWords.tryLooking, "\(ask) --anyway \(DemoWords.stranger)"),
    ]
    return lines.flatMap { ["\($0.0.ja) / \($0.0.en)", $0.1] }
  }

  /// How this program is called: as it was, for `make demo` runs one that no search path finds.
  static func program(
    calledAs name: String = ProcessInfo.processInfo.arguments.first ?? ""
  ) -> String {
    name.contains("/") && !name.contains(" ") ? name : "phr-tui"
  }

  private static func signIn(at portal: MockPortal, vault path: String) throws {
    guard let base = PortalBase(portal.base) else {
      preconditionFailure("the mock portal has no usable address")
    }
    let account = try SignIn.run(
      base: base, transport: PortalLine.transport(), inBrowser: false
    ) { _ in }
    let vault = try Vault.open(
      at: path, credential: .passphrase(try Passphrase(DemoCommand.passphrase)),
      options: DemoVault.options)
    defer { vault.close() }
    let store = try RecordStore(Connection(path: path, vfs: vault.vfsName))
    try SyncDesk(store, portal: base).sync.save(account)
  }
}
