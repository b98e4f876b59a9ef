import Foundation
import PHRModel

/// The authorization server of the mock portal: it believes whoever asks from this machine.
extension PortalDesk {
  /// Answers everything below `/oauth`.
  mutating func authorize(_ request: ServerRequest) -> ServerResponse {
    switch (request.method, request.segments.dropFirst().first) {
    case ("GET", "authorize"): return authorization(request)
    case ("POST", "device"): return device(request)
    case ("GET", "verify"): return verification(request)
    case ("GET", "confirm"): return confirmation(request)
    case ("POST", "token"): return token(request)
    default: return outcome(404, "not-found")
    }
  }

  private var people: [PortalPerson] { options.people }

  /// The browser way with PKCE (RFC 7636, SMART App Launch 2.2).
  private mutating func authorization(_ request: ServerRequest) -> ServerResponse {
    guard request.value("response_type") == "code",
      request.value("code_challenge_method") == "S256",
      let challenge = request.value("code_challenge"), let state = request.value("state"),
      let redirect = request.value("redirect_uri"), let url = URL(string: redirect),
      Origin(url)?.isLoopback == true, let patient = people.first?.id
    else { return plain(400, "invalid_request\n") }
    let code = PortalGrants.secret()
    grants.codes[code] = PortalGrants.Code(
      patient: request.value("patient") ?? patient, challenge: challenge, redirect: redirect,
      client: request.value("client_id") ?? "", expires: now + 60_000)
    let query = PercentEncoding.form([("code", code), ("state", state)])
    return ServerResponse(
      status: 302, headers: ["Location": redirect + (redirect.contains("?") ? "&" : "?") + query])
  }

  /// The device way (RFC 8628, section 3.1).
  private mutating func device(_ request: ServerRequest) -> ServerResponse {
    guard request.form["client_id"]?.isEmpty == false, let patient = people.first?.id else {
      return json(400, ["error": "invalid_client"])
    }
    let code = PortalGrants.secret()
    let userCode = String(PortalGrants.secret().uppercased().prefix(8))
    grants.devices[code] = PortalGrants.Device(
      userCode: userCode, patient: patient, expires: now + 600_000, confirmed: !options.asks)
    let page = String(base.dropLast("/fhir".count)) + "/oauth/verify"
    return json(
      200,
      [
        "device_code": .string(code), "user_code": .string(userCode),
        "verification_uri": .string(page),
        "verification_uri_complete": .string(page + "?user_code=" + userCode),
        "expires_in": 600, "interval": 1,
      ])
  }

  private func verification(_ request: ServerRequest) -> ServerResponse {
    let code = request.value("user_code") ?? ""
    guard grants.devices.values.contains(where: { $0.userCode == code }) else {
      return plain(404, "unknown code\n")
    }
    let links = people.map { person in
      let query = PercentEncoding.form([("user_code", code), ("patient", person.id)])
      return "<li><a href=\"/oauth/confirm?\(query)\">\(person.name)</a></li>"
    }
    let refusal = "<a href=\"/oauth/confirm?user_code=\(code)&amp;patient=\">いいえ / No</a>"
    return text(
      200,
      "<!DOCTYPE html><meta charset=utf-8><title>phr-tui mock portal</title>"
        + "<p>デモ用ポータル / demonstration portal</p><ul>\(links.joined())</ul>\(refusal)",
      type: "text/html;charset=utf-8")
  }

  private mutating func confirmation(_ request: ServerRequest) -> ServerResponse {
    guard
      let key = grants.devices.first(where: { $0.value.userCode == request.value("user_code") })?
        .key,
      let device = grants.devices[key]
    else { return plain(404, "unknown code\n") }
    let chosen = people.first { $0.id == request.value("patient") }?.id
    grants.devices[key] = PortalGrants.Device(
      userCode: device.userCode, patient: chosen ?? device.patient, expires: device.expires,
      confirmed: chosen != nil, refused: chosen == nil)
    return plain(200, "OK\n")
  }

  private mutating func token(_ request: ServerRequest) -> ServerResponse {
    let form = request.form
    changed = true
    switch form["grant_type"] {
    case "urn:ietf:params:oauth:grant-type:device_code": return token(device: form)
    case "authorization_code": return token(code: form)
    case "refresh_token":
      guard let old = form["refresh_token"], !faults.has(.refreshRefused),
        let patient = grants.refresh.removeValue(forKey: old)
      else { return json(400, ["error": "invalid_grant"]) }
      return json(200, grants.issue(patient: patient, now: now))
    case "client_credentials": return token(clinic: form)
    default: return json(400, ["error": "unsupported_grant_type"])
    }
  }

  private mutating func token(device form: [String: String]) -> ServerResponse {
    guard let code = form["device_code"], var device = grants.devices[code] else {
      return json(400, ["error": "invalid_grant"])
    }
    guard device.expires > now else { return json(400, ["error": "expired_token"]) }
    guard !device.refused else { return json(400, ["error": "access_denied"]) }
    let isEarly = now - device.lastAsked < 900
    device.lastAsked = now
    grants.devices[code] = device
    guard !isEarly else { return json(400, ["error": "slow_down"]) }
    guard device.confirmed else { return json(400, ["error": "authorization_pending"]) }
    grants.devices[code] = nil
    return json(200, grants.issue(patient: device.patient, now: now))
  }

  private mutating func token(code form: [String: String]) -> ServerResponse {
    guard let key = form["code"], let code = grants.codes.removeValue(forKey: key),
      code.expires > now, code.redirect == form["redirect_uri"],
      code.client == form["client_id"] ?? "", let verifier = form["code_verifier"],
      PKCE.challenge(of: verifier) == code.challenge
    else { return json(400, ["error": "invalid_grant"]) }
    return json(200, grants.issue(patient: code.patient, now: now))
  }

  /// A clinic's token: `client_id` is its institution code, `purpose` a code of v3-ActReason.
  private mutating func token(clinic form: [String: String]) -> ServerResponse {
    guard let code = form["client_id"],
      let organization = store.standing("Organization").first(where: { $0.isNamed(code) })
    else { return json(401, ["error": "invalid_client"]) }
    let token = PortalGrants.secret()
    grants.access[token] = PortalGrants.Access(
      bearer: .clinic(
        organization: organization.id, purpose: form["purpose"] ?? ConsentAsker.treatment),
      expires: now + 3_600_000)
    return json(
      200, ["access_token": .string(token), "token_type": "Bearer", "expires_in": 3600])
  }
}
