public import PHRModel
import Synchronization

/// Carries out what the engine wants: sends, waits, and hands everything for the vault to the
/// main thread.
public struct SyncRunner: Sendable {
  private let transport: any PortalTransport
  private let now: @Sendable () -> Instant
  private let rest: @Sendable (Double) async throws -> Void
  private let gathering: Gathering?

  /// How many pages share one transaction: a commit costs more than the records in it, but what
  /// waits for the vault, as keys on the screen do, waits for all of them.
  public struct Gathering: Sendable {
    /// So many resources are enough.
    public var resources: Int
    /// No page waits longer for those after it.
    public var moment: Duration

    /// For a program that does nothing else meanwhile.
    public init(resources: Int = 400, moment: Duration = .milliseconds(100)) {
      self.resources = resources
      self.moment = moment
    }
  }

  /// A runner.
  ///
  /// - Parameters:
  ///   - transport: carries requests.
  ///   - now: the clock.
  ///   - rest: waits that many seconds; throws to give up.
  ///   - gathering: how many pages are stored together; `nil` = each by itself.
  public init(
    transport: any PortalTransport, now: @escaping @Sendable () -> Instant,
    rest: @escaping @Sendable (Double) async throws -> Void = { seconds in
      try await Task.sleep(for: .seconds(seconds))
    }, gathering: Gathering? = nil
  ) {
    self.transport = transport
    self.now = now
    self.rest = rest
    self.gathering = gathering
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
      for case .progress(let how) in effects { progress(how) }
      let pages = StoredPages(in: effects).merged
      guard let last = effects.last else { preconditionFailure("the engine waits for nothing") }
      guard case .send(let request) = last else {
        for (page, row) in pages { engine.note(try await deliver(.store(page)), row: row) }
        guard let next = try await wait(for: last, engine, deliver) else { return engine.outcome }
        effects = next
        continue
      }
      // The next pages are fetched and read beside while the vault stores these.
      async let following = engine.answers(to: request, over: transport, gathering, now: now)
      for (page, row) in pages { engine.note(try await deliver(.store(page)), row: row) }
      effects = await following
    }
  }

  /// Carries out what is no request; `nil` = the pull is over.
  nonisolated(nonsending) private func wait(
    for effect: SyncEffect, _ engine: RunningEngine,
    _ deliver: (SyncDelivery) async throws -> SyncReply
  ) async throws -> [SyncEffect]? {
    switch effect {
    case .rest(let seconds):
      try await rest(seconds)
      return engine.handle(.rested, now: now())
    case .deliver(let delivery):
      return engine.handle(.replied(try await deliver(delivery)), now: now())
    case .finish: return nil
    case .send, .progress, .store: preconditionFailure("the engine waits for nothing")
    }
  }
}

/// The pages among what the engine wants.
///
/// Neighbours of one list become one page: they are stored in one transaction, with the progress of
/// the last of them.
private struct StoredPages {
  private(set) var merged: [(page: SyncPage, row: String)] = []

  init(in effects: [SyncEffect]) {
    for case .store(let page, let row) in effects {
      if goesOn(with: row) {
        merged[merged.count - 1].page.append(page)
      } else {
        merged.append((page, row))
      }
    }
  }

  private func goesOn(with row: String) -> Bool {
    guard let last = merged.last else { return false }
    return last.row == row && last.page.cursor == nil
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

  /// Goes on from a request as long as pages are gathered, and hands over at once what the engine
  /// wants then.
  func answers(
    to first: HTTPRequest, over transport: any PortalTransport, _ gathering: SyncRunner.Gathering?,
    now: @Sendable () -> Instant
  ) async -> [SyncEffect] {
    var effects = await answer(to: first, over: transport, now: now)
    guard let gathering else { return effects }
    let end = ContinuousClock.now + gathering.moment
    while case .send(let next)? = effects.last, effects.resourceCount < gathering.resources,
      ContinuousClock.now < end, !Task.isCancelled
    {
      effects.removeLast()
      effects += await answer(to: next, over: transport, now: now)
    }
    return effects
  }

  /// Sends a request and hands its answer to the engine.
  private func answer(
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

extension [SyncEffect] {
  /// How many resources are to be stored.
  fileprivate var resourceCount: Int {
    reduce(0) { count, effect in
      if case .store(let page, _) = effect { count + page.resources.count } else { count }
    }
  }
}
