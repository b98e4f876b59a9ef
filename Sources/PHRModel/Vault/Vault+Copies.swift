/// Backups, restoring and the plain export.
extension Vault {
  /// Writes a consistent copy of the vault while it is in use, and reads it back.
  ///
  /// The copy opens with the same passphrase and recovery code as the vault does now.
  ///
  /// - Parameters:
  ///   - path: Where to; a new file of mode 0600.
  ///   - replacing: Whether a file there may be replaced; the vault itself never is.
  /// - Returns: What was read back.
  /// - Throws: ``VaultError/alreadyExists`` and the errors of writing; ``VaultError/damaged(_:)``
  ///   when the vault cannot be read whole.
  @discardableResult
  public func backUp(to path: String, replacing: Bool = false) throws -> VaultVerification {
    try file.backUp(to: path, replacing: replacing)
  }

  /// Writes the database in plain, readable by everyone who gets the file.
  ///
  /// - Returns: Bytes written.
  /// - Throws: As ``backUp(to:replacing:)``.
  @discardableResult
  public func exportPlain(to path: String, replacing: Bool = false) throws -> UInt64 {
    try file.exportPlain(to: path, replacing: replacing)
  }

  /// Opens another copy of a vault to look at it: nothing is written, nothing is remembered.
  ///
  /// - Throws: ``VaultError``.
  public static func openCopy(
    at path: String, credential: VaultCredential, options: VaultOptions = VaultOptions()
  ) throws -> Vault {
    try open(at: path, credential: credential, options: options.forCopies)
  }

  /// How this copy stands to the newest state that this machine has seen of the vault; `nil` for
  /// no objection.
  ///
  /// Nothing is remembered by asking.
  public func objection(rememberedIn place: VaultStateDirectory) -> VaultReadOnlyReason? {
    file.objection(rememberedIn: place)
  }
}

extension SealedFile {
  /// What opening this file for writing would object to.
  func objection(rememberedIn place: VaultStateDirectory) -> VaultReadOnlyReason? {
    if log.highestGeneration > header.generation { return .headerRolledBack }
    guard let store = StateStore(place, vaultID: header.vaultID, files: files) else { return nil }
    if store.highestEpoch() > header.epoch { return .olderThanLastSeen }
    let known = store.read(epoch: header.epoch, vaultID: header.vaultID, keys: keys)
    guard case .state(let state) = known else { return nil }
    switch log.standing(against: state.vector) {
    case .older: return tail.map { .rememberedCommitLost($0.damage) } ?? .olderThanLastSeen
    case .diverged: return .diverged
    case .successor:
      return header.generation < state.generation ? .headerRolledBack : nil
    }
  }
}
