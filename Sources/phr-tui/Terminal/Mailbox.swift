import Glibc
import Synchronization

/// Where background work leaves its results for the main thread.
///
/// The main thread sleeps in poll(2) on `wakeDescriptor`; `post` makes it readable. This is the
/// only lock of the program.
final class Mailbox: Sendable {
  private let events = Mutex<[Event]>([])
  /// Becomes readable when something was posted; never read it but through `drain`.
  let wakeDescriptor: Int32
  /// A byte written here wakes the loop, too; for signal handlers, which can do nothing else.
  let writeDescriptor: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { preconditionFailure("no descriptors left for a pipe") }
    for end in ends {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    wakeDescriptor = ends[0]
    writeDescriptor = ends[1]
  }

  deinit {
    close(wakeDescriptor)
    close(writeDescriptor)
  }

  /// Hands over an event; may be called from any thread.
  func post(_ event: Event) {
    events.withLock { $0.append(event) }
    var byte: UInt8 = 0
    // A full pipe is as good as a written byte: the main thread will wake up.
    _ = write(writeDescriptor, &byte, 1)
  }

  /// Takes everything that was posted, in order.
  func drain() -> [Event] {
    var buffer = [UInt8](repeating: 0, count: 64)
    while read(wakeDescriptor, &buffer, buffer.count) > 0 {}
    return events.withLock { events in
      defer { events.removeAll() }
      return events
    }
  }
}
