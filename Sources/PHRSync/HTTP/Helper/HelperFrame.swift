import Foundation
import PHRModel

/// One direction of the talk between the program and its network helper: a head in JSON and a
/// body, each behind its length in four bytes, highest first.
struct HelperChannel {
  /// Where frames are read from.
  let input: Int32
  /// Where frames are written to.
  let output: Int32

  private static let headLimit = 1 << 20
  /// A page may have 16 MiB; what is longer is nonsense.
  private static let bodyLimit = 64 << 20

  /// The next frame; `nil` when the other side has ended or talks nonsense.
  func read() -> (head: JSONValue, body: Data)? {
    guard let head = readPart(limit: Self.headLimit), let body = readPart(limit: Self.bodyLimit),
      let value = try? JSONValue(parsing: head)
    else { return nil }
    return (value, body)
  }

  /// Writes a frame; `false` if nobody reads any more.
  func write(_ head: JSONValue, _ body: Data) -> Bool {
    let text = Data(head.serialized().utf8)
    return writeAll(Self.length(of: text) + text + Self.length(of: body)) && writeAll(body)
  }

  private static func length(of data: Data) -> Data {
    withUnsafeBytes(of: UInt32(data.count).bigEndian) { Data($0) }
  }

  private func readPart(limit: Int) -> Data? {
    guard let prefix = readExactly(4) else { return nil }
    let length = prefix.reduce(0) { $0 << 8 | Int($1) }
    return length <= limit ? readExactly(length) : nil
  }

  /// The corresponding C function is `read`.
  private func readExactly(_ count: Int) -> Data? {
    var data = Data(count: count)
    let isWhole = data.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < count {
        let more = Glibc.read(input, bytes.baseAddress?.advanced(by: done), count - done)
        if more > 0 { done += more } else if more == 0 || errno != EINTR { return false }
      }
      return true
    }
    return isWhole ? data : nil
  }

  /// The corresponding C function is `write`.
  private func writeAll(_ data: Data) -> Bool {
    data.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let more = Glibc.write(
          output, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if more > 0 { done += more } else if errno != EINTR { return false }
      }
      return true
    }
  }
}

/// Requests and answers as heads of frames.
enum HelperFrame {
  static func head(of request: HTTPRequest, limits: HTTPLimits) -> JSONValue {
    [
      "method": .string(request.method.rawValue), "url": .string(request.url.absoluteString),
      "headers": list(request.headers), "seconds": .string(String(limits.seconds)),
      "bytes": .number(String(limits.bytes)),
    ]
  }

  static func request(_ head: JSONValue, _ body: Data) -> (HTTPRequest, HTTPLimits)? {
    guard let method = head["method"]?.string.flatMap(HTTPRequest.Method.init(rawValue:)),
      let url = head["url"]?.string.flatMap({ URL(string: $0) }),
      let seconds = head["seconds"]?.string.flatMap(Double.init),
      let bytes = head["bytes"]?.literal.flatMap({ Int($0) })
    else { return nil }
    let request = HTTPRequest(method, url, headers: fields(head["headers"]), body: body)
    return (request, HTTPLimits(seconds: seconds, bytes: bytes))
  }

  static func head(of outcome: Result<HTTPResponse, TransportError>) -> JSONValue {
    switch outcome {
    case .success(let response):
      ["status": .number(String(response.status)), "headers": list(response.headers)]
    case .failure(let error):
      ["error": .string(errors.first { $0.value == error }?.key ?? "cut-off")]
    }
  }

  static func outcome(_ head: JSONValue, _ body: Data) -> Result<HTTPResponse, TransportError> {
    if let word = head["error"]?.string { return .failure(errors[word] ?? .cutOff) }
    guard let status = head["status"]?.literal.flatMap({ Int($0) }) else {
      return .failure(.cutOff)
    }
    return .success(
      HTTPResponse(status: status, headers: fields(head["headers"]), body: body))
  }

  private static let errors: [String: TransportError] = [
    "refused-address": .refusedAddress, "unreachable": .unreachable, "timed-out": .timedOut,
    "too-large": .tooLarge, "cut-off": .cutOff, "compressed": .compressed,
    "untrusted": .untrusted, "cancelled": .cancelled,
  ]

  private static func list(_ headers: HTTPHeaders) -> JSONValue {
    .array(headers.fields.map { [.string($0.name), .string($0.value)] })
  }

  private static func fields(_ list: JSONValue?) -> HTTPHeaders {
    var headers: HTTPHeaders = [:]
    for field in list?.elements ?? [] {
      guard let name = field[0]?.string, let value = field[1]?.string else { continue }
      headers.add(name, value)
    }
    return headers
  }
}
