import Foundation

/// Brings delegates' files up to date, in both directions.
///
/// Only the holder's program writes X.phr, only the delegate's program writes X.reply.phr: neither
/// file can fork. As long as the scope only grows, new records are appended; when something leaves
/// it, a file from an empty image takes the place of the old one.
public final class DelegateExchange {
  /// What a refresh did.
  public struct Outcome: Sendable, Equatable {
    /// How the file was brought up to date.
    public enum Way: Sendable, Equatable {
      /// A file was written from an empty image: the first one, or a narrower one.
      case written
      /// Records were added or brought up to date in the file.
      case updated(Int)
      /// Nothing had changed.
      case unchanged
    }

    /// How the file was brought up to date.
    public var way: Way
    /// How many records the delegate is shown.
    public var records: Int
    /// How many entries came back.
    public var received: Int
  }

  private let delegates: DelegateStore
  private let options: VaultOptions

  private var records: RecordStore { delegates.records }

  /// The delegates' files of a vault; the options say which system calls to use.
  public init(_ delegates: DelegateStore, options: VaultOptions) {
    self.delegates = delegates
    var options = options
    // One program writes the file by its nature, and what it was last is kept in the vault.
    options.stateDirectory = .none
    options.soleUser = true
    options.keepsReserve = false
    options.readOnly = false
    options.acceptOlder = false
    self.options = options
  }

  /// Takes a reply in and writes what the delegate is shown now.
  ///
  /// - Parameters:
  ///   - id: the delegate.
  ///   - path: another place for the file, from now on.
  ///   - onlyIfChanged: leaves a file alone that shows what it should.
  ///   - now: what the clock says.
  /// - Returns: what was done.
  /// - Throws: `DelegateError.noSuchDelegate`, `.unreachable`, `VaultError`, `SQLiteError`.
  public func refresh(
    _ id: RecipientID, movingTo path: String? = nil, onlyIfChanged: Bool = false, now: Instant
  ) throws -> Outcome {
    guard let grant = try delegates.grants().first(where: { $0.id == id }),
      var link = try delegates.link(of: id)
    else { throw DelegateError.noSuchDelegate }
    if let path { link.path = path }
    guard FileManager.default.fileExists(atPath: link.folder) else {
      throw DelegateError.unreachable(path: link.path)
    }
    let before = link
    let received = try takeReply(of: grant, &link, now)
    let view = try SharingView(records, recipient: id, now: now)
    let head = DelegateHead(
      grant: grant.forDelegate, refreshed: now, showsInsuredNumbers: view.showsInsuredNumbers,
      exchangeKey: link.exchangeKey)
    // Once a reply is there, the next file is one that the code does not open.
    let shutsCode = before.reply == nil && link.reply != nil
    let way =
      try (shutsCode ? nil : update(&link, view, head, onlyIfChanged: onlyIfChanged))
      ?? rewrite(&link, view, head)
    let isIdle = onlyIfChanged && way == .unchanged
    if !isIdle { link.refreshed = now }
    if !isIdle || received > 0 { try delegates.save(link, of: id) }
    return Outcome(way: way, records: try view.count(), received: received)
  }

  /// Brings every file up to date that can be reached where it was written.
  ///
  /// - Returns: the delegates whose file was brought up to date.
  public func refreshReachable(now: Instant) throws -> [RecipientID] {
    try delegates.grants().compactMap { grant in
      guard let link = try delegates.link(of: grant.id),
        FileManager.default.fileExists(atPath: link.path)
      else { return nil }
      let outcome = try refresh(grant.id, onlyIfChanged: true, now: now)
      return outcome.way == .unchanged ? nil : grant.id
    }
  }

  // MARK: From the delegate

  private func takeReply(
    of grant: Grant, _ link: inout DelegateLink, _ now: Instant
  ) throws -> Int {
    let path = DelegateFileName.reply(of: link.path)
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    var reading = options
    reading.readOnly = true
    let vault: Vault
    do {
      vault = try Vault.open(at: path, credential: link.key, options: reading)
    } catch VaultError.wrongPassphrase {
      // Not of this grant: another delegate's, or a forged one.
      return 0
    }
    defer { vault.close() }
    let reply = Data(vault.id)
    let after = try delegates.lastReceived(from: grant.id, reply: reply)
    let entries = try ReplyBook.entries(in: vault, after: after)
    let received = try records.connection.transaction {
      try delegates.receive(entries, from: grant, reply: reply, now: now)
    }
    link.reply = reply
    return received
  }

  // MARK: To the delegate

  /// Appends what came into the scope; `nil` if the file has to be made anew.
  private func update(
    _ link: inout DelegateLink, _ view: SharingView, _ head: DelegateHead, onlyIfChanged: Bool
  ) throws -> Outcome.Way? {
    guard let vault = try? Vault.open(at: link.path, credential: link.key, options: options)
    else { return nil }
    defer { vault.close() }
    guard vault.readOnlyReason == nil, vault.lineage == link.lineage else { return nil }
    let way = try withStore(of: vault) { target -> Outcome.Way? in
      let before = try DelegateHead.read(target)
      guard before?.showsInsuredNumbers == head.showsInsuredNumbers else { return nil }
      let writer = DelegateFileWriter(view: view, target: target)
      let change = try writer.change(from: records)
      guard !change.narrows else { return nil }
      let isSame = change.isEmpty && before?.grant == head.grant
      if isSame, onlyIfChanged { return .unchanged }
      try target.connection.transaction {
        try writer.write(change.rows)
        try writer.write(head, from: records)
      }
      return isSame ? .unchanged : .updated(change.rows.count)
    }
    if try way != nil && vault.compactIfNeeded() {
      try Vault.removeFormerFiles(beside: link.path)
    }
    link.lineage = vault.lineage
    return way
  }

  /// Writes a file from an empty image and puts it in the place of the old one.
  private func rewrite(
    _ link: inout DelegateLink, _ view: SharingView, _ head: DelegateHead
  ) throws -> Outcome.Way {
    let fresh = Vault.freshName(beside: link.path)
    do {
      let vault = try make(fresh, link)
      try withStore(of: vault) { target in
        let writer = DelegateFileWriter(view: view, target: target)
        try target.connection.transaction {
          try writer.write(try view.list())
          try writer.write(head, from: records)
        }
      }
      _ = try vault.compact(forget: true)
      link.lineage = vault.lineage
      vault.close()
      try Vault.replace(link.path, with: fresh)
    } catch {
      for left in [fresh, fresh + ".prev"] { try? FileManager.default.removeItem(atPath: left) }
      throw error
    }
    return .written
  }

  private func make(_ fresh: String, _ link: DelegateLink) throws -> Vault {
    guard let lineage = link.lineage else {
      return try Vault.create(at: fresh, credentials: link.credentials, options: options)
    }
    return try Vault.create(
      succeeding: lineage, at: fresh, credentials: link.credentials, options: options)
  }

  /// The connection ends before the vault is closed.
  private func withStore<Value>(
    of vault: Vault, _ body: (RecordStore) throws -> Value
  ) throws -> Value {
    try body(RecordStore(Connection(path: vault.path, vfs: vault.vfsName)))
  }
}

extension DelegateLink {
  var folder: String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }
}
