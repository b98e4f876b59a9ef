import Foundation
import Glibc
import PHRModel

/// A vault that a command has opened, with its store.
struct OpenVault {
  /// The sealed file.
  let vault: Vault
  /// Its records.
  let store: RecordStore
}

extension CommandContext {
  /// The vault's path: `--vault`, else `$PHR_VAULT`, else the data directory of the person.
  var vaultPath: String {
    if let given = invocation.value("--vault") { return given }
    if let given = environment["PHR_VAULT"], !given.isEmpty { return given }
    let home = environment["HOME"] ?? "."
    let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (data ?? home + "/.local/share") + "/phr-tui/record.phr"
  }

  /// The options of the vault that the command line names.
  var vaultOptions: VaultOptions {
    var options = VaultOptions()
    options.acceptOlder = invocation.has("--accept-older")
    options.soleUser = invocation.has("--sole-user")
    return options
  }

  /// Opens the vault, says what a person should hear about it, runs the body, closes it.
  ///
  /// - Parameters:
  ///   - writing: whether the body changes something; a read-only vault refuses before it starts.
  ///   - body: what to do with the vault.
  /// - Returns: what the body returns.
  /// - Throws: `VaultError`, `SQLiteError`, `StoreError`, `CommandFailure`, and what body throws.
  func withVault<Value>(
    writing: Bool = false, _ body: (OpenVault) throws -> Value
  ) throws -> Value {
    let vault = try openVault()
    defer { vault.close() }
    try tellNotices(of: vault)
    if writing, vault.readOnlyReason != nil { throw CommandFailure.readOnly }
    let value = try useStore(of: vault, body)
    // A log that has outgrown its data is rewritten now, when nobody waits.
    if writing { _ = try? vault.compactIfNeeded() }
    return value
  }

  /// The store and its connection live only inside this call, so that the vault can be closed.
  private func useStore<Value>(
    of vault: Vault, _ body: (OpenVault) throws -> Value
  ) throws -> Value {
    let connection = try Connection(
      path: vault.path, vfs: vault.vfsName, readOnly: vault.readOnlyReason != nil)
    return try body(OpenVault(vault: vault, store: try RecordStore(connection)))
  }

  private func openVault() throws -> Vault {
    let secret = try askSecret()
    do {
      return try Vault.open(
        at: vaultPath, credential: try credential(secret), options: vaultOptions)
    } catch VaultError.wrongPassphrase(let hint) {
      // The recovery code may be typed wherever the passphrase is asked.
      guard let code = try? RecoveryCode(parsing: secret) else {
        throw VaultError.wrongPassphrase(hint)
      }
      return try Vault.open(
        at: vaultPath, credential: .recoveryCode(code), options: vaultOptions)
    }
  }

  private func credential(_ secret: String) throws -> VaultCredential {
    let passphrase: Passphrase
    do {
      passphrase = try Passphrase(secret)
    } catch {
      throw CommandFailure.unusablePassphrase
    }
    guard let file = invocation.value("--key-file") else { return .passphrase(passphrase) }
    let bytes = try InputFile.readWhole(file, limit: 1 << 20)
    guard let keyFile = KeyFile(content: [UInt8](bytes)) else {
      throw CommandFailure.cannotRead(file: file, errno: EINVAL)
    }
    return .passphraseAndKeyFile(passphrase, keyFile)
  }

  /// The passphrase from a file, a descriptor or the terminal.
  func askSecret() throws -> String {
    if let given = try givenSecret() { return given }
    guard FileManager.default.fileExists(atPath: vaultPath) else {
      throw VaultError.noSuchFile(previousExists: false)
    }
    guard let prompter,
      let typed = try prompter.ask(say(PromptWords.passphrase), secret: true)
    else { throw CommandFailure.noPassphrase }
    return typed
  }

  /// The passphrase that `--passphrase-file` or `--passphrase-fd` gives, without its line end.
  func givenSecret() throws -> String? {
    let bytes: Data
    if let file = invocation.value("--passphrase-file") {
      bytes = try InputFile.readWhole(file, limit: 1 << 16)
    } else if let descriptor = try number("--passphrase-fd", in: 0...1023) {
      bytes = try InputFile.readWhole(descriptor: Int32(descriptor), limit: 1 << 16)
    } else {
      return nil
    }
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure.unusablePassphrase
    }
    // Swift sees CRLF as one character.
    if let last = text.last, last == "\n" || last == "\r\n" || last == "\r" { text.removeLast() }
    return text
  }

  private func tellNotices(of vault: Vault) throws {
    for notice in vault.takeNotices() { try tell(VaultWords.sentence(for: notice)) }
    if let reason = vault.readOnlyReason { try tell(VaultWords.sentence(for: reason)) }
  }
}
