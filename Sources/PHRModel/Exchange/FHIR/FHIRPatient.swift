/// Patient (profile JP_Patient) → who the holder is.
enum FHIRPatient {
  /// The profile in a Patient; what has no field is kept raw.
  static func profile(_ patient: FHIRNode) -> Profile {
    var profile = Profile()
    for name in patient.names() {
      switch name.script {
      case .ideographic: profile.name = profile.name ?? name.text
      case .syllabic: profile.kana = profile.kana ?? name.text
      case .alphabetic: profile.roman = profile.roman ?? name.text
      }
    }
    profile.name = profile.name ?? profile.roman ?? profile.kana
    profile.birthDate = patient.date("birthDate")
    profile.sex = patient.token("gender", Profile.Sex.init(rawValue:))
    profile.phone = patient.phone()
    let address = patient.address()
    profile.address = address.text
    profile.postalCode = address.postalCode
    takeIdentifiers(of: patient, into: &profile)
    profile.bloodType = patient.extended(FHIRSystem.extensionOwn("blood-type")) {
      $0.text("valueString")
    }
    profile.weight = patient.extended(FHIRSystem.extensionOwn("weight")) { $0.text("valueString") }
    profile.contacts = patient.children("contact").compactMap(contact)
    profile.careTeam = patient.children("generalPractitioner").compactMap(careTeamMember)
    profile.careTeam += ownCareTeam(patient)
    return profile
  }

  /// Patient numbers; the membership number of an insurance is taken apart beside it.
  private static func takeIdentifiers(of patient: FHIRNode, into profile: inout Profile) {
    for node in patient.children("identifier") {
      guard let value = node.text("value") else { continue }
      let system = node.code("system")
      guard system != FHIRSystem.holder else { continue }
      profile.identifiers.append(Coding(system: system, code: value))
      if system == FHIRSystem.insuranceMember {
        profile.insured = profile.insured ?? insured(from: value)
      }
    }
  }

  /// Takes `保険者番号:記号:番号:枝番` apart (JP-CLINS, JP_Insurance_memberID).
  static func insured(from text: String) -> InsuredIdentity? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? nil : String($0) }
    guard parts.count >= 3 else { return nil }
    return InsuredIdentity(
      insurerNumber: parts[0], symbol: parts[1], number: parts[2],
      branch: parts.count > 3 ? parts[3] : nil)
  }

  private static func contact(_ node: FHIRNode) -> Profile.Contact? {
    guard let name = node.shownName() else { return nil }
    return Profile.Contact(name: name, relation: node.words("relationship"), phone: node.phone())
  }

  /// The care team as our own writer has it.
  private static func ownCareTeam(_ patient: FHIRNode) -> [Profile.CareTeamMember] {
    let url = FHIRSystem.extensionOwn("care-team")
    return patient.children("extension").filter { $0.value["url"]?.string == url }.compactMap {
      node in
      guard let name = node.extended("name", { $0.text("valueString") }) else { return nil }
      var member = Profile.CareTeamMember(name: name)
      member.facility = node.extended("facility") { $0.text("valueString") }
      member.contact = node.extended("contact") { $0.text("valueString") }
      member.from = node.extended("from") { $0.date("valueDate") }
      member.until = node.extended("until") { $0.date("valueDate") }
      node.child("url")?.take()
      return member
    }
  }

  private static func careTeamMember(_ node: FHIRNode) -> Profile.CareTeamMember? {
    let actor = node.ownActor(.performer)
    guard let name = actor.person?.name ?? actor.facility?.name else { return nil }
    var member = Profile.CareTeamMember(name: name)
    member.facility = actor.person == nil ? nil : actor.facility?.name
    member.contact = actor.person?.contact ?? actor.facility?.phone
    return member
  }
}
