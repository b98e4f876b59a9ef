import PHRModel

/// Who holds which token at the mock portal.
struct PortalGrants {
  /// Whom a token speaks for.
  enum Bearer: Equatable {
    /// A patient, for the patient's own data.
    case patient(String)
    /// An institution with a purpose (v3-ActReason), for whatever the Consents show it.
    case clinic(organization: String, purpose: String)
  }

  /// One access token.
  struct Access {
    let bearer: Bearer
    let expires: Int64
  }

  /// A device that waits for its user (RFC 8628).
  struct Device {
    let userCode: String
    let patient: String
    let expires: Int64
    var confirmed: Bool
    var refused = false
    var lastAsked: Int64 = 0
  }

  /// A browser that came back with a code (RFC 7636).
  struct Code {
    let patient: String
    let challenge: String
    let redirect: String
    let client: String
    let expires: Int64
  }

  var access: [String: Access] = [:]
  var refresh: [String: String] = [:]
  var devices: [String: Device] = [:]
  var codes: [String: Code] = [:]
  /// Seconds that an access token lives.
  var lifetime: Int64 = 3600

  /// Hands out a pair of tokens; refresh tokens are used once (SMART App Launch 2.2).
  mutating func issue(patient: String, now: Int64) -> JSONValue {
    let token = Self.secret()
    let again = Self.secret()
    access[token] = Access(bearer: .patient(patient), expires: now + lifetime * 1000)
    refresh[again] = patient
    return [
      "access_token": .string(token), "token_type": "Bearer",
      "expires_in": .number(String(lifetime)), "refresh_token": .string(again),
      "scope": "launch/patient patient/*.rs patient/Consent.cu offline_access",
      "patient": .string(patient),
    ]
  }

  /// Whom the header's token speaks for at that time.
  func bearer(of header: String?, now: Int64) -> Bearer? {
    guard let header, header.hasPrefix("Bearer "),
      let access = access[String(header.dropFirst(7))], access.expires > now
    else { return nil }
    return access.bearer
  }

  /// A fresh unguessable text.
  static func secret() -> String {
    RandomBytes.array(count: 16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      .joined()
  }
}
