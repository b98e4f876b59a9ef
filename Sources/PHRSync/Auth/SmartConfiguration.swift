public import Foundation
import PHRModel

/// Where a portal's authorization server is (SMART App Launch 2.2, section "Conformance").
public struct SmartConfiguration: Sendable, Equatable {
  /// Where tokens are given.
  public let token: URL
  /// Where a person agrees in a browser, if the portal has that way.
  public let authorization: URL?
  /// Where a device without a browser begins (RFC 8628), if the portal has that way.
  public let device: URL?

  /// Reads the document; `nil` unless it names an endpoint for tokens that may be spoken to.
  init?(_ body: Data) {
    guard let value = try? JSONValue(parsing: body),
      let token = Self.endpoint(value, "token_endpoint")
    else { return nil }
    self.token = token
    authorization = Self.endpoint(value, "authorization_endpoint")
    device = Self.endpoint(value, "device_authorization_endpoint")
  }

  private static func endpoint(_ value: JSONValue, _ name: String) -> URL? {
    guard let url = value[name]?.string.flatMap({ URL(string: $0) }), let origin = Origin(url),
      origin.isAllowed
    else { return nil }
    return url
  }
}

/// Why a login did not succeed.
public enum LoginError: Error, Sendable, Equatable {
  /// The portal could not be reached.
  case unreachable
  /// The secure connection could not be trusted.
  case untrusted
  /// There is no FHIR portal with SMART at that address.
  case notAPortal
  /// The portal does not offer this way to sign in.
  case wayNotOffered
  /// The person or the portal said no.
  case denied
  /// Nobody agreed in time.
  case expired
  /// The portal gave a token but did not say for whom.
  case noPatient
}

/// What a person has to do to sign in on another device.
public struct DevicePrompt: Sendable, Equatable {
  /// The page to open.
  public let page: String
  /// The page with the code filled in, if the portal has one.
  public let completePage: String?
  /// The code to type.
  public let code: String
}
