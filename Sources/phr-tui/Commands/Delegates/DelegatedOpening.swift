import PHRModel

/// Opening a delegate's file like any vault: banner, rights, log.
extension CommandContext {
  /// Copies of the whole file, its keys among it: no delegate makes them, whatever the grant.
  private static let copying: Set<String> = ["vault export-sqlite", "vault backup"]

  /// Opens a delegate's file, says for whom, and runs the body.
  ///
  /// - Throws: `DelegateError`, `VaultError`, and what the body throws.
  func withDelegatedFile<Value>(
    writing: Bool, options: VaultOptions, _ body: (UnlockedFile) throws -> Value
  ) throws -> Value {
    let file = try openDelegated(options)
    delegated = file
    defer {
      delegated = nil
      file.close()
    }
    try tellNotices(of: file.vault)
    try tell(DelegateWords.banner(file.head.grant, holder: file.holder))
    guard !writing else { throw DelegateError.viewOnly }
    try requireExportRight(file)
    return try body(UnlockedFile(vault: file.vault, credential: try file.credential()))
  }

  private func requireExportRight(_ file: DelegatedFile) throws {
    guard let spec = invocation.spec else { return }
    if Self.copying.contains(spec.name) { throw DelegateError.exportNotGranted }
    guard spec.path.first == "export" else { return }
    guard file.head.grant.right == .export else { throw DelegateError.exportNotGranted }
    try file.reply.note(.exported(spec.name), at: now)
  }

  /// Opens it by the delegate's passphrase; before the first opening a person is asked for the
  /// code and a passphrase of their own.
  private func openDelegated(_ options: VaultOptions) throws -> DelegatedFile {
    let keyed: String
    do {
      keyed = try DelegatedFile.keyedFile(of: vaultPath)
    } catch DelegateError.codeNeeded where prompter != nil && !hasGivenSecret {
      return try admit(vaultPath, options: newKeyOptions)
    }
    return try unlocking(keyed) { credential in
      let key = try patiently {
        try Vault.unlock(at: keyed, credential: credential, options: options)
      }
      return try DelegatedFile.open(at: vaultPath, by: key, options: options, now: now)
    }
  }

  /// The first opening of a delegate's file.
  func admit(_ path: String, options: VaultOptions) throws -> DelegatedFile {
    let code = try oneTimeCode()
    let given = try givenSecret()
    let passphrase = try acceptable(try given ?? askTwice(PromptWords.newPassphrase))
    let file = try DelegatedFile.admit(
      at: path, code: code, passphrase: passphrase, options: options, now: now)
    try tell(DelegateWords.admitted)
    return file
  }

  /// The code of `--code-file`, or one that a person types.
  private func oneTimeCode() throws -> RecoveryCode {
    let typed: String
    if let file = invocation.value("--code-file") {
      typed = try secret(inFile: file)
    } else if let answer = try prompter?.ask(say(DelegateWords.askCode), secret: false) {
      typed = answer
    } else {
      throw DelegateError.codeNeeded
    }
    guard let code = try? RecoveryCode(parsing: typed) else {
      throw VaultError.wrongPassphrase(.none)
    }
    return code
  }

  /// A delegate's look at a record goes into the log that reaches the holder.
  func noteViewing(_ id: RecordID) throws {
    try delegated?.reply.note(.viewed(id), at: now)
  }

  // MARK: The holder's side

  /// After a change of the holder's: birthdays, and delegates' files that can be reached.
  func afterChange(_ open: OpenVault) throws {
    try LifeReminder.tell(open.store, self)
    try refreshDelegates(open.store)
  }

  /// Brings delegates' files up to date, in both directions; never a reason for the holder's own
  /// change to fail.
  func refreshDelegates(_ records: RecordStore) throws {
    let store = DelegateStore(records)
    guard try store.hasAny() else { return }
    let sweep = try DelegateExchange(store, options: vaults.options).refreshReachable(now: now)
    guard sweep.isWorthTelling else { return }
    let grants = try store.grants()
    for text in DelegateWords.sweep(sweep, grants) { try tell(text) }
  }
}
