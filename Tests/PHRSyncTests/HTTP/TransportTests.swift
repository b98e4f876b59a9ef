import Foundation
import Testing

@testable import PHRSync

@Suite struct TransportTests {
  /// A server with one answer, and what a transport with those limits makes of it.
  private func outcome(
    _ response: ServerResponse, limits: HTTPLimits = HTTPLimits(seconds: 2, bytes: 100_000)
  ) async throws -> Result<HTTPResponse, TransportError> {
    let server = try PortalServer(host: "127.0.0.1", port: 0) { _ in response }
    defer { server.stop() }
    let url = try #require(URL(string: "http://127.0.0.1:\(server.port)/"))
    let transport = URLSessionTransport(limits: limits)
    do throws(TransportError) {
      return .success(try await transport.send(HTTPRequest(.get, url)))
    } catch {
      return .failure(error)
    }
  }

  @Test func `a whole answer arrives with its fields`() async throws {
    let sent = ServerResponse(status: 200, headers: ["ETag": "W/\"7\""], body: Data("ok".utf8))
    let response = try await outcome(sent).get()
    #expect(response.status == 200)
    #expect(response.headers["etag"] == "W/\"7\"")
    #expect(response.body == Data("ok".utf8))
  }

  @Test func `an answer without an end is cut at the limit`() async throws {
    var endless = ServerResponse(status: 200, body: Data(repeating: 120, count: 10_000))
    endless.delivery = .endless
    #expect(try await outcome(endless) == .failure(.tooLarge))
  }

  @Test func `an announced length beyond the limit is refused at once`() async throws {
    let large = ServerResponse(status: 200, body: Data(repeating: 120, count: 100_001))
    #expect(try await outcome(large) == .failure(.tooLarge))
  }

  @Test func `drops that never make a whole run out of time`() async throws {
    var slow = ServerResponse(status: 200, body: Data(repeating: 120, count: 1_000))
    slow.delivery = .dripping(milliseconds: 500)
    let limits = HTTPLimits(seconds: 0.5, bytes: 100_000)
    let began = ContinuousClock.now
    #expect(try await outcome(slow, limits: limits) == .failure(.timedOut))
    // The whole answer would take 500 s; a loaded machine may be late, but never that late.
    #expect(ContinuousClock.now - began < .seconds(450))
  }

  @Test func `a compressed answer is refused and never unpacked`() async throws {
    let bomb = ServerResponse(
      status: 200, headers: ["Content-Encoding": "gzip"],
      body: GzipBomb.bytes(unpackedMebibytes: 8))
    #expect(bomb.body.count < 60_000)
    #expect(try await outcome(bomb) == .failure(.compressed))
  }

  @Test func `a redirection is handed back and not followed`() async throws {
    let moved = ServerResponse(status: 302, headers: ["Location": "http://127.0.0.1:1/"])
    #expect(try await outcome(moved).get().status == 302)
  }

  @Test(arguments: [0, 1, 9, 15, 16, 17, 40, 60, 61, 62, 80, 100])
  func `a reset after any byte is no answer`(_ count: Int) async throws {
    var cut = ServerResponse(status: 200, body: Data(repeating: 120, count: 100))
    cut.delivery = .cut(after: count)
    guard case .failure = try await outcome(cut) else {
      Issue.record("a cut answer was taken for a whole one")
      return
    }
  }

  @Test func `nobody there is told apart from a bad answer`() async throws {
    let server = try PortalServer(host: "127.0.0.1", port: 0) { _ in ServerResponse(status: 200) }
    let url = try #require(URL(string: "http://127.0.0.1:\(server.port)/"))
    server.stop()
    try await Task.sleep(for: .milliseconds(50))
    await #expect(throws: TransportError.unreachable) {
      _ = try await URLSessionTransport().send(HTTPRequest(.get, url))
    }
  }

  @Test func `plain HTTP to another machine is refused before anything is sent`() async throws {
    let url = try #require(URL(string: "http://portal.example.jp/fhir"))
    await #expect(throws: TransportError.refusedAddress) {
      _ = try await URLSessionTransport().send(HTTPRequest(.get, url))
    }
  }
}
