import PHRModel

/// What the portal says about itself.
extension PortalDesk {
  /// The types that are served, in the order of the capability statement.
  static let types = [
    "Patient", "Communication", "DiagnosticReport", "Observation", "Immunization",
    "AllergyIntolerance", "Condition", "Consent", "AuditEvent", "MedicationDispense",
    "MedicationStatement", "MedicationRequest", "ExplanationOfBenefit", "Coverage",
    "Organization", "Task",
  ]

  func discover(_ path: [String]) -> ServerResponse {
    switch path.dropFirst() {
    case ["metadata"]: fhir(200, capabilities)
    case [".well-known", "smart-configuration"]: json(200, smartConfiguration)
    default: outcome(404, "not-found")
    }
  }

  private var capabilities: JSONValue {
    [
      "resourceType": "CapabilityStatement", "status": "active", "kind": "instance",
      "date": "2026-01-01", "fhirVersion": "4.0.1", "format": ["json"],
      "software": ["name": "phr-tui mock portal (demonstration)"],
      "rest": [["mode": "server", "resource": .array(Self.types.map(capability))]],
    ]
  }

  private func capability(of type: String) -> JSONValue {
    var interactions = ["read", "search-type", "history-type", "history-instance"]
    if type == "Consent" || type == "Task" { interactions.append("update") }
    var parameters = [
      ("_lastUpdated", "date"), ("_id", "token"), (Self.ownerParameter(of: type), "reference"),
    ]
    if type == "Observation" { parameters.append(("category", "token")) }
    return [
      "type": .string(type), "versioning": "versioned-update",
      "interaction": .array(interactions.map { ["code": .string($0)] }),
      "searchParam": .array(
        parameters.map { ["name": .string($0.0), "type": .string($0.1)] }),
    ]
  }

  /// The parameter that asks for one patient's resources.
  static func ownerParameter(of type: String) -> String {
    switch type {
    case "Communication": "recipient"
    case "Patient", "Organization": "identifier"
    default: "patient"
    }
  }

  private var smartConfiguration: JSONValue {
    let root = String(base.dropLast("/fhir".count)) + "/oauth"
    return [
      "issuer": .string(base),
      "authorization_endpoint": .string(root + "/authorize"),
      "token_endpoint": .string(root + "/token"),
      "device_authorization_endpoint": .string(root + "/device"),
      "grant_types_supported": [
        "authorization_code", "refresh_token", "client_credentials",
        "urn:ietf:params:oauth:grant-type:device_code",
      ],
      "scopes_supported": [
        "launch/patient", "patient/*.rs", "patient/Consent.cu", "offline_access",
      ],
      "code_challenge_methods_supported": ["S256"],
      "capabilities": ["launch-standalone", "client-public", "context-standalone-patient"],
    ]
  }
}
