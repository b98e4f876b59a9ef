import Foundation
import FoundationNetworking
import Synchronization

/// The real transport, on FoundationNetworking's `URLSession` (libcurl).
///
/// What libcurl's wrapper does not do by itself on Linux is done here: a limit on the time of the
/// whole answer (`timeoutIntervalForResource` has no effect), a limit on its size, no redirects
/// (they would resend the token to any host), no compression, no proxy for this machine. Nothing
/// is cached and no file is written.
public final class URLSessionTransport: PortalTransport {
  private let session: URLSession
  private let exchanges: Exchanges
  private let limits: HTTPLimits

  /// A transport with those limits for every exchange.
  public init(limits: HTTPLimits = .standard) {
    _ = Self.loopbackWithoutProxy
    self.limits = limits
    exchanges = Exchanges(limits: limits)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.timeoutIntervalForRequest = limits.seconds
    session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
  }

  deinit { session.invalidateAndCancel() }

  /// libcurl sends even requests to 127.0.0.1 through `http_proxy`; only `no_proxy` prevents it,
  /// and it has to be set before the first session.
  private static let loopbackWithoutProxy: Void = {
    let known = ProcessInfo.processInfo.environment
    for name in ["no_proxy", "NO_PROXY"] {
      let hosts = [known[name], "127.0.0.1,localhost,::1"].compactMap { $0 }.filter { !$0.isEmpty }
      setenv(name, hosts.joined(separator: ","), 1)
    }
  }()

  /// Sends a request and waits for its whole answer.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard let origin = Origin(request.url), origin.isAllowed else {
      throw TransportError.refusedAddress
    }
    let task = session.dataTask(with: urlRequest(request))
    let identifier = task.taskIdentifier
    let exchanges = exchanges
    let clock = Task.detached { [limits] in
      try await Task.sleep(for: .seconds(limits.seconds))
      exchanges.finish(identifier, .failure(.timedOut))
      task.cancel()
    }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchanges.begin(identifier, continuation)
        // Whoever gave up before this found no exchange to end.
        guard !Task.isCancelled else {
          return exchanges.finish(identifier, .failure(.cancelled))
        }
        task.resume()
      }
    } onCancel: {
      exchanges.finish(identifier, .failure(.cancelled))
      task.cancel()
    }
    clock.cancel()
    return try outcome.get()
  }

  private func urlRequest(_ request: HTTPRequest) -> URLRequest {
    var made = URLRequest(url: request.url)
    made.httpMethod = request.method.rawValue
    made.timeoutInterval = limits.seconds
    made.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    made.setValue("phr-tui", forHTTPHeaderField: "User-Agent")
    for field in request.headers.fields {
      made.setValue(field.value, forHTTPHeaderField: field.name)
    }
    if !request.body.isEmpty { made.httpBody = request.body }
    return made
  }
}

/// The answers that are on their way, by task, and the delegate that receives their pieces.
private final class Exchanges: NSObject, URLSessionDataDelegate, Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  private struct Exchange {
    let continuation: CheckedContinuation<Outcome, Never>
    var response = HTTPResponse(status: 0)
    var expected: Int64 = -1
  }

  private let limits: HTTPLimits
  private let running = Mutex<[Int: Exchange]>([:])

  init(limits: HTTPLimits) {
    self.limits = limits
  }

  func begin(_ task: Int, _ continuation: CheckedContinuation<Outcome, Never>) {
    running.withLock { $0[task] = Exchange(continuation: continuation) }
  }

  /// Ends an exchange; whoever comes second finds nothing and does nothing.
  func finish(_ task: Int, _ outcome: Outcome) {
    let exchange = running.withLock { $0.removeValue(forKey: task) }
    exchange?.continuation.resume(returning: outcome)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    guard let head = response as? HTTPURLResponse else {
      finish(dataTask.taskIdentifier, .failure(.cutOff))
      return completionHandler(.cancel)
    }
    if let refusal = refusal(of: head) {
      finish(dataTask.taskIdentifier, .failure(refusal))
      return completionHandler(.cancel)
    }
    let response = HTTPResponse(
      status: head.statusCode, headers: HTTPHeaders(head.allHeaderFields))
    if head.statusCode == 401 || head.statusCode == 407 {
      // Foundation would look for a password and then wait for ever; what the body says is of no
      // use to us.
      finish(dataTask.taskIdentifier, .success(response))
      return completionHandler(.cancel)
    }
    running.withLock { exchanges in
      exchanges[dataTask.taskIdentifier]?.response = response
      exchanges[dataTask.taskIdentifier]?.expected = Self.expectedLength(of: head)
    }
    completionHandler(.allow)
  }

  /// How long the body has to be; a 304 may say how long the whole would have been (RFC 9110,
  /// section 8.6).
  private static func expectedLength(of head: HTTPURLResponse) -> Int64 {
    head.statusCode == 204 || head.statusCode == 304 ? -1 : head.expectedContentLength
  }

  /// What the head alone is refused for, before a byte of the body is kept.
  private func refusal(of head: HTTPURLResponse) -> TransportError? {
    let encoding = head.value(forHTTPHeaderField: "Content-Encoding")?.lowercased() ?? "identity"
    guard encoding == "identity" || encoding.isEmpty else { return .compressed }
    guard Self.expectedLength(of: head) >= 0 else { return nil }
    return head.expectedContentLength > Int64(limits.bytes) ? .tooLarge : nil
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = running.withLock { exchanges in
      guard var exchange = exchanges.removeValue(forKey: dataTask.taskIdentifier) else {
        return false
      }
      let fits = exchange.response.body.count + data.count <= limits.bytes
      if fits { exchange.response.body.append(data) }
      exchanges[dataTask.taskIdentifier] = exchange
      return !fits
    }
    guard isTooLarge else { return }
    finish(dataTask.taskIdentifier, .failure(.tooLarge))
    dataTask.cancel()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error {
      return finish(task.taskIdentifier, .failure(TransportError(error)))
    }
    let exchange = running.withLock { $0[task.taskIdentifier] }
    guard let exchange, exchange.response.status != 0 else {
      return finish(task.taskIdentifier, .failure(.cutOff))
    }
    let isWhole =
      exchange.expected < 0 || Int64(exchange.response.body.count) == exchange.expected
    finish(task.taskIdentifier, isWhole ? .success(exchange.response) : .failure(.cutOff))
  }
}

extension HTTPHeaders {
  /// The fields as `HTTPURLResponse` keeps them.
  fileprivate init(_ fields: [AnyHashable: Any]) {
    self = [:]
    for (name, value) in fields {
      guard let name = name as? String, let value = value as? String else { continue }
      add(name, value)
    }
  }
}

extension TransportError {
  /// The error for a failed task of `URLSession`.
  fileprivate init(_ error: any Error) {
    let code = (error as? URLError)?.code ?? URLError.Code(rawValue: (error as NSError).code)
    switch code {
    case .timedOut: self = .timedOut
    case .cancelled: self = .cancelled
    case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed, .notConnectedToInternet:
      self = .unreachable
    case .serverCertificateUntrusted, .secureConnectionFailed, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
      self = .untrusted
    // A body that is cut off and a certificate that is not trusted both arrive as "unknown"; only
    // the words of libcurl tell them apart.
    default: self = Self.isAboutTrust(error.localizedDescription) ? .untrusted : .cutOff
    }
  }

  /// Whether libcurl speaks of the secure connection (curl_easy_strerror(3) and its error buffer).
  private static func isAboutTrust(_ words: String) -> Bool {
    ["SSL", "TLS", "certificate"].contains(where: words.contains)
  }
}
