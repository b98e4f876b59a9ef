import Foundation
import Glibc
import PHRModel

/// The program without a subcommand: opens the person's vault on the screen.
enum TerminalCommand {
  /// Opens the vault that the command line names; a missing one is created step by step.
  static func run(_ context: CommandContext) throws -> ExitCode {
    let exists = FileManager.default.fileExists(atPath: context.vaultPath)
    let given = exists ? try context.givenSecret() : nil
    try open(
      context, path: URL(fileURLWithPath: context.vaultPath).path, options: context.vaultOptions,
      passphrase: given, isNew: !exists, people: PeopleList(environment: context.environment),
      ownFiles: [context.defaultVaultPath])
    return .done
  }

  /// Shows a vault on the screen until the person quits.
  ///
  /// - Parameters:
  ///   - context: Language, colours and theme as they were asked for.
  ///   - path: The vault.
  ///   - options: How to open it.
  ///   - passphrase: Opens it at once; `nil` asks for it.
  ///   - isNew: Whether the guided start comes first.
  ///   - portalInterval: Seconds between two pulls from the portal.
  ///   - people: The files of everybody whom the person looks after.
  ///   - ownFiles: Files that the family overview names besides.
  /// - Throws: `ScreenError` without a terminal, `UsageError`, `CommandFailure`.
  static func open(
    _ context: CommandContext, path: String, options: VaultOptions, passphrase: String?,
    isNew: Bool = false, portalInterval: Double = 60, people: PeopleList? = nil,
    ownFiles: [String] = []
  ) throws {
    var unlock = UnlockState()
    unlock.isWorking = passphrase != nil
    var configuration = VaultWorld.Configuration(
      path: path, options: options, keyFile: try keyFile(context), now: { context.now })
    configuration.portalInterval = portalInterval
    configuration.people = people
    configuration.ownFiles = ownFiles
    // Without a passphrase the file itself says what it waits for: a passphrase or a code.
    let first: Effect = passphrase.map { .unlock(passphrase: $0) } ?? .people(.switchTo(path))
    try Launch.run(
      try launchOptions(context), start: isNew ? .welcome(WelcomeState()) : .unlock(unlock),
      effects: isNew ? [] : [first]
    ) { mailbox, themes, firstTheme in
      VaultWorld(
        configuration: configuration, themes: themes, firstTheme: firstTheme, mailbox: mailbox)
    }
  }

  private static func launchOptions(_ context: CommandContext) throws -> LaunchOptions {
    var options = LaunchOptions(
      language: context.language, environment: context.environment,
      executable: executablePath, today: context.now.day)
    options.colour = try context.choice("--color", ColourChoice.self) ?? .auto
    options.theme = context.invocation.value("--theme")
    options.isLinear = context.invocation.has("--linear")
    return options
  }

  /// The running binary; `/proc/self/exe` on Linux, proc(5).
  private static var executablePath: String {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return link ?? CommandLine.arguments.first ?? ""
  }

  private static func keyFile(_ context: CommandContext) throws -> KeyFile? {
    guard let path = context.invocation.value("--key-file") else { return nil }
    let bytes = try InputFile.readWhole(path, limit: KeyFile.maximumBytes)
    guard let file = KeyFile(content: [UInt8](bytes)) else {
      throw CommandFailure.cannotRead(file: path, errno: EINVAL)
    }
    return file
  }
}
