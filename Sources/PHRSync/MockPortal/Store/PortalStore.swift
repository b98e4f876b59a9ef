import PHRModel

/// The resources of the mock portal with all their versions, as values.
///
/// Times are milliseconds since 1970, because servers stamp that finely and the client has to
/// cope with it.
struct PortalStore {
  /// One version of a resource; `text` is `nil` for a deletion.
  struct Version {
    let type: String
    let id: String
    let number: Int
    let updated: Int64
    /// The resource with its `meta`, serialized.
    let text: String?
    /// The resource as it was put.
    let resource: JSONValue
    /// Whose data it is; `nil` for organizations and the like.
    let patient: String?

    /// The entity tag (R4 http, "Versioned read").
    var tag: String { "W/\"\(number)\"" }
  }

  private(set) var newest: [String: [String: Version]] = [:]
  private(set) var log: [Version] = []
  /// Leaves `meta` out of what is served, as some servers do.
  var omitsMeta = false

  /// The newest version, deletions included.
  func version(_ type: String, _ id: String) -> Version? { newest[type]?[id] }

  /// All standing resources of a type, in the order of their last update.
  func standing(_ type: String) -> [Version] {
    (newest[type] ?? [:]).values.filter { $0.text != nil }
      .sorted { ($0.updated, $0.id) < ($1.updated, $1.id) }
  }

  /// Creates or replaces a resource.
  @discardableResult
  mutating func put(_ resource: JSONValue, at milliseconds: Int64) -> Version? {
    guard let type = resource["resourceType"]?.string, let id = resource["id"]?.string else {
      return nil
    }
    let number = (version(type, id)?.number ?? 0) + 1
    let stamped = omitsMeta ? resource : stamp(resource, number: number, at: milliseconds)
    return enter(
      Version(
        type: type, id: id, number: number, updated: milliseconds,
        text: stamped.serialized(), resource: resource, patient: Self.patient(of: resource)))
  }

  /// Deletes a resource; its history stays.
  mutating func delete(_ type: String, _ id: String, at milliseconds: Int64) {
    guard let last = version(type, id), last.text != nil else { return }
    enter(
      Version(
        type: type, id: id, number: last.number + 1, updated: milliseconds, text: nil,
        resource: last.resource, patient: last.patient))
  }

  @discardableResult
  private mutating func enter(_ version: Version) -> Version {
    newest[version.type, default: [:]][version.id] = version
    log.append(version)
    return version
  }

  private func stamp(
    _ resource: JSONValue, number: Int, at milliseconds: Int64
  ) -> JSONValue {
    var members = resource.members.filter { $0.name != "meta" }
    var meta = (resource["meta"]?.members ?? []).filter {
      $0.name != "versionId" && $0.name != "lastUpdated"
    }
    meta.insert(JSONMember("versionId", .string(String(number))), at: 0)
    meta.insert(JSONMember("lastUpdated", .string(Self.stamp(milliseconds))), at: 1)
    members.insert(JSONMember("meta", .object(meta)), at: min(2, members.count))
    return .object(members)
  }

  /// A FHIR `instant` with milliseconds.
  static func stamp(_ milliseconds: Int64) -> String {
    let text = Instant(seconds: milliseconds / 1000).description
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    return text.dropLast(6) + "." + fraction + "+09:00"
  }

  /// Whose data a resource is: the first reference to a Patient in one of the usual elements.
  static func patient(of resource: JSONValue) -> String? {
    if resource["resourceType"]?.string == "Patient" { return resource["id"]?.string }
    let direct = ["subject", "patient", "beneficiary", "for"].lazy.compactMap { resource[$0] }
    let indirect = (resource["recipient"]?.elements ?? []) + agents(of: resource)
    for reference in Array(direct) + indirect {
      if let text = reference["reference"]?.string, text.hasPrefix("Patient/") {
        return String(text.dropFirst(8))
      }
    }
    return nil
  }

  private static func agents(of resource: JSONValue) -> [JSONValue] {
    (resource["entity"]?.elements ?? []).compactMap { $0["what"] }
  }
}
