import Foundation
import PHRModel

/// What a token endpoint gives (RFC 6749, section 5.1, and SMART's `patient`).
struct TokenResponse: Equatable {
  let access: String
  let refresh: String?
  let patient: String?

  /// Reads the answer; `nil` for anything that is no bearer token.
  init?(_ body: Data) {
    guard let value = try? JSONValue(parsing: body),
      let access = value["access_token"]?.string, Self.isPlain(access),
      value["token_type"]?.string?.lowercased() ?? "bearer" == "bearer"
    else { return nil }
    self.access = access
    refresh = value["refresh_token"]?.string
    patient = value["patient"]?.string
  }

  /// A token travels in a header field: visible ASCII only (RFC 6750, section 2.1).
  private static func isPlain(_ token: String) -> Bool {
    !token.isEmpty && token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
