import Foundation
import PHRModel
import Synchronization
import Testing

@testable import PHRSync

/// Tokens that expire, are renewed, change, or are refused for one type only.
@Suite struct TokenTests {
  /// A portal whose tokens live for so many requests; every refresh token works once.
  private final class Turnstile: Sendable {
    private struct State {
      var access = "first"
      var refresh = "again"
      var left: Int
      var renewals = 0
      var misused = 0
    }

    private let state: Mutex<State>
    private let life: Int
    private let pages: [String: [String]]

    init(life: Int, pages: [String: [String]]) {
      self.life = life
      self.pages = pages
      state = Mutex(State(left: life))
    }

    var renewals: Int { state.withLock { $0.renewals } }
    var misused: Int { state.withLock { $0.misused } }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      if request.url.path == "/token" { return renew(request) }
      let isGood = state.withLock { state in
        guard request.headers["Authorization"] == "Bearer " + state.access, state.left > 0 else {
          return false
        }
        state.left -= 1
        return true
      }
      guard isGood else { return HTTPResponse(status: 401) }
      return ScriptedHouse.answer(request, pages)
    }

    private func renew(_ request: HTTPRequest) -> HTTPResponse {
      let form = Dictionary(
        PercentEncoding.pairs(String(decoding: request.body, as: UTF8.self)),
        uniquingKeysWith: { $1 })
      return state.withLock { state in
        guard form["refresh_token"] == state.refresh, form["grant_type"] == "refresh_token",
          request.headers["Authorization"] == nil
        else {
          state.misused += 1
          return ScriptedHouse.json(["error": "invalid_grant"], status: 400)
        }
        state.renewals += 1
        state.access = "access\(state.renewals)"
        state.refresh = "refresh\(state.renewals)"
        state.left = life
        return ScriptedHouse.json([
          "access_token": .string(state.access), "token_type": "Bearer",
          "refresh_token": .string(state.refresh),
        ])
      }
    }
  }

  private static let pages: [String: [String]] = [
    "Communication": [
      ScriptedHouse.page([ScriptedHouse.notice("n1")], next: "?page=1"),
      ScriptedHouse.page([ScriptedHouse.notice("n2")], next: "?page=2"),
      ScriptedHouse.page([ScriptedHouse.notice("n3")]),
    ]
  ]

  @Test(arguments: 0...4)
  func `a token that ends at any request is renewed once, and nothing is lost`(_ life: Int)
    async throws
  {
    let turnstile = Turnstile(life: max(life, 1), pages: Self.pages)
    // The renewed token has to last for what is left.
    let house = try ScriptedHouse { request throws(TransportError) in turnstile.answer(request) }
    let report = try await house.sync()
    let account = try #require(try house.desk.sync.account())
    #expect(turnstile.misused == 0)
    if life >= 3 {
      #expect(report.outcome == .complete)
      #expect(try house.records.inbox().count == 3)
      #expect(account.accessToken == "access1")
      #expect(account.refreshToken == "refresh1")
    } else {
      // It ended again before the pull did: the person is asked, what came is kept.
      #expect(report.outcome == .signInAgain || report.outcome == .complete)
      #expect(account.refreshToken == "refresh\(turnstile.renewals)")
    }
    let before = try house.records.inbox().count
    for _ in 0..<4 { _ = try await house.sync() }
    #expect(turnstile.misused == 0)
    #expect(try house.records.inbox().count >= before)
  }

  @Test func `without a refresh token the person has to sign in again`() async throws {
    let house = try ScriptedHouse { _ throws(TransportError) in HTTPResponse(status: 401) }
    var account = try #require(try house.desk.sync.account())
    account.refreshToken = nil
    try house.desk.sync.save(account)
    #expect(try await house.sync().outcome == .signInAgain)
    #expect(house.transport.requests.count == 1)
  }

  @Test func `the token is never shown to an endpoint that is neither HTTPS nor local`()
    async throws
  {
    let house = try ScriptedHouse { _ throws(TransportError) in HTTPResponse(status: 401) }
    var account = try #require(try house.desk.sync.account())
    account.tokenEndpoint = "http://portal.example.jp/token"
    try house.desk.sync.save(account)
    #expect(try await house.sync().outcome == .signInAgain)
    #expect(house.transport.requests.count == 1)
  }

  @Test func `401 for one type with a good token is a refusal of that type`() async throws {
    let pages = Self.pages.merging(["Immunization": [ScriptedHouse.page([])]]) { $1 }
    let house = try ScriptedHouse { request throws(TransportError) in
      if request.url.path == "/token" {
        return ScriptedHouse.json(["access_token": "second", "refresh_token": "r2"])
      }
      if request.url.path.hasSuffix("Immunization") { return HTTPResponse(status: 401) }
      return ScriptedHouse.answer(request, pages)
    }
    let report = try await house.sync()
    #expect(report.outcome == .complete)
    #expect(report.skips == ["Immunization": .refused(status: 401)])
    #expect(report.hasProblems && !report.isIncomplete)
    #expect(try house.records.inbox().count == 3)
  }

  @Test func `a renewal that fails in transit loses nothing`() async throws {
    let house = try ScriptedHouse { request throws(TransportError) in
      if request.url.path == "/token" { throw TransportError.cutOff }
      if request.url.path.hasSuffix("Communication") { return HTTPResponse(status: 401) }
      return ScriptedHouse.answer(request, Self.pages)
    }
    #expect(try await house.sync().isIncomplete)
    #expect(try house.desk.sync.account()?.refreshToken == "again")
  }
}
