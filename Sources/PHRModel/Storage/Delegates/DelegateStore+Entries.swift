import Foundation

/// What came back from delegates, judged by the grants in the holder's own vault.
extension DelegateStore {
  /// Entries that one intake takes at the most; the rest comes with the next.
  static let intakeLimit = 10_000

  /// The last entry of a reply that is here already.
  func lastReceived(from id: RecipientID, reply: Data) throws -> Int {
    let last = try connection.first(
      "SELECT max(reply_number) FROM delegate_entry WHERE delegate = ? AND reply = ?",
      [.text(id.text), .blob(reply)]
    ) { $0.int(at: 0) }
    return Int(last ?? 0)
  }

  /// Takes entries of a reply in; what lies outside the grant is kept and marked, never followed.
  ///
  /// - Returns: how many were new.
  func receive(
    _ entries: [ReplyEntry], from grant: Grant, reply: Data, now: Instant
  ) throws -> Int {
    var view: SharingView?
    for entry in entries {
      if case .proposed = entry.act, view == nil {
        view = try SharingView(records, recipient: grant.id, now: now)
      }
      let state = try judge(entry, grant, view)
      try connection.run(
        """
        INSERT OR IGNORE INTO delegate_entry(delegate, reply, reply_number, at, received, act, state)
        VALUES(?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(grant.id.text), .blob(reply), SQLiteValue(entry.number), .int(entry.at.seconds),
          .int(now.seconds), .text(try records.json(entry.act)), .text(state.rawValue),
        ])
    }
    return entries.count
  }

  private func judge(
    _ entry: ReplyEntry, _ grant: Grant, _ view: SharingView?
  ) throws -> DelegateEntry.State {
    guard grant.isInForce(at: entry.at) else { return .outside }
    switch entry.act {
    case .opened, .viewed, .note: return .noted
    case .exported: return grant.right == .export ? .noted : .outside
    case .proposed(let proposal):
      guard let id = proposal.correcting else { return .pending }
      return try view?.decision(on: id)?.isShown == true ? .pending : .outside
    }
  }

  /// What came back, the newest first; of one delegate or of all.
  public func entries(
    of id: RecipientID? = nil, states: Set<DelegateEntry.State> = []
  ) throws -> [DelegateEntry] {
    let marks = Array(repeating: "?", count: states.count).joined(separator: ", ")
    return try connection.query(
      """
      SELECT * FROM delegate_entry
      WHERE (?1 IS NULL OR delegate = ?1) \(states.isEmpty ? "" : "AND state IN (\(marks))")
      ORDER BY number DESC
      """, [SQLiteValue(id?.text)] + states.map(\.rawValue).sorted().map { .text($0) },
      entry(of:))
  }

  private func entry(of row: Row) throws -> DelegateEntry {
    let number = try row.int("number")
    return DelegateEntry(
      id: Int(number), delegate: RecipientID(try row.text("delegate")),
      at: Instant(seconds: try row.int("at")),
      received: Instant(seconds: try row.int("received")),
      act: try records.value(
        DelegateAct.self, from: try row.text("act"), table: "delegate_entry", row: number),
      state: DelegateEntry.State(rawValue: try row.text("state")) ?? .noted,
      record: row.optionalText("record").map { RecordID($0) })
  }

  /// Takes a proposal: its fields are judged as if the holder had typed them.
  ///
  /// - Returns: the record that was added or corrected.
  /// - Throws: `DelegateError.noSuchProposal`, `.unfitProposal`, `StoreError`, `SQLiteError`.
  public func accept(_ number: Int, at now: Instant) throws -> RecordID {
    try connection.transaction {
      let (entry, proposal) = try pending(number)
      let name = try grants().first { $0.id == entry.delegate }?.delegate ?? ""
      let origin = Provenance(channel: .manual, format: "manual", name: name, received: now)
      let id = try carryOut(proposal, origin)
      try settle(number, .accepted, record: id)
      return id
    }
  }

  /// Does not take a proposal; it stays in the log.
  ///
  /// - Throws: `DelegateError.noSuchProposal`.
  public func decline(_ number: Int) throws {
    try connection.transaction {
      _ = try pending(number)
      try settle(number, .declined, record: nil)
    }
  }

  private func pending(_ number: Int) throws -> (DelegateEntry, Proposal) {
    let found = try connection.first(
      "SELECT * FROM delegate_entry WHERE number = ? AND state = 'pending'",
      [SQLiteValue(number)], entry(of:))
    guard let found, case .proposed(let proposal) = found.act else {
      throw DelegateError.noSuchProposal
    }
    return (found, proposal)
  }

  private func carryOut(_ proposal: Proposal, _ origin: Provenance) throws -> RecordID {
    if let id = proposal.correcting {
      guard let record = try records.record(id) else { throw StoreError.noSuchRecord }
      var body = record.body
      try proposal.fitting { () throws(ManualEntryError) in
        try ManualEntry.set(proposal.pairs, in: &body)
      }
      try records.edit(id, body: body, provenance: origin)
      return id
    }
    let body = try proposal.body()
    return try records.apply(
      RecordDraft(body: body), provenance: origin, recorded: origin.received
    ).id
  }

  private func settle(_ number: Int, _ state: DelegateEntry.State, record: RecordID?) throws {
    try connection.run(
      "UPDATE delegate_entry SET state = ?, record = ? WHERE number = ?",
      [.text(state.rawValue), SQLiteValue(record?.text), SQLiteValue(number)])
  }
}

extension Proposal {
  /// The record that the fields of a new one make.
  ///
  /// - Throws: `DelegateError.unfitProposal`.
  public func body() throws -> RecordBody {
    try fitting { () throws(ManualEntryError) in
      try ManualEntry.body(of: kind, fields: pairs)
    }
  }

  /// Turns what is wrong with a field into an error that repeats nothing of the reply.
  func fitting<Value>(
    _ body: () throws(ManualEntryError) -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch {
      switch error {
      case .unknownField, .badValue: throw DelegateError.unfitProposal(.field)
      case .missing: throw DelegateError.unfitProposal(.missing)
      case .myNumber: throw DelegateError.unfitProposal(.myNumber)
      }
    }
  }
}
