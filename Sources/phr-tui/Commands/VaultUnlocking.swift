import Foundation
import Glibc
import PHRModel

/// Asking for what opens a vault.
extension CommandContext {
  /// Opens the vault of the command line with what is given or asked for.
  func openVault(_ options: VaultOptions) throws -> UnlockedFile {
    try unlocking(vaultPath) { credential in
      UnlockedFile(
        vault: try patiently {
          try Vault.open(at: vaultPath, credential: credential, options: options)
        }, credential: credential)
    }
  }

  /// Runs `open` with the credential that is given or asked for; on a terminal a slip may be
  /// repeated, and from the third one in a row it takes longer and longer.
  ///
  /// - Throws: `VaultError`, `CommandFailure`.
  func unlocking<Value>(
    _ path: String, _ open: (VaultCredential) throws -> Value
  ) throws -> Value {
    if let given = try givenSecret() { return try opening(with: given, open) }
    try requireFile(path)
    var failures = 0
    while true {
      guard let prompter,
        let typed = try prompter.ask(say(PromptWords.passphrase), secret: true)
      else { throw CommandFailure.noPassphrase }
      do {
        return try opening(with: typed, open)
      } catch VaultError.wrongPassphrase(let hint) {
        failures += 1
        vaults.pause(UnlockPace.delay(after: failures))
        guard failures < UnlockPace.attempts else { throw VaultError.wrongPassphrase(hint) }
        try tell(ErrorWords.report(VaultError.wrongPassphrase(hint)).message)
      }
    }
  }

  /// Nobody is asked for the passphrase of a file that is not there.
  private func requireFile(_ path: String) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { return }
    throw VaultError.noSuchFile(previousExists: files.fileExists(atPath: path + ".prev"))
  }

  /// By the passphrase; the recovery code may be typed wherever the passphrase is asked.
  private func opening<Value>(
    with secret: String, _ open: (VaultCredential) throws -> Value
  ) throws -> Value {
    do {
      return try open(try credential(secret))
    } catch VaultError.wrongPassphrase(let hint) {
      guard let code = try? RecoveryCode(parsing: secret) else {
        throw VaultError.wrongPassphrase(hint)
      }
      return try open(.recoveryCode(code))
    }
  }

  private func credential(_ secret: String) throws -> VaultCredential {
    let passphrase = try passphrase(secret)
    return try givenKeyFile().map { .passphraseAndKeyFile(passphrase, $0) }
      ?? .passphrase(passphrase)
  }

  /// The key file that the command line names.
  func givenKeyFile() throws -> KeyFile? {
    try invocation.value("--key-file").map(keyFile)
  }

  /// A key file.
  ///
  /// - Throws: `CommandFailure.cannotRead` for an empty, too large or missing one.
  func keyFile(_ path: String) throws -> KeyFile {
    let bytes = try InputFile.readWhole(path, limit: KeyFile.maximumBytes)
    guard let keyFile = KeyFile(content: [UInt8](bytes)) else {
      throw CommandFailure.cannotRead(file: path, errno: EINVAL)
    }
    return keyFile
  }

  private func passphrase(_ secret: String) throws -> Passphrase {
    do {
      return try Passphrase(secret)
    } catch {
      throw CommandFailure.unusablePassphrase
    }
  }

  // MARK: New ones

  /// A passphrase for a new slot: refused below eight characters, with a warning if weak.
  func acceptable(_ secret: String) throws -> Passphrase {
    let passphrase = try passphrase(secret)
    guard passphrase.characterCount >= 8 else { throw CommandFailure.passphraseTooShort }
    if PassphraseStrength.isWeak(secret) { try tell(RecordMessages.weakPassphrase) }
    return passphrase
  }

  /// The passphrase of `--new-passphrase-file`, or one that a person types twice.
  func newPassphrase() throws -> Passphrase {
    let given = try invocation.value("--new-passphrase-file").map(secret(inFile:))
    return try acceptable(try given ?? askTwice(PromptWords.newPassphrase))
  }

  /// Asks for a secret twice.
  func askTwice(_ question: Text) throws -> String {
    guard let prompter, let first = try prompter.ask(say(question), secret: true),
      let second = try prompter.ask(say(PromptWords.newPassphraseAgain), secret: true)
    else { throw CommandFailure.noPassphrase }
    guard first == second else { throw CommandFailure.passphrasesDiffer }
    return first
  }

  /// Asks once more for a secret that was typed.
  func again(_ typed: String) throws -> String {
    guard try prompter?.ask(say(PromptWords.newPassphraseAgain), secret: true) == typed else {
      throw CommandFailure.passphrasesDiffer
    }
    return typed
  }

  /// Whether the passphrase came from a file or descriptor, not from a person.
  var hasGivenSecret: Bool {
    invocation.has("--passphrase-file") || invocation.has("--passphrase-fd")
  }

  // MARK: Agreeing

  /// Asks a person to type the word for yes; an option of the command line says it beforehand.
  ///
  /// - Throws: `VaultCommandFailure.confirmationNeeded` without a terminal,
  ///   `CommandFailure.notConfirmed`.
  func confirm(_ question: Text, option: String = "--force") throws {
    if invocation.has(option) { return }
    guard let prompter else { throw VaultCommandFailure.confirmationNeeded(option: option) }
    let asked = PromptWords.confirm(question, word: PromptWords.yes)
    let answer = try prompter.ask(say(asked), secret: false) ?? ""
    let word = answer.trimmingCharacters(in: .whitespaces).lowercased()
    guard word == PromptWords.yes.ja || word == PromptWords.yes.en else {
      throw CommandFailure.notConfirmed
    }
  }

  /// What this machine thinks of the file: older, diverged and the like.
  ///
  /// Without a terminal nobody reads warnings: the command ends, unless `--accept-older` was
  /// given, which has settled it before. A person may read on, and agree before something is
  /// changed.
  func settleStanding(of vault: Vault, writing: Bool) throws {
    try tellNotices(of: vault)
    guard let reason = vault.readOnlyReason else { return }
    if reason.needsConfirmation {
      if prompter == nil, writing || reason != .rekeyedElsewhere {
        throw VaultError.readOnly(reason)
      }
      if writing {
        try confirm(VaultStandingWords.accept(reason), option: "--accept-older")
        try patiently { try vault.acceptAsIs() }
        if vault.readOnlyReason == nil { return }
      }
    }
    if let reason = vault.readOnlyReason { try tell(VaultWords.sentence(for: reason)) }
    if writing { throw CommandFailure.readOnly }
  }
}
