import Foundation

/// Asks once a second whether another program has changed the open vault.
///
/// The look itself is two system calls on the main thread; this only rings the bell.
final class ChangeWatch {
  private let task: Task<Void, Never>

  init(mailbox: Mailbox) {
    task = Task.detached {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(1))
        if !Task.isCancelled { mailbox.post(.secondPassed) }
      }
    }
  }

  deinit { task.cancel() }
}
