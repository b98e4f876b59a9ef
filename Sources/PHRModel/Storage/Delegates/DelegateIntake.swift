import Foundation

/// What came in with a reply.
public struct DelegateIntake: Sendable, Equatable {
  /// How many entries were new.
  public var received = 0
  /// How many of them wait for the holder's word.
  public var pending = 0
  /// How many changes of consent were carried out on the holder's behalf.
  public var consents = 0
}

/// Takes a reply in, judged by the grant in the holder's own vault.
extension DelegateStore {
  /// The last entry of a reply that is here already.
  func lastReceived(from id: RecipientID, reply: Data) throws -> Int {
    let last = try connection.first(
      "SELECT max(reply_number) FROM delegate_entry WHERE delegate = ? AND reply = ?",
      [.text(id.text), .blob(reply)]
    ) { $0.int(at: 0) }
    return Int(last ?? 0)
  }

  /// Takes the entries behind the last known one; what lies outside the grant is kept and marked,
  /// never followed.
  ///
  /// - Throws: `ReplyProblem.setBack` if the last known entry is not there as it was.
  func receive(
    _ found: ReplyReader.Found, from grant: Grant, now: Instant
  ) throws -> DelegateIntake {
    let last = try lastReceived(from: grant.id, reply: found.reply)
    let entries = found.entries.compactMap { $0.cleaned(arriving: now) }
    if last > 0 {
      let known = try act(number: last, of: grant.id, reply: found.reply)
      guard let same = entries.first(where: { $0.number == last }), same.act == known else {
        throw ReplyProblem.setBack
      }
    }
    return try connection.transaction {
      try take(entries.filter { $0.number > last }, from: grant, reply: found.reply, now: now)
    }
  }

  private func act(number: Int, of id: RecipientID, reply: Data) throws -> DelegateAct? {
    try connection.first(
      "SELECT act FROM delegate_entry WHERE delegate = ? AND reply = ? AND reply_number = ?",
      [.text(id.text), .blob(reply), SQLiteValue(number)]
    ) { row in
      try records.value(
        DelegateAct.self, from: try row.text("act"), table: "delegate_entry", row: 0)
    }
  }

  private func take(
    _ entries: [ReplyEntry], from grant: Grant, reply: Data, now: Instant
  ) throws -> DelegateIntake {
    let judge = ReplyJudge(records, grant, now: now)
    var intake = DelegateIntake(received: entries.count)
    var log = DelegateAccessLog(grant, reply: reply)
    for entry in entries {
      let state = try judge.state(of: entry)
      if state == .accepted, case .consent(let request) = entry.act {
        try carryOut(request, of: grant, at: now)
        intake.consents += 1
      }
      if state == .pending { intake.pending += 1 }
      try keep(entry, state, of: grant.id, reply: reply, now: now)
      log.add(entry, state)
    }
    try log.write(to: AccessLog(records), now: now)
    return intake
  }

