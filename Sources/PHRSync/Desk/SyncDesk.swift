public import PHRModel

/// The vault's side of a pull: answers what the engine hands over.
///
/// It runs where the vault's connection lives, on the main thread; the engine never sees it. Every
/// page and its progress are one transaction, so that killing the program at any moment loses
/// nothing and doubles nothing.
public struct SyncDesk {
  /// Everything that is remembered of the portal.
  public let sync: SyncStore
  private let base: PortalBase
  /// What goes out with a pull.
  public enum Outgoing: Sendable {
    /// The holder's consent as it is now, and what waits besides.
    case consent
    /// Only what waits already.
    case waiting
    /// Nothing: a rehearsal.
    case nothing
  }

  /// What goes out with a pull.
  public var outgoing = Outgoing.consent

  /// Seconds after which everything is compared again (sync-protocol section 4, "weekly").
  static let reconciliation: Int64 = 7 * 86_400

  /// The desk of one portal.
  ///
  /// - Throws: `SQLiteError`.
  public init(_ records: RecordStore, portal: PortalBase) throws {
    base = portal
    sync = try SyncStore(records, portal: portal.text)
  }

  /// What the next pull begins with.
  ///
  /// - Parameters:
  ///   - now: the clock.
  ///   - seed: draws the jitter of pauses.
  ///   - full: compare everything, also if a week has not passed.
  /// - Returns: `nil` before the first login.
  /// - Throws: `SQLiteError`.
  public func start(now: Instant, seed: UInt64, full: Bool = false) throws -> SyncStart? {
    guard let account = try sync.account(), !account.accessToken.isEmpty else { return nil }
    if outgoing == .consent {
      try ConsentPortal(sync.records).publishIfChanged(now: now)
      try ResearchStore(sync.records).sendDeletions(now: now)
    }
    var start = SyncStart(base: base, account: account, cursors: try sync.cursors())
    let isDue = account.reconciled.map { now.seconds - $0.seconds > Self.reconciliation } ?? true
    if full || isDue { start.round = try sync.beginRound() }
    start.served = try served()
    if outgoing != .nothing { start.outbox = try sync.outbox() }
    start.seed = seed
    return start
  }

  private func served() throws -> [String] {
    try ResourceReader.served.sorted().flatMap { try sync.kept($0).map(\.body) }
  }

  /// Answers one delivery.
  ///
  /// - Throws: `SQLiteError`, `StoreError`.
  public func answer(_ delivery: SyncDelivery, now: Instant) throws -> SyncReply {
    switch delivery {
    case .identify(let profile): return try identify(profile, now: now)
    case .store(let page): return .counts(try sync.apply(page, recorded: now))
    case .missingParts: return .keys(try sync.missingParts())
    case .assemble(let last): return try assemble(after: last, now: now)
    case .missingSubjects: return .keys(try sync.missingSubjects())
    case .keepTokens(let access, let refresh):
      guard var account = try sync.account() else { throw StoreError.noSuchPortal }
      account.accessToken = access
      account.refreshToken = refresh
      try sync.save(account)
    case .keepNotBefore(let moment): try sync.setNotBefore(moment)
    case .noteOutbox(let result): try sync.record(result, now: now)
    case .ended(let reconciled): return try ended(reconciled: reconciled, now: now)
    }
    return .done
  }

  /// Sends again at once what the pull has changed: a record that has just arrived may belong to
  /// a tag, an episode or a facility that somebody shall not see.
  private func ended(reconciled: Bool, now: Instant) throws -> SyncReply {
    try sync.setSynced(now, reconciled: reconciled)
    guard outgoing == .consent, try ConsentPortal(sync.records).publishIfChanged(now: now) > 0
    else {
      return .done
    }
    return .outbox(try sync.outbox())
  }

  private func assemble(after last: ResourceKey?, now: Instant) throws -> SyncReply {
    let assembler = ReportAssembler(base: base.text, served: try served())
    let done = try sync.assemble(after: last, recorded: now, using: assembler.assemble)
    return .assembled(done.counts, last: done.last)
  }

  /// Compares the person at the portal with the holder; an empty profile takes the identity.
  private func identify(_ profile: Profile, now: Instant) throws -> SyncReply {
    let holder = try sync.records.profile()
    let mismatches = holder.mismatches(with: profile)
    guard mismatches.isEmpty else { return .stranger(mismatches) }
    if holder.isUnidentified, !profile.isUnidentified {
      try sync.records.setProfile(holder.filled(from: profile), origin: "portal", recorded: now)
      return .filled
    }
    return .identified
  }

  /// Tries again what an earlier version of this program could not read.
  ///
  /// - Returns: how many were understood.
  public func rereadUnreadable(now: Instant) throws -> Int {
    guard let account = try sync.account() else { return 0 }
    var reader = ResourceReader(base: base, patient: account.patient)
    for text in try served() {
      if let resource = try? JSONValue(parsing: text) { reader.learn(resource) }
    }
    var count = 0
    for (key, mark, body) in try sync.unreadable() {
      guard let resource = try? JSONValue(parsing: body),
        let read = reader.read(resource, received: now), read.key == key
      else { continue }
      if case .unreadable = read.reading { continue }
      let again = PulledResource(key: key, mark: mark, reading: read.reading)
      _ = try sync.apply(SyncPage(type: key.type, resources: [again]), recorded: now)
      count += 1
    }
    return count
  }
}
