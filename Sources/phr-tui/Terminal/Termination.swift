import Glibc

/// Ends the program in order when it is asked to go: SIGTERM, SIGHUP, SIGINT, SIGQUIT.
///
/// The handler only wakes the loop, which closes the vault and the screen and lets every `defer`
/// run, such as the one that removes the demonstration's folder. A second signal acts at once.
enum Termination {
  private static let signals: [Int32] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]

  // Unsafe: a signal handler reaches nothing but globals; written once, before it is installed.
  private nonisolated(unsafe) static var wakeDescriptor: Int32 = -1
  // Unsafe: written by the handler alone, on the only thread that the loop reads it on or before
  // the byte that wakes that thread.
  private nonisolated(unsafe) static var received: Int32 = 0

  /// Installs the handlers.
  ///
  /// - Parameter descriptor: The writing end of the pipe that the loop polls.
  static func install(waking descriptor: Int32) {
    wakeDescriptor = descriptor
    for number in signals {
      _ = signal(number) { number in
        _ = signal(number, SIG_DFL)
        Termination.received = number
        var byte: UInt8 = 0
        _ = write(Termination.wakeDescriptor, &byte, 1)
      }
    }
  }

  /// Whether the program was asked to go.
  static var isRequested: Bool { received != 0 }

  /// Takes the handlers away; if the program was asked to go, its end carries the signal, as the
  /// caller expects of a process that was ended by one.
  static func finish() {
    for number in signals { _ = signal(number, SIG_DFL) }
    guard isRequested else { return }
    atexit { _ = raise(Termination.received) }
  }
}
