/// Facts on key slots that the command line needs.
extension Vault {
  /// The occupied slots, in the order of their places.
  public var slots: [VaultSlot] { file.header.occupiedSlots }

  /// Random identity of the vault, the same in all its copies.
  public var id: [UInt8] { file.header.vaultID }

  /// The slot that a credential opens; takes a key derivation for each passphrase slot that it
  /// does not.
  ///
  /// - Throws: ``VaultError/noMemory``.
  public func slot(openedBy credential: VaultCredential) throws -> Int? {
    for (index, slot) in file.header.slots.enumerated() where slot.mayFit(credential) {
      if try slot.open(with: credential, vaultID: id) == file.keys.dataKey { return index }
    }
    return nil
  }

  /// Whether a credential opens one certain slot.
  ///
  /// - Throws: ``VaultError/noMemory``, ``VaultError/noSuchSlot``.
  public func opens(slot index: Int, with credential: VaultCredential) throws -> Bool {
    guard file.header.slots.indices.contains(index) else { throw VaultError.noSuchSlot }
    let slot = file.header.slots[index]
    guard slot.mayFit(credential) else { return false }
    return try slot.open(with: credential, vaultID: id) == file.keys.dataKey
  }

  /// The recovery slot as text for paper; `nil` without one.
  public var recoverySheet: RecoverySheet? {
    file.header.slots.last { $0.kind == .recoveryCode }
      .map { RecoverySheet(vaultID: id, slot: $0) }
  }

  /// Seals everything anew (see ``rekey(credentials:)``) and removes what stands beside the vault
  /// and would still open with the former keys: the previous file and kept tails.
  ///
  /// - Returns: Paths of conflict files, which only the person may remove.
  /// - Throws: ``VaultError``.
  public func rekeyAndForget(credentials: [VaultCredential]) throws -> [String] {
    try rekey(credentials: credentials)
    return try file.removeFormerContent()
  }

  /// Files beside the vault that would still open with the present keys after a rekey.
  public var formerFiles: [String] {
    let directory = parentDirectory(of: path)
    let name = lastComponent(of: path)
    let names = (try? file.files.list(directory)) ?? []
    return names.filter {
      $0 == name + SidecarName.previous || $0.hasPrefix(name + ".tail-")
        || $0.hasPrefix(name + ".conflict-")
    }.map { directory + "/" + $0 }
  }
}
