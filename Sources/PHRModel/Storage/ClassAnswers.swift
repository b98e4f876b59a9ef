/// What a question about facts is answered for each class of records.
///
/// The question rests on facts alone, as `Evaluator.decide` does, and calls no other record or
/// episode by name than those of `named`.
struct ClassAnswers {
  /// What a class tells about its records.
  enum Answer {
    case no
    case yes
    /// The record must be asked by itself.
    case unsure
  }

  private let answers: [Answer]
  private let rows: ClassedRows

  /// Asks once for each class.
  ///
  /// - Throws: `SQLiteError`.
  init(
    _ classes: FactClasses, _ store: RecordStore, named: NamedFacts,
    _ question: (FactsReader.Sketch) -> Answer
  ) throws {
    answers = classes.sketches.map(question)
    var rows = classes.rows
    try named.forEachRow(in: store) { rows.takeOut($0) }
    self.rows = rows
  }

  /// The answer for a row.
  func callAsFunction(_ row: Int64) -> Answer {
    rows.classNumber(of: row).map { answers[$0] } ?? .unsure
  }

  /// Whether a row is answered for by its class.
  func areAbout(_ row: Int64) -> Bool { rows.classNumber(of: row) != nil }
}

extension NamedFacts {
  /// Hands over the rows of those records and of the records in those episodes.
  fileprivate func forEachRow(in store: RecordStore, _ body: (Int64) -> Void) throws {
    func find(_ column: String, _ name: String) throws {
      try store.connection.forEach("SELECT row FROM record WHERE \(column) = ?", [.text(name)]) {
        body($0.int(at: 0))
        return true
      }
    }
    for record in records { try find("id", record.text) }
    for episode in episodes { try find("episode", episode.text) }
  }
}
