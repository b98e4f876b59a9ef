import Dispatch
import Foundation
import Synchronization

/// A transport whose requests run in a process of their own, one after the other.
///
/// The helper is started with the first request and again whenever it has ended; a request during
/// which it ends was cut off, and the rules for that say what to do.
public final class HelperTransport: PortalTransport {
  private let program: String
  private let limits: HTTPLimits
  private let queue = DispatchQueue(label: "phr-tui.network-helper")
  private let helper = Mutex<HelperProcess?>(nil)

  /// Seconds beyond its own limit after which a helper that says nothing is ended.
  private static let grace = 5.0

  /// A transport that uses that program as its helper.
  public init(program: String, limits: HTTPLimits = .standard) {
    self.program = program
    self.limits = limits
  }

  /// Sends a request and waits for its whole answer.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard let origin = Origin(request.url), origin.isAllowed else {
      throw TransportError.refusedAddress
    }
    let turn = HelperTurn()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // Reading a pipe blocks, which a thread of Swift's small pool must not.
        queue.async { [self] in continuation.resume(returning: exchange(request, turn)) }
      }
    } onCancel: {
      turn.giveUp()
    }
    if case .failure = outcome, Task.isCancelled { throw TransportError.cancelled }
    return try outcome.get()
  }

  private func exchange(
    _ request: HTTPRequest, _ turn: HelperTurn
  ) -> Result<HTTPResponse, TransportError> {
    guard let running = running() else { return .failure(.unreachable) }
    guard turn.begin(with: running) else { return .failure(.cancelled) }
    defer { turn.end() }
    let clock = DispatchWorkItem { running.end() }
    let began = ContinuousClock.now
    DispatchQueue.global().asyncAfter(
      deadline: .now() + limits.seconds + Self.grace, execute: clock)
    defer { clock.cancel() }
    if running.channel.write(HelperFrame.head(of: request, limits: limits), request.body),
      let (head, body) = running.channel.read()
    {
      return HelperFrame.outcome(head, body)
    }
    helper.withLock { $0 = nil }
    let took = ContinuousClock.now - began
    return .failure(took >= .seconds(limits.seconds + Self.grace) ? .timedOut : .cutOff)
  }

  private func running() -> HelperProcess? {
    helper.withLock { helper in
      if helper == nil { helper = HelperProcess(program: program) }
      return helper
    }
  }
}
