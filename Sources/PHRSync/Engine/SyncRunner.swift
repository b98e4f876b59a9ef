public import PHRModel

/// Carries out what the engine wants: sends, waits, and hands everything for the vault to the
/// main thread.
public struct SyncRunner: Sendable {
  private let transport: any PortalTransport
  private let now: @Sendable () -> Instant
  private let rest: @Sendable (Double) async throws -> Void

  /// A runner.
  ///
  /// - Parameters:
  ///   - transport: carries requests.
  ///   - now: the clock.
  ///   - rest: waits that many seconds; throws to give up.
  public init(
    transport: any PortalTransport, now: @escaping @Sendable () -> Instant,
    rest: @escaping @Sendable (Double) async throws -> Void = { seconds in
      try await Task.sleep(for: .seconds(seconds))
    }
  ) {
    self.transport = transport
    self.now = now
    self.rest = rest
  }

  /// Runs a pull to its end.
  ///
  /// - Parameters:
  ///   - start: what it begins with.
  ///   - progress: hears how far it has come.
  ///   - deliver: carries something to the vault and its answer back.
  /// - Returns: what became of it, and what the server can do.
  /// - Throws: whatever `deliver` throws; `CancellationError`.
  nonisolated(nonsending) public func run(
    _ start: SyncStart, progress: (SyncProgress) -> Void = { _ in },
    deliver: (SyncDelivery) async throws -> SyncReply
  ) async throws -> (report: SyncReport, capability: Capability?) {
    var engine = SyncEngine(start)
    var event = SyncEvent.began
    while true {
      try Task.checkCancellation()
      var answer: SyncEvent?
      for effect in engine.handle(event, now: now()) {
        switch effect {
        case .send(let request):
          do throws(TransportError) {
            answer = .answered(.success(try await transport.send(request)))
          } catch {
            answer = .answered(.failure(error))
          }
        case .rest(let seconds):
          try await rest(seconds)
          answer = .rested
        case .deliver(let delivery): answer = .replied(try await deliver(delivery))
        case .progress(let how): progress(how)
        case .finish(let report): return (report, engine.learnedCapability)
        }
      }
      guard let answer else { preconditionFailure("the engine waits for nothing") }
      event = answer
    }
  }
}
