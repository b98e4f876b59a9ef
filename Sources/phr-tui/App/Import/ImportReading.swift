import Foundation
import PHRModel

/// A file as the background has read it: its bytes, and what the reader found in them.
struct ImportReading: Sendable, Equatable {
  /// One piece of work for the main thread.
  struct Step: Sendable, Equatable {
    /// The next bytes, to be kept as the original.
    var bytes = Data()
    /// What was found up to here.
    var events: [ImportEvent] = []
  }

  /// Findings of one step: few enough that applying them is not felt at the keyboard.
  static let findingsPerStep = 32

  /// The name that is kept for the holder.
  var name: String
  var format: ImportFormat
  var steps: [Step]

  /// Reads and parses a file; nothing is stored.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - told: Hears from time to time how far it is, 0 to 1.
  /// - Throws: `RefusedImport`, `CommandFailure`; `CancellationError` if nobody wants it any more.
  init(path: String, told: (Double) -> Void) throws {
    guard let source = try ImportSource.gather([path], format: nil).first else {
      throw CommandFailure.nothingToDo
    }
    do {
      format = try source.format.get()
    } catch {
      throw RefusedImport(reason: error.problem.reason)
    }
    name = source.name
    steps = []
    let total = max(1, Self.size(of: path))
    var done = 0
    var toldAt = 0.0
    var reader = ImportReaders.reader(of: format)
    try source.read { bytes in
      try Task.checkCancellation()
      var found: [ImportEvent] = []
      try reader.consume(bytes) { found.append($0) }
      add(found, bytes)
      done += bytes.count
      let fraction = min(1, Double(done) / Double(total))
      if fraction - toldAt >= 0.02 {
        toldAt = fraction
        told(fraction)
      }
    }
    var found: [ImportEvent] = []
    try reader.finish { found.append($0) }
    try Task.checkCancellation()
    add(found, Data())
  }

  private static func size(of path: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return (facts?[.size] as? NSNumber)?.intValue ?? 0
  }

  private mutating func add(_ found: [ImportEvent], _ bytes: Data) {
    steps.append(Step(bytes: bytes, events: Array(found.prefix(Self.findingsPerStep))))
    var rest = found.dropFirst(Self.findingsPerStep)
    while !rest.isEmpty {
      steps.append(Step(events: Array(rest.prefix(Self.findingsPerStep))))
      rest = rest.dropFirst(Self.findingsPerStep)
    }
  }
}

/// Hands out what was found in the background, step by step.
struct ReplayReader: ImportReader {
  private var found: ArraySlice<[ImportEvent]>

  init(_ steps: [ImportReading.Step]) {
    found = steps.map(\.events)[...]
  }

  mutating func consume(_ bytes: Data, into sink: (ImportEvent) throws -> Void) throws {
    for event in found.popFirst() ?? [] { try sink(event) }
  }

  mutating func finish(into sink: (ImportEvent) throws -> Void) throws {}
}

/// A file in which nothing could be read, and why.
struct RefusedImport: Error, Equatable {
  let reason: ImportProblem.Reason
}
