import Foundation
import PHRModel
import Synchronization
import Testing

@testable import PHRSync

/// The login through a browser (RFC 8252 with RFC 7636), played against the mock portal.
@Suite struct BrowserLoginTests {
  /// A browser that shows nothing: it follows one redirection, or brings what a test makes up.
  private struct Browser {
    let transport = URLSessionTransport()

    /// The address that the portal sends the browser back to.
    func agree(at page: URL) async throws -> URL {
      let answer = try await transport.send(HTTPRequest(.get, page))
      #expect(answer.status == 302)
      return try #require(answer.headers["Location"].flatMap { URL(string: $0) })
    }

    func visit(_ url: URL) async throws -> Int {
      try await transport.send(HTTPRequest(.get, url)).status
    }
  }

  private static func query(_ url: URL) -> [String: String] {
    Dictionary(PercentEncoding.pairs(url.query ?? ""), uniquingKeysWith: { $1 })
  }

  private static func login(_ portal: MockPortal) throws -> PortalLogin {
    PortalLogin(base: try #require(PortalBase(portal.base)), transport: URLSessionTransport())
  }

  /// Where the browser was sent, as soon as it was.
  private final class Page: Sendable {
    private let url = Mutex<URL?>(nil)

    func open(_ page: URL) { url.withLock { $0 = page } }

    func wait() async throws -> URL {
      while true {
        if let page = url.withLock({ $0 }) { return page }
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }

  @Test func `a browser that agrees brings an account, proved by S256 and state`() async throws {
    let portal = try MockPortal()
    defer { portal.stop() }
    let page = Page()
    let login = try Self.login(portal)
    let signedIn = Task { try await login.inBrowser(within: 60) { page.open($0) } }

    let asked = try await page.wait()
    let query = Self.query(asked)
    #expect(query["response_type"] == "code")
    #expect(query["client_id"] == "phr-tui")
    #expect(query["code_challenge_method"] == "S256")
    #expect(query["code_challenge"]?.count == 43)
    #expect(query["aud"] == portal.base)
    #expect(query["scope"]?.contains("offline_access") == true)
    let redirect = try #require(query["redirect_uri"].flatMap { URL(string: $0) })
    #expect(redirect.host == "127.0.0.1")
    #expect(asked.absoluteString.contains("code_verifier") == false)

    let browser = Browser()
    let back = try await browser.agree(at: asked)
    #expect(Self.query(back)["state"] == query["state"])
    #expect(try await browser.visit(back) == 200)

    let account = try await signedIn.value
    #expect(account.patient == "pt1")
    #expect(!account.accessToken.isEmpty)
    #expect(account.refreshToken?.isEmpty == false)
    let house = try await Household.join(portal)
    try house.desk.sync.save(account)
    #expect(try await house.sync().outcome == .complete)
  }

  @Test func `an answer with another state changes nothing, the right one still counts`()
    async throws
  {
    let portal = try MockPortal()
    defer { portal.stop() }
    let page = Page()
    let login = try Self.login(portal)
    let signedIn = Task { try await login.inBrowser(within: 60) { page.open($0) } }
    let asked = try await page.wait()
    let redirect = try #require(Self.query(asked)["redirect_uri"])
    let state = try #require(Self.query(asked)["state"])
    let browser = Browser()
    for wrong in [
      "?code=stolen&state=wrong", "?code=stolen", "", "?error=access_denied&state=wrong",
      "?code=stolen&state=\(state.dropLast())", "/deeper?code=stolen&state=\(state)",
    ] {
      let url = try #require(URL(string: redirect + wrong))
      #expect(try await browser.visit(url) == 404)
    }
    #expect(try await browser.visit(try await browser.agree(at: asked)) == 200)
    #expect(try await signedIn.value.patient == "pt1")
  }

  @Test(arguments: ["?error=access_denied&state=", "?state=", "?code=&state="])
  func `a person who says no ends the login`(_ answer: String) async throws {
    let portal = try MockPortal()
    defer { portal.stop() }
    let page = Page()
    let login = try Self.login(portal)
    let signedIn = Task { try await login.inBrowser(within: 60) { page.open($0) } }
    let query = Self.query(try await page.wait())
    let redirect = try #require(query["redirect_uri"])
    let url = try #require(URL(string: redirect + answer + (query["state"] ?? "")))
    #expect(try await Browser().visit(url) == 200)
    await #expect(throws: LoginError.denied) { _ = try await signedIn.value }
  }

  @Test func `a code that the portal did not give is refused`() async throws {
    let portal = try MockPortal()
    defer { portal.stop() }
    let page = Page()
    let login = try Self.login(portal)
    let signedIn = Task { try await login.inBrowser(within: 60) { page.open($0) } }
    let query = Self.query(try await page.wait())
    let redirect = try #require(query["redirect_uri"])
    let url = try #require(URL(string: redirect + "?code=guess&state=" + (query["state"] ?? "")))
    _ = try await Browser().visit(url)
    await #expect(throws: LoginError.denied) { _ = try await signedIn.value }
  }

  @Test func `nobody in time ends the login, and the port is free again`() async throws {
    let portal = try MockPortal()
    defer { portal.stop() }
    let page = Page()
    let login = try Self.login(portal)
    await #expect(throws: LoginError.expired) {
      _ = try await login.inBrowser(within: 0.05) { page.open($0) }
    }
    let redirect = try #require(Self.query(try await page.wait())["redirect_uri"])
    let url = try #require(URL(string: redirect))
    try await Task.sleep(for: .milliseconds(100))
    await #expect(throws: TransportError.self) { _ = try await Browser().visit(url) }
  }

  @Test func `the portal gives no token for a code without its proof`() async throws {
    let portal = try MockPortal()
    defer { portal.stop() }
    let base = try #require(PortalBase(portal.base))
    let root = base.text.replacingOccurrences(of: "/fhir", with: "")
    let redirect = "http://127.0.0.1:9/callback"
    let proof = PKCE()
    for verifier in [PKCE().verifier, "", proof.challenge] {
      let query = PercentEncoding.form([
        ("response_type", "code"), ("client_id", "phr-tui"), ("redirect_uri", redirect),
        ("state", "s"), ("code_challenge", proof.challenge), ("code_challenge_method", "S256"),
      ])
      let page = try #require(URL(string: root + "/oauth/authorize?" + query))
      let back = try await Browser().agree(at: page)
      var request = HTTPRequest(.post, try #require(URL(string: root + "/oauth/token")))
      request.headers["Content-Type"] = "application/x-www-form-urlencoded"
      request.body = Data(
        PercentEncoding.form([
          ("grant_type", "authorization_code"), ("code", Self.query(back)["code"] ?? ""),
          ("redirect_uri", redirect), ("client_id", "phr-tui"), ("code_verifier", verifier),
        ]).utf8)
      #expect(try await URLSessionTransport().send(request).status == 400)
    }
  }
}
