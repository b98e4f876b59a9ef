import PHRModel

extension RecordStore {
  /// The record that somebody typed: a whole id, or its first characters if they are enough.
  ///
  /// - Throws: `CommandFailure.noSuchRecord`, `.ambiguousRecord`.
  func find(_ typed: String) throws -> Record {
    if let record = try record(RecordID(typed)) { return record }
    let candidates = typed.count >= 4 ? try ids(startingWith: typed.lowercased()) : []
    guard candidates.count < 2 else { throw CommandFailure.ambiguousRecord }
    guard let id = candidates.first, let record = try record(id) else {
      throw CommandFailure.noSuchRecord
    }
    return record
  }
}
