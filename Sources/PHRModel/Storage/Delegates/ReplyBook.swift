import Foundation

/// A delegate's own file: the way back to the holder, under the delegate's own passphrase.
///
/// Only the delegate's program writes it. It holds the exchange key that opens the holder's file,
/// the log of what the delegate looked at, notes and proposals, and the latest time ever seen.
public final class ReplyBook {
  private static let keySetting = "exchange-key"
  private static let seenSetting = "last-seen"

  let vault: Vault
  private var store: RecordStore?

  /// Opens the tables of an open reply.
  init(_ vault: Vault) throws {
    self.vault = vault
    store = try RecordStore(
      Connection(
        path: vault.path, vfs: vault.vfsName, readOnly: vault.readOnlyReason != nil))
  }

  deinit { close() }

  /// Closes connection and file.
  func close() {
    store = nil
    vault.close()
  }

  /// Makes a reply: slot 1 for the delegate's passphrase, slot 3 for the holder's program.
  static func create(
    at path: String, exchangeKey: Data, passphrase: Passphrase, options: VaultOptions
  ) throws -> ReplyBook {
    let key = exchangeKey.withUnsafeBytes { SecretBytes(copying: $0) }
    let vault = try Vault.create(
      at: path, credentials: [.passphrase(passphrase), .exchangeKey(key)], options: options)
    let book = try ReplyBook(vault)
    try book.opened().set(keySetting, to: exchangeKey.base64EncodedString())
    return book
  }

  private func opened() throws -> RecordStore {
    guard let store else { throw VaultError.closed }
    return store
  }

  /// The key that opens the holder's file.
  ///
  /// - Throws: `DelegateError.otherReply` if there is none.
  func exchangeKey() throws -> SecretBytes {
    guard let text = try opened().setting(Self.keySetting), let key = Data(base64Encoded: text),
      key.count == 32
    else { throw DelegateError.otherReply }
    return key.withUnsafeBytes { SecretBytes(copying: $0) }
  }

  /// The latest time that was ever seen.
  public func lastSeen() throws -> Instant? {
    try opened().setting(Self.seenSetting).flatMap { Int64($0) }.map { Instant(seconds: $0) }
  }

  /// Remembers a time; an earlier one changes nothing.
  func see(_ instant: Instant) throws {
    guard try lastSeen().map({ $0 < instant }) ?? true else { return }
    try opened().set(Self.seenSetting, to: String(instant.seconds))
  }

  /// Writes down what the delegate did.
  ///
  /// - Throws: `SQLiteError`; `VaultError.closed` after the end.
  public func note(_ act: DelegateAct, at instant: Instant) throws {
    let store = try opened()
    try store.connection.transaction {
      try store.connection.run(
        "INSERT INTO reply_entry(at, act) VALUES(?, ?)",
        [.int(instant.seconds), .text(try store.json(act))])
      try see(instant)
    }
  }

  /// What the delegate did, in order.
  public func entries() throws -> [ReplyEntry] {
    try ReplyReader.entries(in: opened().connection, from: 0, limit: .max)
  }
}
