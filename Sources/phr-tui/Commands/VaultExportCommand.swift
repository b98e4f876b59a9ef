import PHRModel

/// `vault export-sqlite`: the plain database, for its owner.
enum VaultExportCommand {
  static let spec = CommandSpec(
    "vault export-sqlite", operands: "FILE", count: 1...1,
    options: [
      OptionSpec(
        "--yes-plain",
        Text(
          ja: "暗号化なしで書き出すことを承知している（確認を省く）",
          en: "I know that it is not encrypted; do not ask")),
      OptionSpec("--force", Text(ja: "既にあるファイルを置き換える", en: "replace an existing file")),
    ],
    summary: Text(
      ja: "暗号化していない SQLite データベースを書き出す", en: "write the plain SQLite database"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let target = context.operands[0]
    return try context.withVaultFile(writing: false, options: context.vaultOptions) { unlocked in
      try context.confirm(VaultBackupWords.askPlain, option: "--yes-plain")
      let replacing = context.invocation.has("--force")
      do {
        let bytes = try context.patiently {
          try unlocked.vault.exportPlain(to: target, replacing: replacing)
        }
        for line in VaultBackupWords.exported(target, bytes: bytes) { try context.tell(line) }
      } catch VaultError.alreadyExists {
        throw replacing
          ? VaultCommandFailure.targetIsTheVault as any Error
          : CommandFailure.alreadyExists(file: target)
      }
      return .done
    }
  }
}
