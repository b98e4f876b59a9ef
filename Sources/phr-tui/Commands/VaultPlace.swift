import Dispatch
import Foundation
import PHRModel

/// A vault that a command has opened, with its store.
struct OpenVault {
  /// The sealed file.
  let vault: Vault
  /// Its records.
  let store: RecordStore
}

/// A vault whose database is not connected, and what opened it.
struct UnlockedFile {
  /// The sealed file.
  let vault: Vault
  /// What opened it.
  let credential: VaultCredential
}

/// How much of a vault a command keeps in memory that reads it once from one end to the other.
///
/// Records are read along a few paths at once (in order of time, several years lie apart in the
/// file); what is looked up in between, dispensings in their index, comes back page by page.
enum ReadingOnce {
  /// Bytes of decrypted blocks.
  static let blocks = 8 << 20
  /// Bytes of pages in SQLite.
  static let pages = 12 << 20
}

extension CommandContext {
  /// The vault's path: `--vault`, else `$PHR_VAULT`, else the data directory of the person.
  var vaultPath: String {
    if let given = invocation.value("--vault") { return given }
    if let given = environment["PHR_VAULT"], !given.isEmpty { return given }
    return defaultVaultPath
  }

  /// Where the person's own vault stands unless something else is said.
  var defaultVaultPath: String {
    let home = environment["HOME"] ?? "."
    let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (data ?? home + "/.local/share") + "/phr-tui/record.phr"
  }

  /// The options of the vault that the command line names.
  var vaultOptions: VaultOptions {
    var options = vaults.options
    options.acceptOlder = invocation.has("--accept-older")
    options.soleUser = invocation.has("--sole-user")
    if invocation.readsOnceThrough { options.keptPlaintext = ReadingOnce.blocks }
    return options
  }

  /// The same for commands that make new passphrase slots: as costly as this machine allows.
  var newKeyOptions: VaultOptions {
    var options = vaultOptions
    if options.cost == .standard { options.cost = .calibrated() }
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
    try withVaultFile(writing: writing, options: vaultOptions) { unlocked in
      try withStore(of: unlocked.vault) { open in
        let value =
          try invocation.maySpendReserve
          ? open.vault.spendingReserve { try body(open) } : body(open)
        if writing { try afterChange(open) }
        return value
      }
    }
  }

  /// Opens the vault without its database: for keys, and for steps on the whole file.
  ///
  /// - Parameters:
  ///   - writing: as for ``withVault(writing:_:)``.
  ///   - options: how to open it.
  ///   - body: what to do with the vault.
  /// - Returns: what the body returns.
  /// - Throws: as ``withVault(writing:_:)``.
  func withVaultFile<Value>(
    writing: Bool, options: VaultOptions, _ body: (UnlockedFile) throws -> Value
  ) throws -> Value {
    if DelegatedFile.stands(at: vaultPath) {
      return try withDelegatedFile(writing: writing, options: options, body)
    }
    let unlocked = try openVault(options)
    let vault = unlocked.vault
    defer { vault.close() }
    try settleStanding(of: vault, writing: writing)
    let before = vault.position.commit
    let value = try body(unlocked)
    if writing {
      // A log that has outgrown its data is rewritten now, when nobody waits.
      _ = try? vault.compactIfNeeded()
      if vault.position.commit != before { try keepRollingBackups(of: vault) }
    }
    return value
  }

  /// The store and its connection live only inside this call, so that the vault can be closed.
  func withStore<Value>(
    of vault: Vault, _ body: (OpenVault) throws -> Value
  ) throws -> Value {
    let connection = try Connection(
      path: vault.path, vfs: vault.vfsName, readOnly: vault.readOnlyReason != nil)
    connection.waitForOthers(limit: vaults.waitLimit, announcement: vaults.waitAnnouncement) {
      try? self.tell(VaultStandingWords.waiting)
    }
    if invocation.readsOnceThrough { try connection.keepPages(bytes: ReadingOnce.pages) }
    return try body(OpenVault(vault: vault, store: try RecordStore(connection)))
  }

  /// Runs a step that needs the file for itself: after two seconds it says that it waits, and in
  /// the end it gives up.
  ///
  /// - Throws: `VaultError.busy` and what the step throws.
  func patiently<Value>(_ step: () throws -> Value) throws -> Value {
    let start = DispatchTime.now()
    var hasTold = false
    while true {
      do {
        return try step()
      } catch VaultError.busy where start.seconds < vaults.waitLimit {
        if !hasTold { try tell(VaultStandingWords.waiting) }
        hasTold = true
      }
    }
  }

  /// The passphrase that `--passphrase-file` or `--passphrase-fd` gives, without its line end.
  func givenSecret() throws -> String? {
    if let file = invocation.value("--passphrase-file") { return try secret(inFile: file) }
    guard let descriptor = try number("--passphrase-fd", in: 0...1023) else { return nil }
    return try secret(
      in: try InputFile.readWhole(descriptor: Int32(descriptor), limit: 1 << 16))
  }

  /// The passphrase that a file holds, without its line end.
  func secret(inFile file: String) throws -> String {
    try secret(in: try InputFile.readWhole(file, limit: 1 << 16))
  }

  private func secret(in bytes: Data) throws -> String {
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure.unusablePassphrase
    }
    // Swift sees CRLF as one character.
    if let last = text.last, last == "\n" || last == "\r\n" || last == "\r" { text.removeLast() }
    return text
  }

  /// Says what a person should hear about an opened vault.
  func tellNotices(of vault: Vault) throws {
    for notice in vault.takeNotices() { try tell(VaultWords.sentence(for: notice)) }
  }
}

extension DispatchTime {
  /// Seconds since that moment.
  fileprivate var seconds: Double {
    Double(DispatchTime.now().uptimeNanoseconds - uptimeNanoseconds) / 1e9
  }
}
