import PHRModel

/// `vault compact`: writes the file anew without its history.
enum VaultCompactCommand {
  static let spec = CommandSpec(
    "vault compact",
    options: [
      OptionSpec(
        "--forget",
        Text(
          ja: "消した内容を、前のファイル（.prev）などからも除く",
          en: "be rid of deleted content, in .prev and kept tails, too"))
    ],
    summary: Text(ja: "記録ファイルを詰め直す", en: "rewrite the vault without its history"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let forgets = context.invocation.has("--forget")
    return try context.withVaultFile(writing: true, options: context.vaultOptions) { unlocked in
      let vault = unlocked.vault
      let before = try vault.info().fileSize
      if forgets {
        // FTS5 keeps words of deleted rows until it merges.
        try context.withStore(of: vault) { try $0.store.connection.optimizeFullText() }
      }
      let conflicts = try context.patiently { try vault.compact(forget: forgets) }
      let after = try vault.info().fileSize
      try report(before, after, context)
      guard forgets else {
        try context.tell(VaultBackupWords.compactKept)
        return .done
      }
      for line in VaultBackupWords.forgotten { try context.tell(line) }
      try tellBackups(of: vault, context)
      if !conflicts.isEmpty { try context.tell(VaultKeyWords.conflicts(conflicts)) }
      return .done
    }
  }

  private static func report(
    _ before: UInt64, _ after: UInt64, _ context: CommandContext
  ) throws {
    guard context.wantsJSON else {
      return try context.output.line(
        context.say(VaultBackupWords.compacted(before: before, after: after)))
    }
    let json = RecordJSON.object([
      ("before", RecordJSON.number(before)), ("after", RecordJSON.number(after)),
    ])
    try context.output.line(json.serialized())
  }

  private static func tellBackups(of vault: Vault, _ context: CommandContext) throws {
    let backups = try context.withStore(of: vault) { try RollingBackups(setIn: $0.store) }
    guard let backups, let count = try? backups.list(of: vault).count, count > 0 else { return }
    try context.tell(VaultBackupWords.backupsHoldIt(count, backups.folder))
  }
}
