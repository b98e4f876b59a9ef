/// One person's sealed file, open: keys, image and log, and the SQLite VFS that shows the
/// database inside it.
///
/// Open a connection with `sqlite3_open_v2(vault.path, …, vault.vfsName)`, one at a time, and set
/// `journal_mode=MEMORY` before anything else. Like the connection it belongs to one thread and is
/// not Sendable; derive the key elsewhere with ``unlock(at:credential:options:)``.
public final class Vault {
  /// Path of the file, also the name to hand to SQLite.
  public let path: String
  let file: SealedFile
  private let vfs: VaultVFS

  /// Name of the SQLite VFS of this vault alone.
  public var vfsName: String { vfs.name }

  private init(_ file: SealedFile) throws {
    self.file = file
    path = file.path
    vfs = try VaultVFS(for: file)
    if file.isWritable { file.makeReserve() }
  }

  // MARK: Opening

  /// Opens an existing vault.
  ///
  /// Takes as long as the key derivation.
  ///
  /// - Throws: ``VaultError``.
  public static func open(
    at path: String, credential: VaultCredential, options: VaultOptions = VaultOptions()
  ) throws -> Vault {
    try open(unlock(at: path, credential: credential, options: options), options: options)
  }

  /// Derives the data key alone, for a background thread; the result opens the vault at once.
  ///
  /// - Throws: ``VaultError``.
  public static func unlock(
    at path: String, credential: VaultCredential, options: VaultOptions = VaultOptions()
  ) throws -> UnlockedVault {
    let key = try SealedFile.unlock(path, credential: credential, options: options)
    return UnlockedVault(path: path, dataKey: key)
  }

  /// Opens a vault whose key was derived before.
  ///
  /// - Throws: ``VaultError``; ``VaultError/headerDamaged`` when another file has come to stand
  ///   under the path since.
  public static func open(
    _ unlocked: UnlockedVault, options: VaultOptions = VaultOptions()
  ) throws -> Vault {
    try Vault(SealedFile.open(unlocked.path, dataKey: unlocked.dataKey, options: options))
  }

  /// Creates a vault that does not exist yet, with a slot for `credential` and a recovery slot.
  ///
  /// - Returns: The open vault and the recovery code, to be shown once.
  /// - Throws: ``VaultError``; ``VaultError/noSuchFile(previousExists:)`` when the file is missing
  ///   but its predecessor lies there and should be looked at first.
  public static func create(
    at path: String, credential: VaultCredential, options: VaultOptions = VaultOptions()
  ) throws -> (vault: Vault, recoveryCode: RecoveryCode) {
    let code = RecoveryCode.random()
    let vault = try create(
      at: path, credentials: [credential, .recoveryCode(code)], options: options)
    return (vault, code)
  }

  /// Creates a vault with exactly these slots, as for a delegate's file.
  ///
  /// - Throws: ``VaultError``.
  public static func create(
    at path: String, credentials: [VaultCredential], options: VaultOptions = VaultOptions()
  ) throws -> Vault {
    let dataKey = try SealedFile.create(path, credentials: credentials, options: options)
    let file = try SealedFile.open(path, dataKey: dataKey, options: options)
    file.notices.removeAll { $0 == .firstSeenHere }
    // Opening has just read the one body there is.
    file.rememberVerification()
    return try Vault(file)
  }

  // MARK: Standing

  /// Why the vault may not be changed; `nil` when it may.
  ///
  /// A connection that was opened before the answer changed keeps its old rights: open it anew.
  public var readOnlyReason: VaultReadOnlyReason? { file.readOnlyReasons.first }

  /// What the last failure that SQLite reported on this vault was about.
  public var lastError: VaultError? { file.broken ?? file.lastError }

  /// What a person should hear, in order; each is handed out once.
  public func takeNotices() -> [VaultNotice] {
    defer { file.notices = [] }
    return file.notices
  }

  /// Why the file cannot be used any more, not even read: it must be closed.
  public var failure: VaultError? { file.broken }

  /// Cheap look, without a lock, whether another program has appended or replaced the file.
  public func hasForeignChanges() -> Bool { file.hasForeignChanges() }

  /// Confirms an older, diverged or rolled back file: it becomes this machine's truth.
  ///
  /// Close the connection before.
  ///
  /// - Throws: ``VaultError/busy``, ``VaultError/inUse`` and the errors of writing.
  public func acceptAsIs() throws {
    try requireIdle()
    defer { file.unlock(to: .none) }
    file.settled = nil
    try Patience.standard.retry { try file.lock(.shared) }
    try Patience.standard.retry { try file.acceptAsIs() }
  }

  /// The position to print in exports: last commit and the first bytes of its MAC.
  public var position: (commit: UInt64, mac: [UInt8]) {
    (file.log.position.commit, file.log.position.mac)
  }

  // MARK: Care

  /// Rewrites the file when the log has outgrown the data; for closing and idle moments.
  ///
  /// - Returns: Whether it did. It does not while another program reads, after opening without a
  ///   commit of our own, or when the vault is read-only.
  /// - Throws: ``VaultError`` except ``VaultError/busy``.
  @discardableResult
  public func compactIfNeeded() throws -> Bool {
    guard file.isWritable, file.committedHere, file.level == .none, file.shouldCompact else {
      return false
    }
    do {
      try file.compact(patience: .none)
      return true
    } catch VaultError.busy {
      return false
    }
  }

