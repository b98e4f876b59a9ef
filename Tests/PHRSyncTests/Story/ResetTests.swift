import Foundation
import PHRModel
import Synchronization
import Testing

@testable import PHRSync

/// A connection that ends after every single byte of an answer.
@Suite struct ResetTests {
  /// `make torture` asks for every byte; otherwise some of them, others each time.
  private static let step = ProcessInfo.processInfo.environment["PHR_LONG"] == nil ? 29 : 1

  private static func places(of length: Int) -> [Int] {
    Array(stride(from: Int.random(in: 0..<min(step, max(length, 1))), to: length, by: step))
  }

  private static let page = ScriptedHouse.page(
    [
      ScriptedHouse.notice("n1", "お知らせ 一", updated: "2026-05-01T09:00:00+09:00"),
      ScriptedHouse.notice("n2", "お知らせ 二", updated: "2026-05-01T09:00:01+09:00"),
    ], next: "?page=1")
  private static let last = ScriptedHouse.page([
    ScriptedHouse.notice("n3", "お知らせ 三", updated: "2026-05-01T09:00:02+09:00")
  ])
  private static let pages = ["Communication": [page, last]]

  @Test func `no answer that a reset cuts is taken for a whole one`() async throws {
    var answer = ServerResponse(
      status: 200, headers: ["Content-Type": "application/fhir+json", "ETag": "W/\"1\""],
      body: Data(Self.page.utf8))
    let length = answer.bytes(keepAlive: true).count
    let cut = Mutex(0)
    let server = try PortalServer(host: "127.0.0.1", port: 0) { [answer] _ in
      var answer = answer
      answer.delivery = .cut(after: cut.withLock { $0 })
      return answer
    }
    defer { server.stop() }
    answer.delivery = .whole
    let url = try #require(URL(string: "http://127.0.0.1:\(server.port)/"))
    let transport = URLSessionTransport(limits: HTTPLimits(seconds: 30, bytes: 1 << 20))
    for place in Self.places(of: length) {
      cut.withLock { $0 = place }
      await #expect(throws: TransportError.cutOff, "byte \(place) of \(length)") {
        _ = try await transport.send(HTTPRequest(.get, url))
      }
    }
  }

  /// A portal whose answer to one request ends early.
  private static func cutting(_ number: Int, at place: Int?) -> ScriptedTransport.Answer {
    let asked = Mutex(0)
    return { request throws(TransportError) in
      let whole = ScriptedHouse.answer(request, pages)
      let current = asked.withLock { count in
        defer { count += 1 }
        return count
      }
      guard current == number else { return whole }
      // Without a length an answer that is cut looks whole: only its content can tell.
      guard let place else { throw .cutOff }
      return HTTPResponse(status: 200, body: whole.body.prefix(place))
    }
  }

  /// What an undisturbed pull asks for: metadata, the Patient, two pages.
  private static let requests = 0..<4

  @Test(arguments: requests)
  func `a reset of any request is tried again, and nothing is lost or doubled`(_ number: Int)
    async throws
  {
    let house = try ScriptedHouse(Self.cutting(number, at: nil))
    let report = try await house.sync()
    #expect(report.outcome == .complete)
    #expect(!report.isIncomplete)
    #expect(report.total.new == 3)
    #expect(try await house.sync().total.new == 0)
    #expect(try house.records.inbox().count == 3)
  }

  @Test(arguments: 2..<4)
  func `a page without a length that ends at any byte is none, and the next pull heals it`(
    _ number: Int
  ) async throws {
    let text = number == 2 ? Self.page : Self.last
    for place in Self.places(of: text.utf8.count) {
      let house = try ScriptedHouse(Self.cutting(number, at: place))
      let report = try await house.sync()
      #expect(report.skips == ["Communication": .notFHIR], "byte \(place)")
      #expect(report.isIncomplete)
      #expect(try house.records.inbox().count == (number == 2 ? 0 : 2))
      #expect(try house.desk.sync.cursors()["Communication"]?.watermark == nil)
      let healed = try await house.sync()
      #expect(!healed.isIncomplete)
      #expect(try house.records.inbox().count == 3)
      #expect(try await house.sync().total.new == 0)
    }
  }

  @Test func `an identity that is cut off stores nothing`() async throws {
    for place in Self.places(of: 40) {
      for number in 0...1 {
        let house = try ScriptedHouse(Self.cutting(number, at: place))
        #expect(try await house.sync().outcome == .notAPortal)
        #expect(try house.records.count(RecordQuery()) == 0)
        #expect(try house.records.profile().isUnidentified)
      }
    }
  }

  @Test func `a portal that goes away for good ends the pull with what came`() async throws {
    let house = try ScriptedHouse { request throws(TransportError) in
      if request.url.query?.contains("page=1") == true { throw TransportError.unreachable }
      return ScriptedHouse.answer(request, Self.pages)
    }
    let report = try await house.sync()
    #expect(report.outcome == .unreachable)
    let row = try #require(report.rows.first { $0.type == "Communication" })
    // The page before was stored while the next one was asked for: it counts all the same.
    #expect(row.counts.new == 2)
    #expect(row.skipped == .cutOff)
    #expect(try house.records.inbox().count == 2)
  }

  @Test func `what the vault refuses to store ends the pull`() async throws {
    struct Full: Error {}
    let house = try ScriptedHouse(Self.pages)
    let start = try #require(try house.desk.start(now: ScriptedHouse.now, seed: 1))
    let runner = SyncRunner(
      transport: house.transport, now: { ScriptedHouse.now }, rest: { _ in })
    await #expect(throws: Full.self) {
      _ = try await runner.run(start) { delivery in
        if case .store = delivery { throw Full() }
        return try house.desk.answer(delivery, now: ScriptedHouse.now)
      }
    }
    #expect(try house.desk.sync.cursors().isEmpty)
  }
}
