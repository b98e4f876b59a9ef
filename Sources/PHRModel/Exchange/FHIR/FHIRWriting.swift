/// One record while it is written.
struct FHIRWriting {
  /// What the record says.
  let body: RecordBody
  /// Its id.
  let id: String
  /// It was entered in error.
  let withdrawn: Bool
  /// What is written.
  let options: FHIRWriter.Options

  /// The reference to the patient.
  var patient: JSONValue { ["reference": .string(options.patient)] }

  /// The moment of the record, else its date.
  var when: String? { body.time?.description ?? body.date?.description }

  /// The status, or `entered-in-error`.
  func status(_ status: String) -> JSONValue {
    .string(withdrawn ? "entered-in-error" : status)
  }

  /// The note as an annotation.
  var note: JSONValue? {
    body.note.flatMap(FHIRObject.exported).map { [["text": .string($0)]] }
  }

  /// Adds the note to a resource that has no element for it.
  func extendNote(_ object: inout FHIRObject) {
    let note = body.note.flatMap(FHIRObject.exported).map { JSONValue.string($0) }
    object.extend(FHIRSystem.extensionOwn("note"), "valueString", note)
  }

  /// The institutions in one of those roles.
  func facilities(_ roles: Facility.Role...) -> [Facility] {
    body.facilities.filter { roles.contains($0.role) }
  }

  // MARK: Data types

  /// CodeableConcept.
  static func concept(_ concept: CodedText?) -> JSONValue? {
    guard let concept else { return nil }
    var object = FHIRObject()
    object.set("coding", .array(concept.codings.compactMap(coding)))
    object.set("text", text: concept.text)
    return object.valueIfAny
  }

  /// Coding, under the current name of its system.
  static func coding(_ coding: Coding) -> JSONValue? {
    var object = FHIRObject()
    object.set("system", code: coding.system.map(FHIRSystem.canonical))
    object.set("code", code: coding.code)
    object.set("display", text: coding.display)
    return object.valueIfAny
  }

  /// A concept of one code that goes without words.
  static func concept(_ system: String, _ code: String) -> JSONValue {
    ["coding": [["system": .string(system), "code": .string(code)]]]
  }

  /// Quantity; a value that is no JSON number (`<0.3` in one text) goes into an extension.
  static func quantity(_ quantity: Quantity?) -> JSONValue? {
    guard let quantity else { return nil }
    var object = FHIRObject()
    if let number = FHIRNumber.literal(quantity.value) {
      object.set("value", .number(number))
    } else {
      let received = FHIRSystem.extensionOwn("value-as-received")
      object.extend(
        received, "valueString", FHIRObject.exported(quantity.value).map { .string($0) })
    }
    object.set("comparator", code: quantity.comparator)
    object.set("unit", text: quantity.unit)
    if quantity.unitSystem != nil {
      // Invariant qty-3: no code without its system.
      object.set("system", code: quantity.unitSystem.map(FHIRSystem.canonical))
      object.set("code", code: quantity.unitCode)
    }
    return object.valueIfAny
  }

  /// A number of days in UCUM.
  static func days(_ days: Int?) -> JSONValue? {
    days.map {
      [
        "value": .number(String($0)), "unit": "日", "system": .string(FHIRSystem.ucum),
        "code": "d",
      ]
    }
  }

  /// Period, if an end of it is known.
  static func period(_ start: PartialDate?, _ end: PartialDate?) -> JSONValue? {
    var object = FHIRObject()
    object.set("start", code: start?.description)
    object.set("end", code: end?.description)
    return object.valueIfAny
  }

  /// The element that says that a required value is not known.
  static let unknown: JSONValue = [
    "extension": [
      [
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown",
      ]
    ]
  ]

  // MARK: Institutions and people

  /// Reference to an institution.
  static func reference(_ facility: Facility) -> JSONValue {
    var object = FHIRObject()
    object.set("reference", code: "Organization/" + FHIRWriter.organizationID(facility))
    object.set("display", text: facility.name)
    return object.value
  }

  /// Organization (profile JP_Organization).
  static func organization(_ facility: Facility, id: String) -> JSONValue {
    var object = FHIRObject("Organization", id: id)
    if let code = facility.code.flatMap(FHIRObject.exported) {
      let system = facility.role == .insurer ? FHIRSystem.insurer : FHIRSystem.institution
      object.set("identifier", [["system": .string(system), "value": .string(code)]])
    }
    object.set("name", text: facility.name)
    if let phone = facility.phone.flatMap(FHIRObject.exported) {
      object.set("telecom", [["system": "phone", "value": .string(phone)]])
    }
    object.set("address", address(facility.address, facility.postalCode))
    return object.value
  }

  /// Address without the postal code in its text.
  static func address(_ text: String?, _ postalCode: String?) -> JSONValue? {
    var object = FHIRObject()
    object.set("text", text: text)
    object.set("postalCode", text: postalCode)
    return object.valueIfAny.map { [$0] }
  }

  /// A professional, with department and institution if known, inside the resource.
  ///
  /// - Returns: The reference, or `nil` if neither is known.
  static func professional(
    _ person: Practitioner?, at facility: Facility?, in object: inout FHIRObject
  ) -> JSONValue? {
    guard person != nil || facility != nil else { return nil }
    let number = object.containedCount + 1
    let reference = person.map { person in
      object.contain("p\(number)", practitioner(person, id: "p\(number)"))
    }
    guard facility != nil || person?.department != nil else { return reference }
    var role = FHIRObject("PractitionerRole", id: "r\(number)")
    role.set("practitioner", reference)
    role.set("organization", facility.map(Self.reference))
    if let department = person?.department.flatMap(FHIRObject.exported) {
      role.set("specialty", [["text": .string(department)]])
    }
    return object.contain("r\(number)", role.value)
  }

  private static func practitioner(_ person: Practitioner, id: String) -> JSONValue {
    var object = FHIRObject("Practitioner", id: id)
    object.set("name", FHIRObject.exported(person.name).map { [["text": .string($0)]] })
    if let contact = person.contact.flatMap(FHIRObject.exported) {
      object.set("telecom", [["system": "other", "value": .string(contact)]])
    }
    return object.value
  }
}

/// Numbers as JSON writes them.
enum FHIRNumber {
  /// The text as a JSON number, without change of its precision; `nil` if it is none.
  ///
  /// Full-width digits, leading zeros and a missing zero before the point are mended.
  static func literal(_ text: String) -> String? {
    let folded = FoldedText.name(text)
    let sign = folded.hasPrefix("-") ? "-" : ""
    var digits = folded.drop { $0 == "-" || $0 == "+" }
    while digits.count > 1, digits.first == "0", digits.dropFirst().first?.isASCIIDigit == true {
      digits = digits.dropFirst()
    }
    if digits.first == "." { digits = "0" + digits }
    guard case .number(let literal)? = try? JSONValue(parsing: sign + digits) else { return nil }
    return literal
  }
}
