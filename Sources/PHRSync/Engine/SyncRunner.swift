public import PHRModel
import Synchronization

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
    let engine = RunningEngine(SyncEngine(start))
    var effects = engine.handle(.began, now: now())
    while true {
      try Task.checkCancellation()
      var stored: (page: SyncPage, row: String)?
      for effect in effects.dropLast() {
        if case .progress(let how) = effect { progress(how) }
        if case .store(let page, let row) = effect { stored = (page, row) }
      }
      guard let last = effects.last else { preconditionFailure("the engine waits for nothing") }
      if let stored, case .send(let request) = last {
        // The next page is fetched and read beside while the vault stores this one.
        async let following = engine.answer(to: request, over: transport, now: now)
        engine.note(try await deliver(.store(stored.page)), row: stored.row)
        effects = await following
        continue
      }
      if let stored { engine.note(try await deliver(.store(stored.page)), row: stored.row) }
      switch last {
      case .send(let request):
        effects = await engine.answer(to: request, over: transport, now: now)
      case .rest(let seconds):
        try await rest(seconds)
        effects = engine.handle(.rested, now: now())
      case .deliver(let delivery):
        effects = engine.handle(.replied(try await deliver(delivery)), now: now())
      case .finish: return engine.outcome
      case .progress, .store: preconditionFailure("the engine waits for nothing")
      }
    }
  }
}

/// The engine while it runs; it may read an answer beside while the vault stores a page.
private final class RunningEngine: Sendable {
  private let engine: Mutex<SyncEngine>

  init(_ engine: consuming SyncEngine) {
    self.engine = Mutex(engine)
  }

  func handle(_ event: SyncEvent, now: Instant) -> [SyncEffect] {
    engine.withLock { $0.handle(event, now: now) }
  }

  /// Sends a request and hands its answer to the engine.
  func answer(
    to request: HTTPRequest, over transport: any PortalTransport,
    now: @Sendable () -> Instant
  ) async -> [SyncEffect] {
    let outcome: Result<HTTPResponse, TransportError>
    do throws(TransportError) {
      outcome = .success(try await transport.send(request))
    } catch {
      outcome = .failure(error)
    }
    return handle(.answered(outcome), now: now())
  }

  /// Notes what became of a page.
  func note(_ reply: SyncReply, row: String) {
    guard case .counts(let counts) = reply else { return }
    engine.withLock { $0.note(counts, row: row) }
  }

  /// What became of the pull, and what the server can do.
  var outcome: (report: SyncReport, capability: Capability?) {
    engine.withLock { ($0.report, $0.learnedCapability) }
  }
}
