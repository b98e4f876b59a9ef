/// Exactly what one recipient gets for one purpose at one moment.
///
/// The one place through which records reach others (DESIGN section 3, "What a clinic sees"):
/// lists, counts, searches, sums, exports and delegate files all come from here, and every record
/// in them has passed `Evaluator.decide`. Nothing in it depends on a hidden record.
///
/// A list walks the records in order and decides until its page is full, so it opens as fast as
/// the holder's own. A view is made for one moment and one state of the vault: make a new one
/// after a change.
public final class SharingView {
  /// Who gets it.
  public let recipient: RecipientID
  /// For which purpose.
  public let purpose: Purpose
  /// At which moment.
  public let moment: Instant
  /// What was set then.
  public let state: ConsentState

  let store: RecordStore
  let evaluator: Evaluator
  let reader: FactsReader

  /// What a recipient gets.
  ///
  /// In the past the consent and the records count that were known then, in the future today's.
  /// - Parameters:
  ///   - store: the records.
  ///   - recipient: who asks; an unknown one gets nothing.
  ///   - purpose: `nil` = the usual one of the recipient.
  ///   - moment: when; `nil` = now.
  ///   - now: what the clock says.
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  public convenience init(
    _ store: RecordStore, recipient: RecipientID, purpose: Purpose? = nil,
    at moment: Instant? = nil, now: Instant
  ) throws {
    let moment = moment ?? now
    let state = try ConsentStore(store).state(at: moment, now: now)
    self.init(
      store, state: state, recipient: recipient, purpose: purpose, at: moment,
      knownAt: moment < now ? moment : nil)
  }

  /// What a recipient would get if that were set: for previews of a change.
  public init(
    _ store: RecordStore, state: ConsentState, recipient: RecipientID, purpose: Purpose? = nil,
    at moment: Instant, knownAt: Instant? = nil
  ) {
    self.store = store
    self.state = state
    self.recipient = recipient
    self.moment = moment
    self.purpose = purpose ?? state.usualPurpose(for: .recipient(recipient))
    evaluator = Policy(state).evaluator(for: recipient, purpose: self.purpose, at: moment)
    reader = FactsReader(store, knownAt: knownAt, readsTaking: recipient == .emergency)
  }

  /// Whether anybody registered asks; if not, there is nothing.
  public var isRegistered: Bool { evaluator.isRegistered }

  /// Whether insured symbol and number are shown, where a shown record has them.
  public var showsInsuredNumbers: Bool { evaluator.showsInsuredNumbers }

  /// The rows of a list, newest first.
  public func list(_ query: RecordQuery = RecordQuery()) throws -> [RecordSummary] {
    var rows: [RecordSummary] = []
    if let limit = query.limit, limit <= 0 { return [] }
    var skipped = 0
    try forEachShown(query, sorted: true) { entry, _ in
      if skipped < query.offset {
        skipped += 1
        return true
      }
      rows.append(try entry.summary())
      return query.limit.map { rows.count < $0 } ?? true
    }
    return rows
  }

  /// How many records a list has, without its limit.
  public func count(_ query: RecordQuery = RecordQuery()) throws -> Int {
    var count = 0
    try forEachShown(query) { _, _ in
      count += 1
      return true
    }
    return count
  }

  /// How many records there are of each kind, under the query's other conditions.
  public func countsByKind(_ query: RecordQuery = RecordQuery()) throws -> [Kind: Int] {
    var anyKind = query
    anyKind.kinds = []
    var counts: [Kind: Int] = [:]
    try forEachShown(anyKind) { _, facts in
      if let kind = facts.current.kind { counts[kind, default: 0] += 1 }
      return true
    }
    return counts
  }

  /// The decision on a record, with its reason; `nil` if there was none of that id.
  public func decision(on id: RecordID) throws -> Decision? {
    try reader.facts(of: id).map(evaluator.decide)
  }

  /// The decision on everything that a list without limit may show, in its order.
  public func decisions(_ query: RecordQuery = RecordQuery()) throws -> [RecordID: Decision] {
    var decisions: [RecordID: Decision] = [:]
    try SharingScan(store, reader).forEach(query, sorted: false) { entry in
      if let facts = try entry.facts() { decisions[facts.id] = evaluator.decide(facts) }
      return true
    }
    return decisions
  }

  /// Hands every shown record to the body, until it returns `false`.
  func forEachShown(
    _ query: RecordQuery, sorted: Bool = false,
    _ body: (SharingScan.Entry, RecordFacts) throws -> Bool
  ) throws {
    guard isRegistered else { return }
    try SharingScan(store, reader).forEach(query, sorted: sorted) { entry in
      guard let facts = try entry.facts(shownBy: evaluator) else { return true }
      return try body(entry, facts)
    }
  }
}
