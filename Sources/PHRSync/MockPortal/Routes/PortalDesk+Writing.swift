import Foundation
import PHRModel

/// Consents and tasks that a patient's program sends.
extension PortalDesk {
  private static let writable: Set<String> = ["Consent", "Task"]

  /// `PUT /{type}/{id}` with `If-Match` (R4 http, "Managing Resource Contention").
  mutating func write(_ request: ServerRequest, _ type: String, _ id: String) -> ServerResponse {
    guard
      case .patient(let patient)? = grants.bearer(
        of: request.headers["Authorization"], now: now)
    else { return outcome(401, "login") }
    guard Self.writable.contains(type) else { return outcome(403, "forbidden") }
    guard let resource = try? JSONValue(parsing: request.body),
      resource["resourceType"]?.string == type, resource["id"]?.string == id
    else { return outcome(400, "invalid") }
    guard PortalStore.patient(of: resource) == patient else { return outcome(403, "forbidden") }
    let known = store.version(type, id)
    guard known?.patient == nil || known?.patient == patient else {
      return outcome(403, "forbidden")
    }
    if let known, faults.conflicts(type) {
      // Somebody else writes between the client's look and its write.
      put(known.resource.with("dateTime", "2020-01-01"))
      return outcome(412, "conflict")
    }
    if let expected = request.headers["If-Match"], expected != known?.tag {
      return outcome(412, "conflict")
    }
    guard let version = put(resource) else { return outcome(400, "invalid") }
    var response = fhir(version.number == 1 ? 201 : 200, version.resource)
    response.headers["ETag"] = version.tag
    response.headers["Location"] = "\(base)/\(type)/\(id)/_history/\(version.number)"
    return response
  }

  /// Writes down that an institution looked (R4 AuditEvent); a patient's own reading is not kept.
  mutating func audit(
    _ bearer: PortalGrants.Bearer, _ interaction: String, _ seen: [PortalStore.Version],
    refused: Bool
  ) {
    guard case .clinic(let organization, let purpose) = bearer else { return }
    for patient in Set(seen.compactMap(\.patient)).sorted() {
      let touched = seen.filter { $0.patient == patient && $0.type != "AuditEvent" }
      guard !touched.isEmpty else { continue }
      put(
        PortalAudit.event(
          organization: organization, name: organizationName(organization), purpose: purpose,
          interaction: interaction, patient: patient,
          records: touched.map { "\($0.type)/\($0.id)" }, refused: refused,
          recorded: PortalStore.stamp(now)))
    }
  }

  private func organizationName(_ id: String) -> String? {
    store.version("Organization", id)?.resource["name"]?.string
  }
}

/// AuditEvents as the mock portal writes them.
enum PortalAudit {
  /// One access (R4 AuditEvent; DICOM and FHIR code systems).
  static func event(
    organization: String, name: String?, purpose: String, interaction: String, patient: String,
    records: [String], refused: Bool, recorded: String
  ) -> JSONValue {
    var entities: [JSONValue] = [entity("Patient/" + patient, type: "1", role: "1")]
    entities += records.prefix(200).map { entity($0, type: "2", role: "4") }
    var who: [JSONMember] = [JSONMember("reference", .string("Organization/" + organization))]
    if let name { who.append(JSONMember("display", .string(name))) }
    let reason = coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", purpose)
    return [
      "resourceType": "AuditEvent", "id": .string("access-" + PortalGrants.secret().prefix(16)),
      "type": coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"),
      "subtype": [coding("http://hl7.org/fhir/restful-interaction", interaction)],
      "action": interaction == "search-type" ? "E" : "R", "recorded": .string(recorded),
      "outcome": refused ? "8" : "0",
      "purposeOfEvent": [["coding": [reason]]],
      "agent": [["who": .object(who), "requestor": true]],
      "source": ["observer": ["display": "phr-tui mock portal"]],
      "entity": .array(entities),
    ]
  }

  private static func entity(_ reference: String, type: String, role: String) -> JSONValue {
    [
      "what": ["reference": .string(reference)],
      "type": coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", type),
      "role": coding("http://terminology.hl7.org/CodeSystem/object-role", role),
    ]
  }

  private static func coding(_ system: String, _ code: String) -> JSONValue {
    ["system": .string(system), "code": .string(code)]
  }
}

extension JSONValue {
  /// The object with that member replaced or added.
  func with(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    guard members.contains(where: { $0.name == name }) else {
      return .object(members + [JSONMember(name, value)])
    }
    return .object(members.map { $0.name == name ? JSONMember(name, value) : $0 })
  }
}
