/// Writes the request to delete data already passed on for research as a FHIR R4 Task.
///
/// Its focus is the Consent that denies research; its owner is the institution, never the holder,
/// so that it does not come back as a notice.
struct DeletionTask {
  /// The request.
  let request: ResearchRequest
  /// The logical id of the holder's Patient.
  let patient: String

  /// The Task.
  var resource: JSONValue {
    var members: [JSONMember] = [
      JSONMember("resourceType", "Task"), JSONMember("id", .string(request.deletionTask)),
      JSONMember("status", "requested"), JSONMember("intent", "order"),
      JSONMember("code", ["text": "次世代医療基盤法による提供済み医療情報の削除の求め"]),
      JSONMember("focus", ["reference": .string("Consent/" + request.id.text)]),
      JSONMember("for", ["reference": .string("Patient/" + patient)]),
      JSONMember("authoredOn", .string(request.asked.description)),
    ]
    if let guardian = request.guardian {
      members.append(JSONMember("requester", ["display": .string(guardian)]))
    } else {
      members.append(JSONMember("requester", ["reference": .string("Patient/" + patient)]))
    }
    if let facility = request.facility {
      members.append(JSONMember("owner", facility.reference))
    }
    return .object(members)
  }
}

extension FacilityName {
  /// The institution as FHIR refers to it: by its code, else by its name alone.
  var reference: JSONValue {
    guard let code else { return ["display": .string(name)] }
    return ["reference": .string("Organization/" + code), "display": .string(name)]
  }
}
