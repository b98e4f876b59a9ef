/// Immunization (profile JP_Immunization) → one vaccine dose.
enum FHIRImmunization {
  /// The record body, or `nil` if no vaccine is named.
  static func body(_ node: FHIRNode) -> RecordBody? {
    guard let vaccine = node.concept("vaccineCode") else { return node.missing("vaccineCode") }
    if FHIRAbsence.says(vaccine) { return nil }
    var dose = Vaccination(vaccine: vaccine)
    dose.status = node.token("status", status) ?? .completed
    dose.statusReason = node.words("statusReason")
    dose.lotNumber = node.text("lotNumber")
    dose.expires = node.date("expirationDate")
    dose.amount = node.quantity("doseQuantity")
    dose.route = node.concept("route")
    dose.site = node.concept("site")
    dose.manufacturer = manufacturer(node)
    takeProtocol(node, into: &dose)
    takeExtensions(node, into: &dose)
    dose.programme = programme(node)
    dose.reactions = node.children("reaction").compactMap(reaction)

    var facilities: [Facility] = []
    for performer in node.children("performer") {
      let actor = performer.actor("actor", .performer)
      if let person = actor.person, !dose.practitioners.contains(person) {
        dose.practitioners.append(person)
      }
      if let facility = actor.facility { facilities.append(facility) }
    }
    if let place = node.facility("location", .performer) { facilities.append(place) }

    let moment = node.moment(stem: "occurrence")
    node.drop("occurrenceString", ifAnyOf: ["unknown"])
    var body = RecordBody(
      date: moment?.date, title: vaccine.shown ?? "", content: .vaccination(dose))
    body.time = moment?.time
    body.facilities = facilities
    return body
  }

  private static func status(_ code: String) -> Vaccination.Status? {
    switch code {
    case "completed": .completed
    case "not-done": .notDone
    default: nil
    }
  }

  private static func manufacturer(_ node: FHIRNode) -> String? {
    guard let target = node.target("manufacturer") else { return nil }
    guard let name = target.resource?.text("name") else { return target.display }
    target.takeReference()
    target.dropDisplay(ifSameAs: name)
    return name
  }

  /// The first protocol; a combined vaccine may have more, which stay raw.
  private static func takeProtocol(_ node: FHIRNode, into dose: inout Vaccination) {
    guard let applied = node.child("protocolApplied") else { return }
    dose.stage = applied.text("series")
    dose.doseNumber = applied.integer("doseNumberPositiveInt")
    dose.doseText = applied.text("doseNumberString")
    let noNumber = applied.child("_doseNumberString")
    if noNumber?.value == FHIRWriting.unknown { noNumber?.take() }
    dose.seriesDoses = applied.integer("seriesDosesPositiveInt")
    dose.targets = applied.concepts("targetDisease")
  }

  private static func takeExtensions(_ node: FHIRNode, into dose: inout Vaccination) {
    let due = FHIRSystem.extensionJP("Immunization_DueDateOfNextDose")
    dose.nextDue = node.extended(due) { $0.date("valueDate") ?? $0.date("valueDateTime") }
    dose.product = node.extended(FHIRSystem.extensionOwn("product")) { $0.text("valueString") }
  }

  /// 定期, 任意, 臨時 have no slot in FHIR; senders write them as words (fhir/mapping.md section 3).
  private static func programme(_ node: FHIRNode) -> Vaccination.Programme? {
    let words: [(String, Vaccination.Programme)] = [
      ("定期", .routine), ("任意", .voluntary), ("臨時", .extraordinary),
    ]
    for concept in node.children("programEligibility") + node.children("fundingSource") {
      guard let text = concept.value["text"]?.string,
        let match = words.first(where: { text.contains($0.0) })
      else { continue }
      if text == match.0 + "接種" { concept.child("text")?.take() }
      return match.1
    }
    return nil
  }

  private static func reaction(_ node: FHIRNode) -> String? {
    guard let target = node.target("detail") else { return nil }
    if let observed = target.resource?.words("code") {
      target.takeReference()
      return observed
    }
    return target.display
  }
}
