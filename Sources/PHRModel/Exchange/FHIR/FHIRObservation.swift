/// Observation → an item of a checkup, or a measurement by itself.
enum FHIRObservation {
  /// The record body of an Observation that belongs to no report.
  ///
  /// A panel (blood pressure) is one measurement with its parts as components, also with those of
  /// panels in it.
  static func measurement(_ node: FHIRNode) -> RecordBody? {
    guard var read = item(node) else { return node.missing("code") }
    var members = FHIRItems(date: read.moment?.date)
    members.pass(over: node)
    for member in node.targets("hasMember") where member.resource != nil { members.add(member) }
    read.item.components += members.found
    if case .absent(.unknown) = read.item.value, !read.item.components.isEmpty {
      read.item.value = .absent(.inComponents)
    }
    var measurement = SelfMeasurement(item: read.item)
    let device = node.child("device")?.ownActor(.performer)
    measurement.device = device?.device ?? device?.person?.name ?? device?.facility?.name
    var body = RecordBody(
      date: read.moment?.date ?? members.firstDay, title: read.item.code.shown ?? "",
      content: .measurement(measurement))
    body.time = read.moment?.time
    body.note = read.item.note
    body.facilities = node.children("performer").compactMap { $0.ownFacility(.performer) }
    measurement.item.note = nil
    measurement.item.time = nil
    body.content = .measurement(measurement)
    return body
  }

  /// An Observation as an item of something else, with its own leftovers in it.
  static func item(aside node: FHIRNode, date: PartialDate? = nil) -> Observation? {
    guard var read = item(node) else { return nil }
    _ = node.subject()
    for name in ["resourceType", "id"] { node.child(name)?.take() }
    FHIRMapping.takeBookkeeping(of: node)
    if read.moment?.time == nil, let day = read.moment?.date, day != date {
      // A day of its own would be lost: items only have a time.
      read.item.raw.append(RawField(path: "effectiveDateTime", value: day.description))
    }
    if node.path.isEmpty {
      read.item.raw += node.scope.leftovers()
    }
    return read.item
  }

  /// The item with its moment.
  private static func item(_ node: FHIRNode) -> (item: Observation, moment: FHIRMoment?)? {
    guard let code = node.concept("code") else { return nil }
    var item = Observation(code: code, value: FHIRValue.value(node))
    takeLimits(node, into: &item)
    item.method = node.concept("method")
    item.category = category(node)
    item.components = node.children("component").compactMap(component)
    if case .absent(.unknown) = item.value, !item.components.isEmpty {
      item.value = .absent(.inComponents)
    }
    item.note = node.notes()
    node.drop("status", ifAnyOf: ["final"])
    let moment = node.moment(stem: "effective")
    item.time = moment?.time
    return (item, moment)
  }

  private static func component(_ node: FHIRNode) -> Observation? {
    guard let code = node.concept("code") else { return nil }
    var item = Observation(code: code, value: FHIRValue.value(node))
    takeLimits(node, into: &item)
    return item
  }

  private static func takeLimits(_ node: FHIRNode, into item: inout Observation) {
    item.flag = flag(node)
    guard let range = node.child("referenceRange") else { return }
    let reference = ReferenceRange(
      low: range.quantity("low"), high: range.quantity("high"), text: range.text("text"))
    if reference != ReferenceRange() { item.reference = reference }
    let own = FHIRSystem.extensionOwn("beyond-range")
    item.beyondRange = range.extended(own) {
      $0.token("valueCode", AbnormalFlag.init(rawValue:))
    }
  }

  /// The first interpretation that is one of ours; the HL7 v2 letters are the same.
  private static func flag(_ node: FHIRNode) -> AbnormalFlag? {
    for coding in node.children("interpretation").flatMap({ $0.children("coding") }) {
      guard let flag = coding.token("code", AbnormalFlag.init(rawValue:)) else { continue }
      coding.drop("system", ifAnyOf: [FHIRSystem.interpretation])
      return flag
    }
    return nil
  }

  /// The first category; its twin in the other list (HL7, JP Core) says the same.
  private static func category(_ node: FHIRNode) -> Coding? {
    let codings = node.children("category").flatMap { $0.children("coding") }
    guard let first = codings.lazy.compactMap({ $0.ownCoding() }).first else {
      return node.children("category").first?.ownConcept()
        .flatMap { $0.text.map { Coding(system: nil, code: $0) } }
    }
    let lists = [FHIRSystem.observationCategory, FHIRSystem.observationCategoryJP]
    for twin in codings.dropFirst() where twin.value["code"]?.string == first.code {
      if lists.contains(twin.value["system"]?.string ?? "") { twin.takeCoding() }
    }
    return first
  }
}
