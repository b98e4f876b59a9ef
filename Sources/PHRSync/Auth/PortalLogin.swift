public import Foundation
public import PHRModel

/// Signs in at a portal; gives an account to keep in the vault.
public struct PortalLogin: Sendable {
  /// How this program calls itself.
  public static let client = "phr-tui"
  /// What it asks for (sync-protocol section 4).
  static let scope =
    "launch/patient patient/*.rs patient/Consent.cu patient/Task.cu offline_access"

  private let base: PortalBase
  private let transport: any PortalTransport
  private let rest: @Sendable (Double) async throws -> Void

  /// A login at a portal.
  public init(
    base: PortalBase, transport: any PortalTransport,
    rest: @escaping @Sendable (Double) async throws -> Void = { seconds in
      try await Task.sleep(for: .seconds(seconds))
    }
  ) {
    self.base = base
    self.transport = transport
    self.rest = rest
  }

  /// Finds the authorization server.
  ///
  /// - Throws: `LoginError.unreachable`, `LoginError.notAPortal`.
  public func discover() async throws -> SmartConfiguration {
    let request = HTTPRequest(
      .get, base.address(".well-known/smart-configuration"),
      headers: ["Accept": "application/json"])
    let response = try await send(request)
    guard response.status == 200, let found = SmartConfiguration(response.body) else {
      throw LoginError.notAPortal
    }
    return found
  }

  /// Signs in through another device (RFC 8628): shows a code, then asks until somebody agreed.
  ///
  /// - Parameter show: tells the person where to type which code.
  /// - Returns: the account, with its tokens.
  /// - Throws: `LoginError`.
  public func onDevice(show: @Sendable (DevicePrompt) -> Void) async throws -> PortalAccount {
    let server = try await discover()
    guard let endpoint = server.device else { throw LoginError.wayNotOffered }
    let fields = [("client_id", Self.client), ("scope", Self.scope)]
    let response = try await send(Self.form(endpoint, fields))
    guard response.status == 200, let value = try? JSONValue(parsing: response.body),
      let device = value["device_code"]?.string, let code = value["user_code"]?.string,
      let page = value["verification_uri"]?.string
    else { throw LoginError.wayNotOffered }
    show(
      DevicePrompt(
        page: SafeText(page).text,
        completePage: value["verification_uri_complete"]?.string.map { SafeText($0).text },
        code: SafeText(code).text))
    return try await poll(
      server, device: device, interval: Self.seconds(value["interval"], default: 5),
      lifetime: Self.seconds(value["expires_in"], default: 600))
  }

  private static func seconds(_ value: JSONValue?, default normal: Double) -> Double {
    value?.literal.flatMap(Double.init).map { min(max($0, 0.2), 3600) } ?? normal
  }

  /// Asks for the token at the given pace; `slow_down` adds five seconds (section 3.5).
  private func poll(
    _ server: SmartConfiguration, device: String, interval: Double, lifetime: Double
  ) async throws -> PortalAccount {
    var interval = interval
    var waited = 0.0
    let fields = [
      ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", device),
      ("client_id", Self.client),
    ]
    while waited <= lifetime {
      let response = try await send(Self.form(server.token, fields))
      if response.status == 200 { return try account(response, server) }
      switch (try? JSONValue(parsing: response.body))?["error"]?.string {
      case "authorization_pending": break
      case "slow_down": interval += 5
      case "expired_token": throw LoginError.expired
      default: throw LoginError.denied
      }
      try await rest(interval)
      waited += interval
    }
    throw LoginError.expired
  }

  /// Signs in through a browser on this machine (RFC 8252, section 7.3, with PKCE).
  ///
  /// - Parameters:
  ///   - seconds: how long somebody may take to agree.
  ///   - open: shows the page to the person.
  /// - Returns: the account, with its tokens.
  /// - Throws: `LoginError`, `ListenError`.
  public func inBrowser(
    within seconds: Double = 300, open: @escaping @Sendable (URL) -> Void
  ) async throws -> PortalAccount {
    let server = try await discover()
    guard let endpoint = server.authorization else { throw LoginError.wayNotOffered }
    let proof = PKCE()
    let state = PKCE().verifier
    let answer = try RedirectListener(state: state)
    defer { answer.stop() }
    let query = PercentEncoding.form([
      ("response_type", "code"), ("client_id", Self.client), ("redirect_uri", answer.address),
      ("scope", Self.scope), ("state", state), ("aud", base.text),
      ("code_challenge", proof.challenge), ("code_challenge_method", "S256"),
    ])
    let separator = endpoint.query == nil ? "?" : "&"
    guard let page = URL(string: endpoint.absoluteString + separator + query) else {
      throw LoginError.notAPortal
    }
    open(page)
    let code = try await answer.code(within: seconds)
    let fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", answer.address),
      ("client_id", Self.client), ("code_verifier", proof.verifier),
    ]
    let response = try await send(Self.form(server.token, fields))
    guard response.status == 200 else { throw LoginError.denied }
    return try account(response, server)
  }

  private func account(
    _ response: HTTPResponse, _ server: SmartConfiguration
  ) throws -> PortalAccount {
    guard let tokens = TokenResponse(response.body) else { throw LoginError.denied }
    guard let patient = tokens.patient, !patient.isEmpty else { throw LoginError.noPatient }
    return PortalAccount(
      base: base.text, patient: patient, client: Self.client,
      tokenEndpoint: server.token.absoluteString, accessToken: tokens.access,
      refreshToken: tokens.refresh)
  }

  private func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    do throws(TransportError) {
      return try await transport.send(request)
    } catch {
      throw error == .untrusted ? LoginError.untrusted : LoginError.unreachable
    }
  }

  private static func form(_ endpoint: URL, _ fields: [(String, String)]) -> HTTPRequest {
    HTTPRequest(
      .post, endpoint,
      headers: [
        "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
      ],
      body: Data(PercentEncoding.form(fields).utf8))
  }
}
