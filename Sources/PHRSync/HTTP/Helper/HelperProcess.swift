import Foundation

/// A network helper that runs; ends with this object.
///
/// The corresponding C functions are `posix_spawn`, `kill` and `waitpid`.
final class HelperProcess: Sendable {
  let channel: HelperChannel
  private let identifier: pid_t

  /// Starts a helper; `nil` if the system does not let us.
  init?(program: String) {
    guard let requests = Self.pipe() else { return nil }
    guard let answers = Self.pipe() else {
      for end in [requests.read, requests.write] { close(end) }
      return nil
    }
    let started = Self.spawn(program, input: requests.read, output: answers.write)
    close(requests.read)
    close(answers.write)
    guard let started else {
      close(requests.write)
      close(answers.read)
      return nil
    }
    identifier = started
    channel = HelperChannel(input: answers.read, output: requests.write)
  }

  deinit {
    end()
    close(channel.input)
    close(channel.output)
    waitpid(identifier, nil, 0)
  }

  /// Ends the helper at once, whatever it does.
  func end() { kill(identifier, SIGKILL) }

  private static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// The helper gets two pipes; it closes everything else itself before it does anything.
  private static func spawn(_ program: String, input: Int32, output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var environment = ProcessInfo.processInfo.environment
    // Nobody reads what the backtracer would take seconds to say.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    let variables = environment.map { "\($0.key)=\($0.value)" }
    var started: pid_t = 0
    let result = withCStrings([program, NetworkHelper.argument]) { arguments in
      withCStrings(variables) { variables in
        posix_spawn(&started, program, &actions, &attributes, arguments, variables)
      }
    }
    return result == 0 ? started : nil
  }

  /// Lends texts as a list of C strings with NULL at its end.
  private static func withCStrings<Value>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    var strings = texts.map { strdup($0) } + [nil]
    defer { strings.forEach { free($0) } }
    return strings.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("a list without an end") }
      return body(start)
    }
  }
}
