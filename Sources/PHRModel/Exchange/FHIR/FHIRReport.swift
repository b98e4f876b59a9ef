/// DiagnosticReport with its Observations → one checkup.
enum FHIRReport {
  /// The record body.
  static func body(_ node: FHIRNode) -> RecordBody? {
    let moment = node.moment(stem: "effective")
    var items = FHIRItems(date: moment?.date)
    for target in node.targets("result") { items.add(target) }
    var checkup = Checkup(items: items.found)
    checkup.category = category(node)
    checkup.conclusion = node.text("conclusion", as: .remark)
    checkup.reported = node.date("issued")
    node.drop("status", ifAnyOf: ["final"])

    let performers = node.children("performer").map { $0.ownActor(.performer) }
    let interpreters = node.children("resultsInterpreter").map { $0.ownActor(.author) }
    checkup.practitioners = (performers + interpreters).compactMap(\.person)
    let own = FHIRSystem.extensionOwn("programme")
    checkup.programme = node.extended(own) { $0.child("valueCoding")?.ownCoding() }
    checkup.ticket = node.extended(FHIRSystem.extensionOwn("ticket")) { $0.text("valueString") }
    checkup.insured = node.extended(FHIRSystem.extensionOwn("insured")) {
      $0.text("valueString").flatMap(FHIRPatient.insured)
    }
    let facilities = (performers + interpreters).compactMap(\.facility)
    var body = RecordBody(
      date: moment?.date ?? items.firstDay, title: title(node, facilities: facilities),
      content: .checkup(checkup))
    body.time = moment?.time
    body.facilities = facilities
    return body
  }

  /// What was examined, else where; a plain checkup report is named by its institution.
  private static func title(_ node: FHIRNode, facilities: [Facility]) -> String {
    let code = node.child("code")
    let isCheckup = code?.children("coding").contains {
      $0.value["code"]?.string == "53576-5"
    }
    if isCheckup == true, let facility = facilities.first {
      code?.children("coding").filter { $0.value["code"]?.string == "53576-5" }
        .forEach { $0.takeCoding() }
      return facility.name
    }
    return node.words("code") ?? facilities.first?.name
      ?? code?.child("coding")?.value["code"]?.string ?? ""
  }

  private static func category(_ node: FHIRNode) -> Coding? {
    node.children("category").lazy.flatMap { $0.children("coding") }
      .compactMap { $0.ownCoding() }.first
  }
}

/// The items of a report or document in their order, groups taken apart.
struct FHIRItems {
  /// The items so far.
  private(set) var found: [Observation] = []
  /// The day of the report, if it says one.
  let date: PartialDate?
  /// The day of the first item that has one.
  private(set) var firstDay: PartialDate?
  private var seen: Set<String> = []

  /// No items yet.
  init(date: PartialDate?) {
    self.date = date
  }

  /// Leaves out an Observation, should others lead back to it.
  mutating func pass(over observation: FHIRNode) {
    seen.insert(Self.name(of: observation))
  }

  private static func name(of observation: FHIRNode) -> String {
    let scope = observation.scope
    return "\(scope.place ?? -1)|\(scope.position)|\(observation.path)"
  }

  /// Adds the Observation that a reference means; a panel gives its members, with its code as
  /// their group.
  mutating func add(_ target: FHIRTarget, group: String? = nil) {
    guard let resource = target.resource else {
      target.node.scope.report(.unresolvedReference, at: target.node.path)
      return
    }
    guard resource.value["resourceType"]?.string == "Observation" else { return }
    target.takeReference()
    add(resource, group: group)
    if let name = found.last?.code.shown { target.dropDisplay(ifSameAs: name) }
  }

  /// Adds an Observation and its members.
  mutating func add(_ observation: FHIRNode, group: String? = nil) {
    guard seen.insert(Self.name(of: observation)).inserted else { return }
    guard !FHIRMapping.isEnteredInError(observation) else { return }
    let members = observation.targets("hasMember")
    let day = observation.value["effectiveDateTime"]?.string.flatMap { FHIRMoment($0)?.date }
    firstDay = firstDay ?? day
    members.filter { $0.resource != nil }.forEach { $0.takeReference() }
    guard var item = FHIRObservation.item(aside: observation, date: date ?? firstDay) else {
      return
    }
    item.group = group
    if members.isEmpty || !item.isBareGroup { found.append(item) }
    let key2 = item.code.codings.first?.code ?? item.code.shown
    for member in members { add(member, group: group ?? key2) }
  }
}

extension Observation {
  /// Whether it only holds others together and says nothing itself.
  fileprivate var isBareGroup: Bool {
    guard case .absent = value else { return false }
    return note == nil && components.isEmpty && raw.isEmpty
  }
}
