import Foundation
import Synchronization

/// Waits on loopback for the browser to come back with a code (RFC 8252, section 7.3).
final class RedirectListener: Sendable {
  private enum Stage {
    case waiting
    case asked(CheckedContinuation<String, any Error>)
    case ended(Result<String, any Error>)
  }

  private let stage = Mutex(Stage.waiting)
  private let state: String
  private let server = Mutex<PortalServer?>(nil)
  private let port: Mutex<UInt16> = Mutex(0)

  /// The address that the browser is sent to.
  var address: String { "http://127.0.0.1:\(port.withLock { $0 })/callback" }

  /// Begins to listen.
  ///
  /// - Throws: `ListenError`.
  init(state: String) throws(ListenError) {
    self.state = state
    let started = try PortalServer(host: "127.0.0.1", port: 0) { [self] in respond(to: $0) }
    port.withLock { $0 = started.port }
    server.withLock { $0 = started }
  }

  /// Ends listening.
  func stop() {
    server.withLock {
      $0?.stop()
      $0 = nil
    }
  }

  /// The code, as soon as the browser brings it.
  ///
  /// - Throws: `LoginError.denied`, `LoginError.expired`.
  func code(within seconds: Double) async throws -> String {
    let clock = Task.detached { [self] in
      try await Task.sleep(for: .seconds(seconds))
      end(.failure(LoginError.expired))
    }
    defer { clock.cancel() }
    return try await withCheckedThrowingContinuation { continuation in
      let known = stage.withLock { stage -> Result<String, any Error>? in
        if case .ended(let result) = stage { return result }
        stage = .asked(continuation)
        return nil
      }
      if let known { continuation.resume(with: known) }
    }
  }

  private func end(_ result: Result<String, any Error>) {
    let waiting = stage.withLock { stage -> CheckedContinuation<String, any Error>? in
      if case .ended = stage { return nil }
      defer { stage = .ended(result) }
      if case .asked(let continuation) = stage { return continuation }
      return nil
    }
    waiting?.resume(with: result)
  }

  /// Takes the browser's request; one with another state is somebody else's and changes nothing.
  private func respond(to request: ServerRequest) -> ServerResponse {
    guard request.method == "GET", request.path == "/callback", request.value("state") == state
    else { return ServerResponse(status: 404) }
    if let code = request.value("code"), !code.isEmpty {
      end(.success(code))
    } else {
      end(.failure(LoginError.denied))
    }
    return ServerResponse(
      status: 200, headers: ["Content-Type": "text/plain;charset=utf-8"],
      body: Data("phr-tui: OK\n".utf8))
  }
}
