import Glibc

/// Gives the terminal back when the program crashes; `Termination` is for orderly ends.
///
/// Without it a trap in a dynamic build starts the Swift runtime's interactive backtracer on top
/// of the alternate screen, and prints registers and memory, which may hold health data.
enum CrashGuard {
  private static let signals: [Int32] = [
    SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT,
  ]

  /// Installs `restore` for every deadly signal; the signal is raised again after it.
  ///
  /// `restore` ends curses mode, which is not async-signal-safe: the last resort only.
  static func install(handler: @convention(c) (Int32) -> Void) {
    for number in signals { _ = signal(number, handler) }
  }

  /// Lets deadly signals act as usual again.
  static func remove() {
    for number in signals { _ = signal(number, SIG_DFL) }
  }

  /// Ends the process by the signal that hit it, so that the caller sees the true cause.
  static func raiseAgain(_ number: Int32) {
    _ = signal(number, SIG_DFL)
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, number)
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    _ = raise(number)
  }
}
