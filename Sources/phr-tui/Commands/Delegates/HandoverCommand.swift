import PHRModel

/// `delegates handover`: the child, of age, takes the vault over from the parents.
///
/// Everything is sealed anew under a passphrase and a code that the child sets; no slot of the
/// parents is left, and grants that rested on parenthood end.
enum HandoverCommand {
  static let spec = CommandSpec(
    "delegates handover",
    options: [
      OptionSpec(
        "--new-passphrase-file", "FILE",
        Text(ja: "本人の新しいパスフレーズを書いたファイル", en: "a file with the child's new passphrase")),
      OptionSpec(
        "--early", Text(ja: "18歳の誕生日より前に引き渡す", en: "hand over before the 18th birthday")),
      OptionSpec("--keep-backups", Text(ja: "自動バックアップを残す", en: "keep rolling backups")),
      OptionSpec("--force", Text(ja: "確認を省く", en: "do not ask")),
    ],
    summary: Text(ja: "18歳になった本人に引き渡す", en: "hand the vault over to the child, now of age"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVaultFile(writing: true, options: context.newKeyOptions) { unlocked in
      let vault = unlocked.vault
      try context.withStore(of: vault) { try requireAge($0.store, context) }
      for step in DelegateWords.handoverSteps(slots: vault.slots.count) { try context.tell(step) }
      try context.confirm(DelegateWords.askHandover)
      let passphrase = try context.newPassphrase()
      let backups = try VaultRekeyCommand.ownBackups(of: vault, context)
      let ended = try context.withStore(of: vault) { try endParents($0.store, at: context.now) }
      let code = RecoveryCode.random()
      _ = try context.patiently {
        try unlocked.vault.rekeyAndForget(
          credentials: [.passphrase(passphrase), .recoveryCode(code)])
      }
      // They open with the parents' former keys.
      try backups?.removeAll(of: vault)
      try context.tell(DelegateWords.handedOver(grantsEnded: ended))
      try context.output.line(code.printed)
      return .done
    }
  }

  /// - Throws: `DelegateError.notOfAge` before the 18th birthday, unless it is meant so.
  private static func requireAge(_ store: RecordStore, _ context: CommandContext) throws {
    guard let born = try store.profile().birthDate, !context.invocation.has("--early") else {
      return
    }
    let day = LifeEvent.ofAge.day(born: born)
    guard context.now.day >= day else { throw DelegateError.notOfAge(day) }
  }

  /// Ends grants by parenthood; how many there were.
  static func endParents(_ store: RecordStore, at now: Instant) throws -> Int {
    let delegates = DelegateStore(store)
    let parents = try delegates.grants().filter {
      $0.basis == .parentOfMinor && !$0.hasEnded(at: now)
    }
    for grant in parents { try delegates.revoke(grant.id, at: now) }
    return parents.count
  }
}
