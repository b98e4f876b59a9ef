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
    public init(resources: Int = 800, moment: Duration = .milliseconds(100)) {
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
    var wanted = Wanted(engine.handle(.began, now: now()))
    var read: [PageRun] = []
    while true {
      try Task.checkCancellation()
      for how in wanted.progress { progress(how) }
      guard let request = wanted.request else {
        try await store(read + wanted.read(), engine, deliver)
        read = []
        guard let next = try await wait(for: wanted.last, engine, deliver) else {
          return engine.outcome
        }
        wanted = Wanted(next)
        continue
      }
      // While the vault stores some pages, the next ones are read, and those after them fetched.
      async let following = engine.answers(to: request, over: transport, gathering, now: now)
      async let next = wanted.read()
      try await store(read, engine, deliver)
      (read, wanted) = (await next, await following)
    }
  }

  /// Hands pages to the vault.
  nonisolated(nonsending) private func store(
    _ runs: [PageRun], _ engine: RunningEngine,
    _ deliver: (SyncDelivery) async throws -> SyncReply
  ) async throws {
    for run in runs {
      engine.note(try await deliver(.store(run.page)), of: run)
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

/// Neighbouring pages of one list: they are stored in one transaction, with the progress of the
/// last of them.
private struct PageRun: Sendable {
  var page: SyncPage
  /// Resources of other people that were left out.
  var strangers: Int
  let row: String
}

/// What the engine wants, sorted by what has to wait for what.
private struct Wanted: Sendable {
  private(set) var progress: [SyncProgress] = []
  private var pages: [(page: ListedPage, row: String)] = []
  /// What reports back.
  private(set) var last: SyncEffect
  /// How many resources are to be stored.
  private(set) var resourceCount = 0

  init(_ effects: [SyncEffect]) {
    guard let last = effects.last else { preconditionFailure("the engine waits for nothing") }
    self.last = last
    take(effects)
  }

  /// The request that is to be sent next, if it is one.
  var request: HTTPRequest? {
    if case .send(let request) = last { request } else { nil }
  }

  /// Adds what the engine wants after it heard of the last one.
  mutating func take(_ effects: [SyncEffect]) {
    for effect in effects {
      switch effect {
      case .progress(let how): progress.append(how)
      case .store(let page, let row):
        pages.append((page, row))
        resourceCount += page.entries.count
      default: last = effect
      }
    }
  }

  /// Reads the pages that are to be stored.
  func read() -> [PageRun] {
    var runs: [PageRun] = []
    for (listed, row) in pages {
      let (page, strangers) = listed.read()
      if let end = runs.indices.last, runs[end].row == row, runs[end].page.cursor == nil {
        runs[end].page.append(page)
        runs[end].strangers += strangers
      } else {
        runs.append(PageRun(page: page, strangers: strangers, row: row))
      }
    }
    return runs
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
  ) async -> Wanted {
    var wanted = Wanted(await answer(to: first, over: transport, now: now))
    guard let gathering else { return wanted }
    let end = ContinuousClock.now + gathering.moment
    while let next = wanted.request, wanted.resourceCount < gathering.resources,
      ContinuousClock.now < end, !Task.isCancelled
    {
      wanted.take(await answer(to: next, over: transport, now: now))
    }
    return wanted
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

  /// Notes what became of pages.
  func note(_ reply: SyncReply, of run: PageRun) {
    guard case .counts(let counts) = reply else { return }
    engine.withLock { $0.note(counts, strangers: run.strangers, row: run.row) }
  }

  /// What became of the pull, and what the server can do.
  var outcome: (report: SyncReport, capability: Capability?) {
    engine.withLock { ($0.report, $0.learnedCapability) }
  }
}
