/// Who, what for, and which: the parts of a provision.
extension ConsentWriter {
  // MARK: Who

  /// The recipients that are registered now.
  var registered: [Recipient] {
    state.recipients.values.filter { $0.isRegistered(at: now) }.sorted { $0.id < $1.id }
  }

  /// The actors of a rule, none for anybody; `nil` if it names nobody whom the portal can tell.
  ///
  /// A show to a class or to anyone names those who are registered: an institution that the
  /// holder has never added gets nothing. A hide from a class does too, because the class is the
  /// holder's own word for them, which the portal cannot guess.
  func actors(_ directive: Directive) -> [JSONValue]? {
    switch directive.who {
    case .recipient(.emergency):
      return [Self.inEmergency()]
    case .recipient(let id):
      if reader == .holder { return [named(id)] }
      guard let known = state.recipients[id], let actor = actor(known) else { return nil }
      return directive.effect == .hide || known.isRegistered(at: now) ? [actor] : nil
    case .recipientClass(let name):
      if reader == .holder { return self.actors(of: [name]) }
      let actors = registered.filter { $0.recipientClass == name }
        .compactMap { actor($0, as: name.rawValue) }
      return actors.isEmpty ? nil : actors
    case .anyone:
      guard directive.effect == .show, reader == .portal else { return [] }
      let actors = registered.compactMap { actor($0, as: ConsentWire.anyone) }
      let everybody =
        directive.purpose.map { $0 == .emergency } ?? true
        ? actors + [Self.inEmergency(as: ConsentWire.anyone)] : actors
      return everybody.isEmpty ? nil : everybody
    }
  }

  /// Those of the classes: by name for a portal, as words for the holder.
  func actors(of classes: Set<RecipientClass>) -> [JSONValue] {
    switch reader {
    case .portal:
      return registered.filter { classes.contains($0.recipientClass) }.compactMap { actor($0) }
    case .holder:
      return RecipientClass.allCases.filter(classes.contains).map { name in
        [
          "role": ConsentWire.coded(ConsentWire.classes, name.rawValue),
          "reference": ["display": .string(name.rawValue)],
        ]
      }
    }
  }

  /// A recipient or delegate by the resource that stands for it in the holder's export.
  private func named(_ id: RecipientID) -> JSONValue {
    let type = state.grants[id] == nil ? "Organization" : "RelatedPerson"
    return [
      "role": ConsentWire.coded(ConsentWire.participation, "IRCP"),
      "reference": ["reference": .string("\(type)/\(FHIRWriter.id(id.text))")],
    ]
  }

  /// An institution: named itself, or as one of a class, or as one of all.
  func actor(_ recipient: Recipient, as role: String? = nil) -> JSONValue? {
    guard let code = recipient.institutionCode else { return nil }
    return [
      "role": role.map { ConsentWire.coded(ConsentWire.classes, $0) }
        ?? ConsentWire.coded(ConsentWire.participation, "IRCP"),
      "reference": ["reference": .string("Organization/" + code)],
    ]
  }

  /// Whoever asks in an emergency.
  static func inEmergency(as word: String? = nil) -> JSONValue {
    let words = [word, ConsentWire.emergency].compactMap(\.self)
    let codings = words.map { code -> JSONValue in
      ["system": .string(ConsentWire.classes), "code": .string(code)]
    }
    return ["role": ["coding": .array(codings)]]
  }

  // MARK: What for

  /// The purposes of a rule, none for any; `nil` if nobody can ask for it there.
  func purposes(_ directive: Directive) -> [Purpose]? {
    let isEmergency = directive.who == .recipient(.emergency)
    if reader == .holder {
      return isEmergency ? [.emergency] : [directive.purpose].compactMap(\.self)
    }
    guard let asked = directive.purpose else { return [] }
    if directive.who == .recipient(.emergency), asked != .emergency { return nil }
    return asked.actReason == nil ? nil : [asked]
  }

  // MARK: Which

  /// Which resources are meant; `nil` if none.
  ///
  /// A show spells out the types that are records: a portal holds more than those.
  func data(_ selector: Selector, _ effect: Effect) -> [JSONMember]? {
    let spellsOut = effect == .show && reader == .portal
    let anyKind = spellsOut ? [Self.classes(of: Set(Kind.allCases))] : []
    switch selector {
    case .record, .episode, .tag, .facility:
      let names = instances(effect, selector)
      if names.isEmpty, reader == .holder { return [Self.words(selector)] }
      return names.isEmpty ? nil : [Self.list(names)]
    case .kind(let kind, nil): return [Self.classes(of: [kind])]
    case .kind(let kind, let period?): return [Self.classes(of: [kind]), Self.days(period)]
    case .period(let period): return anyKind + [Self.days(period)]
    case .all: return anyKind
    }
  }

  /// A selector that means nothing now, as words: without any data it would mean everything.
  private static func words(_ selector: Selector) -> JSONMember {
    JSONMember(
      "data",
      [["meaning": "instance", "reference": ["display": .string(selector.description)]]])
  }

  /// What an institution has written, for a refusal of research: it is meant for data that the
  /// portal may not even have, so it is sent also without a list.
  func authored(_ directive: Directive) -> [JSONMember]? {
    guard directive.effect == .hide, directive.purpose == .research,
      case .facility(let facility) = directive.selector
    else { return nil }
    return [
      JSONMember("data", [["meaning": "authoredby", "reference": facility.reference]])
    ]
  }

  /// A list of resources by name.
  static func list(_ names: [String]) -> JSONMember {
    let data = names.map { name -> JSONValue in
      ["meaning": "instance", "reference": ["reference": .string(name)]]
    }
    return JSONMember("data", .array(data))
  }

  /// The types of some kinds.
  static func classes(of kinds: Set<Kind>) -> JSONMember {
    let types = Kind.allCases.filter(kinds.contains).flatMap(\.resourceTypes)
    return JSONMember(
      "class",
      .array(
        types.map { ["system": .string(ConsentWire.resourceTypes), "code": .string($0)] }))
  }

  /// The days of a period, both ends inside.
  private static func days(_ period: DayPeriod) -> JSONMember {
    var members: [JSONMember] = []
    if let from = period.from { members.append(JSONMember("start", .string(from.description))) }
    if let to = period.to { members.append(JSONMember("end", .string(to.description))) }
    return JSONMember("dataPeriod", .object(members))
  }
}