  private func keep(
    _ entry: ReplyEntry, _ state: DelegateEntry.State, of id: RecipientID, reply: Data, now: Instant
  ) throws {
    try connection.run(
      """
      INSERT INTO delegate_entry(delegate, reply, reply_number, at, received, act, state)
      VALUES(?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id.text), .blob(reply), SQLiteValue(entry.number), .int(entry.at.seconds),
        .int(now.seconds), .text(try records.json(entry.act)), .text(state.rawValue),
      ])
  }

  /// Sets what a delegate asked for, as one step that `undo` takes back; nothing if it is set.
  func carryOut(_ request: ConsentRequest, of grant: Grant, at now: Instant) throws {
    let consent = ConsentStore(records)
    let state = try consent.state()
    let directive = request.directive(
      id: ConsentStore.newDirectiveID(), in: state, of: grant, at: now)
    let step =
      request.effect == .hide
      ? state.hiding(directive) : state.showing(directive, newID: ConsentStore.newDirectiveID)
    if let step { try consent.append(step, at: now, by: .delegate(grant.id)) }
  }
}

/// Says what becomes of each entry of a reply.
struct ReplyJudge {
  private let records: RecordStore
  private let grant: Grant
  private let now: Instant

  init(_ records: RecordStore, _ grant: Grant, now: Instant) {
    self.records = records
    self.grant = grant
    self.now = now
  }

  /// `accepted` only for consent that may be set without asking the holder.
  func state(of entry: ReplyEntry) throws -> DelegateEntry.State {
    guard grant.isInForce(at: entry.at) else { return .outside }
    switch entry.act {
    case .opened, .viewed, .note: return .noted
    case .exported: return grant.right == .export ? .noted : .outside
    case .proposed(let proposal):
      guard let id = proposal.correcting else { return .pending }
      return try view().decision(on: id)?.isShown == true ? .pending : .outside
    case .consent(let request): return try state(of: request)
    }
  }

  /// A wider show that reaches records kept from the delegate waits for the holder's own word.
  private func state(of request: ConsentRequest) throws -> DelegateEntry.State {
    let consent = try ConsentStore(records).state()
    guard grant.mayRequest(request, in: consent, at: now) else { return .outside }
    switch request.selector {
    case .record(let id):
      return try view().decision(on: id)?.isShown == true ? .accepted : .outside
    case .episode(let id):
      let family = try records.episode(id).records
      let view = try view()
      let isShown = try family.allSatisfy { try view.decision(on: $0)?.isShown == true }
      return isShown && !family.isEmpty ? .accepted : .outside
    case .tag, .facility, .kind, .period, .all:
      guard request.effect == .show else { return .accepted }
      return try view().hidesAny(of: request.selector) ? .pending : .accepted
    }
  }

  private func view() throws -> SharingView {
    try SharingView(records, recipient: grant.id, now: now)
  }
}

extension SharingView {
  /// Whether a selector means a record that is not shown.
  func hidesAny(of selector: Selector) throws -> Bool {
    let meant = RuleIndex([(.show, selector)])
    var found = false
    try SharingScan(store, reader).forEach(RecordQuery(), sorted: false) { entry in
      guard let facts = try entry.facts.full(), meant.strongest(for: facts) != nil else {
        return true
      }
      found = !evaluator.shows(facts)
      return !found
    }
    return found
  }
}

/// Brings what a delegate opened, viewed and exported into the holder's access log.
///
/// The records viewed after one opening are one entry.
private struct DelegateAccessLog {
  private let grant: Grant
  private let reply: Data
  private var entries: [JudgedAccess] = []

  init(_ grant: Grant, reply: Data) {
    self.grant = grant
    self.reply = reply
  }

  mutating func add(_ entry: ReplyEntry, _ state: DelegateEntry.State) {
    switch entry.act {
    case .opened: append(.opening, entry, state, [])
    case .exported: append(.export, entry, state, [])
    case .viewed(let id): view(id, entry, state)
    case .note, .proposed, .consent: break
    }
  }

  private mutating func view(
    _ id: RecordID, _ entry: ReplyEntry, _ state: DelegateEntry.State
  ) {
    let finding: JudgedAccess.Finding? = state == .outside ? .outsideGrant : nil
    guard let last = entries.indices.last, entries[last].entry.action == .read,
      entries[last].finding == finding
    else { return append(.read, entry, state, [id]) }
    entries[last].entry.records = (entries[last].entry.records + [id]).inOrderOnce
    entries[last].entry.count = entries[last].entry.records.count
  }

  private mutating func append(
    _ action: AccessEntry.Action, _ entry: ReplyEntry, _ state: DelegateEntry.State,
    _ records: [RecordID]
  ) {
    var access = AccessEntry(
      action, who: grant.delegate, recipient: grant.id, purpose: nil, records: records,
      at: entry.at)
    access.name = "delegate-\(reply.base64EncodedString())-\(entry.number)"
    entries.append(
      JudgedAccess(entry: access, finding: state == .outside ? .outsideGrant : nil))
  }

  func write(to log: AccessLog, now: Instant) throws {
    for entry in entries { try log.add(entry, now: now) }
  }
}
