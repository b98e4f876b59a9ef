extension FHIRWriting {
  /// MedicationDispense, MedicationRequest or MedicationStatement, by where the line comes from.
  func medication(_ line: Medication) -> JSONValue {
    switch line.origin {
    case .dispensed: dispense(line)
    case .prescribed: request(line)
    case .selfReported: statement(line)
    }
  }

  private func dispense(_ line: Medication) -> JSONValue {
    var object = resource("MedicationDispense", line)
    let known: Set<String> = [
      "preparation", "in-progress", "cancelled", "on-hold", "completed", "stopped", "declined",
      "unknown",
    ]
    object.set(
      "status", status(line.status.flatMap { known.contains($0) ? $0 : nil } ?? "completed"))
    object.set("medicationCodeableConcept", Self.concept(line.drug))
    object.set("subject", patient)
    let people = line.practitioners.filter { $0.role != .prescriber }
    var performers = people.compactMap { Self.professional($0, at: nil, in: &object) }
    performers += facilities(.dispenser, .performer, .author).map(Self.reference)
    object.set("performer", .array(performers.map { ["actor": $0] }))
    object.set("authorizingPrescription", prescription(line, in: &object).map { [$0] })
    object.set("quantity", Self.quantity(line.quantity ?? line.dispensed))
    object.set("daysSupply", Self.days(line.days))
    object.set("whenHandedOver", code: when)
    object.set("note", note)
    object.set("dosageInstruction", dosage(line))
    return object.value
  }

  private func request(_ line: Medication) -> JSONValue {
    var object = resource("MedicationRequest", line)
    let known: Set<String> = [
      "active", "on-hold", "cancelled", "completed", "stopped", "draft", "unknown",
    ]
    object.set("status", status(line.status.flatMap { known.contains($0) ? $0 : nil } ?? "active"))
    object.set("intent", "order")
    object.set("medicationCodeableConcept", Self.concept(line.drug))
    object.set("subject", patient)
    object.set("authoredOn", code: when)
    let prescriber = line.practitioners.first { $0.role == .prescriber }
    let facility = facilities(.prescriber).first
    object.set("requester", Self.professional(prescriber, at: facility, in: &object))
    object.set("reasonCode", line.reason.flatMap { Self.concept($0) }.map { [$0] })
    object.set("note", note)
    object.set("dosageInstruction", dosage(line))
    var supply = FHIRObject()
    supply.set("quantity", Self.quantity(line.quantity ?? line.dispensed))
    supply.set("expectedSupplyDuration", Self.days(line.days))
    supply.set("performer", facilities(.dispenser).first.map(Self.reference))
    object.set("dispenseRequest", supply.valueIfAny)
    return object.value
  }

  private func statement(_ line: Medication) -> JSONValue {
    var object = resource("MedicationStatement", line)
    let known: Set<String> = [
      "active", "completed", "intended", "stopped", "on-hold", "unknown", "not-taken",
    ]
    object.set("status", status(line.status.flatMap { known.contains($0) ? $0 : nil } ?? "unknown"))
    object.set("medicationCodeableConcept", Self.concept(line.drug))
    object.set("subject", patient)
    if line.start != nil || line.end != nil {
      let start = line.start ?? (line.end == nil ? body.date : nil)
      object.set("effectivePeriod", Self.period(start, line.end))
    } else {
      object.set("effectiveDateTime", code: when)
    }
    object.set("informationSource", patient)
    object.set("reasonCode", line.reason.flatMap { Self.concept($0) }.map { [$0] })
    object.set("note", note)
    object.set("dosage", dosage(line))
    return object.value
  }

  /// What the three resources share: identifiers and what only we have a field for.
  private func resource(_ type: String, _ line: Medication) -> FHIRObject {
    var object = FHIRObject(type, id: id)
    let profile = "http://jpfhir.jp/fhir/core/StructureDefinition/JP_\(type)"
    object.set("meta", ["profile": [.string(profile)]])
    func identifier(_ system: String, _ number: Int?) -> JSONValue? {
      number.map { ["system": .string(system), "value": .string(String($0))] }
    }
    if line.status == nil { object.assume("status") }
    let identifiers = [
      identifier(FHIRSystem.rpNumber, line.rpNumber),
      identifier(FHIRSystem.orderInRP, line.orderInRP),
    ]
    object.set("identifier", .array(identifiers.compactMap { $0 }))
    let generic = FHIRSystem.extensionOwn("generic-name")
    object.extend(generic, "valueCodeableConcept", Self.concept(line.genericName))
    for ingredient in line.ingredients {
      let url = FHIRSystem.extensionOwn("ingredient")
      object.extend(url, "valueCodeableConcept", Self.concept(ingredient))
    }
    if type == "MedicationStatement" || line.quantity != nil {
      let url = FHIRSystem.extensionOwn("dispensed")
      object.extend(url, "valueQuantity", Self.quantity(line.dispensed))
    }
    if type == "MedicationStatement" {
      object.extend(FHIRSystem.extensionOwn("days"), "valueQuantity", Self.days(line.days))
    }
    return object
  }

  /// Who prescribed what was dispensed: a contained request, as MedicationDispense has no other
  /// place for it.
  private func prescription(_ line: Medication, in object: inout FHIRObject) -> JSONValue? {
    let person = line.practitioners.first { $0.role == .prescriber }
    let facility = facilities(.prescriber).first
    guard let requester = Self.professional(person, at: facility, in: &object) else { return nil }
    var request = FHIRObject("MedicationRequest", id: "rx")
    request.set("status", "completed")
    request.set("intent", "order")
    request.set("medicationCodeableConcept", Self.concept(line.drug))
    request.set("subject", patient)
    request.set("requester", requester)
    return object.contain("rx", request.value)
  }

  private func dosage(_ line: Medication) -> JSONValue? {
    var dosage = FHIRObject()
    let use = Self.period(line.start, line.end)
    if line.origin != .selfReported {
      dosage.extend(FHIRSystem.extensionJP("MedicationDosage_PeriodOfUse"), "valuePeriod", use)
    }
    let form = line.form.map { JSONValue.number(String($0.rawValue)) }
    dosage.extend(FHIRSystem.extensionOwn("dosage-form"), "valueInteger", form)
    if line.doseBasis == .total {
      dosage.extend(FHIRSystem.extensionOwn("dose-is-total"), "valueBoolean", true)
    }
    dosage.set("text", text: line.usage?.text)
    let supplements = line.remarks.filter { $0.topic == .usageSupplement }
      .compactMap { Self.words($0.text) }
    dosage.set("additionalInstruction", .array(supplements))
    let cautions = line.remarks.filter { $0.topic == .usageCaution }.map(\.text)
    dosage.set("patientInstruction", text: cautions.joined(separator: "\n"))
    let codings = line.usage?.codings.compactMap(Self.coding) ?? []
    dosage.set("timing", codings.isEmpty ? nil : ["code": ["coding": .array(codings)]])
    if line.form == .asNeeded { dosage.set("asNeededBoolean", true) }
    dosage.set("doseAndRate", dose(line))
    extendDrugRemarks(line, in: &dosage)
    return dosage.valueIfAny.map { [$0] }
  }

  /// The amount per day as a rate per day, any other as a quantity.
  private func dose(_ line: Medication) -> JSONValue? {
    guard let dose = Self.quantity(line.dose) else { return nil }
    guard line.doseBasis == .perDay else { return [["doseQuantity": dose]] }
    let day: JSONValue = [
      "value": 1, "unit": "日", "system": .string(FHIRSystem.ucum), "code": "d",
    ]
    return [["rateRatio": ["numerator": dose, "denominator": day]]]
  }

  /// 281 and 291 belong to the drug, for which Dosage has no words.
  private func extendDrugRemarks(_ line: Medication, in dosage: inout FHIRObject) {
    for remark in line.remarks where [.drugSupplement, .drugCaution].contains(remark.topic) {
      let url = FHIRSystem.extensionOwn(remark.topic.rawValue)
      let text = FHIRObject.exported(remark.text).map { JSONValue.string($0) }
      dosage.extend(url, "valueString", text)
    }
  }
}
