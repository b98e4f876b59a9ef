import PHRModel
import PHRSync

/// The mock portal of the demonstration, with the first person's account in the vault.
enum DemoPortal {
  /// Starts the portal and signs the person in.
  ///
  /// - Throws: `ListenError`, `LoginError`, `SQLiteError`.
  static func start(
    for person: DemoPerson, vault path: String, _ context: CommandContext
  ) throws -> MockPortal {
    var options = MockPortal.Options()
    options.people = [
      PortalPerson(
        id: "p1", name: person.name, resources: DemoFHIR.portal(person, context.now.day))
    ]
    let portal = try MockPortal(options)
    portal.put(
      DemoFHIR.invitation(command: command(portal), today: context.now.day))
    try signIn(at: portal, vault: path)
    return portal
  }

  /// The line that sends a notice from another terminal.
  static func command(_ portal: MockPortal) -> String {
    "phr-tui portal push --portal \(portal.base)"
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
