import Foundation
import PHRModel
import PHRSync

/// `demo`: invented families in throw-away vaults; needs nothing and leaves nothing behind.
enum DemoCommand {
  static let spec = CommandSpec(
    "demo",
    options: [
      OptionSpec(
        "--person", "midori|haruto|ichiro|sakura",
        Text(ja: "最初に開く人", en: "whose records to open first"))
    ],
    summary: Text(ja: "架空の家族の記録で試す", en: "try it with invented families"), run: run)

  /// The passphrase of every demonstration vault; it is shown, because nothing is secret there.
  static let passphrase = "demo demo"

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let key = context.invocation.value("--person") ?? "midori"
    guard let first = DemoFamilies.people.first(where: { $0.key == key }) else {
      throw UsageError.badValue(option: "--person", expected: "midori|haruto|ichiro|sakura")
    }
    let folder = try DemoFolder()
    defer { folder.remove() }
    try context.tell(DemoWords.preparing)
    for person in DemoFamilies.people {
      try DemoVault.make(person, at: folder.path(of: person), now: context.now)
    }
    try context.tell(DemoWords.passphrase(passphrase))
    let portal = try DemoPortal.start(for: first, vault: folder.path(of: first), now: context.now)
    defer { portal.stop() }
    try context.tell(DemoWords.push(DemoPortal.push(portal)))
    try TerminalCommand.open(
      context, path: folder.path(of: first), options: DemoVault.options, passphrase: passphrase,
      portalInterval: 1, ownFiles: DemoFamilies.people.map(folder.path(of:)))
    return .done
  }
}

/// Makes the vault of an invented person by importing the person's documents.
enum DemoVault {
  /// Cheap key derivation, and nothing is remembered of a vault that is thrown away.
  static var options: VaultOptions {
    var options = VaultOptions()
    options.cost = .cheapest
    options.stateDirectory = .none
    options.keepsReserve = false
    return options
  }

  static func make(_ person: DemoPerson, at path: String, now: Instant) throws {
    let made = try Vault.create(
      at: path, credential: .passphrase(try Passphrase(DemoCommand.passphrase)), options: options)
    defer { made.vault.close() }
    let store = try RecordStore(Connection(path: path, vfs: made.vault.vfsName))
    try store.connection.transaction {
      for document in person.documents(person, now.day) {
        let session = try ImportSession(
          store: store, format: document.format,
          reader: ImportReaders.reader(of: document.format), name: document.name, now: now,
          samePerson: false)
        try session.consume(Data(document.bytes))
        let report = try session.finish()
        precondition(
          report.problems.allSatisfy { $0.severity == .warning },
          "a document of the demonstration has problems")
      }
      var profile = try store.profile()
      profile.contacts = [
        Profile.Contact(name: person.contact, relation: "家族", phone: "090-0000-0001")
      ]
      try store.setProfile(profile, origin: "manual", recorded: now)
      try DemoConsent.fill(store, now: now)
    }
  }
}
