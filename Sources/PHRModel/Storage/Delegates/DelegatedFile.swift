import Foundation

/// A holder's file as a delegate opens it: read-only, with the delegate's own reply beside it.
public final class DelegatedFile {
  /// How far a clock may lie behind the latest time seen before it counts as set back.
  static let clockTolerance: Int64 = 3_600

  /// The holder's file; opened for reading only: no repair, cut, compaction or reserve.
  public let vault: Vault
  /// The delegate's own file.
  public let reply: ReplyBook
  /// The grant as it stands in the file.
  public let head: DelegateHead
  /// Whose records they are.
  public let holder: Profile

  private init(_ vault: Vault, _ reply: ReplyBook) throws {
    self.vault = vault
    self.reply = reply
    (head, holder) = try Self.contents(of: vault)
  }

  /// A vault takes one connection at a time: this one ends here.
  private static func contents(of vault: Vault) throws -> (head: DelegateHead, holder: Profile) {
    let connection = try Connection(path: vault.path, vfs: vault.vfsName, readOnly: true)
    // The file is the holder's alone to change: its tables cannot be completed here.
    guard try Schema.steps(in: connection) >= Schema.version else { throw DelegateError.olderFile }
    let store = try RecordStore(connection)
    guard let head = try DelegateHead.read(store) else { throw DelegateError.notADelegateFile }
    return (head, try store.profile())
  }

  /// Whether a file looks like a delegate's: it has an exchange slot and none for a passphrase.
  public static func stands(at path: String) -> Bool {
    guard let kinds = try? Vault.slotKinds(at: path) else { return false }
    return kinds.contains(.exchangeKey) && !kinds.contains(.passphrase)
      && !kinds.contains(.passphraseAndKeyFile)
  }

  /// The file whose key is derived: the reply, which has the delegate's passphrase.
  ///
  /// - Throws: `DelegateError.codeNeeded` before the first opening, `.replyMissing`.
  public static func keyedFile(of path: String) throws -> String {
    let reply = DelegateFileName.reply(of: path)
    if FileManager.default.fileExists(atPath: reply) { return reply }
    let kinds = try Vault.slotKinds(at: path)
    throw kinds.contains(.recoveryCode) ? DelegateError.codeNeeded : .replyMissing
  }

  /// The first opening: the one-time code opens the holder's file, and a reply is made under the
  /// delegate's own passphrase.
  ///
  /// - Throws: `DelegateError`, `VaultError`.
  public static func admit(
    at path: String, code: RecoveryCode, passphrase: Passphrase, options: VaultOptions,
    now: Instant
  ) throws -> DelegatedFile {
    let vault = try openHolderFile(path, .recoveryCode(code), options)
    do {
      let reply = try ReplyBook.create(
        at: DelegateFileName.reply(of: path), exchangeKey: try contents(of: vault).head.exchangeKey,
        passphrase: passphrase, options: options)
      return try began(vault, reply, now)
    } catch {
      vault.close()
      throw error
    }
  }

  /// Opens the holder's file by the reply beside it.
  ///
  /// - Parameters:
  ///   - path: the holder's file.
  ///   - key: opens the reply.
  ///   - options: how to open both.
  ///   - now: what the clock says.
  /// - Returns: both files, open.
  /// - Throws: `DelegateError` if the grant does not allow it, `VaultError`.
  public static func open(
    at path: String, by key: UnlockedVault, options: VaultOptions, now: Instant
  ) throws -> DelegatedFile {
    let own = try Vault.open(key, options: options)
    // What is opened has to be written down: an older copy that was put back says so instead.
    if let reason = own.readOnlyReason {
      own.close()
      throw VaultError.readOnly(reason)
    }
    let reply = try ReplyBook(own)
    do {
      let vault = try openHolderFile(path, .exchangeKey(try reply.exchangeKey()), options)
      return try began(vault, reply, now)
    } catch VaultError.wrongPassphrase {
      reply.close()
      throw DelegateError.otherReply
    } catch {
      reply.close()
      throw error
    }
  }

  private static func openHolderFile(
    _ path: String, _ credential: VaultCredential, _ options: VaultOptions
  ) throws -> Vault {
    var reading = options
    reading.readOnly = true
    let vault = try Vault.open(at: path, credential: credential, options: reading)
    guard let reason = vault.readOnlyReason, reason.needsConfirmation else { return vault }
    // A narrower file is sealed anew by the holder: the next epoch is what it should be.
    if reason == .rekeyedElsewhere {
      try vault.acceptAsIs()
      return vault
    }
    vault.close()
    throw VaultError.readOnly(reason)
  }

  /// Judges the grant, remembers the time and writes the opening down.
  private static func began(
    _ vault: Vault, _ reply: ReplyBook, _ now: Instant
  ) throws -> DelegatedFile {
    let file: DelegatedFile
    do {
      file = try DelegatedFile(vault, reply)
      try file.judge(now)
      try reply.note(.opened, at: now)
    } catch {
      vault.close()
      throw error
    }
    return file
  }

  /// - Throws: `DelegateError.revoked`, `.expired`, `.notYet`, `.clockSetBack`.
  private func judge(_ now: Instant) throws {
    let seen = max(try reply.lastSeen() ?? head.refreshed, head.refreshed)
    try reply.see(max(now, head.refreshed))
    switch head.grant.status(at: now, lastSeen: seen) {
    case .revoked(let at): throw DelegateError.revoked(at)
    case .expired(let at): throw DelegateError.expired(at)
    case .notYet(let from): throw DelegateError.notYet(from)
    case .inForce: break
    }
    guard now.adding(seconds: Self.clockTolerance) >= seen else {
      throw DelegateError.clockSetBack(lastSeen: seen)
    }
  }

  /// What became of an entry of the reply; `nil` if it has not reached the holder yet.
  public func state(of entry: ReplyEntry) -> DelegateEntry.State? {
    guard let receipt = head.receipt, receipt.reply == Data(reply.vault.id) else { return nil }
    return receipt.state(of: entry.number)
  }

  /// Whether the grant lets the delegate set this, as far as the file can tell; the holder's
  /// program decides.
  public func allows(_ request: ConsentRequest, now: Instant) throws -> Bool {
    head.grant.mayRequest(request, in: head.consentState, at: now)
  }

  /// What opens the holder's file.
  public func credential() throws -> VaultCredential { .exchangeKey(try reply.exchangeKey()) }

  /// Closes both files; the connections of others must have ended before.
  public func close() {
    reply.close()
    vault.close()
  }
}
