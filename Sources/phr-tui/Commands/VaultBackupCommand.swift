import Foundation
import PHRModel

/// `vault backup`: a copy of the vault while it is in use, or copies that the program keeps.
enum VaultBackupCommand {
  static let spec = CommandSpec(
    "vault backup", operands: "[FILE]", count: 0...1,
    options: [
      OptionSpec(
        "--keep", "N",
        Text(
          ja: "以後、変更のあるたびに控えを作り、新しい方から N 個を残す（0 で止める）",
          en: "from now on make one after every change and keep the newest N (0 ends it)")),
      OptionSpec(
        "--folder", "DIR",
        Text(
          ja: "自動バックアップの置き場所（既定: 記録ファイル名.backups）",
          en: "where automatic backups go (default: the vault's name with .backups)")),
      OptionSpec("--force", Text(ja: "既にあるファイルを置き換える", en: "replace an existing file")),
    ],
    summary: Text(ja: "控えを取り、読み戻して確かめる", en: "make a backup and read it back"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let keep = try context.number("--keep", in: 0...RollingBackups.limit)
    let target = context.operands.first
    guard target != nil || keep != nil else { throw CommandFailure.nothingToDo }
    if let keep { try setRolling(keep, context) }
    if let target { try backUp(to: target, context) }
    return .done
  }

  private static func backUp(to target: String, _ context: CommandContext) throws {
    try context.withVaultFile(writing: false, options: context.vaultOptions) { unlocked in
      let replacing = context.invocation.has("--force")
      do {
        let found = try context.patiently {
          try unlocked.vault.backUp(to: target, replacing: replacing)
        }
        if context.wantsJSON {
          let json = VaultVerifyCommand.json(found, path: target)
          return try context.output.line(json.serialized())
        }
        for line in VaultBackupWords.backedUp(target, found) {
          try context.output.talk(context.say(line))
        }
      } catch VaultError.alreadyExists {
        throw replacing
          ? VaultCommandFailure.targetIsTheVault as any Error
          : CommandFailure.alreadyExists(file: target)
      }
    }
  }

  private static func setRolling(_ keep: Int, _ context: CommandContext) throws {
    let named = context.invocation.value("--folder") ?? context.vaultPath + ".backups"
    let folder = URL(fileURLWithPath: named).standardizedFileURL.path
    let backups = keep == 0 ? nil : RollingBackups(folder: folder, keep: keep)
    try context.withVault(writing: true) { open in
      try RollingBackups.set(backups, in: open.store)
    }
    try context.tell(VaultBackupWords.rolling(backups))
    if backups != nil { try context.tell(VaultBackupWords.oneDisk) }
  }
}
