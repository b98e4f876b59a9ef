/// Everything that the holder has decided about sharing, as FHIR resources for an export of the
/// whole vault: an Organization for each recipient, a RelatedPerson for each delegate, a Consent
/// for each directive, seal and the base rule.
///
/// The Consents have the shape in which portals get them (`ConsentPortal`); what a portal could
/// not tell is in them all the same. Directives that were taken back are inactive.
public struct ConsentExport {
  private let records: RecordStore
  private let history: ConsentHistory
  private let state: ConsentState
  private let now: Instant

  /// The consent of a vault.
  public init(_ records: RecordStore, now: Instant) throws {
    self.records = records
    self.now = now
    history = try ConsentStore(records).history()
    state = history.current
  }

  /// Hands over one resource after another.
  ///
  /// - Parameters:
  ///   - patient: the logical id of the Patient in the export.
  ///   - body: what to do with each.
  /// - Throws: `SQLiteError`, `StoreError`, and what the body throws.
  public func forEach(patient: String, _ body: (JSONValue) throws -> Void) throws {
    for recipient in state.recipients.values.sorted(by: { $0.id < $1.id }) {
      try body(organization(recipient))
    }
    for grant in state.grants.values.sorted(by: { $0.id < $1.id }) {
      try body(person(grant, patient: patient))
    }
    let names = try names()
    let writer = ConsentWriter(
      state: state, patient: patient, now: now, reader: .holder,
      instances: { names[$1] ?? [] })
    try body(writer.base(named: "base"))
    for directive in directives() {
      let isActive = state.directives.all.contains { $0.id == directive.id }
      if let consent = writer.consent(directive, isActive: isActive) {
        try body(completed(consent, directive))
      }
    }
    for (number, seal) in seals().enumerated() {
      if let consent = writer.consent(seal, named: "seal-\(number + 1)") { try body(consent) }
    }
  }

  /// Every directive that was ever set, the oldest first.
  private func directives() -> [Directive] {
    var seen: Set<DirectiveID> = []
    return history.changes.flatMap { change -> [Directive] in
      guard case .directives(_, let added) = change.step else { return [] }
      return added.filter { seen.insert($0.id).inserted }
    }
  }

  private func seals() -> [RecordSeal] {
    state.seals.sorted {
      ($0.set.seconds, $0.selector.description) < ($1.set.seconds, $1.selector.description)
    }
  }

  /// The Consent with what R4 has an element or we have a word for: who set it, why, which words
  /// chose the records.
  private func completed(_ consent: JSONValue, _ directive: Directive) -> JSONValue {
    var extensions: [JSONValue] = [
      [
        "url": .string(FHIRSystem.extensionOwn("selector")),
        "valueString": .string(directive.selector.description),
      ]
    ]
    if let reason = directive.reason.flatMap(FHIRObject.exported) {
      extensions.append([
        "url": .string(FHIRSystem.extensionOwn("reason")), "valueString": .string(reason),
      ])
    }
    var completed = consent.adding("extension", .array(extensions))
    if case .delegate(let id) = directive.by, state.grants[id] != nil {
      completed = completed.adding(
        "performer", [["reference": .string("RelatedPerson/\(FHIRWriter.id(id.text))")]])
    }
    return completed
  }

  private func organization(_ recipient: Recipient) -> JSONValue {
    var object = FHIRObject("Organization", id: FHIRWriter.id(recipient.id.text))
    if let code = recipient.institutionCode {
      object.set(
        "identifier", [["system": .string(FHIRSystem.institution), "value": .string(code)]])
    }
    object.set("active", .bool(recipient.isRegistered(at: now)))
    object.set("type", [["text": .string(recipient.recipientClass.rawValue)]])
    object.set("name", text: recipient.name)
    return object.value
  }

  private func person(_ grant: Grant, patient: String) -> JSONValue {
    var object = FHIRObject("RelatedPerson", id: FHIRWriter.id(grant.id.text))
    object.set("active", .bool(grant.revoked == nil && grant.window.contains(now)))
    object.set("patient", ["reference": .string("Patient/" + patient)])
    if let relation = FHIRObject.exported(grant.relation) {
      object.set("relationship", [["text": .string(relation)]])
    }
    object.set("name", FHIRObject.exported(grant.delegate).map { [["text": .string($0)]] })
    var period = FHIRObject()
    period.set("start", code: grant.window.from?.description)
    period.set("end", code: grant.window.lastSecond?.description)
    object.set("period", period.valueIfAny)
    return object.value
  }

  /// The names in the export of the records that each selector means.
  private func names() throws -> [Selector: [String]] {
    let selectors = Set(directives().map(\.selector) + state.seals.map(\.selector)).filter {
      [.record, .episode, .tag, .facility].contains($0.rank)
    }
    guard !selectors.isEmpty else { return [:] }
    let facts = try SharingFacts(records, state: state, now: now).facts()
    var names: [Selector: [String]] = [:]
    for selector in selectors {
      let index = RuleIndex([(.hide, selector)])
      let found = facts.filter { index.strongest(for: $0) != nil }
      names[selector] = try found.compactMap { facts in
        try records.record(facts.id).map { FHIRWriter.name(of: $0) }
      }
    }
    return names
  }
}
