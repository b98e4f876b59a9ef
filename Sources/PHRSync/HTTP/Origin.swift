public import Foundation

/// Scheme, host and port of an address (RFC 6454): what a token may be shown to.
public struct Origin: Sendable, Hashable {
  /// `http` or `https`.
  public let scheme: String
  /// The host in lower case.
  public let host: String
  /// The port, also where the address leaves it out.
  public let port: Int

  /// The origin of an address, or `nil` if it is no web address.
  public init?(_ url: URL) {
    guard let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
      let host = url.host?.lowercased(), !host.isEmpty
    else { return nil }
    self.scheme = scheme
    self.host = host
    port = url.port ?? (scheme == "https" ? 443 : 80)
  }

  /// Whether the host is this machine itself (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3).
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
  }

  /// Whether a portal may be spoken to there: HTTPS, or plain HTTP to this machine.
  public var isAllowed: Bool { scheme == "https" || isLoopback }
}

/// The base URL of a portal's FHIR service, in the one form under which it is remembered.
public struct PortalBase: Sendable, Hashable {
  /// The base without a slash at its end.
  public let url: URL
  /// Its origin.
  public let origin: Origin

  /// Reads what a person typed; `nil` unless it is an allowed address without query and user.
  public init?(_ text: String) {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    guard let url = URL(string: text), let origin = Origin(url), origin.isAllowed,
      url.query == nil, url.fragment == nil, url.user == nil
    else { return nil }
    self.url = url
    self.origin = origin
  }

  /// The base as text.
  public var text: String { url.absoluteString }

  /// An address below the base; every value of the query is encoded in full.
  ///
  /// `+` is encoded too: servers read it as a space, which silently breaks the zone of a time
  /// stamp.
  public func address(_ path: String, query: [(String, String)] = []) -> URL {
    let text = self.text + "/" + path + (query.isEmpty ? "" : "?" + PercentEncoding.form(query))
    guard let url = URL(string: text) else {
      preconditionFailure("an address below the base is not a URL")
    }
    return url
  }

  /// Resolves a link of the portal; `nil` if it leads to another origin.
  public func sameOrigin(_ link: String, relativeTo page: URL? = nil) -> URL? {
    guard let url = URL(string: link, relativeTo: page ?? url)?.absoluteURL,
      Origin(url) == origin, url.user == nil
    else { return nil }
    return url
  }
}
