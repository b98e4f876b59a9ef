import Foundation
import PHRModel

/// `init`: creates a vault and prints its recovery code, once.
enum InitCommand {
  static let spec = CommandSpec(
    "init",
    options: [
      OptionSpec(
        "--base", "opt-out|opt-in",
        Text(
          ja: "基本の決まり: opt-out は登録した診療所・病院・薬局・介護に見せる（既定）、opt-in は何も見せない",
          en: "base rule: opt-out shows to registered clinics, hospitals, pharmacies and care "
            + "providers (default), opt-in shows nothing"))
    ],
    summary: Text(ja: "記録ファイルを作る", en: "create a vault"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let base = try context.choice("--base", BaseRule.self) ?? .optOut
    let passphrase = try newPassphrase(context)
    let path = context.vaultPath
    try VaultFolder.prepare(for: path)
    let made = try Vault.create(
      at: path, credential: .passphrase(passphrase), options: context.newKeyOptions)
    defer { made.vault.close() }
    let store = try RecordStore(Connection(path: path, vfs: made.vault.vfsName))
    try store.set("base-rule", to: base.rawValue)
    try store.set("created", to: context.now.description)
    try report(made.recoveryCode, path, context)
    return .done
  }

  private static func report(
    _ code: RecoveryCode, _ path: String, _ context: CommandContext
  ) throws {
    guard !context.wantsJSON else {
      let json = RecordJSON.object([
        ("vault", .string(path)), ("recoveryCode", .string(code.printed)),
      ])
      return try context.output.line(json.serialized())
    }
    try context.tell(
      Text(ja: RecordMessages.created.ja + path, en: RecordMessages.created.en + path))
    try context.tell(RecordMessages.recoveryCode)
    try context.output.line(code.printed)
  }

  /// Asks for a new passphrase twice, or takes the given one; refuses short ones.
  private static func newPassphrase(_ context: CommandContext) throws -> Passphrase {
    try context.acceptable(
      try context.givenSecret() ?? context.askTwice(PromptWords.newPassphrase))
  }
}

/// The folder that a vault lies in.
enum VaultFolder {
  /// Makes the folder of a vault, for its owner alone, if it is missing.
  static func prepare(for path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure.cannotWrite(file: folder, errno: EACCES)
    }
  }
}
