import Foundation

/// One request as the mock portal received it.
struct ServerRequest {
  var method: String
  /// The path without query, still encoded.
  var path: String
  var query: [(String, String)]
  var headers: HTTPHeaders
  var body: Data
  /// Whether the caller sits on this machine.
  var isLocal = true

  /// The path's segments, decoded.
  var segments: [String] {
    path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
  }

  /// The first value of that name in the query.
  func value(_ name: String) -> String? { query.first { $0.0 == name }?.1 }

  /// The body's fields, if it is a form.
  var form: [String: String] {
    Dictionary(
      PercentEncoding.pairs(String(decoding: body, as: UTF8.self)), uniquingKeysWith: { $1 })
  }
}

/// What the mock portal answers.
struct ServerResponse {
  var status: Int
  var headers: HTTPHeaders = [:]
  var body = Data()
  /// How the bytes are sent; faults choose other ways than whole.
  var delivery = Delivery.whole

  /// Ways to send an answer.
  enum Delivery: Equatable {
    /// Head and body in one piece.
    case whole
    /// Only the first so many bytes of head and body, then the connection is reset.
    case cut(after: Int)
    /// One byte at a time with so many milliseconds between, for ever.
    case dripping(milliseconds: Int)
    /// The body again and again, without an end.
    case endless
  }

  /// Head and body as bytes (RFC 9112).
  func bytes(keepAlive: Bool) -> Data {
    var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
    for field in headers.fields { head += "\(field.name): \(field.value)\r\n" }
    if headers["Content-Length"] == nil, delivery != .endless {
      head += "Content-Length: \(body.count)\r\n"
    }
    head += "Connection: \(keepAlive ? "keep-alive" : "close")\r\n\r\n"
    return Data(head.utf8) + body
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 302: "Found"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 409: "Conflict"
    case 410: "Gone"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 429: "Too Many Requests"
    case 503: "Service Unavailable"
    default: status < 400 ? "OK" : "Error"
    }
  }
}
