/// Somebody or something that did something for a record.
struct FHIRActor {
  /// The professional, if it is one.
  var person: Practitioner?
  /// The institution, if one is named.
  var facility: Facility?
  /// A device's name.
  var device: String?
}

extension FHIRNode {
  /// Who this reference means, in that role.
  ///
  /// A reference with nothing but a name may mean either; then the name decides, as institutions
  /// in Japan carry their form in it (病院, クリニック, 薬局 …).
  func ownActor(_ role: Facility.Role) -> FHIRActor {
    let target = ownTarget()
    switch target.type {
    case "Practitioner": return FHIRActor(person: target.practitioner(role.ofPerson))
    case "PractitionerRole": return scope.following { target.practitionerRole(role) }
    case "Organization": return FHIRActor(facility: target.organization(role))
    case "Location": return FHIRActor(facility: scope.following { target.location(role) })
    case "Device": return FHIRActor(device: target.deviceName())
    case nil: return target.unknownActor(role)
    default: return FHIRActor()
    }
  }

  /// Who the reference of that name means.
  func actor(_ name: String, _ role: Facility.Role) -> FHIRActor {
    child(name)?.ownActor(role) ?? FHIRActor()
  }

  /// The institution that this reference means; a person is left untouched.
  func ownFacility(_ role: Facility.Role) -> Facility? {
    let target = ownTarget()
    switch target.type {
    case "Organization", "Location": return ownActor(role).facility
    case "PractitionerRole":
      return scope.following { target.resource?.facility("organization", role) }
    case nil where target.isInstitutionByName: return ownActor(role).facility
    default: return nil
    }
  }

  /// The institution that the reference of that name means; a person is left untouched.
  func facility(_ name: String, _ role: Facility.Role) -> Facility? {
    child(name)?.ownFacility(role)
  }
}

extension Facility.Role {
  /// What a professional of such an institution does.
  fileprivate var ofPerson: Practitioner.Role {
    switch self {
    case .prescriber: .prescriber
    case .dispenser: .dispenser
    case .performer, .insurer: .performer
    case .author: .assessor
    }
  }
}

extension FHIRTarget {
  /// Practitioner: name and how to reach.
  fileprivate func practitioner(_ role: Practitioner.Role) -> Practitioner? {
    guard let name = name(from: { $0.shownName() }) else { return nil }
    return Practitioner(role: role, name: name, contact: resource?.phone())
  }

  /// PractitionerRole: who, where, which department.
  fileprivate func practitionerRole(_ role: Facility.Role) -> FHIRActor {
    guard let resource else {
      return FHIRActor(person: display.map { Practitioner(role: role.ofPerson, name: $0) })
    }
    var actor = resource.actor("practitioner", role)
    actor.facility = resource.facility("organization", role)
    actor.person?.department = resource.words("specialty")
    if actor.person == nil, let name = display {
      actor.person = Practitioner(role: role.ofPerson, name: name)
    }
    takeReference()
    return actor
  }

  /// Organization: name, number, address, telephone.
  fileprivate func organization(_ role: Facility.Role) -> Facility? {
    guard let name = name(from: { $0.text("name") }) else { return nil }
    var facility = Facility(role: role, name: name)
    facility.code = resource?.institutionNumber() ?? logicalNumber()
    let address = resource?.address()
    facility.address = address?.text
    facility.postalCode = address?.postalCode
    facility.phone = resource?.phone()
    return facility
  }

  /// Location: the institution that runs it, else its own name.
  fileprivate func location(_ role: Facility.Role) -> Facility? {
    if let institution = resource?.facility("managingOrganization", role) {
      // The room itself has no field; its name stays beside the reference.
      return institution
    }
    return name { $0.text("name") }.map { Facility(role: role, name: $0) }
  }

  fileprivate func deviceName() -> String? {
    name { device in
      device.children("deviceName").lazy.compactMap { $0.text("name") }.first
        ?? device.text("modelNumber") ?? device.words("type")
    }
  }

  fileprivate func unknownActor(_ role: Facility.Role) -> FHIRActor {
    guard let name = display else { return FHIRActor() }
    if Self.namesInstitution(name) {
      return FHIRActor(facility: Facility(role: role, name: name, code: logicalNumber()))
    }
    return FHIRActor(person: Practitioner(role: role.ofPerson, name: name))
  }

  /// The name that the resource gives, else the display of the reference.
  private func name(from read: (FHIRNode) -> String?) -> String? {
    guard let resource, let name = read(resource) else { return display }
    takeReference()
    dropDisplay(ifSameAs: name)
    return name
  }

  /// The institution number in `Reference.identifier`.
  private func logicalNumber() -> String? {
    guard let identifier = node.child("identifier") else { return nil }
    return identifier.numberOfInstitution()
  }

  /// Whether there is nothing but a name, and it is that of an institution.
  fileprivate var isInstitutionByName: Bool {
    node.value["display"]?.string.map(Self.namesInstitution) ?? false
  }

  private static func namesInstitution(_ name: String) -> Bool {
    let marks = [
      "病院", "クリニック", "医院", "診療所", "薬局", "センター", "大学", "保健所", "保険", "組合",
      "会社", "法人", "ステーション", "市役所", "区役所", "役場", "学校", "歯科", "内科", "製薬",
      "Hospital", "Clinic", "Pharmacy", "Center", "Centre", "Inc", "Ltd", "University",
    ]
    return marks.contains { name.contains($0) }
  }
}

extension FHIRNode {
  /// The number of a medical institution (10 digits) or insurer among the identifiers, else put
  /// together from the three extensions of JP_Organization.
  fileprivate func institutionNumber() -> String? {
    children("identifier").lazy.compactMap { $0.numberOfInstitution() }.first
      ?? numberInParts()
  }

  fileprivate func numberOfInstitution() -> String? {
    let systems = [
      FHIRSystem.institution, FHIRSystem.insurer, FHIRSystem.institutionSevenDigits,
    ]
    guard let system = value["system"]?.string,
      systems.contains(FHIRSystem.canonical(system)), let number = code("value")
    else { return nil }
    child("system")?.take()
    return number
  }

  private func numberInParts() -> String? {
    func part(_ name: String, _ kind: String, _ key: String) -> String? {
      extended(FHIRSystem.extensionJP("Organization_" + name))?.value[kind]?[key]?.string
    }
    guard let prefecture = part("PrefectureNo", "valueCoding", "code"),
      let table = part("InsuranceOrganizationCategory", "valueCoding", "code"),
      let number = part("InsuranceOrganizationNo", "valueIdentifier", "value")
    else { return nil }
    return scope.clean(prefecture + table + number, at: path, as: .code)
  }
}
