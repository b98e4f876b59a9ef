import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// The network helper: the real program, started for its requests.
@Suite struct HelperTests {
  private static func transport(
    _ limits: HTTPLimits = HTTPLimits(seconds: 20, bytes: 4 << 20)
  ) throws -> HelperTransport {
    HelperTransport(program: try TestProgram.url.path, limits: limits)
  }

  private static func outcome(
    _ port: UInt16, _ transport: HelperTransport, path: String = "/"
  ) async throws -> Result<HTTPResponse, TransportError> {
    let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
    do throws(TransportError) {
      return .success(try await transport.send(HTTPRequest(.get, url)))
    } catch {
      return .failure(error)
    }
  }

  @Test func `answers come through as they are, one after the other`() async throws {
    let large = Data((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let server = try PortalServer(host: "127.0.0.1", port: 0) { request in
      var response = ServerResponse(
        status: request.path == "/large" ? 200 : 404, headers: ["ETag": "W/\"日\""], body: large)
      if request.method == "POST" { response.body = request.body }
      return response
    }
    defer { server.stop() }
    let transport = try Self.transport()
    for _ in 0..<3 {
      let response = try await Self.outcome(server.port, transport, path: "/large").get()
      #expect(response.status == 200)
      #expect(response.body == large)
      #expect(response.headers["etag"] != nil)
    }
    let url = try #require(URL(string: "http://127.0.0.1:\(server.port)/post"))
    let sent = HTTPRequest(.post, url, headers: ["X-Name": "値"], body: Data([0, 255, 10, 13]))
    #expect(try await transport.send(sent).body == Data([0, 255, 10, 13]))
  }

  /// Answers for which FoundationNetworking ends its process.
  private static let deadly = [
    "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
    OddAnswer.chunked + "5\r\nhello\r\n0\r\nX: y\r\n\r\n",
    OddAnswer.ok + "Content-Length: 9223372036854775807\r\n\r\nx",
  ]

  @Test(arguments: deadly)
  func `an answer that ends the helper is a connection that was cut off, and the next is whole`(
    _ answer: String
  ) async throws {
    let hostile = try RawServer(answer)
    defer { hostile.stop() }
    let good = try RawServer(OddAnswer.ok + "Content-Length: 2\r\n\r\nok")
    defer { good.stop() }
    let transport = try Self.transport()
    for _ in 0..<2 {
      switch try await Self.outcome(hostile.port, transport) {
      // A later Foundation may read the harmless ones.
      case .success(let response): #expect(response.body == Data("hello".utf8))
      case .failure(let error): #expect([.cutOff, .tooLarge].contains(error))
      }
      #expect(try await Self.outcome(good.port, transport).get().body == Data("ok".utf8))
    }
  }

  @Test func `a head that ends after any byte is no answer`() async throws {
    let whole = Data((OddAnswer.ok + "ETag: \"1\"\r\nContent-Length: 2\r\n\r\nok").utf8)
    let step = ProcessInfo.processInfo.environment["PHR_LONG"] == nil ? 9 : 1
    let transport = try Self.transport()
    for place in stride(from: 0, to: whole.count, by: step) {
      let server = try RawServer([[.send(whole.prefix(place))]])
      defer { server.stop() }
      let outcome = try await Self.outcome(server.port, transport)
      #expect(outcome == .failure(.cutOff), "byte \(place)")
    }
  }

  @Test func `limits hold in the helper, too`() async throws {
    var endless = ServerResponse(status: 200, body: Data(repeating: 120, count: 10_000))
    endless.delivery = .endless
    let server = try PortalServer(host: "127.0.0.1", port: 0) { [endless] _ in endless }
    defer { server.stop() }
    let silent = try RawServer([[.wait(3000)]])
    defer { silent.stop() }
    let transport = try Self.transport(HTTPLimits(seconds: 1, bytes: 100_000))
    #expect(try await Self.outcome(server.port, transport) == .failure(.tooLarge))
    #expect(try await Self.outcome(silent.port, transport) == .failure(.timedOut))
  }

  @Test func `what is given up before its turn is never sent, and disturbs nobody`() async throws {
    let slow = try RawServer([
      [.wait(500), .send(Data((OddAnswer.ok + "Content-Length: 2\r\n\r\nok").utf8))]
    ])
    defer { slow.stop() }
    let never = try RawServer([[.wait(20_000)]])
    defer { never.stop() }
    let transport = try Self.transport()
    let first = Task { try await Self.outcome(slow.port, transport) }
    // The second is asked for while the first has the helper, and given up while it waits.
    while slow.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let second = Task { try await Self.outcome(never.port, transport) }
    second.cancel()
    #expect(try await second.value == .failure(.cancelled))
    #expect(try await first.value.get().status == 200)
    #expect(never.requests.isEmpty)
  }

  @Test func `giving up ends the helper at once, and the next request has a new one`()
    async throws
  {
    // Far longer than any limit: only giving up can end it so. How soon is not measured, because
    // a thousand tests beside this one may keep the answer waiting.
    let silent = try RawServer([[.wait(600_000)]])
    defer { silent.stop() }
    let good = try RawServer(OddAnswer.ok + "Content-Length: 2\r\n\r\nok")
    defer { good.stop() }
    let transport = try Self.transport()
    let task = Task { try await Self.outcome(silent.port, transport) }
    while silent.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(try await task.value == .failure(.cancelled))
    #expect(try await Self.outcome(good.port, transport).get().status == 200)
  }

  @Test func `nothing is started for an address that is not allowed`() async throws {
    let url = try #require(URL(string: "http://portal.example.jp/"))
    let transport = HelperTransport(program: "/nonexistent")
    await #expect(throws: TransportError.refusedAddress) {
      _ = try await transport.send(HTTPRequest(.get, url))
    }
    let local = try #require(URL(string: "http://127.0.0.1:9/"))
    await #expect(throws: TransportError.unreachable) {
      _ = try await transport.send(HTTPRequest(.get, local))
    }
  }

