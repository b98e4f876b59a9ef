/// MedicationDispense, MedicationRequest, MedicationStatement, MedicationAdministration → one drug
/// line.
enum FHIRMedication {
  /// The record body, or `nil` if no drug is named or none is stated to be taken.
  static func body(_ node: FHIRNode) -> RecordBody? {
    guard let named = drug(node) else { return node.missing("medication") }
    if FHIRAbsence.says(named.drug) { return nil }
    var line = Medication(drug: named.drug, origin: origin(node))
    line.ingredients = named.ingredients
    takeExtensions(node, into: &line)
    line.status = node.token("status") { $0 == "entered-in-error" ? nil : $0 }
    if node.isAssumed("status") { line.status = nil }
    takeIdentifiers(node, into: &line)
    takeSupply(node, into: &line)
    line.reason = node.children("reasonCode").first?.ownConcept()
    var body = RecordBody(date: nil, title: named.drug.shown ?? "", content: .medication(line))
    let moment = takeDates(node, into: &line)
    body.date = moment?.date
    body.time = moment?.time
    FHIRDosage.take(node, into: &line)
    takeActors(node, into: &line, facilities: &body.facilities)
    body.raw = named.leftovers
    if node.scope.type == "MedicationAdministration" {
      // We have no word for "given on the spot".
      body.raw.append(RawField(path: "resourceType", value: node.scope.type))
    }
    body.content = .medication(line)
    return body
  }

  private static func origin(_ node: FHIRNode) -> Medication.Origin {
    switch node.scope.type {
    case "MedicationDispense": return .dispensed
    case "MedicationRequest": return .prescribed
    case "MedicationAdministration":
      // Given, not handed over: the type is kept beside the record.
      return .dispensed
    default:
      let source = node.target("informationSource")?.type ?? "Patient"
      return ["Patient", "RelatedPerson"].contains(source) ? .selfReported : .prescribed
    }
  }

  /// The drug with what its Medication resource says besides.
  private struct NamedDrug {
    var drug: CodedText
    var ingredients: [CodedText] = []
    var leftovers: [RawField] = []
  }

  private static func drug(_ node: FHIRNode) -> NamedDrug? {
    if let concept = node.concept("medicationCodeableConcept") {
      return NamedDrug(drug: concept)
    }
    guard let target = node.target("medicationReference") else { return nil }
    guard let medication = target.resource else {
      guard let display = target.display else {
        node.scope.report(.unresolvedReference, at: target.node.path)
        return nil
      }
      return NamedDrug(drug: CodedText(text: display))
    }
    target.takeReference()
    let ingredients = medication.children("ingredient")
      .compactMap { $0.concept("itemCodeableConcept") }
    let code = medication.concept("code") ?? combined(ingredients)
    guard let code else { return nil }
    var named = NamedDrug(drug: code, ingredients: ingredients)
    if let shown = code.shown { target.dropDisplay(ifSameAs: shown) }
    if medication.path.isEmpty {
      FHIRMapping.takeBookkeeping(of: medication)
      named.leftovers = medication.scope.leftovers(below: target.node.path + ".resolve().")
    }
    return named
  }

  /// A mixture without a name of its own (an infusion) is named by what is in it.
  private static func combined(_ ingredients: [CodedText]) -> CodedText? {
    let names = ingredients.compactMap(\.shown)
    return names.isEmpty ? nil : CodedText(text: names.joined(separator: " + "))
  }

  /// RP number and order within the RP; other identifiers stay raw.
  private static func takeIdentifiers(_ node: FHIRNode, into line: inout Medication) {
    for identifier in node.children("identifier") {
      guard let system = identifier.value["system"]?.string else { continue }
      switch FHIRSystem.canonical(system) {
      case FHIRSystem.rpNumber: line.rpNumber = number(identifier)
      case FHIRSystem.orderInRP: line.orderInRP = number(identifier)
      default: continue
      }
    }
  }

  private static func number(_ identifier: FHIRNode) -> Int? {
    guard let number = identifier.token("value", { Int($0) }) else { return nil }
    identifier.child("system")?.take()
    return number
  }

