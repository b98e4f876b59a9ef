import Foundation
import Synchronization

/// The HTTP/1.1 server under the mock portal: one thread accepts, one thread per connection.
///
/// Threads and not tasks, because a blocked `recv` must never hold a thread of Swift's small pool.
final class PortalServer: Sendable {
  private static let headLimit = 65_536
  private static let bodyLimit = 16 << 20

  let port: UInt16
  private let listener: Socket
  private let connections = Mutex<[ObjectIdentifier: Socket]>([:])
  private let respond: @Sendable (ServerRequest) -> ServerResponse

  /// Starts to listen and to answer.
  ///
  /// - Throws: `ListenError`.
  init(
    host: String, port: UInt16, respond: @escaping @Sendable (ServerRequest) -> ServerResponse
  ) throws(ListenError) {
    listener = try Socket.listening(on: host, port: port)
    self.port = listener.port
    self.respond = respond
    let thread = Thread { [self] in acceptAll() }
    thread.name = "portal"
    thread.start()
  }

  /// Ends listening and every connection.
  func stop() {
    listener.interrupt()
    for socket in connections.withLock({ Array($0.values) }) { socket.interrupt() }
  }

  private func acceptAll() {
    while let (socket, isLocal) = listener.accepted() {
      connections.withLock { $0[ObjectIdentifier(socket)] = socket }
      Thread { [self] in
        serve(socket, isLocal: isLocal)
        connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(socket)) }
      }.start()
    }
  }

  private func serve(_ socket: Socket, isLocal: Bool) {
    var reader = RequestReader(
      source: { socket.receive() }, headLimit: Self.headLimit, bodyLimit: Self.bodyLimit)
    while true {
      switch reader.next() {
      case .end: return
      case .bad(let status):
        _ = socket.send(ServerResponse(status: status).bytes(keepAlive: false))
        return
      case .request(var request):
        request.isLocal = isLocal
        let response = respond(request)
        let stays = request.headers["Connection"]?.lowercased() != "close"
        guard deliver(response, to: socket, keepAlive: stays), stays else { return }
      }
    }
  }

  /// Sends an answer in its way; `false` if the connection is over.
  private func deliver(_ response: ServerResponse, to socket: Socket, keepAlive: Bool) -> Bool {
    let bytes = response.bytes(keepAlive: keepAlive)
    switch response.delivery {
    case .whole:
      return socket.send(bytes)
    case .cut(let count):
      _ = socket.send(bytes.prefix(count))
      socket.resetWhenClosed()
      return false
    case .dripping(let milliseconds):
      for byte in bytes {
        guard socket.send(Data([byte])) else { return false }
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      }
      return false
    case .endless:
      guard socket.send(bytes) else { return false }
      while socket.send(response.body) {}
      return false
    }
  }
}

/// Cuts the bytes of one connection into requests (RFC 9112).
struct RequestReader {
  /// What comes next on a connection.
  enum Found {
    case request(ServerRequest)
    /// Something that cannot be answered better than with this status.
    case bad(Int)
    /// The other side has ended.
    case end
  }

  let source: () -> Data
  let headLimit: Int
  let bodyLimit: Int
  private var buffer = Data()

  init(source: @escaping () -> Data, headLimit: Int, bodyLimit: Int) {
    self.source = source
    self.headLimit = headLimit
    self.bodyLimit = bodyLimit
  }

  /// Reads the next request.
  mutating func next() -> Found {
    let blank = Data("\r\n\r\n".utf8)
    while buffer.range(of: blank) == nil {
      guard buffer.count <= headLimit else { return .bad(431) }
      guard fill() else { return .end }
    }
    guard let end = buffer.range(of: blank) else { return .end }
    let head = String(decoding: buffer[buffer.startIndex..<end.lowerBound], as: UTF8.self)
    buffer = Data(buffer[end.upperBound...])
    guard var request = Self.head(head) else { return .bad(400) }
    guard request.headers["Transfer-Encoding"] == nil else { return .bad(411) }
    let length = Int(request.headers["Content-Length"] ?? "0") ?? -1
    guard length >= 0 else { return .bad(400) }
    guard length <= bodyLimit else { return .bad(413) }
    while buffer.count < length {
      guard fill() else { return .end }
    }
    request.body = Data(buffer.prefix(length))
    buffer = Data(buffer.dropFirst(length))
    return .request(request)
  }

  private mutating func fill() -> Bool {
    let more = source()
    buffer.append(more)
    return !more.isEmpty
  }

  private static func head(_ text: String) -> ServerRequest? {
    let lines = text.components(separatedBy: "\r\n")
    let first = lines[0].split(separator: " ")
    guard first.count == 3, first[2].hasPrefix("HTTP/1."), first[1].hasPrefix("/") else {
      return nil
    }
    var headers: HTTPHeaders = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers.add(String(line[..<colon]), value)
    }
    let target = first[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return ServerRequest(
      method: String(first[0]), path: String(target[0]),
      query: target.count > 1 ? PercentEncoding.pairs(target[1]) : [], headers: headers,
      body: Data())
  }
}
