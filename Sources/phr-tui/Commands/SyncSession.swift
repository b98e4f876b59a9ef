import Dispatch
import Foundation
import PHRModel
import PHRSync
import Synchronization

/// One portal as the commands work with it: signs in, pulls, shows how far it has come.
final class SyncSession {
  let records: RecordStore
  private let context: CommandContext
  private let base: PortalBase
  private var desk: SyncDesk
  private let transport = PortalLine.transport()
  private var capability: Capability?
  private var tokens: (access: String, refresh: String?)?

  init(_ context: CommandContext, records: RecordStore, base: PortalBase) throws {
    self.context = context
    self.records = records
    self.base = base
    desk = try SyncDesk(records, portal: base)
  }

  /// Whether nobody has signed in at the portal yet.
  var isNew: Bool {
    get throws { try desk.sync.account().map { $0.accessToken.isEmpty } ?? true }
  }

  /// Signs in and keeps the account in the vault.
  func signIn(inBrowser: Bool = false) throws {
    let account = try SignIn.run(base: base, transport: transport, inBrowser: inBrowser) {
      [context] text in try? context.tell(text)
    }
    try desk.sync.save(account)
    try context.tell(SyncWords.signedIn(base.text))
  }

  /// One pull.
  ///
  /// - Parameters:
  ///   - full: compare everything again.
  ///   - writes: whether the outbox goes out too.
  /// - Returns: what became of it.
  /// - Throws: `StoreError.noSuchPortal` before the first login, and errors of the vault.
  func pull(full: Bool, writes: Bool = true) throws -> SyncReport {
    let now = context.now
    _ = try desk.rereadUnreadable(now: now)
    desk.outgoing = writes ? .consent : .nothing
    guard var start = try desk.start(now: now, seed: RandomBytes.uint64(), full: full) else {
      throw StoreError.noSuchPortal
    }
    start.capability = capability
    let runner = SyncRunner(
      transport: transport, now: { Instant(seconds: Int64(Date().timeIntervalSince1970)) },
      gathering: SyncRunner.Gathering())
    let showsProgress = !context.wantsJSON && isatty(2) == 1
    let outcome = try SyncCourier().pull(start, with: runner) { progress in
      if showsProgress { context.showProgress(progress) }
    } answer: { delivery in
      if case .keepTokens(let access, let refresh) = delivery { tokens = (access, refresh) }
      return try desk.answer(delivery, now: context.now)
    }
    if showsProgress { context.endProgress() }
    if outcome.report.outcome == .complete { capability = outcome.capability }
    return outcome.report
  }

  /// Keeps tokens that were renewed during a pull that was taken back.
  func keepTokens() throws {
    guard let tokens else { return }
    _ = try desk.answer(
      .keepTokens(access: tokens.access, refresh: tokens.refresh), now: context.now)
  }
}

extension CommandContext {
  /// One line on the terminal that is written over.
  fileprivate func showProgress(_ progress: SyncProgress) {
    rewriteLine(say(SyncWords.progress(progress)))
  }

  fileprivate func endProgress() { rewriteLine("") }

  private func rewriteLine(_ text: String) {
    // Like everything that is told: whether somebody hears it changes nothing.
    try? messages.write("\r" + text + "\u{1B}[K")
    try? messages.flush()
  }
}

/// A login from a program that waits for it.
enum SignIn {
  /// Signs in; a person hears through `tell` what to do.
  ///
  /// - Throws: `LoginError`, `ListenError`.
  static func run(
    base: PortalBase, transport: any PortalTransport, inBrowser: Bool,
    tell: (Text) -> Void
  ) throws -> PortalAccount {
    let post = Poster()
    Task.detached {
      let login = PortalLogin(base: base, transport: transport)
      do {
        let account =
          inBrowser
          ? try await login.inBrowser { post.post(.told(SyncWords.openPage($0.absoluteString))) }
          : try await login.onDevice { post.post(.told(SyncWords.confirm($0))) }
        post.post(.ended(.success(account)))
      } catch {
        post.post(.ended(.failure(error)))
      }
    }
    while true {
      switch post.next() {
      case .told(let text): tell(text)
      case .ended(let result): return try result.get()
      }
    }
  }

  private enum Step: Sendable {
    case told(Text)
    case ended(Result<PortalAccount, any Error>)
  }

  private final class Poster: Sendable {
    private let steps = Mutex<[Step]>([])
    private let arrived = DispatchSemaphore(value: 0)

    func post(_ step: Step) {
      steps.withLock { $0.append(step) }
      arrived.signal()
    }

    func next() -> Step {
      arrived.wait()
      return steps.withLock { $0.removeFirst() }
    }
  }
}
