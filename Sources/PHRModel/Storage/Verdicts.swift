/// What one set of rules says about the records of a vault as it is now.
///
/// The rule itself is `Evaluator.decide`: here its answers are kept, by class and by record.
final class Verdicts {
  /// The classes that the answers stand for.
  let classes: FactClasses
  private let evaluator: Evaluator
  private let singles: SingleFacts
  private let memo: FactMemo<Decision>
  /// The kinds of those that were asked one by one, if they are shown.
  private var judged: [Int64: Kind?] = [:]

  /// The answers of an evaluator.
  ///
  /// - Throws: `SQLiteError`.
  init(_ evaluator: Evaluator, _ singles: SingleFacts, _ classes: FactClasses) throws {
    self.classes = classes
    self.evaluator = evaluator
    self.singles = singles
    memo = try FactMemo(classes, singles.store, named: evaluator.named, evaluator.decide)
  }

  /// Whether the record in a row is shown.
  func shows(_ row: Int64) throws -> Bool { try kind(ofShown: row) != nil }

  /// The kind of the record in a row if it is shown; unknown kinds never are.
  func kind(ofShown row: Int64) throws -> Kind? {
    if let told = memo.told(row) {
      if !told.answer.isShown { return nil }
      if told.isComplete { return told.kind }
    }
    if let known = judged[row] { return known }
    let kind = try singles.facts(ofRow: row)?.full(shownBy: evaluator)?.current.kind
    judged[row] = .some(kind)
    return kind
  }

  /// The decision on the record in a row, and its kind; `nil` if there is none.
  func decision(onRow row: Int64) throws -> (decision: Decision, kind: Kind?)? {
    if let told = memo.told(row), told.isComplete { return (told.answer, told.kind) }
    return try singles.facts(ofRow: row)?.full().map { (evaluator.decide($0), $0.current.kind) }
  }
}

/// Reads the facts of single records; those of the last one are kept for who asks next.
final class SingleFacts {
  let store: RecordStore
  private let reader: FactsReader
  private var last: (row: Int64, facts: GradualFacts?)?

  /// Facts that a reader reads.
  init(_ store: RecordStore, _ reader: FactsReader) {
    self.store = store
    self.reader = reader
  }

  /// The facts of the record in a row; `nil` if there is none.
  func facts(ofRow row: Int64) throws -> GradualFacts? {
    if let last, last.row == row { return last.facts }
    let facts = try reader.head(where: "r.row = ?", [.int(row)]).map {
      try GradualFacts(reader, $0)
    }
    last = (row, facts)
    return facts
  }
}

/// A walk over the records as they are now, for which rules are asked class by class.
///
/// Times of the past go by `SharingScan`, which knows what was known then.
struct ClassWalk {
  private let classes: FactClasses
  private let singles: SingleFacts

  /// A walk that reads the facts of single records with that reader.
  ///
  /// - Throws: `SQLiteError`.
  init(_ store: RecordStore, _ reader: FactsReader) throws {
    classes = try store.factClasses()
    singles = SingleFacts(store, reader)
  }

  /// What an evaluator says; the answers are kept as long as they are.
  func verdicts(of evaluator: Evaluator) throws -> Verdicts {
    try Verdicts(evaluator, singles, classes)
  }

  /// Which records a hide of a selector is about.
  func meaning(of selector: Selector) throws -> FactMemo<Bool> {
    let index = RuleIndex([(.hide, selector)])
    return try FactMemo(classes, singles.store, named: index.named) {
      index.strongest(for: $0) != nil
    }
  }

  /// Whether a hide is about the record in a row.
  func isMeant(_ row: Int64, _ meaning: FactMemo<Bool>) throws -> Bool {
    if let told = meaning.told(row), told.isComplete { return told.answer }
    return try singles.facts(ofRow: row)?.full().map(meaning.question) ?? false
  }

  /// Whether the verdicts are about the records as this walk finds them.
  func isOf(_ verdicts: Verdicts) -> Bool { verdicts.classes === classes }

  /// The full facts of the record in a row, in its current version; `nil` if there is none.
  func current(ofRow row: Int64, _ id: RecordID) throws -> RecordFacts.Version? {
    var current = try classes.current(ofRow: row) ?? singles.facts(ofRow: row)?.full()?.current
    current?.id = id
    return current
  }

  /// Hands over the rows that a query means, in no order that means anything.
  func forEachRow(_ query: RecordQuery, _ body: (Int64) throws -> Void) throws {
    if query.meansAll { return try classes.forEachListed(body) }
    try forEach(query, [], sorted: false) { row in
      try body(row.int(at: 0))
      return true
    }
  }

  /// Hands over the rows that a query means, the newest first, with those columns behind the
  /// number, until the body returns `false`.
  func forEachNewest(
    _ query: RecordQuery, also columns: String..., body: (Row) throws -> Bool
  ) throws {
    try forEach(query, columns, sorted: true, body)
  }

  private func forEach(
    _ query: RecordQuery, _ columns: [String], sorted: Bool, _ body: (Row) throws -> Bool
  ) throws {
    let condition = query.condition
    try singles.store.connection.forEach(
      """
      SELECT \((["row"] + columns).joined(separator: ", ")) FROM record \(query.terms.isEmpty ? "" : "NOT INDEXED")
      WHERE \(condition.sql) \(sorted ? "ORDER BY moment DESC, row" : "")
      """, condition.values, body)
  }
}
