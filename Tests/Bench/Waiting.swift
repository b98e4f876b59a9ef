import Dispatch
import Synchronization

/// Waits for asynchronous work on a thread that has no loop.
enum Waiting {
  /// The result of the work.
  static func forResult<Value: Sendable>(
    of work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    try Holder<Value>().value(of: work)
  }

  private final class Holder<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    func value(of work: @escaping @Sendable () async throws -> Value) throws -> Value {
      Task.detached { [self] in
        let outcome: Result<Value, any Error>
        do {
          outcome = .success(try await work())
        } catch {
          outcome = .failure(error)
        }
        result.withLock { $0 = outcome }
        done.signal()
      }
      done.wait()
      guard let outcome = result.withLock({ $0 }) else {
        preconditionFailure("the work ended without a result")
      }
      return try outcome.get()
    }
  }
}
