import PHRModel

/// One type of resource as the pull asks for it.
struct SyncType: Sendable, Hashable {
  /// The name under which progress is kept: the type, with its category if it is asked for so.
  let name: String
  /// Resource type.
  let resource: String
  /// Observation category, where a server lists only by category.
  let category: String?

  private init(_ resource: String, category: String? = nil) {
    self.resource = resource
    self.category = category
    name = category.map { "\(resource):\($0)" } ?? resource
  }

  /// The fixed order of a pull (sync-protocol section 4): notices first, so that they show early.
  static let order = [
    "Communication", "Task", "DiagnosticReport", "Observation", "Immunization",
    "AllergyIntolerance", "Condition", "Consent", "AuditEvent", "MedicationDispense",
    "MedicationStatement", "MedicationRequest", "ExplanationOfBenefit", "Coverage",
  ].map { SyncType($0) }

  /// Observations by category, for servers that refuse to list them all (IPA, section
  /// "Observation").
  static let observationCategories = [
    "laboratory", "vital-signs", "social-history", "survey", "exam", "imaging", "procedure",
    "therapy", "activity", "body-measurement",
  ].map { SyncType("Observation", category: $0) }

  /// What limits the list to one patient.
  func query(patient: String) -> [(String, String)] {
    let owner =
      resource == "Communication" ? ("recipient", "Patient/" + patient) : ("patient", patient)
    return [owner] + (category.map { [("category", $0)] } ?? [])
  }
}

/// What a server says that it can do (R4 CapabilityStatement).
public struct Capability: Sendable, Equatable {
  /// Why a server cannot be used.
  enum Problem: Error, Equatable {
    /// It is no FHIR server.
    case notFHIR
    /// It speaks another version.
    case version
  }

  private struct Offer: Equatable {
    let parameters: Set<String>
    let interactions: Set<String>
  }

  private let offers: [String: Offer]

  /// Reads a CapabilityStatement; FHIR 4.0 and 4.3 are understood.
  ///
  /// - Throws: `Problem`.
  init(_ statement: JSONValue) throws(Problem) {
    guard statement["resourceType"]?.string == "CapabilityStatement" else { throw .notFHIR }
    let version = statement["fhirVersion"]?.string ?? ""
    guard version.hasPrefix("4.0") || version.hasPrefix("4.3") else { throw .version }
    var offers: [String: Offer] = [:]
    for rest in statement["rest"]?.elements ?? [] {
      let common = Self.words(rest["searchParam"], "name")
      for resource in rest["resource"]?.elements ?? [] {
        guard let type = resource["type"]?.string else { continue }
        offers[type] = Offer(
          parameters: Self.words(resource["searchParam"], "name").union(common),
          interactions: Self.words(resource["interaction"], "code"))
      }
    }
    self.offers = offers
  }

  private static func words(_ list: JSONValue?, _ name: String) -> Set<String> {
    Set((list?.elements ?? []).compactMap { $0[name]?.string })
  }

  /// Whether resources of the type can be listed; a statement without types promises nothing and
  /// forbids nothing.
  func offers(_ type: String) -> Bool { offers.isEmpty || offers[type] != nil }

  /// Whether lists can begin at a time stamp.
  func filtersByUpdate(_ type: String) -> Bool {
    offers[type]?.parameters.contains("_lastUpdated") ?? false
  }

  /// Whether deletions can be asked for.
  func keepsHistory(_ type: String) -> Bool {
    offers[type]?.interactions.contains("history-type") ?? false
  }
}
