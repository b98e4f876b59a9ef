/// Carries requests to a portal and brings complete answers back.
///
/// One answer per request: redirects are not followed, so that the token never travels to a place
/// that nobody has looked at; the engine follows them by its own rules.
public protocol PortalTransport: Sendable {
  /// Sends a request and waits for its whole answer.
  ///
  /// - Throws: `TransportError`.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

/// Why no complete answer came.
public enum TransportError: Error, Sendable, Equatable {
  /// Neither HTTPS nor plain HTTP to this machine itself.
  case refusedAddress
  /// No connection could be made.
  case unreachable
  /// The answer took longer than allowed.
  case timedOut
  /// The answer is larger than allowed.
  case tooLarge
  /// The connection ended in the middle of the answer, or the answer is no HTTP.
  case cutOff
  /// The answer is compressed although that was not asked for.
  ///
  /// Nothing is unpacked, so nothing small can become large.
  case compressed
  /// The secure connection could not be trusted.
  case untrusted
  /// The program gave up on its own.
  case cancelled
}
