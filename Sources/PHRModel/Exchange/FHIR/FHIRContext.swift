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

    /// A resource at its place; `nil` if the value names no resource type.
    init?(
      _ resource: JSONValue, fullURL: String?, position: Int, forReference: Bool, place: Int
    ) {
      guard let type = resource["resourceType"]?.string, !type.isEmpty else { return nil }
      self.resource = resource
      self.fullURL = fullURL
      self.position = position
      self.type = type
      self.forReference = forReference
      self.place = place
    }
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
    let place = entries.count
    guard
      let entry = Entry(
        resource, fullURL: fullURL, position: position, forReference: forReference, place: place)
    else { return false }
    entries.append(entry)
    let type = entry.type
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
    guard !isForeign(plain) else { return nil }
    guard let name = Self.typeAndID(in: plain) else { return nil }
    if name.utf8.count == plain.utf8.count, let referrer, let root = Self.root(of: referrer),
      let place = byURL["\(root)/\(plain)"]
    {
      return entries[place]
    }
    return entry(byTypeAndID[name])
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

  /// `Type/id` of `Type/id/_history/1` (R4 references, "Literal references").
  private static func withoutVersion(_ reference: String) -> String {
    let bytes = reference.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return reference }
    let mark = "/_history".utf8
    guard bytes[..<slash].suffix(mark.count).elementsEqual(mark) else { return reference }
    return String(reference[..<bytes.index(slash, offsetBy: -mark.count)])
  }

  /// The last two segments, `Type/id`; `nil` if there are not so many.
  private static func typeAndID(in reference: String) -> String? {
    let bytes = reference.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    guard let before = bytes[..<slash].lastIndex(of: UInt8(ascii: "/")) else { return reference }
    return String(reference[bytes.index(after: before)...])
  }

  /// Whether the reference leads to another server than the one that the resources come from.
  private func isForeign(_ reference: String) -> Bool {
    guard let base, reference.hasPrefix("http") else { return false }
    return !reference.hasPrefix(base + "/")
  }

  /// The server part of `base/Type/id`.
  private static func root(of url: String) -> String? {
    let parts = url.split(separator: "/", omittingEmptySubsequences: false)
    guard url.hasPrefix("http"), parts.count > 4 else { return nil }
    return parts.dropLast(2).joined(separator: "/")
  }
}
