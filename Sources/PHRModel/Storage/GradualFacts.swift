/// The facts of one record, read only as far as they are asked for.
///
/// A class: copies of so much cost more than the decision.
final class GradualFacts {
  /// What its columns say.
  let head: FactsReader.Head
  private let reader: FactsReader
  private let sketch: FactsReader.Sketch?
  private var complete: RecordFacts??

  /// The facts of the record with those columns.
  ///
  /// - Throws: `SQLiteError`.
  init(_ reader: FactsReader, _ head: FactsReader.Head) throws {
    self.reader = reader
    self.head = head
    sketch = try reader.sketch(head)
  }

  /// The full facts; `nil` if the record was not known then.
  func full() throws -> RecordFacts? {
    if let sketch, sketch.isComplete { return sketch.facts }
    if let complete { return complete }
    let facts = try reader.facts(head)
    complete = .some(facts)
    return facts
  }

  /// The full facts if the record is shown; a body is read only if the columns do not hide it.
  func full(shownBy evaluator: Evaluator) throws -> RecordFacts? {
    if let sketch {
      guard evaluator.shows(sketch.facts) else { return nil }
      if sketch.isComplete { return sketch.facts }
    }
    guard let facts = try full(), evaluator.shows(facts) else { return nil }
    return facts
  }
}
