/// Exactly what one recipient gets for one purpose at one moment.
///
/// The one place through which records reach others (DESIGN section 3, "What a clinic sees"):
/// lists, counts, searches, sums, exports and delegate files all come from here, and every record
/// in them has passed `Evaluator.decide`. Nothing in it depends on a hidden record.
///
/// A list walks the records in order and decides until its page is full, so it opens as fast as
/// the holder's own; where little is shown, and for counts, a class of records is decided at once.
/// A view is made for one moment and one state of the vault: make a new one
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
  private var verdicts: Verdicts?

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
    guard isRegistered, query.limit.map({ $0 > 0 }) ?? true else { return [] }
    guard isOfNow else { return try walked(query).rows }
    guard let limit = query.limit else { return try whole(query) }
    let begun = try walked(query, within: Self.patience)
    return begun.isWhole ? begun.rows : try sparse(query, limit)
  }

  /// Records that a list looks at one after another before it asks what all of them are: a page of
  /// which much is shown is full by then.
  private static let patience = 1_000

  /// The page of a list, or as much of it as is found among so many records.
  private func walked(
    _ query: RecordQuery, within most: Int? = nil
  ) throws -> (rows: [RecordSummary], isWhole: Bool) {
    var rows: [RecordSummary] = []
    var (skipped, looked, isFull) = (0, 0, false)
    try SharingScan(store, reader).forEach(query, sorted: true) { entry in
      looked += 1
      if try entry.facts.full(shownBy: evaluator) != nil {
        if skipped < query.offset { skipped += 1 } else { rows.append(try entry.summary()) }
        isFull = query.limit.map { rows.count == $0 } ?? false
      }
      return !isFull && most.map { looked < $0 } ?? true
    }
    return (rows, isFull || most.map { looked < $0 } ?? true)
  }

  /// A list to its end.
  private func whole(_ query: RecordQuery) throws -> [RecordSummary] {
    let walk = try ClassWalk(store, reader)
    let verdicts = try verdicts(in: walk)
    var rows: [RecordSummary] = []
    var skipped = 0
    try walk.forEachNewest(query, also: RecordStore.summaryColumns) { row in
      guard try verdicts.shows(row.int(at: 0)) else { return true }
      if skipped < query.offset { skipped += 1 } else { rows.append(try store.summary(of: row)) }
      return true
    }
    return rows
  }

  /// The page of a list of which little is shown.
  func sparse(_ query: RecordQuery, _ limit: Int) throws -> [RecordSummary] {
    let walk = try ClassWalk(store, reader)
    let verdicts = try verdicts(in: walk)
    var rows: [Int64] = []
    var skipped = 0
    try walk.forEachNewest(query) { row in
      guard try verdicts.shows(row.int(at: 0)) else { return true }
      if skipped < query.offset { skipped += 1 } else { rows.append(row.int(at: 0)) }
      return rows.count < limit
    }
    return try rows.compactMap(store.summary(ofRow:))
  }

  /// Whether records and consent of now are looked at, not of the past.
  var isOfNow: Bool { reader.knownAt == nil }

  /// What the rules say about the records of now; kept until something is written.
  func verdicts(in walk: ClassWalk) throws -> Verdicts {
    if let verdicts, walk.isOf(verdicts) { return verdicts }
    let fresh = try walk.verdicts(of: evaluator)
    verdicts = fresh
    return fresh
  }

  /// How many records a list has, without its limit.
  public func count(_ query: RecordQuery = RecordQuery()) throws -> Int {
    var count = 0
    try forEachShownKind(query) { _ in count += 1 }
    return count
  }

  /// How many records there are of each kind, under the query's other conditions.
  public func countsByKind(_ query: RecordQuery = RecordQuery()) throws -> [Kind: Int] {
    var anyKind = query
    anyKind.kinds = []
    var counts: [Kind: Int] = [:]
    try forEachShownKind(anyKind) { counts[$0, default: 0] += 1 }
    return counts
  }

  /// Hands over the kind of every shown record.
  private func forEachShownKind(_ query: RecordQuery, _ body: (Kind) -> Void) throws {
    guard isRegistered else { return }
    guard isOfNow else {
      return try forEachShown(query) { _, facts in
        if let kind = facts.current.kind { body(kind) }
        return true
      }
    }
    let walk = try ClassWalk(store, reader)
    let verdicts = try verdicts(in: walk)
    try walk.forEachRow(query) { row in
      if let kind = try verdicts.kind(ofShown: row) { body(kind) }
    }
  }

  /// The decision on a record, with its reason; `nil` if there was none of that id.
  public func decision(on id: RecordID) throws -> Decision? {
    try reader.facts(of: id).map(evaluator.decide)
  }

  /// The decision on everything that a list without limit may show, in its order.
  public func decisions(_ query: RecordQuery = RecordQuery()) throws -> [RecordID: Decision] {
    var decisions: [RecordID: Decision] = [:]
    try SharingScan(store, reader).forEach(query, sorted: false) { entry in
      if let facts = try entry.facts.full() { decisions[facts.id] = evaluator.decide(facts) }
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
      guard let facts = try entry.facts.full(shownBy: evaluator) else { return true }
      return try body(entry, facts)
    }
  }
}
