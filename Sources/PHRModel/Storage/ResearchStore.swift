/// A request about research with how far it has come.
public struct TrackedRequest: Sendable, Equatable, Identifiable {
  /// How far the deletion of data already passed on has come.
  public enum Deletion: String, Sendable, CaseIterable {
    /// Not asked for.
    case none
    /// Written down here; no portal takes it, so the letter has to go.
    case local
    /// Waiting to be sent.
    case pending
    /// The portal has it.
    case received
    /// Somebody works on it.
    case accepted
    /// Done.
    case completed
    /// Refused, by the portal or by whoever got it.
    case refused
  }

  /// The request.
  public var request: ResearchRequest
  /// Whether it still holds, or was taken back by the holder.
  public var isStanding: Bool
  /// How far the Consent has come.
  public var consent: ConsentPortal.Standing
  /// How far the deletion has come.
  public var deletion: Deletion

  /// By the directive.
  public var id: DirectiveID { request.id }
}

/// Refusing that data are passed on for research: recorded, sent, tracked.
///
/// Issue on consent, "Research opt-out".
public struct ResearchStore {
  private let records: RecordStore
  private let consent: ConsentStore
  private var connection: Connection { records.connection }

  /// The requests of a vault.
  public init(_ records: RecordStore) {
    self.records = records
    consent = ConsentStore(records)
  }

  /// A request to the institution that has sent a notice, or to all.
  ///
  /// - Parameters:
  ///   - notice: the notice; `nil` = to every institution.
  ///   - guardian: who asks too or instead of the holder.
  ///   - moment: now.
  /// - Returns: the request, not yet made.
  /// - Throws: `StoreError.noSuchRecord` for what is no notice with a sender.
  public func request(
    answering notice: RecordID?, guardian: String? = nil, at moment: Instant
  ) throws -> ResearchRequest {
    var facility: FacilityName?
    if let notice {
      guard let record = try records.record(notice), let sender = record.sender else {
        throw StoreError.noSuchRecord
      }
      facility = sender
    }
    return ResearchRequest(
      id: ConsentStore.newDirectiveID(), notice: notice, facility: facility, asked: moment,
      guardian: guardian)
  }

  /// Refuses: one directive against research by anyone, one Task for what was passed on already.
  ///
  /// - Parameters:
  ///   - request: what is asked; its id is the directive's.
  ///   - reason: the holder's own note.
  ///   - author: who asks.
  /// - Returns: the step, or `nil` if it is refused already.
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  @discardableResult
  public func refuse(
    _ request: ResearchRequest, reason: String? = nil, by author: Author = .holder
  ) throws -> ConsentStep? {
    try connection.transaction {
      let directive = Directive(
        id: request.id, effect: .hide, selector: request.facility.map { .facility($0) } ?? .all,
        who: .anyone, purpose: .research, set: request.asked, by: author, reason: reason)
      guard let step = try consent.state().hiding(directive) else { return nil }
      try save(request)
      try consent.append(step, at: request.asked, by: author)
      try sendDeletions(now: request.asked)
      return step
    }
  }

  /// Puts into every outbox the deletions that it does not have yet: a portal may come later.
  public func sendDeletions(now: Instant) throws {
    let standing = try consent.state().directives
    for base in try SyncStore.portals(records) {
      let sync = try SyncStore(records, portal: base)
      guard let account = try sync.account() else { continue }
      for request in try requests() where request.asksDeletion && standing[request.id] != nil {
        let key = ResourceKey(type: "Task", id: request.deletionTask)
        guard try sync.outboxItem(key) == nil else { continue }
        let task = DeletionTask(request: request, patient: account.patient)
        try sync.enqueue(key, body: task.resource.serialized(), now: now)
      }
    }
  }

  /// Every request, the oldest first, with how far it has come.
  public func tracked() throws -> [TrackedRequest] {
    let standing = try ConsentPortal(records).standing()
    let directives = try consent.state().directives
    return try requests().map { request in
      TrackedRequest(
        request: request, isStanding: directives[request.id] != nil,
        consent: standing[request.id.text] ?? .local, deletion: try deletion(request))
    }
  }

  /// Remembers that a request was printed.
  public func notePrinted(_ id: DirectiveID, at moment: Instant) throws {
    guard var request = try requests().first(where: { $0.id == id }) else { return }
    request.printed = moment
    try save(request)
  }

  private func requests() throws -> [ResearchRequest] {
    try connection.query("SELECT number, body FROM research_request ORDER BY number") { row in
      try records.value(
        ResearchRequest.self, from: try row.text("body"), table: "research_request",
        row: try row.int("number"))
    }
  }

  private func save(_ request: ResearchRequest) throws {
    try connection.run(
      """
      INSERT INTO research_request(directive, body) VALUES(?1, ?2)
      ON CONFLICT(directive) DO UPDATE SET body = ?2
      """, [.text(request.id.text), .text(try records.json(request))])
  }

  /// The least that any portal has done: nothing is done before all have.
  private func deletion(_ request: ResearchRequest) throws -> TrackedRequest.Deletion {
    guard request.asksDeletion else { return .none }
    let order: [TrackedRequest.Deletion] = [.refused, .pending, .received, .accepted, .completed]
    let found = try SyncStore.portals(records).compactMap { base in
      try deletion(request, at: SyncStore(records, portal: base))
    }
    return order.first(where: found.contains) ?? .local
  }

  private func deletion(
    _ request: ResearchRequest, at sync: SyncStore
  ) throws -> TrackedRequest.Deletion? {
    let key = ResourceKey(type: "Task", id: request.deletionTask)
    guard let item = try sync.outboxItem(key) else { return nil }
    switch item.state {
    case .pending: return .pending
    case .refused, .conflict: return .refused
    case .inForce: break
    }
    let kept = try sync.kept("Task").first { $0.key == key }?.body
    switch try kept.map({ try JSONValue(parsing: $0) })?["status"]?.string {
    case "completed": return .completed
    case "rejected", "failed", "cancelled": return .refused
    case "accepted", "in-progress", "received": return .accepted
    default: return .received
    }
  }
}

extension ResearchRequest {
  /// Whether it answers a notice: that one, another of its institution, or all.
  public func answers(_ item: InboxItem) -> Bool {
    guard let facility else { return true }
    if notice == item.id { return true }
    return item.notice.sender.map { FacilityName(name: $0).key.matches(facility.key) } ?? false
  }
}

extension Record {
  /// The institution that sent a notice, with its code if it is given.
  public var sender: FacilityName? {
    guard case .notice(let notice) = body.content, let sender = notice.sender, !sender.isEmpty
    else { return nil }
    let code = body.facilities.first { $0.name == sender }?.code
    return FacilityName(name: sender, code: FacilityKey.tenDigits(code))
  }
}
