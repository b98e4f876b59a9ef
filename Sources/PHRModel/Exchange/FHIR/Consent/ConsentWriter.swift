/// Writes directives, seals and the base rule as FHIR R4 Consents.
///
/// One directive is one Consent of the same id: an empty root with the window, and one nested
/// permit or deny (issue on consent, "Portal"; R4 Consent, "provision.type"). The extension
/// `selector` carries the word for how specific the selector is; an actor carries in its role
/// whether the rule names it itself, its class, or everybody.
///
/// What a portal does differently on purpose, because it cannot know better: it sees neither
/// twins nor former versions of what it holds, so a rule on a period reads its own date alone; a
/// record that arrives there falls under a tag, an episode or a facility with the next list that
/// is sent; an institution that asks in an emergency meets the rules that name it together with
/// those for emergencies; whole resources are served, insured numbers among them.
struct ConsentWriter {
  /// For whom the Consents are written.
  enum Reader {
    /// A portal, which knows only some recipients and must never open more than was meant.
    case portal
    /// The holder, who leaves with everything: what has no code stands there as words.
    case holder
  }

  /// What is set.
  let state: ConsentState
  /// The logical id of the holder's Patient.
  let patient: String
  /// Now; who is registered counts.
  let now: Instant
  /// For whom they are written.
  var reader = Reader.portal
  /// The names of the records that a selector means where the Consents are read: for a hide by any
  /// version and twin, for a show by a current one.
  let instances: (Effect, Selector) -> [String]
  /// The names of what the emergency profile shows by record, by tag, and as taken now.
  var emergencyInstances: [String] = []

  /// One nested provision.
  struct Rule {
    var effect: Effect
    /// The word for the rank; `nil` in the base rule.
    var word: Selector.Rank?
    var actors: [JSONValue]
    var purposes: [Purpose]
    var data: [JSONMember]
  }

  /// The Consent for a directive; `nil` if it could match nothing at the portal.
  ///
  /// `isActive` is `false` for a directive that was taken back.
  func consent(_ directive: Directive, isActive: Bool = true) -> JSONValue? {
    guard let actors = actors(directive), let purposes = purposes(directive),
      let data = data(directive.selector, directive.effect) ?? authored(directive)
    else { return nil }
    let rule = Rule(
      effect: directive.effect, word: directive.selector.rank, actors: actors,
      purposes: purposes, data: data)
    return consent(
      directive.id.text, isActive: isActive, dateTime: directive.set, window: directive.window,
      rules: [rule])
  }

  /// The Consent for a seal; `nil` if it could match nothing at the portal.
  ///
  /// A seal beats every directive. The order of ranks has no word above `record`, so it is said
  /// in every way in which a permit can be said, each at the highest rank: at equal rank deny
  /// wins, and nothing ranks higher.
  func consent(_ seal: RecordSeal, named name: String) -> JSONValue? {
    guard let data = data(seal.selector, .hide) else { return nil }
    guard reader == .portal else {
      return consent(
        name, dateTime: seal.set, window: seal.window,
        rules: [Rule(effect: .hide, actors: [], purposes: [], data: data)])
    }
    let named = registered.compactMap { actor($0) } + [Self.inEmergency()]
    let purposes = Purpose.allCases.filter { $0.actReason != nil }
    let rules = [named, []].flatMap { actors in
      [purposes, []].map {
        Rule(effect: .hide, word: .record, actors: actors, purposes: $0, data: data)
      }
    }
    return consent(
      name, extension: ConsentWire.extended(ConsentWire.seal, seal.selector.rank.rawValue),
      dateTime: seal.set, window: seal.window, rules: rules)
  }

  /// The Consent for the base rule: everything is denied but the permits, spelled out for those who
  /// are registered and whom the portal can tell, and for emergencies.
  func base(named name: String) -> JSONValue {
    let permits = state.base.permits.compactMap { permit -> Rule? in
      let actors = self.actors(of: permit.classes)
      guard !actors.isEmpty else { return nil }
      return Rule(
        effect: .show, actors: actors, purposes: [permit.purpose],
        data: [Self.classes(of: permit.kinds)])
    }
    return consent(
      name, extension: ConsentWire.extended(ConsentWire.base, state.base.rawValue),
      dateTime: nil, window: .always, rules: permits + emergencyRules)
  }

  /// What the emergency profile shows to whoever asks in an emergency.
  private var emergencyRules: [Rule] {
    guard reader == .portal else { return [] }
    var data: [[JSONMember]] = []
    if !state.emergency.kinds.isEmpty { data.append([Self.classes(of: state.emergency.kinds)]) }
    if !emergencyInstances.isEmpty { data.append([Self.list(emergencyInstances)]) }
    return data.map {
      Rule(effect: .show, actors: [Self.inEmergency()], purposes: [.emergency], data: $0)
    }
  }

  // MARK: The resource

  private func consent(
    _ name: String, extension: JSONValue? = nil, isActive: Bool = true, dateTime: Instant?,
    window: ConsentWindow, rules: [Rule]
  ) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("resourceType", "Consent"), JSONMember("id", .string(name)),
    ]
    if let `extension` { members.append(JSONMember("extension", [`extension`])) }
    members += [
      JSONMember("status", isActive ? "active" : "inactive"),
      JSONMember(
        "scope",
        ConsentWire.coded(
          "http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy")),
      JSONMember("category", [ConsentWire.coded("http://loinc.org", "59284-0")]),
      JSONMember("patient", ["reference": .string("Patient/" + patient)]),
    ]
    if let dateTime { members.append(JSONMember("dateTime", .string(dateTime.description))) }
    var root: [JSONMember] = []
    if let period = ConsentWire.period(window) { root.append(JSONMember("period", period)) }
    if !rules.isEmpty { root.append(JSONMember("provision", .array(rules.map(provision)))) }
    members.append(JSONMember("policyRule", ConsentWire.coded(ConsentWire.stances, "OPTOUTE")))
    if !root.isEmpty { members.append(JSONMember("provision", .object(root))) }
    return .object(members)
  }

  private func provision(_ rule: Rule) -> JSONValue {
    var members: [JSONMember] = []
    if let word = rule.word {
      members.append(
        JSONMember("extension", [ConsentWire.extended(ConsentWire.selector, word.rawValue)]))
    }
    members.append(JSONMember("type", rule.effect == .hide ? "deny" : "permit"))
    if !rule.actors.isEmpty { members.append(JSONMember("actor", .array(rule.actors))) }
    members.append(JSONMember("action", [ConsentWire.access]))
    let purposes = rule.purposes.map(ConsentWire.coding)
    if !purposes.isEmpty { members.append(JSONMember("purpose", .array(purposes))) }
    return .object(members + rule.data)
  }
}
