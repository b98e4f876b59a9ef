import Foundation
import PHRModel
import PHRSync

/// The border of the program: arguments, environment, descriptors, clock.
@main
struct Main {
  static func main() {
    // A reader of a pipe that goes away is an error of write(2), not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    Output.occupyClosedDescriptors()
    ProcessPrivacy.forbidDumps()
    if CommandLine.arguments.dropFirst().first == NetworkHelper.argument {
      return NetworkHelper.serve()
    }
    let environment = ProcessInfo.processInfo.environment
    let program = Program(
      environment: environment, output: Output(.descriptor(STDOUT_FILENO)),
      messages: Output(.descriptor(STDERR_FILENO)), prompter: TerminalPrompter(),
      clock: { Program.now(environment) })
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(program.run(arguments, terminal: TerminalCommand.run).rawValue)
  }
}
