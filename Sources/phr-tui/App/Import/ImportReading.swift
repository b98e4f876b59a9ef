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
  /// Bytes that are read at once; a step never keeps more of the original.
  static let pieceLength = 1 << 16

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
    guard let source = ImportSource.gather([path], format: nil).first else {
      throw CommandFailure.nothingToDo
    }
    do {
      format = try source.format.get()
    } catch let refused as RefusedFile {
      throw RefusedImport(reason: refused.problem.reason)
    }
    name = source.name
    steps = []
    let total = max(1, Self.size(of: path))
    var done = 0
    var reader = ImportReaders.reader(of: format)
    try source.read { bytes in
      for piece in Self.pieces(of: bytes) {
        try Task.checkCancellation()
        var found: [ImportEvent] = []
        try reader.consume(piece) { found.append($0) }
        add(found, piece)
        done += piece.count
        told(min(1, Double(done) / Double(total)))
      }
    }
    var found: [ImportEvent] = []
    try reader.finish { found.append($0) }
    try Task.checkCancellation()
    add(found, Data())
  }

  private static func pieces(of bytes: Data) -> [Data] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: pieceLength).map { start in
      Data(bytes[start..<min(start + pieceLength, bytes.endIndex)])
    }
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
