/// The resources that came together, and how they refer to each other.
///
/// References inside a Bundle go by `fullUrl` (R4 "Bundle", 2.36.4 "Resolving references"); real
/// bundles also refer to `Type/id` beside `urn:uuid:` names, which is read all the same.
public struct FHIRContext: Sendable {
  /// One resource and where it stood.
  public struct Entry: Sendable {
    /// The resource.
    public let resource: JSONValue
    /// Its `fullUrl`, if the Bundle gave one.
    public let fullURL: String?
    /// Entry number or line, from 1.
    public let position: Int
    /// Resource type.
    public let type: String
    /// Whether it only serves the references of others and is not mapped itself.
    public let forReference: Bool
    /// Its place among the resources of the context.
    let place: Int

    /// Logical id.
    var id: String? { resource["id"]?.string }
  }

  /// The server that the resources come from; `nil` for files.
  public let base: String?
  /// The resources in the order they came.
  public private(set) var entries: [Entry] = []
  /// Places by full URL.
  private var byURL: [String: Int] = [:]
  /// Places by `Type/id`, or −1 when two resources share it.
  private var byTypeAndID: [String: Int] = [:]
  /// Places by `Type|system|value` of an identifier, or −1 when several resources share it.
  private var byIdentifier: [String: Int] = [:]

  /// An empty context.
  /// - Parameter base: the server's base URL without a trailing slash, `nil` for files.
  public init(base: String? = nil) {
    self.base = base
  }

  /// Adds one resource.
  ///
  /// - Parameters:
  ///   - resource: One FHIR R4 resource.
  ///   - fullURL: Its name in its Bundle.
  ///   - position: Entry number or line, from 1.
  ///   - forReference: It only serves the references of others and is not mapped itself.
  /// - Returns: `false` if the value names no resource type.
  @discardableResult
  public mutating func add(
    _ resource: JSONValue, fullURL: String? = nil, position: Int, forReference: Bool = false
  ) -> Bool {
    guard let type = resource["resourceType"]?.string, !type.isEmpty else { return false }
    let place = entries.count
    entries.append(
      Entry(
        resource: resource, fullURL: fullURL, position: position, type: type,
        forReference: forReference, place: place))
    if let fullURL { byURL[fullURL] = place }
    if let id = resource["id"]?.string {
      Self.enter(place, under: "\(type)/\(id)", in: &byTypeAndID)
      if let base { byURL["\(base)/\(type)/\(id)"] = place }
    }
    for identifier in Self.identifiers(of: resource) {
      Self.enter(place, under: "\(type)|\(identifier)", in: &byIdentifier)
    }
    return true
  }

  /// The resource that a reference text means, seen from a resource with that full URL.
  public func resolve(_ reference: String, from referrer: String? = nil) -> Entry? {
    let plain = Self.withoutVersion(reference)
    if let place = byURL[plain] { return entries[place] }
    let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let referrer, let root = Self.root(of: referrer),
      let place = byURL["\(root)/\(plain)"]
    {
      return entries[place]
    }
    if parts.count >= 2 {
      return entry(byTypeAndID["\(parts[parts.count - 2])/\(parts[parts.count - 1])"])
    }
    return nil
  }

  /// The resource that a logical reference (`Reference.identifier`) means.
  public func resolve(identifier: JSONValue, type: String) -> Entry? {
    guard let key = Self.key(of: identifier) else { return nil }
    return entry(byIdentifier["\(type)|\(key)"])
  }

  /// Whether exactly one resource of the type carries that identifier.
  func isUnique(identifier key: String, type: String) -> Bool {
    entry(byIdentifier["\(type)|\(key)"]) != nil
  }

  /// The `system|value` pairs of a resource.
  static func identifiers(of resource: JSONValue) -> [String] {
    guard let identifier = resource["identifier"] else { return [] }
    let all = identifier.elements.isEmpty ? [identifier] : identifier.elements
    return all.compactMap(key)
  }

  private static func key(of identifier: JSONValue) -> String? {
    guard let system = identifier["system"]?.string, let value = identifier["value"]?.string,
      !system.isEmpty, !value.isEmpty
    else { return nil }
    return "\(FHIRSystem.canonical(system))|\(value)"
  }

  private func entry(_ place: Int?) -> Entry? {
    guard let place, place >= 0 else { return nil }
    return entries[place]
  }

  /// The same resource again (a history) keeps its place; two different ones block the name.
  private static func enter(_ place: Int, under key: String, in index: inout [String: Int]) {
    index[key] = index[key] == nil ? place : -1
  }

  private static func withoutVersion(_ reference: String) -> String {
    guard let version = reference.firstRange(of: "/_history/") else { return reference }
    return String(reference[..<version.lowerBound])
  }

  /// The server part of `base/Type/id`.
  private static func root(of url: String) -> String? {
    let parts = url.split(separator: "/", omittingEmptySubsequences: false)
    guard url.hasPrefix("http"), parts.count > 4 else { return nil }
    return parts.dropLast(2).joined(separator: "/")
  }
}
