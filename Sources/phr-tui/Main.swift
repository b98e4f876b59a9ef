import Foundation
import PHRModel
import PHRSync

/// The border of the program: arguments, environment, descriptors, clock.
@main
struct Main {
  static func main() {
    // A reader of a pipe that goes away is an error of write(2), not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    ProcessPrivacy.forbidDumps()
    if CommandLine.arguments.dropFirst().first == NetworkHelper.argument {
      return NetworkHelper.serve()
    }
    let environment = ProcessInfo.processInfo.environment
    let program = Program(
      environment: environment, output: Output(.descriptor(STDOUT_FILENO)),
      messages: Output(.descriptor(STDERR_FILENO)), prompter: TerminalPrompter(),
      clock: { now(environment) })
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(program.run(arguments, terminal: TerminalCommand.run).rawValue)
  }

  /// Now, or the moment that `SOURCE_DATE_EPOCH` fixes (reproducible-builds.org).
  private static func now(_ environment: [String: String]) -> Instant {
    if let fixed = environment["SOURCE_DATE_EPOCH"].flatMap({ Int64($0) }) {
      return Instant(seconds: fixed)
    }
    return Instant(seconds: Int64(Date().timeIntervalSince1970))
  }
}