  /// Rewrites the file now.
  ///
  /// - Parameter forget: also verify the new file and remove everything that may still hold what
  ///   was deleted: the previous file and kept tails. Optimise the full-text tables first: FTS5
  ///   keeps deleted trigrams otherwise.
  /// - Returns: Paths of conflict files, which only the person may remove.
  /// - Throws: ``VaultError``.
  @discardableResult
  public func compact(forget: Bool = false) throws -> [String] {
    try file.compact(patience: .standard)
    guard forget else { return [] }
    _ = try file.verifyBodies()
    return try file.removeFormerContent()
  }

  /// Reads and authenticates every body.
  ///
  /// A later process that succeeds removes the `.prev` file.
  ///
  /// - Throws: ``VaultError/damaged(_:)`` with the place.
  public func verify() throws -> VaultVerification {
    guard file.level == .none else { throw VaultError.inUse }
    defer { file.unlock(to: .none) }
    try Patience.standard.retry { try file.lock(.shared) }
    let result = try file.verifyBodies()
    file.rememberVerification()
    return result
  }

  /// Reads and authenticates the next bodies, as a part of a verification that goes on from call
  /// to call: for idle moments.
  ///
  /// - Parameter bytes: About how many; 512 KiB take less than a millisecond from the cache.
  /// - Returns: The counts at the end; `nil` when there is more, or when a program that writes or
  ///   a transaction of our own is in the way.
  /// - Throws: as ``verify()``, and what refreshing the file finds.
  public func verifySlice(bytes: Int = 1 << 19) throws -> VaultVerification? {
    guard file.level == .none else { return nil }
    defer { file.unlock(to: .none) }
    do {
      try file.lock(.shared)
    } catch VaultError.busy {
      return nil
    }
    guard let result = try file.verifySlice(bytes: UInt64(max(1, bytes))) else { return nil }
    file.rememberVerification()
    return result
  }

  /// Seconds since 1970 of the last verification on this machine; `nil` for never.
  public var lastVerified: UInt64? {
    file.remembered.verifiedAt == 0 ? nil : file.remembered.verifiedAt
  }

  /// Whether the last verification on this machine is 30 days ago, or lies in the future; never
  /// where nothing can be remembered.
  public var isVerificationDue: Bool {
    guard file.store != nil else { return false }
    let now = file.secondsNow
    guard let lastVerified, lastVerified <= now else { return true }
    return now - lastVerified >= 30 * 86_400
  }

  /// Wipes and gives back what was decrypted only to be read and can be decrypted again: for idle
  /// moments.
  public func releaseMemory() {
    if file.level == .none { file.image.release() }
  }

  /// Lets the commits made by `body` use up the spare file when the disk is full: deletions and
  /// consent changes only.
  public func spendingReserve<Result>(_ body: () throws -> Result) rethrows -> Result {
    file.maySpendReserve = true
    defer { file.maySpendReserve = false }
    return try body()
  }

  // MARK: Keys

  /// Adds a key slot.
  ///
  /// - Returns: Its index.
  /// - Throws: ``VaultError/noFreeSlot``, ``VaultError/busy``, ``VaultError/readOnly(_:)``.
  public func addSlot(for credential: VaultCredential) throws -> Int {
    try file.addSlot(for: credential, cost: file.options.cost)
  }

  /// Replaces a key slot: a changed passphrase, a new recovery code.
  ///
  /// - Throws: ``VaultError/noSuchSlot`` and those of ``addSlot(for:)``.
  public func replaceSlot(_ index: Int, with credential: VaultCredential) throws {
    try file.replaceSlot(index, with: credential, cost: file.options.cost)
  }

  /// Removes a key slot.
  ///
  /// - Throws: ``VaultError/lastSlot``, ``VaultError/noSuchSlot`` and those of ``addSlot(for:)``.
  public func removeSlot(_ index: Int) throws { try file.removeSlot(index) }

  /// Seals everything anew under a fresh data key; only `credentials` open it from then on, and
  /// other open programs lock.
  ///
  /// Close the connection before.
  ///
  /// - Throws: ``VaultError``.
  public func rekey(credentials: [VaultCredential]) throws {
    try requireIdle()
    try file.rekey(credentials: credentials, cost: file.options.cost, patience: .standard)
  }

  // MARK: Ending

  /// Wipes image and keys and releases the file.
  ///
  /// The connection must have been closed.
  public func close() {
    guard file.descriptor >= 0 else { return }
    file.unlock(to: .none)
    if file.broken == nil {
      // Other programs' commits that we read may be remembered once they are durable.
      try? file.syncForeignFrames()
      file.recordState(durably: true)
    }
    file.close()
  }

  private func requireIdle() throws {
    guard file.level == .none, !file.isConnected else { throw VaultError.inUse }
  }

  deinit { close() }
}

/// A data key that was derived for one file, ready to open it; movable between threads.
public struct UnlockedVault: Sendable {
  /// Path of the file.
  public let path: String
  let dataKey: SecretBytes
}

extension Vault {
  /// Facts for `vault info`.
  public func info() throws -> VaultInfo {
    VaultInfo(
      format: VaultHeader.format, id: file.header.vaultID, epoch: file.header.epoch,
      generation: file.header.generation, slots: file.header.occupiedSlots,
      framesSinceBase: file.log.frames, commit: file.log.position.commit,
      commitMAC: file.log.position.mac, commitsSinceBase: UInt64(file.log.commitMACs.count),
      imageSize: UInt64(file.image.committedSize), baseSize: file.log.baseEnd,
      fileSize: try file.files.facts(file.descriptor).size,
      devices: file.log.vector.entries.count, keyIsLocked: file.keys.dataKey.isLocked,
      lastVerified: lastVerified)
  }
}
