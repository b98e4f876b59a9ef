/// AllergyIntolerance → allergy; "none known" is a record, "no information" is none.
enum FHIRAllergy {
  /// The record body.
  static func body(_ node: FHIRNode) -> RecordBody? {
    let reactions = node.children("reaction")
    let concept =
      node.concept("code") ?? reactions.lazy.compactMap { $0.concept("substance") }.first
    guard let substance = concept else { return node.missing("code") }
    if FHIRAbsence.statement(substance) == .noInformation { return nil }
    var allergy = Allergy(substance: substance, category: category(node))
    allergy.noneKnown = FHIRAbsence.statement(substance) == .knownNone
    allergy.substanceTypes = node.children("category").compactMap { $0.ownText(as: .code) }
    allergy.criticality = node.code("criticality")
    allergy.clinicalStatus = node.state("clinicalStatus", system: FHIRSystem.allergyClinical)
    if node.isAssumed("clinicalStatus") { allergy.clinicalStatus = nil }
    allergy.verification = node.state(
      "verificationStatus", system: FHIRSystem.allergyVerification)
    allergy.reactions = reactions.flatMap { $0.concepts("manifestation") }
    let onset = node.moment("onsetDateTime") ?? node.child("onsetPeriod")?.moment("start")
    allergy.onset = onset?.date
    let moment = onset ?? node.moment("recordedDate")
    var body = RecordBody(
      date: moment?.date, title: substance.shown ?? "", content: .allergy(allergy))
    body.time = moment?.time
    body.facilities = ["asserter", "recorder"]
      .compactMap { node.facility($0, .performer) }
    return body
  }

  private static func category(_ node: FHIRNode) -> Allergy.Category {
    let own = FHIRSystem.extensionOwn("adverse-reaction")
    if node.extended(own, { $0.bool("valueBoolean") }) == true {
      node.child("type")?.take()
      return .adverseReaction
    }
    return node.token("type") { ["allergy": .allergy, "intolerance": .intolerance][$0] }
      ?? .allergy
  }
}
