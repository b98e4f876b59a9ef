import PHRModel

/// `vault passphrase`: another passphrase for this file.
enum VaultPassphraseCommand {
  static let spec = CommandSpec(
    "vault passphrase",
    options: [
      OptionSpec(
        "--new-passphrase-file", "FILE",
        Text(ja: "新しいパスフレーズを書いたファイル", en: "a file that holds the new passphrase")),
      OptionSpec("--slot", "N", Text(ja: "変える鍵の番号", en: "the key to change")),
    ],
    summary: Text(ja: "パスフレーズを変える", en: "change the passphrase"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVaultFile(writing: true, options: context.newKeyOptions) { unlocked in
      let vault = unlocked.vault
      let slot = try chosenSlot(unlocked, context)
      let keyFile = try keyFile(for: slot, context)
      let passphrase = try context.newPassphrase()
      let credential: VaultCredential =
        keyFile.map { .passphraseAndKeyFile(passphrase, $0) } ?? .passphrase(passphrase)
      try context.patiently {
        if let slot {
          try vault.replaceSlot(slot.index, with: credential)
        } else {
          _ = try vault.addSlot(for: credential)
        }
      }
      for line in VaultKeyWords.passphraseChanged { try context.tell(line) }
      return .done
    }
  }

  /// The slot of the typed passphrase; opened by a recovery code, the only one there is.
  private static func chosenSlot(
    _ unlocked: UnlockedFile, _ context: CommandContext
  ) throws -> VaultSlot? {
    let slots = unlocked.vault.slots.filter {
      $0.kind == .passphrase || $0.kind == .passphraseAndKeyFile
    }
    if let number = try context.number("--slot", in: 0...14) {
      guard let slot = slots.first(where: { $0.index == number }) else {
        throw VaultError.noSuchSlot
      }
      return slot
    }
    if slots.count < 2 { return slots.first }
    if case .recoveryCode = unlocked.credential {
      throw VaultCommandFailure.whichSlot(slots.map(\.index))
    }
    let opened = try unlocked.vault.slot(openedBy: unlocked.credential)
    return slots.first { $0.index == opened }
  }

  private static func keyFile(for slot: VaultSlot?, _ context: CommandContext) throws -> KeyFile? {
    guard slot?.kind == .passphraseAndKeyFile else { return nil }
    guard let keyFile = try context.givenKeyFile() else { throw VaultCommandFailure.keyFileNeeded }
    return keyFile
  }
}
