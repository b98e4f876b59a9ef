import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// The engine by itself: events in, effects out, no server and no vault.
@Suite struct SyncEngineTests {
  private static let now = Instant(seconds: 1_790_000_000)

  private func engine(
    _ change: (inout SyncStart) -> Void = { _ in }
  ) throws -> SyncEngine {
    let base = try #require(PortalBase("https://portal.example.jp/fhir"))
    let account = PortalAccount(
      base: base.text, patient: "p1", client: "phr-tui",
      tokenEndpoint: "https://portal.example.jp/token", accessToken: "first",
      refreshToken: "again")
    var start = SyncStart(base: base, account: account)
    change(&start)
    return SyncEngine(start)
  }

  private static func answer(_ status: Int, _ json: String = "") -> SyncEvent {
    .answered(.success(HTTPResponse(status: status, body: Data(json.utf8))))
  }

  private static let metadata = """
    {"resourceType":"CapabilityStatement","fhirVersion":"4.0.1","rest":[{"resource":[
    {"type":"Communication","searchParam":[{"name":"_lastUpdated"}]}]}]}
    """

  private func request(_ effects: [SyncEffect]) -> HTTPRequest? {
    if case .send(let request)? = effects.last { request } else { nil }
  }

  @Test func `nothing is pulled before the identity was compared`() throws {
    var engine = try engine()
    #expect(request(engine.handle(.began, now: Self.now))?.url.path == "/fhir/metadata")
    let second = engine.handle(Self.answer(200, Self.metadata), now: Self.now)
    #expect(request(second)?.url.path == "/fhir/Patient/p1")
    let third = engine.handle(
      Self.answer(200, "{\"resourceType\":\"Patient\",\"id\":\"p1\"}"), now: Self.now)
    guard case .deliver(.identify)? = third.last else {
      Issue.record("the identity was not handed over")
      return
    }
    let last = engine.handle(.replied(.stranger([.name])), now: Self.now)
    guard case .finish(let report)? = last.last else {
      Issue.record("a stranger did not end the pull")
      return
    }
    #expect(report.outcome == .stranger([.name]))
    #expect(report.rows.isEmpty)
  }

  @Test(arguments: ["3.0.2", "5.0.0", ""])
  func `other versions of FHIR are declined`(_ version: String) throws {
    var engine = try engine()
    _ = engine.handle(.began, now: Self.now)
    let text = "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"\(version)\"}"
    let effects = engine.handle(Self.answer(200, text), now: Self.now)
    guard case .finish(let report)? = effects.last else {
      Issue.record("the pull went on")
      return
    }
    #expect(report.outcome == .notAPortal)
  }

  @Test func `the token is renewed once and the request sent again with the new one`() throws {
    var engine = try engine()
    let asked = request(engine.handle(.began, now: Self.now))
    #expect(asked?.headers["Authorization"] == "Bearer first")
    let renewal = request(engine.handle(Self.answer(401), now: Self.now))
    #expect(renewal?.method == .post)
    #expect(renewal?.headers["Authorization"] == nil)
    let tokens = "{\"access_token\":\"second\",\"token_type\":\"Bearer\",\"refresh_token\":\"r2\"}"
    let kept = engine.handle(Self.answer(200, tokens), now: Self.now)
    #expect(kept == [.deliver(.keepTokens(access: "second", refresh: "r2"))])
    let again = request(engine.handle(.replied(.done), now: Self.now))
    #expect(again?.url == asked?.url)
    #expect(again?.headers["Authorization"] == "Bearer second")
    guard case .finish(let report)? = engine.handle(Self.answer(401), now: Self.now).last else {
      Issue.record("a second refusal did not end the pull")
      return
    }
    #expect(report.outcome == .signInAgain)
  }

  @Test func `a failing portal is tried four times with growing pauses`() throws {
    var engine = try engine()
    var effects = engine.handle(.began, now: Self.now)
    var pauses: [Double] = []
    while case .send? = effects.last {
      effects = engine.handle(.answered(.failure(.timedOut)), now: Self.now)
      if case .rest(let seconds)? = effects.last {
        pauses.append(seconds)
        effects = engine.handle(.rested, now: Self.now)
      }
    }
    #expect(pauses.count == 3)
    #expect(zip(pauses, [1.0, 2.0, 4.0]).allSatisfy { $0 >= $1 && $0 <= $1 * 1.5 })
    guard case .finish(let report)? = effects.last else {
      Issue.record("the pull went on")
      return
    }
    #expect(report.outcome == .unreachable)
  }

  @Test func `a remembered moment is kept, and a pull after it begins`() throws {
    var early = try engine { $0.account.notBefore = Self.now.adding(seconds: 60) }
    guard case .finish(let report)? = early.handle(.began, now: Self.now).last else {
      Issue.record("the portal was called too early")
      return
    }
    #expect(report.outcome == .notBefore(Self.now.adding(seconds: 60)))
    var late = try engine { $0.account.notBefore = Self.now.adding(seconds: -1) }
    #expect(request(late.handle(.began, now: Self.now)) != nil)
  }

  @Test func `a watch backs off while nobody answers and returns to its pace`() {
    var schedule = WatchSchedule(interval: 60, seed: 3)
    var failed = SyncReport()
    failed.outcome = .unreachable
    let pauses = (0..<8).map { _ in schedule.pause(after: failed, now: Self.now) }
    #expect(zip(pauses, [120.0, 240, 480]).allSatisfy { $0 >= $1 * 0.75 && $0 <= $1 * 1.25 })
    #expect(pauses.allSatisfy { $0 <= WatchSchedule.longestPause * 1.25 })
    #expect(schedule.pause(after: SyncReport(), now: Self.now) == 60)
    var asked = SyncReport()
    asked.outcome = .notBefore(Self.now.adding(seconds: 500))
    #expect((500...501).contains(schedule.pause(after: asked, now: Self.now)))
  }
}
