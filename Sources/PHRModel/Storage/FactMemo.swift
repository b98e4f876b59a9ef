/// What a question about facts is answered for each class of records, asked at most once.
///
/// A question rests on facts alone, as `Evaluator.decide` does, and on no more names than `named`.
final class FactMemo<Answer> {
  /// An answer, whether it holds for the full facts too, and the kind of the record.
  typealias Told = (answer: Answer, isComplete: Bool, kind: Kind?)

  private let classes: FactClasses
  /// The question, for what no class tells.
  let question: (RecordFacts) -> Answer
  private var answers: [Answer?]
  /// The rows that the question calls by name, or by the name of their episode.
  private let named: Set<Int64>

  /// Keeps the answers to a question.
  ///
  /// - Throws: `SQLiteError`.
  init(
    _ classes: FactClasses, _ store: RecordStore, named: NamedFacts,
    _ question: @escaping (RecordFacts) -> Answer
  ) throws {
    self.classes = classes
    self.question = question
    answers = Array(repeating: nil, count: classes.sketches.count)
    self.named = try named.rows(in: store)
  }

  /// What the class of a row tells; `nil` if the row must be asked by itself.
  func told(_ row: Int64) -> Told? {
    guard case .inClass(let number) = classes.place(of: row), !named.contains(row) else {
      return nil
    }
    let sketch = classes.sketches[number]
    let answer = answers[number] ?? question(sketch.facts)
    answers[number] = answer
    return (answer, sketch.isComplete, sketch.facts.current.kind)
  }
}

extension NamedFacts {
  /// The rows of those records and of the records in those episodes.
  fileprivate func rows(in store: RecordStore) throws -> Set<Int64> {
    func rows(_ column: String, _ name: String) throws -> [Int64] {
      try store.connection.query("SELECT row FROM record WHERE \(column) = ?", [.text(name)]) {
        $0.int(at: 0)
      }
    }
    return Set(
      try records.flatMap { try rows("id", $0.text) }
        + episodes.flatMap { try rows("episode", $0.text) })
  }
}
