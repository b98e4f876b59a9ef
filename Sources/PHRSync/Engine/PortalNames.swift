import PHRModel

/// Other names under which a portal speaks of its own resources.
///
/// A server behind a proxy writes the address that it knows itself by, and some name the entries of
/// a page only there, by `urn:uuid:` (R4 Bundle, section "Resolving references in Bundles"). They
/// only serve to tell what is meant: nothing is ever fetched from such an address.
struct PortalNames {
  /// `Type/id` by full URL.
  private var byURL: [String: String] = [:]
  /// Addresses, with a slash at the end, that stand for the portal's own.
  private var bases: Set<String> = []

  /// Whether the portal only uses names that everybody knows.
  var isEmpty: Bool { byURL.isEmpty && bases.isEmpty }

  /// Learns the full URL of an entry.
  mutating func learn(_ url: String, of resource: JSONValue, base: String) {
    guard !url.hasPrefix(base + "/"), let key = ResourceReader.key(of: resource) else { return }
    let name = key.description
    if url.hasPrefix("urn:") {
      byURL[url] = name
    } else if url.hasPrefix("http"), url.hasSuffix("/" + name), bases.count < Self.baseLimit {
      bases.insert(String(url.dropLast(name.count)))
    }
  }

  /// A portal has one other address, or two; a list of strangers' resources has very many.
  private static let baseLimit = 8

  /// The value with its references as `Type/id`.
  func localized(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map(localized))
    case .object(let members):
      return .object(
        members.map { member in
          guard member.name == "reference", let text = member.value.string else {
            return JSONMember(member.name, localized(member.value))
          }
          return JSONMember(member.name, .string(name(text)))
        })
    default: return value
    }
  }

  private func name(_ reference: String) -> String {
    if let name = byURL[reference] { return name }
    guard reference.hasPrefix("http"),
      let base = bases.first(where: { reference.hasPrefix($0) })
    else { return reference }
    return String(reference.dropFirst(base.count))
  }
}
