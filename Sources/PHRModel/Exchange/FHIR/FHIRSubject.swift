/// Whom a resource is about, as far as it can be told without opening the vault.
public enum FHIRSubject: Sendable, Hashable {
  /// A Patient that came along, by its place among the resources of the context.
  case resource(String)
  /// A reference that leads nowhere, as written.
  case unresolved(String)
  /// Only a name, folded for comparing.
  case named(String)
  /// A Patient inside the resource itself.
  case contained
  /// Nobody is named.
  case unnamed
  /// A group, a device or a place: not a person.
  case notAPerson
}

extension FHIRNode {
  /// The element that names the patient, by resource type (R4 resource definitions).
  private static let elements: [String] = ["patient", "subject", "beneficiary", "for"]

  /// Whom the resource is about; takes the element, since the vault says who its holder is.
  func subject() -> FHIRSubject {
    guard let node = Self.elements.lazy.compactMap({ child($0) }).first else { return .unnamed }
    let target = node.ownTarget()
    if let type = target.type, type != "Patient" { return .notAPerson }
    node.take()
    let reference = node.value["reference"]?.string
    if let reference, reference.hasPrefix("#"), target.resource != nil { return .contained }
    if let patient = target.resource { return .resource(patient.scope.patientKey) }
    if let reference { return .unresolved(reference) }
    if let identifier = node.value["identifier"] {
      return .unresolved(identifier.serialized(.canonical))
    }
    guard let name = node.value["display"]?.string else { return .unnamed }
    return .named(FoldedText.name(name))
  }

  /// What the subject element or the contained Patient says about the person.
  func subjectProfile() -> Profile? {
    guard let node = Self.elements.lazy.compactMap({ child($0) }).first else { return nil }
    let target = node.ownTarget()
    guard target.type == nil || target.type == "Patient" else { return nil }
    if let patient = target.resource, patient.path.hasPrefix("contained") {
      let profile = FHIRPatient.profile(patient)
      patient.take()
      return profile
    }
    guard node.value["reference"] == nil, node.value["identifier"] == nil,
      let name = node.text("display")
    else { return nil }
    var profile = Profile()
    profile.name = name
    return profile
  }
}

extension FHIRScope {
  /// The name of this Patient among the resources that came together.
  var patientKey: String {
    fullURL ?? resource["id"]?.string.map { "Patient/\($0)" } ?? "Patient@\(position)"
  }
}
