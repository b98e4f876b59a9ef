import Foundation
import Testing

@testable import PHRSync

/// How the mock portal's server cuts a connection into requests (RFC 9112).
@Suite struct ServerTests {
  /// What the reader finds in bytes that arrive in pieces of that size.
  private static func found(
    _ text: String, pieces size: Int = .max, headLimit: Int = 1000, bodyLimit: Int = 100
  ) -> [String] {
    var rest = Data(text.utf8)
    var reader = RequestReader(
      source: {
        let piece = rest.prefix(size)
        rest = Data(rest.dropFirst(size))
        return Data(piece)
      }, headLimit: headLimit, bodyLimit: bodyLimit)
    var found: [String] = []
    while found.count < 10 {
      switch reader.next() {
      case .end: return found
      case .bad(let status): return found + ["bad \(status)"]
      case .request(let request):
        let query = request.query.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let body = String(decoding: request.body, as: UTF8.self)
        found.append("\(request.method) \(request.path) [\(query)] \(body)")
      }
    }
    return found
  }

  private static let two =
    "GET /fhir/Task?a=1&b=x%2By+z HTTP/1.1\r\nHost: h\r\n\r\n"
    + "POST /oauth/token HTTP/1.1\r\nContent-Length: 5\r\nX-A:b\r\n\r\nhello"

  @Test(arguments: [1, 2, 3, 7, 16, 1000])
  func `two requests on one connection are two, however they arrive`(_ size: Int) {
    #expect(
      Self.found(Self.two, pieces: size)
        == ["GET /fhir/Task [a=1&b=x+y z] ", "POST /oauth/token [] hello"])
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n", []), ("", []), ("hello\r\n\r\n", ["bad 400"]),
    ("GET /\r\n\r\n", ["bad 400"]), ("GET x HTTP/1.1\r\n\r\n", ["bad 400"]),
    ("GET / SMTP\r\n\r\n", ["bad 400"]), ("GET / HTTP/1.1\r\nno colon\r\n\r\n", ["bad 400"]),
    ("PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", ["bad 400"]),
    ("PUT / HTTP/1.1\r\nContent-Length: x\r\n\r\n", ["bad 400"]),
    ("PUT / HTTP/1.1\r\nContent-Length: 101\r\n\r\n", ["bad 413"]),
    ("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ["bad 411"]),
    ("PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhello", []),
    ("GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 2000))", ["bad 431"]),
  ])
  func `what is no request is answered with its status`(_ text: String, _ expected: [String]) {
    #expect(Self.found(text) == expected)
  }

  @Test(arguments: [
    ("a=1&b=2", ["a": "1", "b": "2"]), ("a=%2B+%E6%97%A5", ["a": "+ 日"]), ("a", ["a": ""]),
    ("a=b=c", ["a": "b=c"]), ("", [:]), ("&&", [:]), ("a=%zz", ["a": "%zz"]),
    ("a=1&a=2", ["a": "2"]),
  ])
  func `forms are read as browsers write them`(_ text: String, _ expected: [String: String]) {
    let pairs = PercentEncoding.pairs(text)
    #expect(Dictionary(pairs, uniquingKeysWith: { $1 }) == expected)
  }

  @Test(arguments: ["a b+c&d=e/f?g#h%", "日本語 血圧", "+09:00", "~._-", "\u{0}\n", "👩"])
  func `what is encoded comes back, and only unreserved characters travel`(_ text: String) {
    let encoded = PercentEncoding.form([("n", text)])
    #expect(PercentEncoding.pairs(encoded).first?.1 == text)
    #expect(
      encoded.utf8.allSatisfy { byte in
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%=".utf8.contains(byte)
      })
  }

  @Test func `header names are the same in every case, and setting replaces all`() {
    var headers: HTTPHeaders = ["ETag": "1", "x-a": "2"]
    headers.add("etag", "3")
    #expect(headers["ETAG"] == "1")
    headers["eTag"] = "4"
    #expect(headers.fields.count == 2)
    #expect(headers["etag"] == "4")
    headers["X-A"] = nil
    #expect(headers.fields.map(\.name) == ["eTag"])
  }

  @Test func `an answer says its length and whether the connection stays`() {
    let answer = ServerResponse(status: 404, headers: ["A": "b"], body: Data("日".utf8))
    let text = String(decoding: answer.bytes(keepAlive: false), as: UTF8.self)
    #expect(
      text == "HTTP/1.1 404 Not Found\r\nA: b\r\nContent-Length: 3\r\nConnection: close\r\n\r\n日")
    #expect(
      String(decoding: answer.bytes(keepAlive: true), as: UTF8.self).contains("keep-alive"))
  }
}
