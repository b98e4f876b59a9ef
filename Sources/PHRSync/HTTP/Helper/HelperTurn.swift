import Synchronization

/// The turn of one request at the helper: it may be given up before it begins, while it lasts, or
/// when it is over.
///
/// Requests wait for each other. Giving up one that still waits must not end the helper under the
/// one whose turn it is, and must not be forgotten when its own turn comes.
final class HelperTurn: Sendable {
  private enum State {
    case waiting
    case running(HelperProcess)
    case over
  }

  private let state = Mutex(State.waiting)

  /// Whether the request still wants its turn; it is then with that helper until `end`.
  func begin(with helper: HelperProcess) -> Bool {
    state.withLock { state in
      guard case .waiting = state else { return false }
      state = .running(helper)
      return true
    }
  }

  /// The answer is there, or none will come.
  func end() {
    state.withLock { $0 = .over }
  }

  /// Ends the helper if it is this request's turn.
  func giveUp() {
    state.withLock { state in
      if case .running(let helper) = state { helper.end() }
      state = .over
    }
  }
}
