/// Condition and Procedure → condition.
enum FHIRCondition {
  /// The record body of a Condition.
  static func condition(_ node: FHIRNode) -> RecordBody? {
    guard let code = node.concept("code") else { return node.missing("code") }
    if FHIRAbsence.statement(code) == .noInformation { return nil }
    var condition = Condition(code: code)
    condition.noneKnown = FHIRAbsence.statement(code) == .knownNone
    condition.clinicalStatus = node.state(
      "clinicalStatus", system: FHIRSystem.conditionClinical)
    if node.isAssumed("clinicalStatus") { condition.clinicalStatus = nil }
    condition.verification = node.state(
      "verificationStatus", system: FHIRSystem.conditionVerification)
    condition.severity = node.concept("severity")
    condition.sites = node.concepts("bodySite")
    let onset = node.moment("onsetDateTime") ?? node.child("onsetPeriod")?.moment("start")
    let ended =
      node.moment("abatementDateTime") ?? node.child("abatementPeriod")?.moment("end")
      ?? node.child("onsetPeriod")?.moment("end")
    condition.onset = onset?.date
    condition.abatement = ended?.date
    if let word = ["inactive", "resolved"].first(where: { $0 == condition.clinicalStatus }) {
      condition.category = word == "resolved" || ended != nil ? .history : .problem
    }
    let remark = FHIRSystem.extensionOwn("condition-category")
    condition.category =
      node.extended(remark) { $0.token("valueCode", Condition.Category.init(rawValue:)) }
      ?? condition.category
    let actors = ["asserter", "recorder"].map { node.actor($0, .performer) }
    condition.practitioners = unique(actors.compactMap(\.person))
    return body(condition, moment: onset ?? node.moment("recordedDate"), actors: actors)
  }

  /// The record body of a Procedure.
  static func procedure(_ node: FHIRNode) -> RecordBody? {
    guard let code = node.concept("code") else { return node.missing("code") }
    if FHIRAbsence.statement(code) == .noInformation { return nil }
    var condition = Condition(code: code, category: .procedure)
    condition.noneKnown = FHIRAbsence.statement(code) == .knownNone
    condition.clinicalStatus = node.token("status") { $0 == "entered-in-error" ? nil : $0 }
    if node.isAssumed("status") { condition.clinicalStatus = nil }
    condition.sites = node.concepts("bodySite")
    let moment = node.moment(stem: "performed")
    condition.onset = moment?.date
    condition.abatement = node.child("performedPeriod")?.date("end")
    let actors =
      node.children("performer").map { $0.actor("actor", .performer) }
      + [FHIRActor(facility: node.facility("location", .performer))]
    condition.practitioners = unique(actors.compactMap(\.person))
    return body(condition, moment: moment, actors: actors)
  }

  private static func body(
    _ condition: Condition, moment: FHIRMoment?, actors: [FHIRActor]
  ) -> RecordBody {
    var body = RecordBody(
      date: moment?.date, title: condition.code.shown ?? "", content: .condition(condition))
    body.time = moment?.time
    body.facilities = actors.compactMap(\.facility)
    return body
  }

  private static func unique(_ people: [Practitioner]) -> [Practitioner] {
    people.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
