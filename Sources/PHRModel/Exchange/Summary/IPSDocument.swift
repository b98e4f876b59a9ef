/// A summary as an International Patient Summary, valid for 1.1.0 and 2.0.
///
/// Facts: shared fhir/ips.md. All references are `urn:uuid:` and resolve inside the document; an
/// empty required section holds one entry that says "no information" in the codes of both
/// versions, and never `withheld`, which would tell that something exists.
public struct IPSDocument {
  let summary: PatientSummary
  let page: PrintedDocument
  /// What an empty section's entry says.
  let nothing: String
  private let uuid: (String) -> String
  private let writer: FHIRWriter
  private var entries: [(name: String, resource: JSONValue)] = []
  private var known: Set<String> = []

  /// A document.
  ///
  /// - Parameters:
  ///   - summary: What it says.
  ///   - page: The same as words; its sections become the narrative.
  ///   - nothing: The words of "nothing recorded to show".
  ///   - uuid: A UUID for a name; names of records mean nothing outside the vault, and a UUID must
  ///     differ between recipients, so that two of them cannot compare notes.
  public init(
    _ summary: PatientSummary, page: PrintedDocument, nothing: String,
    uuid: @escaping (String) -> String
  ) {
    self.summary = summary
    self.page = page
    self.nothing = nothing
    self.uuid = uuid
    writer = FHIRWriter(.init(patient: "urn:uuid:" + uuid("Patient/holder")))
  }

  /// The Bundle.
  public func bundle() -> JSONValue {
    var document = self
    document.add("Patient/holder", document.patient())
    let sections = document.sections()
    let composition = document.composition(sections)
    let all = [("Composition/summary", composition)] + document.entries
    var bundle = FHIRObject("Bundle", id: uuid("Bundle/summary"))
    bundle.set("language", code: page.language)
    bundle.set(
      "identifier",
      [
        "system": "urn:ietf:rfc:3986",
        "value": .string("urn:uuid:" + uuid("Bundle/identifier")),
      ])
    bundle.set("type", "document")
    bundle.set("timestamp", .string(summary.origin.made.description))
    bundle.set(
      "entry",
      .array(
        all.map { name, resource in
          ["fullUrl": .string(urn(name)), "resource": resource.named(uuid(name))]
        }))
    return bundle.value
  }

  private func urn(_ name: String) -> String { "urn:uuid:" + uuid(name) }

  private mutating func add(_ name: String, _ resource: JSONValue) {
    guard known.insert(name).inserted else { return }
    entries.append((name, resource.relinked { "urn:uuid:" + uuid($0) }))
  }

  private func patient() -> JSONValue {
    var profile = summary.person.profile
    if let code = summary.person.linkageCode {
      profile.identifiers = [Coding(system: FHIRSystem.linkageCode, code: code)]
    }
    let resource = writer.patient(profile, id: uuid("Patient/holder"))
      .without(["meta"])
    guard resource["birthDate"] == nil else { return resource }
    return resource.adding("_birthDate", FHIRWriting.unknown)
  }

  private func composition(_ sections: [JSONValue]) -> JSONValue {
    var object = FHIRObject("Composition", id: uuid("Composition/summary"))
    object.set("language", code: page.language)
    object.set("status", "final")
    object.set(
      "type", ["coding": [["system": .string(FHIRSystem.loinc), "code": "60591-5"]]])
    object.set("subject", ["reference": .string(urn("Patient/holder"))])
    object.set("date", .string(summary.origin.made.description))
    var author = FHIRObject()
    author.set("reference", code: summary.origin.delegate == nil ? urn("Patient/holder") : nil)
    author.set("display", text: summary.origin.delegate)
    object.set("author", .array([author.value]))
    object.set("title", text: page.title.text)
    object.set("section", .array(sections))
    return object.value
  }

  private mutating func sections() -> [JSONValue] {
    var written: [JSONValue] = []
    for part in IPSSection.allCases {
      let references = resources(of: part).map { name, resource in
        add(name, resource)
        return ["reference": .string(urn(name))] as JSONValue
      }
      guard !references.isEmpty else { continue }
      written.append(section(part, references))
    }
    return written
  }

  private func section(_ part: IPSSection, _ references: [JSONValue]) -> JSONValue {
    let own = page.sections.first { $0.topic == part.topic }
    var object = FHIRObject()
    object.set("title", text: own?.heading.text ?? part.rawValue)
    object.set(
      "code", ["coding": [["system": .string(FHIRSystem.loinc), "code": .string(part.loinc)]]])
    let blocks = own.map { HTMLPage.blocks($0.blocks, on: .narrative) } ?? ""
    // The sentence about what is shown, its age and sources stands in every section, because
    // viewers often show one section alone.
    let foot = page.foot.map { "<p>\(HTMLPage.words($0))</p>" }.joined()
    let div =
      "<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"\(page.language)\" "
      + "xml:lang=\"\(page.language)\">\(blocks)\(foot)</div>"
    // The published schema refuses U+3000 in Unicode-aware engines.
    let text = div.replacing("\u{3000}", with: " ")
    object.set("text", ["status": "generated", "div": .string(text)])
    object.set("entry", .array(references))
    return object.value
  }
}

