/// What all resources have in common when they become a draft.
extension FHIRMapping {
  /// Completes a body: note, leftovers, name at the source, withdrawal.
  static func finished(_ body: RecordBody, scope: FHIRScope) -> RecordDraft {
    let root = scope.root
    var body = body
    takeBookkeeping(of: root)
    body.note =
      body.note ?? root.notes()
      ?? root.extended(FHIRSystem.extensionOwn("note")) { $0.text("valueString", as: .remark) }
    takeAbsences(of: root)
    takeEncounter(of: root, into: &body)
    body.facilities = unique(body.facilities)
    let withdrawn = isEnteredInError(root)
    if root.value["implicitRules"] != nil || scope.holdsModifier {
      // A rule we do not know may turn the meaning around: kept raw, and said.
      scope.report(.keptRaw, at: "modifierExtension")
    }
    body.raw += scope.leftovers()
    var draft = RecordDraft(
      body: body, sourceKey: sourceKey(of: scope, facility: body.facilities.first))
    draft.withdrawn = withdrawn
    draft.position = scope.position
    draft.episodeKey = episodeKey(of: scope, day: body.date)
    if let id = scope.resource["id"]?.string {
      let clean = scope.clean(id, at: "id", as: .code)
      draft.upstream = UpstreamReference(base: scope.context.base, type: scope.type, id: clean)
    }
    return draft
  }

  /// Takes what only says where and when a server kept the resource.
  static func takeBookkeeping(of root: FHIRNode) {
    for name in ["resourceType", "id"] { root.child(name)?.take() }
    let meta = root.child("meta")
    for name in ["versionId", "lastUpdated"] { meta?.child(name)?.take() }
    meta?.children("profile").forEach { $0.take() }
  }

  /// Takes what only says that a value is not known (`_occurrenceDateTime`).
  private static func takeAbsences(of root: FHIRNode) {
    for member in root.value.members
    where member.name.hasPrefix("_") && member.value == FHIRWriting.unknown {
      root.child(member.name)?.take()
    }
  }

  /// The institution of the encounter, for resources that name none themselves.
  private static func takeEncounter(of root: FHIRNode, into body: inout RecordBody) {
    guard body.facilities.isEmpty,
      let encounter = (root.target("encounter") ?? root.target("context"))?.resource,
      encounter.value["resourceType"]?.string == "Encounter"
    else { return }
    if let facility = encounter.facility("serviceProvider", .performer) {
      body.facilities.append(facility)
    }
  }

  private static func unique(_ facilities: [Facility]) -> [Facility] {
    guard facilities.count > 1 else { return facilities }
    var seen: Set<Facility> = []
    return facilities.filter { seen.insert($0).inserted }
  }

  /// `entered-in-error` stands in `status` or, for conditions and allergies, in
  /// `verificationStatus`.
  static func isEnteredInError(_ root: FHIRNode) -> Bool {
    if root.token("status", { $0 == "entered-in-error" ? true : nil }) == true { return true }
    guard let codings = root.child("verificationStatus")?.children("coding") else { return false }
    return codings.contains { $0.value["code"]?.string == "entered-in-error" }
  }

  /// The name that stays the same when the resource comes again.
  ///
  /// At a portal base, type and id; in a file an identifier that only this resource has, else the
  /// full URL. The bare id of a file means nothing elsewhere.
  private static func sourceKey(of scope: FHIRScope, facility: Facility?) -> String? {
    let id = scope.resource["id"]?.string
    if let base = scope.context.base, let id { return "fhir:\(base)/\(scope.type)/\(id)" }
    if let identifier = stableIdentifier(of: scope, facility: facility) {
      return "fhir:\(scope.type)|\(identifier)"
    }
    if let url = scope.fullURL, url.hasPrefix("http") || url.hasPrefix("urn:") {
      return "fhir:\(url)"
    }
    guard let id, isUUID(id) else { return nil }
    return "fhir:urn:uuid:\(id.lowercased())"
  }

  /// What ties the lines of one prescription or dispensing together, if the source names it.
  ///
  /// A prescription may be dispensed several times (リフィル処方箋): then the day counts too.
  private static func episodeKey(of scope: FHIRScope, day: PartialDate?) -> String? {
    guard ["MedicationRequest", "MedicationDispense"].contains(scope.type) else { return nil }
    let prescription = (scope.resource["identifier"]?.elements ?? []).first {
      $0["system"]?.string?.hasPrefix(FHIRSystem.prescription) == true
    }
    let group = scope.resource["groupIdentifier"]?["value"] ?? prescription?["value"]
    guard let name = group?.string, !name.isEmpty else { return nil }
    let dispensed = scope.type == "MedicationDispense" ? day.map { "|\($0)" } : nil
    return "fhir:\(scope.clean(name, at: "identifier", as: .line))\(dispensed ?? "")"
  }

  private static func stableIdentifier(of scope: FHIRScope, facility: Facility?) -> String? {
    for identifier in FHIRContext.identifiers(of: scope.resource) {
      guard !positionSystems.contains(where: identifier.hasPrefix),
        !MyNumber.isPresent(in: identifier),
        scope.context.isUnique(identifier: identifier, type: scope.type)
      else { continue }
      // Every institution of Japan numbers its resources under this one system.
      guard identifier.hasPrefix(FHIRSystem.resourceInstance) else { return identifier }
      if let facility { return "\(identifier)|\(facility.code ?? facility.name)" }
    }
    return nil
  }

  /// Identifiers that number lines within a prescription and so come again in every one.
  private static let positionSystems = [
    FHIRSystem.rpNumber, FHIRSystem.orderInRP, FHIRSystem.prescription,
  ]

  private static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }
}

extension FHIRScope {
  /// Whether the resource or anything in it carries a modifier extension.
  var holdsModifier: Bool { Self.holdsModifier(resource) }

  private static func holdsModifier(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let elements): elements.contains(where: holdsModifier)
    case .object(let members):
      members.contains { $0.name == "modifierExtension" || holdsModifier($0.value) }
    default: false
    }
  }
}
