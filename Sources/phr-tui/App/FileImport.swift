import PHRModel

/// Import from inside the terminal program: the work of `phr-tui import` on one file.
enum FileImport {
  /// Takes a file in, in one transaction.
  ///
  /// - Throws: `RefusedImport` if nothing in it can be read, `StoreError`, `CommandFailure`.
  static func work(_ store: RecordStore, _ path: String, _ now: Instant) throws -> ImportReport {
    let sources = try ImportSource.gather([path], format: nil)
    guard let source = sources.first else { throw CommandFailure.nothingToDo }
    do {
      let format = try source.format.get()
      return try store.connection.transaction {
        try ImportCommand.work(source, format, store, now: now, samePerson: false)
      }
    } catch let refused as RefusedFile {
      throw RefusedImport(reason: refused.problem.reason)
    }
  }
}

/// A file in which nothing could be read, and why.
struct RefusedImport: Error, Equatable {
  let reason: ImportProblem.Reason
}
