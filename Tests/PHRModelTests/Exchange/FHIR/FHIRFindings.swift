import Foundation
import PHRModel

/// Everything a reader found in one text, sorted by what it is.
struct FHIRFindings {
  var persons: [Profile] = []
  var drafts: [RecordDraft] = []
  var keptRaw: [String] = []
  var problems: [ImportProblem] = []

  /// Reads a text in pieces of that many bytes.
  init(_ text: String, base: String? = nil, piece: Int = 1 << 20) throws {
    try self.init(bytes: Data(text.utf8), base: base, piece: piece)
  }

  /// Reads bytes in pieces of that many.
  init(bytes: Data, base: String? = nil, piece: Int = 1 << 20) throws {
    var reader = FHIRReader(base: base)
    var rest = bytes[...]
    while !rest.isEmpty {
      try reader.consume(Data(rest.prefix(piece))) { take($0) }
      rest = rest.dropFirst(piece)
    }
    try reader.finish { take($0) }
  }

  private mutating func take(_ event: ImportEvent) {
    switch event {
    case .person(let profile): persons.append(profile)
    case .record(let draft): drafts.append(draft)
    case .keptRaw(let type): keptRaw.append(type)
    case .problem(let problem): problems.append(problem)
    case .episode, .consent: break
    }
  }

  /// The reasons of all problems.
  var reasons: [ImportProblem.Reason] { problems.map(\.reason) }

  /// The only record's body.
  var body: RecordBody? { drafts.count == 1 ? drafts.first?.body : nil }

  /// A collection of entries, each a resource as text.
  static func bundle(_ type: String = "collection", _ resources: String...) -> String {
    let entries = resources.map { "{\"resource\":\($0)}" }.joined(separator: ",\n")
    return "{\"resourceType\":\"Bundle\",\"type\":\"\(type)\",\"entry\":[\n\(entries)]}"
  }
}

extension RecordBody {
  /// The vaccine dose, if it is one.
  var vaccination: Vaccination? { if case .vaccination(let value) = content { value } else { nil } }
  /// The drug line, if it is one.
  var medication: Medication? { if case .medication(let value) = content { value } else { nil } }
  /// The checkup, if it is one.
  var checkup: Checkup? { if case .checkup(let value) = content { value } else { nil } }
  /// The cost block, if it is one.
  var cost: MedicalCost? { if case .cost(let value) = content { value } else { nil } }
  /// The allergy, if it is one.
  var allergy: Allergy? { if case .allergy(let value) = content { value } else { nil } }
  /// The condition, if it is one.
  var condition: Condition? { if case .condition(let value) = content { value } else { nil } }
  /// The measured item, if it is one.
  var measured: SelfMeasurement? {
    if case .measurement(let value) = content { value } else { nil }
  }
  /// The notice, if it is one.
  var notice: Notice? { if case .notice(let value) = content { value } else { nil } }
  /// The insurance, if it is one.
  var insurance: Insurance? { if case .insurance(let value) = content { value } else { nil } }

  /// The raw values by their paths.
  var rawByPath: [String: String] {
    Dictionary(raw.map { ($0.path, $0.value) }) { first, _ in first }
  }
}
