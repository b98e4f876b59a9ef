/// One person's sealed file, open: keys, image and log, and the SQLite VFS that shows the
/// database inside it.
///
/// Open a connection with `sqlite3_open_v2(vault.path, …, vault.vfsName)`; one connection at a
/// time per `Vault`. Like the connection it belongs to one thread and is not Sendable.
public final class Vault {
  /// Path of the file, also the name to hand to SQLite.
  public let path: String
  /// Name of the SQLite VFS of this vault alone.
  public let vfsName: String

  private init(path: String, vfsName: String) {
    self.path = path
    self.vfsName = vfsName
  }

  /// Creates a vault that does not exist yet, with one passphrase slot and one recovery slot.
  ///
  /// - Returns: The open vault and the recovery code, to be shown once.
  /// - Throws: ``VaultError``.
  public static func create(
    at path: String, credential: VaultCredential, options: VaultOptions = VaultOptions()
  ) throws -> (vault: Vault, recoveryCode: RecoveryCode) {
    fatalError("Vault.create is built by the next landing")
  }

  /// Opens an existing vault.
  ///
  /// - Throws: ``VaultError``.
  public static func open(
    at path: String, credential: VaultCredential, options: VaultOptions = VaultOptions()
  ) throws -> Vault {
    fatalError("Vault.open is built by the next landing")
  }

  /// Derives the data key alone, for a background thread; the result opens the vault at once.
  ///
  /// - Throws: ``VaultError``.
  public static func unlock(
    at path: String, credential: VaultCredential, options: VaultOptions = VaultOptions()
  ) throws -> UnlockedVault {
    fatalError("Vault.unlock is built by the next landing")
  }

  /// Why the vault may not be changed; `nil` when it may.
  public var readOnlyReason: VaultReadOnlyReason? { nil }
  /// What a person should hear, in order; cleared by reading ``takeNotices()``.
  public func takeNotices() -> [VaultNotice] { fatalError("built by the next landing") }
  /// Facts for `vault info`.
  public func info() throws -> VaultInfo { fatalError("built by the next landing") }
  /// Reads and authenticates every body.
  public func verify() throws -> VaultVerification { fatalError("built by the next landing") }
  /// Rewrites the file when the log has outgrown the data.
  ///
  /// Without effect while SQLite is in a transaction or another program reads.
  public func compactIfNeeded() throws -> Bool { fatalError("built by the next landing") }
  /// Rewrites the file now; `forget` also removes the previous file and kept tails.
  public func compact(forget: Bool) throws { fatalError("built by the next landing") }
  /// Cheap look, without a lock, whether another program has appended or replaced the file.
  public func hasForeignChanges() -> Bool { fatalError("built by the next landing") }
  /// Confirms an older, diverged or rolled back file: it becomes this machine's truth.
  ///
  /// Close the connection before.
  public func acceptAsIs() throws { fatalError("built by the next landing") }
  /// Wipes image and keys and releases the file.
  ///
  /// The connection must have been closed.
  public func close() { fatalError("built by the next landing") }
}

/// A data key that was derived for one file, ready to open it; movable between threads.
public struct UnlockedVault: Sendable {
  /// Path of the file.
  public let path: String
  let dataKey: SecretBytes
}
