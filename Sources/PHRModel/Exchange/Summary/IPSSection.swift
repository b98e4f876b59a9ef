/// The sections of an International Patient Summary that this program writes.
///
/// Codes: shared fhir/ips.md section 2 (Composition-uv-ips).
enum IPSSection: String, CaseIterable {
  case medication = "Medication"
  case allergies = "Allergies"
  case problems = "Problems"
  case vaccinations = "Immunizations"
  case results = "Results"
  case vitalSigns = "Vital signs"
  case procedures = "Procedures"

  /// The section's LOINC code.
  var loinc: String {
    switch self {
    case .medication: "10160-0"
    case .allergies: "48765-2"
    case .problems: "11450-4"
    case .vaccinations: "11369-6"
    case .results: "30954-2"
    case .vitalSigns: "8716-3"
    case .procedures: "47519-4"
    }
  }

  /// The section of the page that says the same in words.
  var topic: PrintedDocument.Section.Topic {
    switch self {
    case .medication: .medication
    case .allergies: .allergies
    case .problems, .procedures: .conditions
    case .vaccinations: .vaccinations
    case .results, .vitalSigns: .results
    }
  }

  /// The type of the resource that says that nothing is there.
  var type: String {
    switch self {
    case .medication: "MedicationStatement"
    case .allergies: "AllergyIntolerance"
    default: "Condition"
    }
  }

  /// The code of IPS 1.1.0 for "no information", in the sections that must not be empty.
  var absent: String? {
    switch self {
    case .medication: "no-medication-info"
    case .allergies: "no-allergy-info"
    case .problems: "no-problem-info"
    default: nil
    }
  }
}

/// Measurements that belong to the vital signs, with the codes that FHIR requires for them.
///
/// Source: FHIR R4, "Vital Signs" profile table.
enum LOINCVital {
  private static let vital: Set<String> = [
    "8480-6", "8462-4", "8302-2", "29463-7", "39156-5", "8280-0", "8867-4", "85354-9", "8310-5",
    "9279-1", "2708-6", "59408-5",
  ]

  /// Whether a result is a vital sign.
  static func isVital(_ observation: Observation) -> Bool {
    if code(of: observation) != nil { return true }
    return observation.code.codings.contains {
      $0.system == FHIRSystem.loinc && vital.contains($0.code)
    }
  }

  /// The item of the national table that the international code means.
  static func item(of observation: Observation) -> CheckupItem? {
    observation.code.codings.lazy.filter { $0.system == FHIRSystem.loinc }
      .compactMap { CheckupItems.item(loinc: $0.code) }.first
  }

  /// The observation with the international code beside the national one.
  static func coded(_ observation: Observation) -> Observation {
    guard let code = code(of: observation),
      !observation.code.codings.contains(where: { $0.code == code })
    else { return observation }
    var coded = observation
    coded.code.codings.append(Coding(system: FHIRSystem.loinc, code: code))
    return coded
  }

  private static func code(of observation: Observation) -> String? {
    CheckupItems.item(of: observation.code).flatMap { CheckupItems.loinc[$0.key] }
  }
}

extension JSONValue {
  /// The object without members of those names.
  public func without(_ names: Set<String>) -> JSONValue {
    .object(members.filter { !names.contains($0.name) })
  }

  /// The object with one more member.
  public func adding(_ name: String, _ value: JSONValue) -> JSONValue {
    .object(members + [JSONMember(name, value)])
  }

  /// The resource under another id.
  public func named(_ id: String) -> JSONValue {
    .object(members.map { $0.name == "id" ? JSONMember("id", .string(id)) : $0 })
  }

  /// Every reference `Type/id` in another form; those to something outside stay.
  public func relinked(_ link: (String) -> String) -> JSONValue {
    switch self {
    case .array(let elements): return .array(elements.map { $0.relinked(link) })
    case .object(let members):
      return .object(
        members.map { member in
          guard member.name == "reference", let name = member.value.string,
            !name.hasPrefix("#"), !name.hasPrefix("urn:"), !name.hasPrefix("http:"),
            !name.hasPrefix("https:")
          else { return JSONMember(member.name, member.value.relinked(link)) }
          return JSONMember("reference", .string(link(name)))
        })
    default: return self
    }
  }
}
