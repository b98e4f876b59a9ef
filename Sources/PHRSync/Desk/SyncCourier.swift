import Dispatch
import PHRModel
import Synchronization

/// Carries deliveries from the background task of a pull to the thread of the vault, and answers
/// back.
///
/// For programs without a loop of their own: `next()` blocks. The terminal program posts to its
/// mailbox instead.
public final class SyncCourier: Sendable {
  /// What arrives at the vault's thread.
  public enum Parcel: Sendable {
    /// Something to answer; the answer goes into the closure.
    case delivery(SyncDelivery, answer: @Sendable (Result<SyncReply, any Error>) -> Void)
    /// How far the pull has come.
    case progress(SyncProgress)
    /// The pull is over.
    case finished(Result<SyncReport, any Error>, Capability?)
  }

  private let parcels = Mutex<[Parcel]>([])
  private let arrived = DispatchSemaphore(value: 0)
  private let task = Mutex<Task<Void, Never>?>(nil)

  /// A courier without work.
  public init() {}

  private func post(_ parcel: Parcel) {
    parcels.withLock { $0.append(parcel) }
    arrived.signal()
  }

  /// Starts a pull in the background.
  public func run(_ start: SyncStart, with runner: SyncRunner) {
    let work = Task.detached { [self] in
      do {
        let (report, capability) = try await runner.run(start) { progress in
          post(.progress(progress))
        } deliver: { delivery in
          try await withCheckedThrowingContinuation { continuation in
            post(.delivery(delivery) { continuation.resume(with: $0) })
          }
        }
        post(.finished(.success(report), capability))
      } catch {
        post(.finished(.failure(error), nil))
      }
    }
    task.withLock { $0 = work }
  }

  /// Waits for the next parcel.
  public func next() -> Parcel {
    arrived.wait()
    return parcels.withLock { $0.removeFirst() }
  }

  /// Runs a whole pull and answers its deliveries on this thread.
  ///
  /// - Parameters:
  ///   - start: what it begins with.
  ///   - runner: carries requests.
  ///   - progress: hears how far it has come.
  ///   - answer: the vault's side, usually `SyncDesk.answer`.
  /// - Returns: what became of it, and what the server can do.
  /// - Throws: what the vault threw.
  public func pull(
    _ start: SyncStart, with runner: SyncRunner,
    progress: (SyncProgress) throws -> Void = { _ in },
    answer: (SyncDelivery) throws -> SyncReply
  ) throws -> (report: SyncReport, capability: Capability?) {
    run(start, with: runner)
    while true {
      switch next() {
      case .delivery(let delivery, let reply): reply(Result { try answer(delivery) })
      case .progress(let how): try progress(how)
      case .finished(let outcome, let capability): return (try outcome.get(), capability)
      }
    }
  }
}
