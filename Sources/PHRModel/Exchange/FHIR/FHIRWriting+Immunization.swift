extension FHIRWriting {
  /// Immunization (profile JP_Immunization).
  func immunization(_ dose: Vaccination) -> JSONValue {
    var object = FHIRObject("Immunization", id: id)
    object.set(
      "meta", ["profile": ["http://jpfhir.jp/fhir/core/StructureDefinition/JP_Immunization"]])
    let due = FHIRSystem.extensionJP("Immunization_DueDateOfNextDose")
    object.extend(due, "valueDate", dose.nextDue.map { .string($0.description) })
    let product = dose.product.flatMap(FHIRObject.exported)
    object.extend(
      FHIRSystem.extensionOwn("product"), "valueString", product.map { .string($0) })
    object.set("status", status(dose.status == .notDone ? "not-done" : "completed"))
    object.set("statusReason", Self.words(dose.statusReason))
    object.set("vaccineCode", Self.concept(dose.vaccine))
    object.set("patient", patient)
    object.set("occurrenceDateTime", code: when)
    // Required in some form; checkers do not accept a bare data-absent-reason.
    if when == nil { object.set("occurrenceString", "unknown") }
    object.set(
      "manufacturer",
      dose.manufacturer.flatMap(FHIRObject.exported).map { ["display": .string($0)] })
    object.set("lotNumber", text: dose.lotNumber)
    object.set("expirationDate", code: dose.expires?.description)
    object.set("site", Self.concept(dose.site))
    object.set("route", Self.concept(dose.route))
    object.set("doseQuantity", Self.quantity(dose.amount))
    object.set("performer", .array(performers(dose.practitioners, in: &object)))
    object.set("note", note)
    if let programme = dose.programme {
      object.set("programEligibility", [["text": .string(programme.japanese + "接種")]])
    }
    object.set("reaction", .array(dose.reactions.compactMap(reaction)))
    object.set("protocolApplied", protocolApplied(dose))
    return object.value
  }

  private func reaction(_ text: String) -> JSONValue? {
    FHIRObject.exported(text).map { ["detail": ["display": .string($0)]] }
  }

  /// The number of the dose is required inside; without one only the own words can stand there.
  private func protocolApplied(_ dose: Vaccination) -> JSONValue? {
    var object = FHIRObject()
    object.set("series", text: dose.stage)
    object.set("targetDisease", .array(dose.targets.compactMap { Self.concept($0) }))
    object.set("doseNumberPositiveInt", number: dose.doseNumber)
    if dose.doseNumber == nil { object.set("doseNumberString", text: dose.doseText) }
    object.set("seriesDosesPositiveInt", number: dose.seriesDoses)
    guard !object.isEmpty else { return nil }
    if dose.doseNumber == nil, dose.doseText == nil {
      object.set("_doseNumberString", Self.unknown)
    }
    return [object.value]
  }

  /// Who acted: people and institutions, each as a performer of their own.
  func performers(_ people: [Practitioner], in object: inout FHIRObject) -> [JSONValue] {
    var references = people.compactMap { Self.professional($0, at: nil, in: &object) }
    references += body.facilities.map(Self.reference)
    return references.map { ["actor": $0] }
  }

  /// A concept of words only.
  static func words(_ text: String?) -> JSONValue? {
    text.flatMap(FHIRObject.exported).map { ["text": .string($0)] }
  }
}

extension Vaccination.Programme {
  /// The word of the law.
  fileprivate var japanese: String {
    switch self {
    case .routine: "定期"
    case .voluntary: "任意"
    case .extraordinary: "臨時"
    }
  }
}
