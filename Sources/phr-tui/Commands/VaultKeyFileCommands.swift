import PHRModel

/// `vault keyfile add` and `remove`: a key of the passphrase together with a file.
enum VaultKeyFileCommands {
  static let add = CommandSpec(
    "vault keyfile add", operands: "FILE", count: 1...1,
    summary: Text(
      ja: "パスフレーズと鍵ファイルの両方で開く鍵を加える",
      en: "add a key that wants the passphrase and this file"), run: runAdd)

  static let remove = CommandSpec(
    "vault keyfile remove", operands: "FILE", count: 1...1,
    options: [OptionSpec("--force", Text(ja: "確認を省く", en: "do not ask"))],
    summary: Text(ja: "鍵ファイルの鍵を取り外す", en: "remove the key that wants this file"),
    run: runRemove)

  private static func runAdd(_ context: CommandContext) throws -> ExitCode {
    let keyFile = try context.keyFile(context.operands[0])
    return try context.withVaultFile(writing: true, options: context.newKeyOptions) { unlocked in
      let vault = unlocked.vault
      let passphrase = try passphrase(of: unlocked)
      let slot = try context.patiently {
        try vault.addSlot(for: .passphraseAndKeyFile(passphrase, keyFile))
      }
      let plain = vault.slots.filter { $0.kind == .passphrase }.map(\.index)
      for line in VaultKeyWords.keyFileAdded(slot: slot, plainSlots: plain) {
        try context.tell(line)
      }
      return .done
    }
  }

  private static func runRemove(_ context: CommandContext) throws -> ExitCode {
    let keyFile = try context.keyFile(context.operands[0])
    return try context.withVaultFile(writing: true, options: context.vaultOptions) { unlocked in
      let vault = unlocked.vault
      let slot = try slot(wanting: keyFile, unlocked)
      if vault.slots.count == 1 { throw VaultError.lastSlot }
      try context.confirm(VaultKeyWords.askRemove(slot))
      try context.patiently { try vault.removeSlot(slot.index) }
      for line in VaultKeyWords.keyFileRemoved { try context.tell(line) }
      try context.tell(VaultKeyWords.rekeyHint)
      return .done
    }
  }

  private static func passphrase(of unlocked: UnlockedFile) throws -> Passphrase {
    switch unlocked.credential {
    case .passphrase(let passphrase), .passphraseAndKeyFile(let passphrase, _): return passphrase
    case .recoveryCode, .exchangeKey: throw VaultCommandFailure.passphraseNeeded
    }
  }

  /// The slot of that file: found by the passphrase, or the only one after a recovery code.
  private static func slot(
    wanting keyFile: KeyFile, _ unlocked: UnlockedFile
  ) throws -> VaultSlot {
    let slots = unlocked.vault.slots.filter { $0.kind == .passphraseAndKeyFile }
    guard let only = slots.first else { throw VaultCommandFailure.noSuchKeyFile }
    if case .recoveryCode = unlocked.credential {
      guard slots.count == 1 else { throw VaultCommandFailure.whichSlot(slots.map(\.index)) }
      return only
    }
    let passphrase = try passphrase(of: unlocked)
    for slot in slots {
      let credential = VaultCredential.passphraseAndKeyFile(passphrase, keyFile)
      if try unlocked.vault.opens(slot: slot.index, with: credential) { return slot }
    }
    throw VaultCommandFailure.noSuchKeyFile
  }
}
