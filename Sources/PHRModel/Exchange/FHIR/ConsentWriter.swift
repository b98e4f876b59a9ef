/// Writes directives and the base rule as FHIR R4 Consents.
///
/// One directive is one Consent of the same id: an empty root with the window, and one nested
/// permit or deny (issue on consent, "Portal"; R4 Consent, "provision.type"). The extension
/// `selector` carries the word for how specific the selector is.
struct ConsentWriter {
  /// What is set.
  let state: ConsentState
  /// The logical id of the holder's Patient.
  let patient: String
  /// Now; who is registered counts.
  let now: Instant
  /// For whom the Consents are written.
  enum Reader {
    /// A portal, which knows only some recipients and must never open more than was meant.
    case portal
    /// The holder, who leaves with everything: what has no code stands there as words.
    case holder
  }

  /// For whom they are written.
  var reader = Reader.portal
  /// The names of the records that a selector means where the Consents are read.
  let instances: (Selector) -> [String]

  /// The extension with the word for the rank.
  static let selectorExtension = "https://phr-tui.example/fhir/StructureDefinition/selector"

  /// The Consent for a directive; `nil` if it could match nothing at the portal or could not be
  /// said there.
  ///
  /// `isActive` is `false` for a directive that was taken back.
  func consent(_ directive: Directive, isActive: Bool = true) -> JSONValue? {
    guard let actors = actors(directive), let purposes = purposes(directive),
      let data = data(directive.selector)
    else { return nil }
    var rule: [JSONMember] = [
      JSONMember(
        "extension",
        [
          [
            "url": .string(Self.selectorExtension),
            "valueCode": .string(directive.selector.rank.rawValue),
          ]
        ]),
      JSONMember("type", directive.effect == .hide ? "deny" : "permit"),
    ]
    if !actors.isEmpty { rule.append(JSONMember("actor", .array(actors))) }
    rule.append(JSONMember("action", [Self.access]))
    if !purposes.isEmpty { rule.append(JSONMember("purpose", .array(purposes))) }
    rule += data
    var root: [JSONMember] = []
    if let period = period(directive.window) { root.append(JSONMember("period", period)) }
    root.append(JSONMember("provision", [.object(rule)]))
    return consent(
      directive.id.text, dateTime: directive.set, isActive: isActive, root: .object(root))
  }

  /// The Consent for a seal: everybody is denied what is sealed.
  func consent(_ seal: RecordSeal, named name: String) -> JSONValue? {
    guard let data = data(seal.selector) else { return nil }
    var root: [JSONMember] = []
    if let period = period(seal.window) { root.append(JSONMember("period", period)) }
    let rule = [JSONMember("type", "deny"), JSONMember("action", [Self.access])] + data
    root.append(JSONMember("provision", [.object(rule)]))
    return consent(name, dateTime: seal.set, root: .object(root))
  }

  /// The Consent for the base rule: everything is denied but the permits, spelled out for those who
  /// are registered and whom the portal can tell.
  func base(named name: String) -> JSONValue {
    let rules = state.base.permits.compactMap { permit -> JSONValue? in
      let actors = actors(of: permit.classes)
      guard !actors.isEmpty else { return nil }
      return .object(
        [
          JSONMember("type", "permit"), JSONMember("actor", .array(actors)),
          JSONMember("action", [Self.access]),
          JSONMember("purpose", .array([purpose(permit.purpose)].compactMap(\.self))),
        ] + [classes(of: permit.kinds)])
    }
    let root = rules.isEmpty ? [] : [JSONMember("provision", .array(rules))]
    return consent(name, dateTime: nil, root: .object(root))
  }

