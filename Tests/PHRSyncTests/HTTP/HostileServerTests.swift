import Foundation
import Testing

@testable import PHRSync

/// One way to answer that is odd, broken or hostile, and what a transport must make of it.
struct OddAnswer: Sendable, CustomTestStringConvertible {
  let name: String
  let scene: [RawServer.Act]
  /// The whole answer that is taken; `nil` where there is none to take.
  var taken: String?
  /// Why it is none.
  var refused: Set<TransportError> = []

  init(_ name: String, _ answer: String, taken: String) {
    self.name = name
    scene = [.send(Data(answer.utf8))]
    self.taken = taken
  }

  init(_ name: String, _ scene: [RawServer.Act], refused: Set<TransportError>) {
    self.name = name
    self.scene = scene
    self.refused = refused
  }

  init(_ name: String, _ answer: String, refused: Set<TransportError>) {
    self.init(name, [.send(Data(answer.utf8))], refused: refused)
  }

  var testDescription: String { name }

  static let ok = "HTTP/1.1 200 OK\r\n"
  static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"

  static let whole: [OddAnswer] = [
    OddAnswer("plain", "\(ok)Content-Length: 5\r\n\r\nhello", taken: "200 hello"),
    OddAnswer("empty", "\(ok)Content-Length: 0\r\n\r\n", taken: "200 "),
    OddAnswer("HTTP/1.0 until the end", "HTTP/1.0 200 OK\r\n\r\nhello", taken: "200 hello"),
    OddAnswer("HTTP/1.1 until the end", "\(ok)Connection: close\r\n\r\nhello", taken: "200 hello"),
    OddAnswer("chunks", "\(chunked)2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", taken: "200 hello"),
    OddAnswer(
      "chunks with extensions", "\(chunked)2;a=b;c=\"d\"\r\nhe\r\n03 ;x\r\nllo\r\n0;last\r\n\r\n",
      taken: "200 hello"),
    OddAnswer(
      "chunks with leading zeros and capitals", "\(chunked)000005\r\nhello\r\n0000\r\n\r\n",
      taken: "200 hello"),
    OddAnswer(
      "100-continue before the answer",
      "HTTP/1.1 100 Continue\r\n\r\n\(ok)Content-Length: 5\r\n\r\nhello",
      taken: "200 hello"),
    OddAnswer(
      "early hints before the answer",
      "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n\(ok)Content-Length: 5\r\n\r\nhello",
      taken: "200 hello"),
    OddAnswer(
      "lengths said twice alike",
      "\(ok)Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", taken: "200 hello"),
    OddAnswer(
      "304 that says how long the whole would be",
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n", taken: "304 "),
    OddAnswer(
      "401 that asks for a password",
      "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
      taken: "401 "),
    OddAnswer(
      "an empty reason", "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello", taken: "200 hello"),
    OddAnswer(
      "fields in odd forms", "\(ok)X:\ta\r\n b\r\nContent-Type: ;;;\r\nContent-Length: 0\r\n\r\n",
      taken: "200 "),
    OddAnswer(
      "304 with a body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello",
      taken: "304 "),
    OddAnswer("204 with a body", "HTTP/1.1 204 No Content\r\n\r\nhello", taken: "204 "),
    OddAnswer(
      "a status of its own", "HTTP/1.1 299 Fine\r\nContent-Length: 2\r\n\r\nok",
      taken: "299 ok"),
    OddAnswer(
      "more than was announced", "\(ok)Content-Length: 5\r\n\r\nhello, world",
      taken: "200 hello"),
  ]

  static let broken: [OddAnswer] = [
    OddAnswer(
      "lines that end in LF", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", refused: [.cutOff]),
    OddAnswer(
      "a status without a blank behind it", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
      refused: [.cutOff]),
    OddAnswer("nothing at all", "", refused: [.cutOff]),
    OddAnswer("only a reset", [.reset], refused: [.cutOff]),
    OddAnswer(
      "less than was announced", "\(ok)Content-Length: 50\r\n\r\nhello",
      refused: [.cutOff]),
    OddAnswer("chunks without an end", "\(chunked)5\r\nhello\r\n", refused: [.cutOff]),
    OddAnswer("a chunk that is cut off", "\(chunked)50\r\nhello", refused: [.cutOff]),
    OddAnswer("a chunk of no number", "\(chunked)xyz\r\nhello\r\n0\r\n\r\n", refused: [.cutOff]),
    OddAnswer(
      "a chunk of 2^64 bytes", "\(chunked)FFFFFFFFFFFFFFFFF\r\nhello",
      refused: [.cutOff]),
    OddAnswer("a negative chunk", "\(chunked)-5\r\nhello\r\n0\r\n\r\n", refused: [.cutOff]),
    OddAnswer(
      "a chunk longer than said", "\(chunked)2\r\nhello\r\n0\r\n\r\n",
      refused: [.cutOff]),
    OddAnswer(
      "two lengths", "\(ok)Content-Length: 5\r\nContent-Length: 9\r\n\r\nhello",
      refused: [.cutOff]),
    OddAnswer("a negative length", "\(ok)Content-Length: -5\r\n\r\nhello", refused: [.cutOff]),
    OddAnswer(
      "a length that is no number", "\(ok)Content-Length: five\r\n\r\nhello",
      refused: [.cutOff]),
    OddAnswer("no HTTP: a word", "hello\r\n\r\n", refused: [.cutOff]),
    OddAnswer("no HTTP: TLS", "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{28}", refused: [.cutOff]),
    OddAnswer("no HTTP: SSH", "SSH-2.0-OpenSSH_9.2\r\n", refused: [.cutOff]),
    OddAnswer("a status that is no number", "HTTP/1.1 abc OK\r\n\r\n", refused: [.cutOff]),
    OddAnswer(
      "gzip", "\(ok)Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
      refused: [.compressed]),
    OddAnswer(
      "deflate", "\(ok)Content-Encoding: deflate\r\nContent-Length: 1\r\n\r\nx",
      refused: [.compressed]),
    OddAnswer(
      "two encodings", "\(ok)Content-Encoding: identity, gzip\r\n\r\nx",
      refused: [.compressed]),
    OddAnswer(
      "too large by its own word", "\(ok)Content-Length: 99999999999\r\n\r\nx",
      refused: [.tooLarge, .cutOff]),
    OddAnswer(
      "chunks for ever",
      [.send(Data(chunked.utf8)), .flood(Data("400\r\n\(block)\r\n".utf8), times: 4000)],
      refused: [.tooLarge]),
    OddAnswer(
      "a body for ever",
      [.send(Data(("\(ok)\r\n").utf8)), .flood(Data(block.utf8), times: 4000)],
      refused: [.tooLarge]),
    OddAnswer(
      "fields for ever",
      [.send(Data(ok.utf8)), .flood(Data("X-Flood: \(block)\r\n".utf8), times: 100_000)],
      refused: [.cutOff, .timedOut, .tooLarge]),
    OddAnswer(
      "one field for ever",
      [.send(Data(("\(ok)X: ").utf8)), .flood(Data(block.utf8), times: 100_000)],
      refused: [.cutOff, .timedOut, .tooLarge]),
    OddAnswer(
      "interim answers for ever",
      [.flood(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8), times: 2_000_000)],
      refused: [.cutOff, .timedOut, .tooLarge]),
    OddAnswer(
      "a chunk's extension for ever",
      [.send(Data(("\(chunked)5;").utf8)), .flood(Data(block.utf8), times: 100_000)],
      refused: [.cutOff, .timedOut, .tooLarge]),
    OddAnswer("silence", [.wait(4000)], refused: [.timedOut]),
    OddAnswer(
      "silence in the middle",
      [.send(Data(("\(ok)Content-Length: 50\r\n\r\nhello").utf8)), .wait(4000)],
      refused: [.timedOut]),
  ]

  private static let block = String(repeating: "x", count: 1024)
}

@Suite struct HostileServerTests {
  private static func outcome(
    _ server: RawServer, _ transport: URLSessionTransport, path: String = "/"
  ) async throws -> Result<HTTPResponse, TransportError> {
    let url = try #require(URL(string: "http://127.0.0.1:\(server.port)\(path)"))
    do throws(TransportError) {
      return .success(try await transport.send(HTTPRequest(.get, url)))
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: OddAnswer.whole)
  func `odd but whole answers are taken`(_ answer: OddAnswer) async throws {
    let server = try RawServer([answer.scene])
    defer { server.stop() }
    let transport = URLSessionTransport(limits: HTTPLimits(seconds: 20, bytes: 100_000))
    let response = try await Self.outcome(server, transport).get()
    let text = "\(response.status) " + String(decoding: response.body, as: UTF8.self)
    #expect(text == answer.taken)
  }

  @Test(arguments: OddAnswer.broken)
  func `what is no whole answer is none, soon and for the right reason`(_ answer: OddAnswer)
    async throws
  {
    let server = try RawServer([answer.scene])
    defer { server.stop() }
    let transport = URLSessionTransport(limits: HTTPLimits(seconds: 1.5, bytes: 100_000))
    switch try await Self.outcome(server, transport) {
    case .success(let response): Issue.record("taken with status \(response.status)")
    case .failure(let error): #expect(answer.refused.contains(error), "\(error)")
    }
  }

  @Test func `a cookie is never sent back`() async throws {
    let server = try RawServer(
      "\(OddAnswer.ok)Set-Cookie: id=1; Path=/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    defer { server.stop() }
    let transport = URLSessionTransport()
    for _ in 0..<2 { _ = try await Self.outcome(server, transport).get() }
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { !$0.lowercased().contains("cookie") })
  }

  @Test func `nothing is asked for but what has to be`() async throws {
    let server = try RawServer("\(OddAnswer.ok)Content-Length: 0\r\nConnection: close\r\n\r\n")
    defer { server.stop() }
    _ = try await Self.outcome(server, URLSessionTransport(), path: "/fhir/Task?x=%2B").get()
    let head = try #require(server.requests.first).lowercased()
    #expect(head.hasPrefix("get /fhir/task?x=%2b http/1.1\r\n"))
    #expect(head.contains("accept-encoding: identity\r\n"))
    #expect(head.contains("user-agent: phr-tui\r\n"))
    #expect(!head.contains("authorization"))
    #expect(!head.contains("referer"))
  }

  @Test func `what a 304 says too much does not spoil the next answer`() async throws {
    let server = try RawServer([
      [
        .send(Data("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello".utf8)),
        .wait(300),
      ], [.send(Data(("\(OddAnswer.ok)Content-Length: 2\r\n\r\nok").utf8))],
    ])
    defer { server.stop() }
    let transport = URLSessionTransport(limits: HTTPLimits(seconds: 20, bytes: 1000))
    #expect(try await Self.outcome(server, transport).get().status == 304)
    // Whatever became of the connection, the second answer is the second one or none.
    if case .success(let response) = try await Self.outcome(server, transport) {
      #expect(response.status == 200)
      #expect(response.body == Data("ok".utf8))
    }
  }

  /// Gives up a request to a server that never answers, once the task has come so far.
  ///
  /// Nobody waits for the end of a time limit here: then the error would be another one. How long
  /// it takes is not looked at, for that is the time of all the tests beside.
  private static func givingUp(
    after pause: @escaping @Sendable () async -> Void
  ) async throws -> TransportError? {
    let server = try RawServer([[.wait(600_000)]])
    defer { server.stop() }
    let transport = URLSessionTransport(limits: HTTPLimits(seconds: 300, bytes: 1 << 20))
    let url = try #require(URL(string: "http://127.0.0.1:\(server.port)/"))
    let task = Task { () -> TransportError? in
      await pause()
      do throws(TransportError) {
        _ = try await transport.send(HTTPRequest(.get, url))
        return nil
      } catch {
        return error
      }
    }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    return await task.value
  }

  @Test(.timeLimit(.minutes(4))) func `giving up ends the exchange at once`() async throws {
    #expect(try await Self.givingUp {} == .cancelled)
  }

  @Test(.timeLimit(.minutes(4)))
  func `a request that was given up before it began is not waited for`() async throws {
    let error = try await Self.givingUp { while !Task.isCancelled { await Task.yield() } }
    #expect(error == .cancelled)
  }
}