extension IPSDocument {
  /// The resources of a section with their names; a required one is never empty.
  private mutating func resources(of part: IPSSection) -> [(String, JSONValue)] {
    let found = content(of: part)
    if found.isEmpty, let absent = part.absent {
      return [("\(part.type)/none", absence(part, absent))]
    }
    return found
  }

  private mutating func content(of part: IPSSection) -> [(String, JSONValue)] {
    switch part {
    case .medication: return (summary.current + summary.stopped).map(statement)
    case .allergies: return summary.allergies.map { resource(of: $0) }
    case .problems: return conditions { $0 != .procedure }
    case .procedures: return conditions { $0 == .procedure }
    case .vaccinations: return summary.vaccinations.map { resource(of: $0) }
    case .results: return observations { !LOINCVital.isVital($0) }
    case .vitalSigns: return observations { LOINCVital.isVital($0) }
    }
  }

  private mutating func resource(of record: Record) -> (String, JSONValue) {
    let written = writer.write(record)
    for organization in written.organizations { add(organization) }
    let type = written.resource["resourceType"]?.string ?? ""
    return ("\(type)/\(record.id.text)", written.resource.without(["meta"]))
  }

  private mutating func add(_ organization: JSONValue) {
    add("Organization/\(organization["id"]?.string ?? "")", organization)
  }

  private mutating func conditions(
    _ isIncluded: (Condition.Category) -> Bool
  ) -> [(String, JSONValue)] {
    let chosen = summary.conditions.filter { record in
      guard case .condition(let condition) = record.body.content else { return false }
      return isIncluded(condition.category)
    }
    return chosen.map { resource(of: $0) }
  }

  /// A dispensing as a statement of what is taken (shared fhir/ips.md section 4).
  private func statement(_ course: PatientSummary.DrugCourse) -> (String, JSONValue) {
    let name = "MedicationStatement/\(course.latest.id.text)"
    guard var line = course.line else { return (name, .null) }
    let isOver = summary.stopped.contains(course)
    let isOwn = line.origin == .selfReported
    line.origin = .selfReported
    line.status = isOver ? "completed" : "active"
    line.start = course.since
    line.end = course.until.map { PartialDate($0) }
    line.dispensed = nil
    line.days = nil
    var body = course.latest.body
    body.content = .medication(line)
    var resource = writer.write(body, id: course.latest.id.text).resource
    resource = resource.without(isOwn ? ["meta"] : ["meta", "informationSource"])
    if resource["effectivePeriod"] == nil, resource["effectiveDateTime"] == nil {
      resource = resource.adding("_effectiveDateTime", FHIRWriting.unknown)
    }
    return (name, resource)
  }

  private mutating func observations(
    _ isIncluded: (Observation) -> Bool
  ) -> [(String, JSONValue)] {
    var found: [(String, JSONValue)] = []
    for (index, course) in summary.results.enumerated() where isIncluded(course.latest) {
      let facilities = course.record.body.facilities.filter { $0.role != .insurer }
      let performers = facilities.map { FHIRWriting.reference($0) }
      for facility in facilities {
        let id = FHIRWriter.organizationID(facility)
        add(FHIRWriting.organization(facility, id: id))
      }
      var body = course.record.body
      body.note = nil
      let writing = FHIRWriting(
        body: body, id: "x", withdrawn: false, options: writer.options)
      var resource = writing.item(LOINCVital.coded(course.latest), id: "x")
        .without(["category", "performer"])
      let isVital = LOINCVital.isVital(course.latest)
      resource = resource.adding(
        "category",
        [
          FHIRWriting.concept(
            FHIRSystem.observationCategory, isVital ? "vital-signs" : "laboratory")
        ])
      let patient: JSONValue = ["reference": .string(writer.options.patient)]
      resource = resource.adding(
        "performer", .array(performers.isEmpty ? [patient] : performers))
      found.append(("Observation/\(course.record.id.text)-\(index)", resource))
    }
    return found
  }

  private func absence(_ part: IPSSection, _ code: String) -> JSONValue {
    let concept: JSONValue = [
      "coding": [
        ["system": .string(FHIRSystem.snomed), "code": "1287211007"],
        ["system": .string(FHIRSystem.absentUnknown), "code": .string(code)],
      ],
      "text": .string(nothing),
    ]
    let patient: JSONValue = ["reference": .string(writer.options.patient)]
    var object = FHIRObject(part.type, id: "none")
    switch part {
    case .medication:
      object.set("status", "unknown")
      object.set("medicationCodeableConcept", concept)
      object.set("subject", patient)
      object.set("_effectiveDateTime", FHIRWriting.unknown)
    case .allergies:
      object.set("clinicalStatus", FHIRWriting.concept(FHIRSystem.allergyClinical, "active"))
      object.set("code", concept)
      object.set("patient", patient)
    default:
      object.set("clinicalStatus", FHIRWriting.concept(FHIRSystem.conditionClinical, "active"))
      object.set("code", concept)
      object.set("subject", patient)
    }
    return object.value
  }
}
