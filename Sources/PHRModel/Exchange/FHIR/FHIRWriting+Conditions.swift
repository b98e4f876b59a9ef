extension FHIRWriting {
  /// AllergyIntolerance.
  func allergyIntolerance(_ allergy: Allergy) -> JSONValue {
    var object = FHIRObject("AllergyIntolerance", id: id)
    if allergy.category == .adverseReaction {
      let url = FHIRSystem.extensionOwn("adverse-reaction")
      object.extend(url, "valueBoolean", true)
    }
    setStates(
      clinical: (allergy.clinicalStatus, FHIRSystem.allergyClinical),
      verification: (allergy.verification, FHIRSystem.allergyVerification), in: &object)
    if allergy.category != .adverseReaction { object.set("type", code: allergy.category.rawValue) }
    let types: Set<String> = ["food", "medication", "environment", "biologic"]
    let known = allergy.substanceTypes.filter(types.contains)
    object.set("category", .array(known.map { .string($0) }))
    let levels: Set<String> = ["low", "high", "unable-to-assess"]
    object.set(
      "criticality", code: allergy.criticality.flatMap { levels.contains($0) ? $0 : nil })
    object.set("code", Self.concept(allergy.substance))
    object.set("patient", patient)
    object.set("onsetDateTime", code: onset(allergy.onset))
    if allergy.onset == nil { object.set("recordedDate", code: when) }
    object.set("asserter", Self.professional(nil, at: body.facilities.first, in: &object))
    object.set("note", note)
    let manifestations = allergy.reactions.compactMap { Self.concept($0) }
    if !manifestations.isEmpty {
      object.set("reaction", [["manifestation": .array(manifestations)]])
    }
    return object.value
  }

  /// Condition, or Procedure for what was done.
  func condition(_ condition: Condition) -> JSONValue {
    if condition.category == .procedure { return procedure(condition) }
    var object = FHIRObject("Condition", id: id)
    if condition.category != .problem {
      let url = FHIRSystem.extensionOwn("condition-category")
      object.extend(url, "valueCode", .string(condition.category.rawValue))
    }
    setStates(
      clinical: (condition.clinicalStatus, FHIRSystem.conditionClinical),
      verification: (condition.verification, FHIRSystem.conditionVerification), in: &object)
    object.set("severity", Self.concept(condition.severity))
    object.set("code", Self.concept(condition.code))
    object.set("bodySite", .array(condition.sites.compactMap { Self.concept($0) }))
    object.set("subject", patient)
    object.set("onsetDateTime", code: onset(condition.onset))
    object.set("abatementDateTime", code: condition.abatement?.description)
    if condition.onset == nil { object.set("recordedDate", code: when) }
    let person = condition.practitioners.first
    object.set(
      "asserter", Self.professional(person, at: body.facilities.first, in: &object))
    object.set("note", note)
    return object.value
  }

  private func procedure(_ condition: Condition) -> JSONValue {
    var object = FHIRObject("Procedure", id: id)
    let known: Set<String> = [
      "preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "unknown",
    ]
    let received = condition.clinicalStatus.flatMap { known.contains($0) ? $0 : nil }
    if condition.clinicalStatus == nil { object.assume("status") }
    object.set("status", status(received ?? "completed"))
    object.set("code", Self.concept(condition.code))
    object.set("subject", patient)
    if condition.abatement != nil {
      object.set("performedPeriod", Self.period(condition.onset ?? body.date, condition.abatement))
    } else {
      object.set("performedDateTime", code: when)
    }
    object.set("performer", .array(performers(condition.practitioners, in: &object)))
    object.set("bodySite", .array(condition.sites.compactMap { Self.concept($0) }))
    object.set("note", note)
    return object.value
  }

  /// The moment of the record stands for its onset if it is the same day.
  private func onset(_ onset: PartialDate?) -> String? {
    onset == body.date ? when : onset?.description
  }

  /// A withdrawn one has no clinical state (invariants ait-2, con-5); one whose source names no
  /// state counts as active, which ait-1 wants to be said.
  private func setStates(
    clinical: (code: String?, system: String), verification: (code: String?, system: String),
    in object: inout FHIRObject
  ) {
    guard !withdrawn else {
      return object.set(
        "verificationStatus", Self.concept(verification.system, "entered-in-error"))
    }
    let code = clinical.code.flatMap(FHIRObject.exported)
    if code == nil { object.assume("clinicalStatus") }
    object.set("clinicalStatus", Self.concept(clinical.system, code ?? "active"))
    if let code = verification.code.flatMap(FHIRObject.exported) {
      object.set("verificationStatus", Self.concept(verification.system, code))
    }
  }
}
