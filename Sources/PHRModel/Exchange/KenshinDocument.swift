/// The header of a national checkup file and what hangs on it.
struct KenshinDocument {
  private let root: XMLTree
  private var notes = KenshinNotes()

  init(_ root: XMLTree) {
    self.root = root
  }

  /// The root of the OIDs of the ministry.
  static let oid = "1.2.392.200119.6."

  /// The person, the checkup and the problems, in this order; a checkup without a result is none.
  mutating func events() -> [ImportEvent] {
    let person = person()
    let record = record(insured: person.insured)
    let problems = notes.problems.map(ImportEvent.problem)
    guard case .checkup(let checkup) = record.body.content, !checkup.items.isEmpty else {
      let nothing = ImportProblem(.missingField, field: "structuredBody/entry")
      return [.person(person)] + problems + [.problem(nothing)]
    }
    return [.person(person), .record(record)] + problems
  }

  private mutating func person() -> Profile {
    let role = root.at("recordTarget", "patientRole")
    var person = Profile()
    let patient = role?["patient"]
    let name = notes.text(patient?["name"]?.text, "patient/name")
    // The standard demands full-width katakana; some writers give the kanji all the same.
    if name?.contains(where: Self.isKanji) == true {
      person.name = name
    } else {
      person.kana = name
    }
    switch patient?["administrativeGenderCode"]?.attribute("code") {
    case "1": person.sex = .male
    case "2": person.sex = .female
    case nil: notes.warn(.missingField, "patient/administrativeGenderCode")
    default: notes.warn(.unknownCode, "patient/administrativeGenderCode")
    }
    person.birthDate = notes.date(
      patient?["birthTime"]?.attribute("value"), "patient/birthTime")
    if person.birthDate == nil, patient?["birthTime"] == nil {
      notes.warn(.missingField, "patient/birthTime")
    }
    let address = address(role?["addr"], "patientRole/addr")
    person.postalCode = address.postalCode
    person.address = address.text
    person.phone = phone(role?["telecom"], "patientRole/telecom")
    person.insured = insured(role)
    return person
  }

  private mutating func insured(_ role: XMLTree?) -> InsuredIdentity? {
    var numbers: [String: String] = [:]
    for id in role?.all("id") ?? [] {
      guard let root = id.attribute("root"),
        let value = notes.text(id.attribute("extension"), "patientRole/id")
      else { continue }
      numbers[root] = value
    }
    let identity = InsuredIdentity(
      insurerNumber: numbers[Self.oid + "101"], symbol: numbers[Self.oid + "204"],
      number: numbers[Self.oid + "205"], branch: numbers[Self.oid + "211"])
    if let number = identity.insurerNumber, !CheckDigit.isValidInsurer(number) {
      notes.warn(.checkDigit, "patientRole/id")
    }
    return identity == InsuredIdentity() ? nil : identity
  }

  private mutating func record(insured: InsuredIdentity?) -> RecordDraft {
    var items = KenshinItems(notes: notes)
    items.read(root)
    notes = items.notes
    notes.entry = nil
    var checkup = Checkup(items: items.items)
    checkup.practitioners = items.practitioners
    checkup.insured = insured
    checkup.category = notes.coding(root["code"], "code")
    let event = root.at("documentationOf", "serviceEvent")
    checkup.programme = notes.coding(event?["code"], "serviceEvent/code")
    checkup.ticket = notes.text(
      root.at("participant", "associatedEntity", "id")?.attribute("extension"), "participant/id",
      as: .code)
    let written = notes.date(root["effectiveTime"]?.attribute("value"), "effectiveTime")
    let examined = notes.date(
      event?["effectiveTime"]?.attribute("value"), "serviceEvent/effectiveTime")
    if examined == nil { notes.warn(.missingField, "serviceEvent/effectiveTime") }
    checkup.reported = written == examined ? nil : written
    let facilities = facilities(event)
    var body = RecordBody(
      date: examined ?? written, title: facilities.first?.name ?? "", content: .checkup(checkup))
    body.facilities = facilities
    body.raw = items.raw + headerRaw()
    return RecordDraft(body: body)
  }

  private mutating func facilities(_ event: XMLTree?) -> [Facility] {
    let performer = facility(
      event?.at("performer", "assignedEntity", "representedOrganization"), role: .performer)
    let author = facility(
      root.at("author", "assignedAuthor", "representedOrganization"), role: .author)
    guard let performer else {
      // Only the author is named: then it examined, too.
      return author.map {
        var place = $0
        place.role = .performer
        return [place]
      } ?? []
    }
    let isSame = author.map { $0.code == performer.code && $0.name == performer.name } ?? true
    return [performer] + (isSame ? [] : [author].compactMap { $0 })
  }

  private mutating func facility(_ element: XMLTree?, role: Facility.Role) -> Facility? {
    guard let element else { return nil }
    let id = element.all("id").first { $0.attribute("root") == Self.oid + "102" }
    let code = notes.text(id?.attribute("extension"), "representedOrganization/id", as: .code)
    let name = notes.text(element["name"]?.text, "representedOrganization/name")
    guard name != nil || code != nil else { return nil }
    var facility = Facility(role: role, name: name ?? "", code: code)
    let address = address(element["addr"], "representedOrganization/addr")
    facility.postalCode = address.postalCode
    facility.address = address.text
    facility.phone = phone(element["telecom"], "representedOrganization/telecom")
    if let code, !CheckDigit.isValidInstitution(code) {
      notes.warn(.checkDigit, "representedOrganization/id")
    }
    return facility
  }

  /// `addr` mixes the words with an element for the postal code.
  private mutating func address(_ element: XMLTree?, _ field: String) -> (
    postalCode: String?, text: String?
  ) {
    (notes.text(element?["postalCode"]?.text, field), notes.text(element?.ownText, field))
  }

  private mutating func phone(_ element: XMLTree?, _ field: String) -> String? {
    let value = element?.attribute("value")
    return notes.text(
      value?.hasPrefix("tel:") == true ? value?.dropFirst(4).description : value, field)
  }

  /// What the header holds besides: the ticket's kind and last day, and anything unknown.
  private mutating func headerRaw() -> [RawField] {
    let known: Set<String> = [
      "typeId", "id", "code", "effectiveTime", "confidentialityCode", "recordTarget", "author",
      "custodian", "documentationOf", "component", "participant",
    ]
    var raw = root.children.filter { !known.contains($0.name) }.flatMap {
      KenshinRaw.fields($0, path: $0.name, notes: &notes)
    }
    if let participant = root["participant"] {
      for name in ["functionCode", "time"] {
        guard let child = participant[name] else { continue }
        raw += KenshinRaw.fields(child, path: "participant/\(name)", notes: &notes)
      }
    }
    return raw
  }

  private static func isKanji(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }
}

/// Keeps elements that nothing is made of.
enum KenshinRaw {
  /// The texts and attributes of an element and its children, each with its path.
  static func fields(_ element: XMLTree, path: String, notes: inout KenshinNotes) -> [RawField] {
    var fields: [RawField] = []
    for (name, value) in element.attributes.sorted(by: { $0.key < $1.key })
    where !["classCode", "moodCode", "typeCode"].contains(name) {
      if let text = notes.text(value, path) {
        fields.append(RawField(path: "\(path)/@\(name)", value: text))
      }
    }
    if let text = notes.text(element.ownText, path, as: .remark) {
      fields.append(RawField(path: path, value: text))
    }
    for child in element.children {
      fields += self.fields(child, path: "\(path)/\(child.name)", notes: &notes)
    }
    return fields
  }
}
