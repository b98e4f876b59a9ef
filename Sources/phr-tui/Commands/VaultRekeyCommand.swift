import PHRModel

/// `vault rekey`: seals everything anew under a fresh data key.
enum VaultRekeyCommand {
  static let spec = CommandSpec(
    "vault rekey",
    options: [
      OptionSpec(
        "--new-passphrase-file", "FILE",
        Text(ja: "新しいパスフレーズを書いたファイル", en: "a file that holds a new passphrase")),
      OptionSpec(
        "--keep-backups",
        Text(ja: "自動バックアップを消さない", en: "do not remove the automatic backups")),
      OptionSpec("--force", Text(ja: "確認を省く", en: "do not ask")),
    ],
    summary: Text(
      ja: "中身を新しい鍵で封じ直す（鍵が知られたとき）",
      en: "seal everything anew (when a key may be known to others)"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVaultFile(writing: true, options: context.newKeyOptions) { unlocked in
      let vault = unlocked.vault
      let backups = try ownBackups(of: vault, context)
      try confirm(unlocked, backups, context)
      let credential = try newCredential(unlocked, context)
      let code = RecoveryCode.random()
      let conflicts = try context.patiently {
        try vault.rekeyAndForget(credentials: [credential, .recoveryCode(code)])
      }
      try backups?.removeAll(of: vault)
      try report(code, conflicts, context)
      return .done
    }
  }

  static func ownBackups(
    of vault: Vault, _ context: CommandContext
  ) throws -> RollingBackups? {
    if context.invocation.has("--keep-backups") { return nil }
    return try context.withStore(of: vault) { try RollingBackups(setIn: $0.store) }
  }

  /// Names everything that ends: keys that cannot be carried over, files, backups.
  private static func confirm(
    _ unlocked: UnlockedFile, _ backups: RollingBackups?, _ context: CommandContext
  ) throws {
    let vault = unlocked.vault
    let carried = try vault.slot(openedBy: unlocked.credential)
    let dropped = vault.slots.filter { $0.index != carried && $0.kind != .recoveryCode }
    let files = vault.formerFiles.filter { !$0.contains(".conflict-") }
    let count = try backups?.list(of: vault).count ?? 0
    try context.confirm(
      VaultKeyWords.askRekey(dropped: dropped, files: files, count))
  }

  /// The passphrase that goes on, or a new one; a key file stays a part of it.
  private static func newCredential(
    _ unlocked: UnlockedFile, _ context: CommandContext
  ) throws -> VaultCredential {
    var isStandIn = false
    if case .recoveryCode = unlocked.credential { isStandIn = true }
    let passphrase: Passphrase
    if isStandIn || context.invocation.has("--new-passphrase-file") {
      passphrase = try context.newPassphrase()
    } else if let prompter = context.prompter, !context.hasGivenSecret,
      let typed = try prompter.ask(context.say(VaultKeyWords.askSamePassphrase), secret: true),
      !typed.isEmpty
    {
      passphrase = try context.acceptable(try context.again(typed))
    } else {
      return unlocked.credential
    }
    let keyFile = try context.givenKeyFile()
    return keyFile.map { .passphraseAndKeyFile(passphrase, $0) } ?? .passphrase(passphrase)
  }

  private static func report(
    _ code: RecoveryCode, _ conflicts: [String], _ context: CommandContext
  ) throws {
    try context.tell(VaultKeyWords.rekeyed)
    if context.wantsJSON {
      let json = RecordJSON.object([("recoveryCode", .string(code.printed))])
      try context.output.line(json.serialized())
    } else {
      try context.tell(VaultKeyWords.newCode)
      try context.output.line(code.printed)
    }
    for line in VaultKeyWords.rekeyLimits { try context.tell(line) }
    if !conflicts.isEmpty { try context.tell(VaultKeyWords.conflicts(conflicts)) }
  }
}
