extension FHIRWriter {
  /// The holder as a Patient (profile JP_Patient).
  ///
  /// The numbers of the insurance card go with it only if the options say so.
  public func patient(_ profile: Profile, id: String) -> JSONValue {
    var object = FHIRObject("Patient", id: Self.id(id))
    object.set(
      "meta", ["profile": ["http://jpfhir.jp/fhir/core/StructureDefinition/JP_Patient"]])
    object.extend(
      FHIRSystem.extensionOwn("blood-type"), "valueString", Self.words(profile.bloodType))
    object.extend(FHIRSystem.extensionOwn("weight"), "valueString", Self.words(profile.weight))
    for member in profile.careTeam {
      object.extend(FHIRSystem.extensionOwn("care-team"), "extension", careTeam(member))
    }
    object.set("identifier", .array(identifiers(profile, id: id)))
    object.set("name", .array(names(profile)))
    if let phone = profile.phone.flatMap(FHIRObject.exported) {
      object.set("telecom", [["system": "phone", "value": .string(phone)]])
    }
    object.set("gender", code: profile.sex?.rawValue)
    object.set("birthDate", code: profile.birthDate?.description)
    object.set("address", FHIRWriting.address(profile.address, profile.postalCode))
    object.set("contact", .array(profile.contacts.map(contact)))
    return object.value
  }

  /// JP_Patient wants at least one identifier; the vault's own stands in.
  private func identifiers(_ profile: Profile, id: String) -> [JSONValue] {
    let received = profile.identifiers.filter {
      options.includesInsuranceNumbers || $0.system != FHIRSystem.insuranceMember
    }
    let written = received.compactMap { identifier -> JSONValue? in
      var object = FHIRObject()
      object.set("system", code: identifier.system.map(FHIRSystem.canonical))
      object.set("value", code: identifier.code)
      return object.valueIfAny
    }
    let card = insuranceMember(profile).map { [$0] } ?? []
    guard written.isEmpty, card.isEmpty else { return written + card }
    return [["system": .string(FHIRSystem.holder), "value": .string(Self.id(id))]]
  }

  /// The card's numbers in one (JP-CLINS, JP_Insurance_memberID), unless the source said so.
  private func insuranceMember(_ profile: Profile) -> JSONValue? {
    guard options.includesInsuranceNumbers, let card = profile.insured,
      !profile.identifiers.contains(where: { $0.system == FHIRSystem.insuranceMember })
    else { return nil }
    let parts = [card.insurerNumber, card.symbol, card.number, card.branch]
    guard let text = Self.words(parts.map { $0 ?? "" }.joined(separator: ":")) else { return nil }
    return ["system": .string(FHIRSystem.insuranceMember), "value": text]
  }

  /// A family pharmacist (JAHIS record 701), for whom Patient has no element with dates.
  private func careTeam(_ member: Profile.CareTeamMember) -> JSONValue {
    let parts: [(String, String, JSONValue?)] = [
      ("name", "valueString", Self.words(member.name)),
      ("facility", "valueString", Self.words(member.facility)),
      ("contact", "valueString", Self.words(member.contact)),
      ("from", "valueDate", Self.words(member.from?.description)),
      ("until", "valueDate", Self.words(member.until?.description)),
    ]
    return .array(
      parts.compactMap { name, kind, value in
        value.map { .object([JSONMember("url", .string(name)), JSONMember(kind, $0)]) }
      })
  }

  private static func words(_ text: String?) -> JSONValue? {
    text.flatMap(FHIRObject.exported).map { .string($0) }
  }

  /// Kanji, kana and roman names, told apart by the extension (JP Core, HumanName).
  private func names(_ profile: Profile) -> [JSONValue] {
    let isRepeated = profile.name == profile.roman || profile.name == profile.kana
    let spellings: [(String?, FHIRName.Script)] = [
      (isRepeated ? nil : profile.name, .ideographic), (profile.kana, .syllabic),
      (profile.roman, .alphabetic),
    ]
    return spellings.compactMap { text, script in
      guard let text = text.flatMap(FHIRObject.exported) else { return nil }
      var object = FHIRObject()
      object.extend(
        FHIRSystem.nameRepresentation, "valueCode", .string(script.rawValue))
      object.set("use", "official")
      object.set("text", .string(text))
      return object.value
    }
  }

  private func contact(_ contact: Profile.Contact) -> JSONValue {
    var object = FHIRObject()
    object.set(
      "relationship",
      contact.relation.flatMap(FHIRObject.exported).map { [["text": .string($0)]] })
    object.set("name", FHIRObject.exported(contact.name).map { ["text": .string($0)] })
    if let phone = contact.phone.flatMap(FHIRObject.exported) {
      object.set("telecom", [["system": "phone", "value": .string(phone)]])
    }
    return object.value
  }
}
