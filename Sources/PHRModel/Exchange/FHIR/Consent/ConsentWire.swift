/// The codes and addresses that a Consent on the wire is made of (R4 Consent; mapping by the
/// issue on consent, "Portal").
enum ConsentWire {
  /// The extension of a provision with the word for how specific its selector is.
  static let selector = "https://phr-tui.example/fhir/StructureDefinition/selector"
  /// The extension of the Consent that stands for the base rule, with the rule's word.
  static let base = "https://phr-tui.example/fhir/StructureDefinition/base-rule"
  /// The extension of a Consent that stands for a seal.
  static let seal = "https://phr-tui.example/fhir/StructureDefinition/seal"

  /// The system of `classRole`: our classes of recipients, and the two words below.
  static let classes = "https://phr-tui.example/fhir/recipient-class"
  /// An actor that a rule names because it names everybody.
  static let anyone = "anyone"
  /// Whoever asks in an emergency.
  static let emergency = "emergency"

  /// The system of the role of an actor that a rule names itself.
  static let participation = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
  /// The system of purposes.
  static let reasons = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
  /// The system of our own word for a purpose without a code.
  static let ownPurposes = "https://phr-tui.example/fhir/purpose"
  /// The system of `class`.
  static let resourceTypes = "http://hl7.org/fhir/resource-types"
  /// The system of base stances.
  static let stances = "http://terminology.hl7.org/CodeSystem/v3-ActCode"

  /// What a provision is about: looking at data.
  static let access: JSONValue = [
    "coding": [
      ["system": "http://terminology.hl7.org/CodeSystem/consentaction", "code": "access"]
    ]
  ]

  /// A CodeableConcept with one coding.
  static func coded(_ system: String, _ code: String) -> JSONValue {
    ["coding": [["system": .string(system), "code": .string(code)]]]
  }

  /// The FHIR Period of a window; its end is inclusive.
  static func period(_ window: ConsentWindow) -> JSONValue? {
    guard window.from != nil || window.until != nil else { return nil }
    var members: [JSONMember] = []
    if let from = window.from { members.append(JSONMember("start", .string(from.description))) }
    if let end = window.lastSecond { members.append(JSONMember("end", .string(end.description))) }
    return .object(members)
  }

  /// A purpose: v3-ActReason, or our own word for the one that has no code there.
  static func coding(_ purpose: Purpose) -> JSONValue {
    guard let code = purpose.actReason else {
      return ["system": .string(ownPurposes), "code": .string(purpose.rawValue)]
    }
    return ["system": .string(reasons), "code": .string(code)]
  }

  /// An extension with a code.
  static func extended(_ url: String, _ code: String) -> JSONValue {
    ["url": .string(url), "valueCode": .string(code)]
  }
}

extension Kind {
  /// The FHIR resource types that records of the kind are.
  var resourceTypes: [String] {
    switch self {
    case .checkup: ["DiagnosticReport"]
    case .vaccination: ["Immunization"]
    case .medication: ["MedicationDispense", "MedicationStatement", "MedicationRequest"]
    case .cost: ["ExplanationOfBenefit"]
    case .allergy: ["AllergyIntolerance"]
    case .condition: ["Condition"]
    case .measurement: ["Observation"]
    case .notice: ["Communication"]
    case .insurance: ["Coverage"]
    }
  }

  /// The kind that is made of exactly these types, or `nil`.
  init?(resourceTypes: Set<String>) {
    guard let kind = Self.allCases.first(where: { Set($0.resourceTypes) == resourceTypes }) else {
      return nil
    }
    self = kind
  }
}
