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
    /// What came back.
    public var intake = DelegateIntake()
    /// Why nothing could come back.
    public var problem: ReplyProblem?

    /// How many entries came back.
    public var received: Int { intake.received }
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
    guard let grant = try delegates.limited(id, at: now), var link = try delegates.link(of: id)
    else { throw DelegateError.noSuchDelegate }
    if let path {
      try delegates.free(path, at: now, for: id)
      link.path = path
    }
    guard !link.path.isEmpty, FileManager.default.fileExists(atPath: link.folder) else {
      throw DelegateError.unreachable(path: link.path)
    }
    let hadReply = link.reply != nil
    let (intake, problem) = try takeReply(of: grant, &link, now)
    let stamp = try ChangeMarks.latest(in: records.connection)
    let view = try SharingView(records, recipient: id, now: now)
    let rules = try view.rulesDigest()
    let head = try head(grant, link, view, now)
    // Once a reply is there, the next file is one that the code does not open.
    let shutsCode = !hadReply && link.reply != nil
    let done =
      try (shutsCode ? nil : update(&link, view, head, rules, onlyIfChanged: onlyIfChanged))
      ?? rewrite(&link, view, head)
    let isIdle = onlyIfChanged && done.way == .unchanged
    let hasSeenAll = link.stamp == stamp && link.rules == rules
    link.stamp = stamp
    link.rules = rules
    if !isIdle { link.refreshed = now }
    if !isIdle || intake.received > 0 || !hasSeenAll { try delegates.save(link, of: id) }
    return Outcome(way: done.way, records: done.records, intake: intake, problem: problem)
  }

  /// What became of the files that could be reached.
  public struct Sweep: Sendable {
    /// The delegates whose file was brought up to date.
    public var updated: [RecipientID] = []
    /// What came back, in all.
    public var intake = DelegateIntake()
    /// Why the reply of a delegate could not be taken in.
    public var problems: [(RecipientID, ReplyProblem)] = []
    /// Why a file could not be brought up to date; it is another time.
    public var failures: [(RecipientID, any Error)] = []

    /// Whether a person should hear about it.
    public var isWorthTelling: Bool {
      !updated.isEmpty || intake.received > 0 || !problems.isEmpty || !failures.isEmpty
    }
  }

  /// Brings every file up to date that can be reached where it was written; one that fails does
  /// not keep the others waiting.
  ///
  /// - Throws: `SQLiteError`, `StoreError` for the holder's own vault.
  public func refreshReachable(now: Instant) throws -> Sweep {
    var sweep = Sweep()
    for grant in try delegates.grants() {
      guard let link = try delegates.link(of: grant.id),
        FileManager.default.fileExists(atPath: link.path)
      else { continue }
      do {
        let outcome = try refresh(grant.id, onlyIfChanged: true, now: now)
        if outcome.way != .unchanged { sweep.updated.append(grant.id) }
        sweep.intake.received += outcome.intake.received
        sweep.intake.pending += outcome.intake.pending
        sweep.intake.consents += outcome.intake.consents
        if let problem = outcome.problem { sweep.problems.append((grant.id, problem)) }
      } catch {
        sweep.failures.append((grant.id, error))
      }
    }
    return sweep
  }

  private func head(
    _ grant: Grant, _ link: DelegateLink, _ view: SharingView, _ now: Instant
  ) throws -> DelegateHead {
    var head = DelegateHead(
      grant: grant.forDelegate, refreshed: now, showsInsuredNumbers: view.showsInsuredNumbers,
      exchangeKey: link.exchangeKey)
    head.receipt = try delegates.receipt(of: grant.id, reply: link.reply)
    if grant.right == .consent, view.isRegistered {
      head.recipients = view.state.recipients.values
        .filter { $0.isRegistered(at: now) }.map(\.forDelegate).sorted { $0.id < $1.id }
    }
    if grant.right == .export { head.hasEmergencyRules = view.state.hasEmergencyRules }
    return head
  }

  // MARK: From the delegate

  private func takeReply(
    of grant: Grant, _ link: inout DelegateLink, _ now: Instant
  ) throws -> (DelegateIntake, ReplyProblem?) {
    do {
      let found = try ReplyReader.read(
        DelegateFileName.reply(of: link.path), by: link.key, options: options,
        from: { try delegates.lastReceived(from: grant.id, reply: $0) })
      guard let found else { return (DelegateIntake(), nil) }
      let intake = try delegates.receive(found, from: grant, now: now)
      link.reply = found.reply
      return (intake, nil)
    } catch let problem as ReplyProblem {
      return (DelegateIntake(), problem)
    }
  }

  // MARK: To the delegate

  /// What was done to a file, and how many records it holds now.
  private typealias Done = (way: Outcome.Way, records: Int)

  /// Appends what came into the scope; `nil` if the file has to be made anew.
  private func update(
    _ link: inout DelegateLink, _ view: SharingView, _ head: DelegateHead, _ rules: Data,
    onlyIfChanged: Bool
  ) throws -> Done? {
    guard let vault = try? Vault.open(at: link.path, credential: link.key, options: options)
    else { return nil }
    defer { vault.close() }
    guard vault.readOnlyReason == nil, vault.lineage == link.lineage else { return nil }
    let reached = try reach(link, rules)
    let done = try withStore(of: vault) { target -> Done? in
      let before = try DelegateHead.read(target)
      guard before?.showsInsuredNumbers == head.showsInsuredNumbers, before?.form == head.form
      else { return nil }
      let writer = DelegateFileWriter(view: view, target: target)
      let comparison = DelegateComparison(view: view, target: target)
      let change = try reached.map(comparison.part) ?? comparison.whole()
      guard !change.narrows else {
        return try rewrite(&link, view, head) { try $0.writeAll(keeping: target, change) }
      }
      let isSame =
        try change.isEmpty && before?.says(sameAs: head) ?? false && !writer.hasOtherProfile()
      if !(isSame && onlyIfChanged) {
        try target.connection.transaction {
          try writer.write(change)
          try writer.write(head)
        }
      }
      return (isSame ? .unchanged : .updated(change.rows.count), try target.count(RecordQuery()))
    }
    guard let done, done.way != .written else { return done }
    if try vault.compactIfNeeded() { try Vault.removeFormerFiles(beside: link.path) }
    link.lineage = vault.lineage
    return done
  }

  /// The records that may have changed since the file was written; `nil` = any may.
  private func reach(
    _ link: DelegateLink, _ rules: Data
  ) throws -> DelegateReach.Reached? {
    guard let stamp = link.stamp, link.rules == rules else { return nil }
    return try DelegateReach(records: records).records(since: stamp)
  }

  /// Writes a file from an empty image and puts it in the place of the old one.
  private func rewrite(
    _ link: inout DelegateLink, _ view: SharingView, _ head: DelegateHead,
    _ fill: (DelegateFileWriter) throws -> Void = { try $0.writeAll() }
  ) throws -> Done {
    let fresh = Vault.freshName(beside: link.path)
    do {
      let vault = try make(fresh, link)
      let records = try withStore(of: vault) { target in
        let writer = DelegateFileWriter(view: view, target: target)
        try target.connection.execute("PRAGMA cache_size = -\(Self.cacheOfNewFile)")
        try target.connection.transaction {
          try target.connection.indexingAfterwards(["record", "item"]) { try fill(writer) }
          try writer.write(head)
        }
        return try target.count(RecordQuery())
      }
      _ = try vault.compact(forget: true)
      link.lineage = vault.lineage
      vault.close()
      try Vault.replace(link.path, with: fresh)
      return (.written, records)
    } catch {
      for left in [fresh, fresh + ".prev"] { try? FileManager.default.removeItem(atPath: left) }
      throw error
    }
  }

  private func make(_ fresh: String, _ link: DelegateLink) throws -> Vault {
    guard let lineage = link.lineage else {
      return try Vault.create(at: fresh, credentials: link.credentials, options: options)
    }
    return try Vault.create(
      succeeding: lineage, at: fresh, credentials: link.credentials, options: options)
  }

  /// KiB: names of records come in no order, so every insert needs another page of their index.
  private static let cacheOfNewFile = 32_768

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
