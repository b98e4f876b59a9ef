import Foundation

/// What came back from delegates, judged by the grants in the holder's own vault.
extension DelegateStore {
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
  /// - Returns: the record that was added or corrected; `nil` for a change of consent.
  /// - Throws: `DelegateError.noSuchProposal`, `.unfitProposal`, `StoreError`, `SQLiteError`.
  public func accept(_ number: Int, at now: Instant) throws -> RecordID? {
    try connection.transaction {
      let entry = try pending(number)
      guard let grant = try grants().first(where: { $0.id == entry.delegate }) else {
        throw DelegateError.noSuchDelegate
      }
      var record: RecordID?
      switch entry.act {
      case .proposed(let proposal):
        let origin = Provenance(
          channel: .manual, format: "manual", name: grant.delegate, received: now)
        record = try carryOut(proposal, origin)
      case .consent(let request): try carryOut(request, of: grant, at: now)
      default: throw DelegateError.noSuchProposal
      }
      try settle(number, .accepted, record: record)
      return record
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

  private func pending(_ number: Int) throws -> DelegateEntry {
    let found = try connection.first(
      "SELECT * FROM delegate_entry WHERE number = ? AND state = 'pending'",
      [SQLiteValue(number)], entry(of:))
    guard let found else { throw DelegateError.noSuchProposal }
    return found
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

  /// What a delegate is told about its reply.
  func receipt(of id: RecipientID, reply: Data?) throws -> DelegateReceipt? {
    guard let reply else { return nil }
    var receipt = DelegateReceipt(reply: reply)
    try connection.forEach(
      """
      SELECT reply_number, state, received FROM delegate_entry
      WHERE delegate = ? AND reply = ? ORDER BY reply_number
      """, [.text(id.text), .blob(reply)]
    ) { row in
      receipt.through = Int(row.int(at: 0))
      receipt.at = Instant(seconds: row.int(at: 2))
      let state = row.text(at: 1).flatMap(DelegateEntry.State.init(rawValue:)) ?? .noted
      if state != .noted { receipt.outcomes[receipt.through] = state }
      return true
    }
    return receipt
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
      case .unknownField, .badValue, .endsTooEarly: throw DelegateError.unfitProposal(.field)
      case .missing: throw DelegateError.unfitProposal(.missing)
      case .myNumber: throw DelegateError.unfitProposal(.myNumber)
      }
    }
  }
}