  @Test func `a whole pull runs through the helper`() async throws {
    let portal = try MockPortal()
    defer { portal.stop() }
    let base = try #require(PortalBase(portal.base))
    let transport = try Self.transport()
    let account = try await PortalLogin(base: base, transport: transport).onDevice { _ in }
    let records = try RecordStore(Connection(path: ":memory:"))
    let desk = try SyncDesk(records, portal: base)
    try desk.sync.save(account)
    let start = try #require(try desk.start(now: Household.now, seed: 1))
    let runner = SyncRunner(transport: transport, now: { Household.now })
    let report = try await runner.run(start) { try desk.answer($0, now: Household.now) }.report
    #expect(report.outcome == .complete)
    #expect(try records.inbox().count == 3)
  }

  @Test(
    arguments: [
      [], [0, 0, 0, 0], [0, 0, 0, 2, 123, 125], [255, 255, 255, 255, 1],
      [0, 0, 0, 1, 65, 0, 0, 0, 0], [0, 0, 0, 2, 123, 125, 255, 255, 255, 255],
    ] as [[UInt8]])
  func `a frame that is none ends the talk`(_ bytes: [UInt8]) throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
    try pipe.fileHandleForWriting.close()
    let channel = HelperChannel(
      input: pipe.fileHandleForReading.fileDescriptor, output: STDERR_FILENO)
    #expect(channel.read() == nil)
  }

  @Test func `requests and answers survive their frames`() throws {
    let url = try #require(URL(string: "https://portal.example.jp/fhir/Task?x=%2B&y=日"))
    let request = HTTPRequest(
      .put, url, headers: ["If-Match": "W/\"1\"", "A": "b\"c\\"], body: Data([1, 2]))
    let limits = HTTPLimits(seconds: 1.5, bytes: 7)
    let read = try #require(
      HelperFrame.request(HelperFrame.head(of: request, limits: limits), Data([1, 2])))
    #expect(read.0 == request)
    #expect(read.1 == limits)
    let errors: [TransportError] = [
      .refusedAddress, .unreachable, .timedOut, .tooLarge, .cutOff, .compressed, .untrusted,
      .cancelled,
    ]
    for error in errors {
      #expect(
        HelperFrame.outcome(HelperFrame.head(of: .failure(error)), Data()) == .failure(error))
    }
    #expect(HelperFrame.outcome([:], Data()) == .failure(.cutOff))
  }
}
