import Foundation

@testable import PHRModel

/// Everything that a reader found in some bytes, sorted by what it is.
struct Reading {
  var people: [Profile] = []
  var episodes: [EpisodeDraft] = []
  var records: [RecordDraft] = []
  var raw: [String] = []
  var problems: [ImportProblem] = []

  /// Reads the bytes, cut into pieces of that size.
  init(_ bytes: Data, with reader: any ImportReader, pieces: Int = .max) throws {
    var reader = reader
    var rest = bytes[...]
    while !rest.isEmpty {
      try reader.consume(Data(rest.prefix(pieces))) { take($0) }
      rest = rest.dropFirst(pieces)
    }
    try reader.finish { take($0) }
  }

  /// Reads text as CP932, the encoding of most Japanese files.
  init(cp932 text: String, with reader: any ImportReader, pieces: Int = .max) throws {
    try self.init(text.data(using: .shiftJIS) ?? Data(), with: reader, pieces: pieces)
  }

  private mutating func take(_ event: ImportEvent) {
    switch event {
    case .person(let person): people.append(person)
    case .episode(let episode): episodes.append(episode)
    case .record(let record): records.append(record)
    case .consent: raw.append("Consent")
    case .keptRaw(let type): raw.append(type)
    case .problem(let problem): problems.append(problem)
    }
  }

  var medications: [Medication] {
    records.compactMap { if case .medication(let value) = $0.body.content { value } else { nil } }
  }

  var costs: [MedicalCost] {
    records.compactMap { if case .cost(let value) = $0.body.content { value } else { nil } }
  }

  var checkup: Checkup? {
    records.lazy.compactMap {
      if case .checkup(let value) = $0.body.content { value } else { nil }
    }.first
  }

  /// Problems as `reason line field`, for tables.
  var marks: [String] {
    problems.map { problem in
      [problem.reason.rawValue, problem.line.map(String.init), problem.field]
        .compactMap { $0 }.joined(separator: " ")
    }
  }
}

/// The bytes of a fixture beside the tests.
func fixture(_ name: String, file: String = #filePath) throws -> Data {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
  return try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)"))
}