  /// Amounts and days, from the dispensing or from what was asked to be dispensed.
  private static func takeSupply(_ node: FHIRNode, into line: inout Medication) {
    let request = node.child("dispenseRequest")
    let quantity = node.quantity("quantity") ?? request?.quantity("quantity")
    // A count of days or uses is the JAHIS 調剤数量; pieces are the amount handed over.
    if let unit = quantity?.unit, unit.hasSuffix("分") || unit == "調剤" {
      line.dispensed = quantity
    } else {
      line.quantity = quantity
    }
    line.days =
      node.days("daysSupply") ?? request?.days("expectedSupplyDuration")
      ?? node.extended(FHIRSystem.extensionOwn("days")) { $0.days("valueQuantity") }
    let own = FHIRSystem.extensionOwn("dispensed")
    line.dispensed = line.dispensed ?? node.extended(own) { $0.quantity("valueQuantity") }
  }

  /// What our own writer has no other place for.
  private static func takeExtensions(_ node: FHIRNode, into line: inout Medication) {
    let generic = FHIRSystem.extensionOwn("generic-name")
    line.genericName = node.extended(generic) { $0.concept("valueCodeableConcept") }
    let ingredient = FHIRSystem.extensionOwn("ingredient")
    for part in node.children("extension") where part.value["url"]?.string == ingredient {
      guard let concept = part.concept("valueCodeableConcept") else { continue }
      part.child("url")?.take()
      line.ingredients.append(concept)
    }
  }

  /// When it happened, and from when to when it is taken.
  private static func takeDates(_ node: FHIRNode, into line: inout Medication) -> FHIRMoment? {
    switch node.scope.type {
    case "MedicationDispense":
      return node.moment("whenHandedOver") ?? node.moment("whenPrepared")
    case "MedicationRequest":
      return node.moment("authoredOn")
    default:
      let single = node.moment("effectiveDateTime")
      let period = node.child("effectivePeriod")
      let start = period?.moment("start")
      line.start = start?.date
      line.end = period?.date("end")
      return single ?? start ?? node.moment("dateAsserted")
    }
  }

  private static func takeActors(
    _ node: FHIRNode, into line: inout Medication, facilities: inout [Facility]
  ) {
    var actors: [FHIRActor] = []
    let role: Facility.Role =
      node.scope.type == "MedicationRequest" ? .prescriber : .dispenser
    if node.scope.type == "MedicationRequest" {
      actors.append(node.actor("requester", .prescriber))
      actors += node.children("dispenseRequest").map { $0.actor("performer", .dispenser) }
    } else {
      actors += node.children("performer").map { $0.actor("actor", role) }
      actors.append(node.actor("location", role))
      actors += prescription(node)
    }
    takeDepartment(node, into: &actors)
    let people = actors.compactMap(\.person)
    // Who prescribed stands first, whatever the resource's order.
    line.practitioners =
      people.filter { $0.role == .prescriber } + people.filter { $0.role != .prescriber }
    facilities += actors.compactMap(\.facility)
  }

  /// Who prescribed what was dispensed.
  private static func prescription(_ node: FHIRNode) -> [FHIRActor] {
    node.targets("authorizingPrescription").compactMap { target in
      guard let request = target.resource else { return nil }
      let actor = request.actor("requester", .prescriber)
      guard actor.person != nil || actor.facility != nil else { return nil }
      target.takeReference()
      return actor
    }
  }

  /// The department that JP-CLINS writes beside the resource instead of a PractitionerRole.
  private static func takeDepartment(_ node: FHIRNode, into actors: inout [FHIRActor]) {
    let addresses = node.children("extension").filter {
      $0.value["url"]?.string?.hasSuffix("JP_eCS_Department") == true
    }
    guard let concept = addresses.first, !actors.isEmpty, actors[0].person != nil,
      actors[0].person?.department == nil
    else { return }
    actors[0].person?.department = concept.words("valueCodeableConcept")
    concept.child("url")?.take()
  }
}
