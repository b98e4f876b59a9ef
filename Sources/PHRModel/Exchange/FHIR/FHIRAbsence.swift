/// Codes that say that there is nothing, or that nothing is known (shared fhir/ips.md section 3).
enum FHIRAbsence {
  /// What such a code says.
  enum Statement {
    /// The person states that there is none.
    case knownNone
    /// Nobody has any information.
    case noInformation
  }

  /// What the concept says, if one of its codes says that there is nothing.
  static func statement(_ concept: CodedText) -> Statement? {
    concept.codings.lazy.compactMap(statement).first
  }

  /// Whether the concept only says that there is nothing.
  static func says(_ concept: CodedText) -> Bool {
    statement(concept) != nil
  }

  private static func statement(_ coding: Coding) -> Statement? {
    switch coding.system {
    case FHIRSystem.absentUnknown?:
      if coding.code.hasPrefix("no-known-") { return .knownNone }
      return coding.code.hasSuffix("-info") ? .noInformation : nil
    case FHIRSystem.snomed?:
      if coding.code == "1287211007" { return .noInformation }
      return knownNone.contains(coding.code) ? .knownNone : nil
    default: return nil
    }
  }

  /// SNOMED CT: no known allergy (also to drugs, food, environment), no known medications, no
  /// current problems, no past history.
  private static let knownNone: Set<String> = [
    "716186003", "409137002", "428607008", "429625007", "1003774007", "787481004", "160245001",
  ]

  /// Resources that say what the empty sections of a patient summary say: `nilknown` means that
  /// the person states that there is nothing (IPS 2.0, list-empty-reason).
  static func stated(by composition: JSONValue) -> [JSONValue] {
    guard composition["resourceType"]?.string == "Composition" else { return [] }
    return (composition["section"]?.elements ?? []).compactMap { section in
      guard section["emptyReason"]?["coding"]?[0]?["code"]?.string == "nilknown" else {
        return nil
      }
      let subject = composition["subject"] ?? .null
      return switch section["code"]?["coding"]?[0]?["code"]?.string {
      case "48765-2":
        none("AllergyIntolerance", "patient", subject, "716186003", "No known allergy")
      case "11450-4":
        none("Condition", "subject", subject, "160245001", "No current problems or disability")
      default: nil
      }
    }
  }

  private static func none(
    _ type: String, _ element: String, _ subject: JSONValue, _ code: String, _ display: String
  ) -> JSONValue {
    let coding: JSONValue = [
      "system": .string(FHIRSystem.snomed), "code": .string(code), "display": .string(display),
    ]
    return .object([
      JSONMember("resourceType", .string(type)), JSONMember("code", ["coding": [coding]]),
      JSONMember(element, subject),
    ])
  }
}