  private func consent(
    _ name: String, dateTime: Instant?, isActive: Bool = true, root: JSONValue
  ) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("resourceType", "Consent"), JSONMember("id", .string(name)),
      JSONMember("status", isActive ? "active" : "inactive"),
      JSONMember(
        "scope",
        coded("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy")),
      JSONMember("category", [coded("http://loinc.org", "59284-0")]),
      JSONMember("patient", ["reference": .string("Patient/" + patient)]),
    ]
    if let dateTime { members.append(JSONMember("dateTime", .string(dateTime.description))) }
    members.append(
      JSONMember(
        "policyRule", coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTOUTE")))
    if !root.members.isEmpty { members.append(JSONMember("provision", root)) }
    return .object(members)
  }

  // MARK: Who

  private var registered: [Recipient] {
    state.recipients.values.filter { $0.isRegistered(at: now) }.sorted { $0.id < $1.id }
  }

  /// The actors of a rule, none for anybody; `nil` if the portal cannot tell whom it means.
  ///
  /// A portal knows only some of those who are registered here. A show to a class or to anyone
  /// would open the records there to institutions that the holder has never added.
  private func actors(_ directive: Directive) -> [JSONValue]? {
    switch directive.who {
    case .recipient(.emergency):
      return directive.effect == .hide || reader == .holder ? [] : nil
    case .recipient(let id):
      if reader == .holder { return [named(id)] }
      guard let known = state.recipients[id], let actor = actor(known) else { return nil }
      return directive.effect == .hide || known.isRegistered(at: now) ? [actor] : nil
    case .recipientClass(let name):
      if reader == .holder { return [actor(of: name)] }
      guard directive.effect == .hide else { return nil }
      return [["role": coded("https://phr-tui.example/fhir/recipient-class", name.rawValue)]]
    case .anyone: return directive.effect == .hide || reader == .holder ? [] : nil
    }
  }

  private func actors(of classes: Set<RecipientClass>) -> [JSONValue] {
    switch reader {
    case .holder: return RecipientClass.allCases.filter(classes.contains).map { actor(of: $0) }
    case .portal:
      return registered.filter { classes.contains($0.recipientClass) }.compactMap { actor($0) }
    }
  }

  /// Everybody of a class, who has no resource to refer to.
  private func actor(of name: RecipientClass) -> JSONValue {
    [
      "role": coded("https://phr-tui.example/fhir/recipient-class", name.rawValue),
      "reference": ["display": .string(name.rawValue)],
    ]
  }

  /// A recipient or delegate by the resource that stands for it in an export.
  private func named(_ id: RecipientID) -> JSONValue {
    let type = state.grants[id] == nil ? "Organization" : "RelatedPerson"
    return [
      "role": coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
      "reference": ["reference": .string("\(type)/\(FHIRWriter.id(id.text))")],
    ]
  }

  private func actor(_ recipient: Recipient) -> JSONValue? {
    guard let code = recipient.institutionCode else { return nil }
    return [
      "role": coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
      "reference": ["reference": .string("Organization/" + code)],
    ]
  }

  // MARK: What for, which, when

  /// The purposes of a rule, none for any; `nil` if there is no code for it.
  private func purposes(_ directive: Directive) -> [JSONValue]? {
    if directive.who == .recipient(.emergency) { return [purpose(.emergency)].compactMap(\.self) }
    guard let asked = directive.purpose else { return [] }
    return purpose(asked).map { [$0] }
  }

  private func purpose(_ purpose: Purpose) -> JSONValue? {
    if let code = purpose.actReason {
      return [
        "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": .string(code),
      ]
    }
    guard reader == .holder else { return nil }
    return [
      "system": "https://phr-tui.example/fhir/purpose", "code": .string(purpose.rawValue),
    ]
  }

  /// Which resources are meant; `nil` if none.
  private func data(_ selector: Selector) -> [JSONMember]? {
    switch selector {
    case .record, .episode, .tag, .facility:
      let names = instances(selector)
      if names.isEmpty, reader == .holder {
        // Without any data it would mean everything.
        let words: JSONValue = [
          "meaning": "instance", "reference": ["display": .string(selector.description)],
        ]
        return [JSONMember("data", [words])]
      }
      guard !names.isEmpty else { return nil }
      let data = names.map { name -> JSONValue in
        ["meaning": "instance", "reference": ["reference": .string(name)]]
      }
      return [JSONMember("data", .array(data))]
    case .kind(let kind, nil): return [classes(of: [kind])]
    case .kind(let kind, let period?): return [classes(of: [kind]), dataPeriod(period)]
    case .period(let period): return [dataPeriod(period)]
    case .all: return []
    }
  }

  private func classes(of kinds: Set<Kind>) -> JSONMember {
    let types = Kind.allCases.filter(kinds.contains).flatMap(\.resourceTypes)
    return JSONMember(
      "class",
      .array(
        types.map { ["system": "http://hl7.org/fhir/resource-types", "code": .string($0)] }))
  }

  private func dataPeriod(_ period: DayPeriod) -> JSONMember {
    var members: [JSONMember] = []
    if let from = period.from { members.append(JSONMember("start", .string(from.description))) }
    if let to = period.to { members.append(JSONMember("end", .string(to.description))) }
    return JSONMember("dataPeriod", .object(members))
  }

  /// FHIR's Period is inclusive at its end.
  private func period(_ window: ConsentWindow) -> JSONValue? {
    guard window.from != nil || window.until != nil else { return nil }
    var members: [JSONMember] = []
    if let from = window.from { members.append(JSONMember("start", .string(from.description))) }
    if let end = window.lastSecond { members.append(JSONMember("end", .string(end.description))) }
    return .object(members)
  }

  private static let access: JSONValue = [
    "coding": [
      ["system": "http://terminology.hl7.org/CodeSystem/consentaction", "code": "access"]
    ]
  ]

  private func coded(_ system: String, _ code: String) -> JSONValue {
    ["coding": [["system": .string(system), "code": .string(code)]]]
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
}
