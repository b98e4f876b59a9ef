/// What one set of rules says about the records of a vault as it is now.
///
/// The rule itself is `Evaluator.decide`: here its answers are kept, by class and by record.
final class Verdicts {
  /// The classes that the answers stand for.
  let classes: FactClasses
  private let evaluator: Evaluator
  private let singles: SingleFacts
  private let answers: ClassAnswers
  /// The kinds of those that were asked one by one, if they are shown.
  private var judged: [Int64: Kind?] = [:]

  /// The answers of an evaluator.
  ///
  /// - Throws: `SQLiteError`.
  init(_ evaluator: Evaluator, _ singles: SingleFacts, _ classes: FactClasses) throws {
    self.classes = classes
    self.evaluator = evaluator
    self.singles = singles
    answers = try ClassAnswers(classes, singles.store, named: evaluator.named) { sketch in
      evaluator.shows(sketch.facts) ? (sketch.isComplete ? .yes : .unsure) : .no
    }
  }

  /// Whether the record in a row is shown.
  func shows(_ row: Int64) throws -> Bool {
    switch answers(row) {
    case .yes: true
    case .no: false
    case .unsure: try kind(ofJudged: row) != nil
    }
  }

  /// The kind of the record in a row if it is shown.
  func kind(ofShown row: Int64) throws -> Kind? {
    switch answers(row) {
    case .yes: classes.rows.classNumber(of: row).map { classes.kinds[$0] }
    case .no: nil
    case .unsure: try kind(ofJudged: row)
    }
  }

  /// The kind if the record by itself is shown; unknown kinds never are.
  private func kind(ofJudged row: Int64) throws -> Kind? {
    if let known = judged[row] { return known }
    let kind = try singles.facts(ofRow: row)?.full(shownBy: evaluator)?.current.kind
    judged[row] = .some(kind)
    return kind
  }

  /// The decision on the record in a row, and its kind; `nil` if there is none.
  func decision(onRow row: Int64) throws -> (decision: Decision, kind: Kind?)? {
    let known = answers.areAbout(row) ? classes.facts(ofRow: row) : nil
    guard let facts = try known ?? singles.facts(ofRow: row)?.full() else { return nil }
    return (evaluator.decide(facts), facts.current.kind)
  }
}

/// The records that a hide of one selector is about.
struct MeantRecords {
  private let index: RuleIndex
  private let singles: SingleFacts
  private let answers: ClassAnswers

  fileprivate init(
    _ selector: Selector, _ singles: SingleFacts, _ classes: FactClasses
  ) throws {
    let index = RuleIndex([(.hide, selector)])
    self.index = index
    self.singles = singles
    answers = try ClassAnswers(classes, singles.store, named: index.named) { sketch in
      guard sketch.isComplete else { return .unsure }
      return index.strongest(for: sketch.facts) == nil ? .no : .yes
    }
  }

  /// Whether the record in a row is one of them.
  func contains(_ row: Int64) throws -> Bool {
    switch answers(row) {
    case .yes: true
    case .no: false
    case .unsure:
      try singles.facts(ofRow: row)?.full().map { index.strongest(for: $0) != nil } ?? false
    }
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
  func records(meantBy selector: Selector) throws -> MeantRecords {
    try MeantRecords(selector, singles, classes)
  }

  /// Whether the verdicts are about the records as this walk finds them.
  func isOf(_ verdicts: Verdicts) -> Bool { verdicts.classes === classes }

  /// The full facts of the record in a row, in its current version; `nil` if there is none.
  func current(ofRow row: Int64, _ id: RecordID) throws -> RecordFacts.Version? {
    var current =
      try classes.facts(ofRow: row)?.current ?? singles.facts(ofRow: row)?.full()?.current
    current?.id = id
    return current
  }

  /// Hands over the rows that a query means, in no order that means anything.
  func forEachRow(_ query: RecordQuery, _ body: (Int64) throws -> Void) throws {
    if query.meansAll { return try classes.rows.forEachListed(body) }
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
