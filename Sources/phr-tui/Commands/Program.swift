import Foundation
import PHRModel

/// Runs one command line: parse, carry out, say what went wrong, end with a code.
struct Program {
  /// The version that `--version` prints.
  static let version = "0.1.0"

  /// Now, or the moment that `SOURCE_DATE_EPOCH` fixes (reproducible-builds.org).
  static func now(_ environment: [String: String]) -> Instant {
    let fixed = environment["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }
    return Instant(seconds: fixed ?? Int64(Date().timeIntervalSince1970))
  }

  let environment: [String: String]
  let output: Output
  let messages: Output
  let prompter: (any Prompter)?
  let clock: () -> Instant
  /// What stands around vaults; the real thing unless a test says otherwise.
  var vaults = VaultSurroundings()

  /// Carries out the arguments (without the program's name).
  ///
  /// `terminal` opens the screen; it is called when no subcommand was given.
  func run(_ arguments: [String], terminal: (CommandContext) throws -> ExitCode) -> ExitCode {
    // Errors of the command line itself are said in the language it asks for, too.
    var language = Language(askedBy: arguments) ?? Language(environment: environment)
    do {
      let parser = CommandLineParser(
        commands: CommandTable.commands, globals: CommandTable.globals)
      let context = try context(of: try parser.parse(arguments))
      language = context.language
      let code = try carryOut(context, terminal)
      try output.flush()
      return code
    } catch is BrokenPipe {
      return .done
    } catch {
      return report(error, language)
    }
  }

  private func context(of invocation: Invocation) throws -> CommandContext {
    try CommandContext(
      invocation: invocation, environment: environment, output: output, messages: messages,
      prompter: prompter, vaults: vaults, clock: clock)
  }

  private func carryOut(
    _ context: CommandContext, _ terminal: (CommandContext) throws -> ExitCode
  ) throws -> ExitCode {
    if context.invocation.has("--version") {
      try output.line("phr-tui \(Self.version)")
      return .done
    }
    if context.invocation.has("--help") {
      try HelpPage(language: context.language).lines(for: context.invocation)
        .forEach(output.line)
      return .done
    }
    guard let spec = context.invocation.spec else { return try terminal(context) }
    return try spec.run(context)
  }

  /// Data that was written before the error still reach their reader.
  private func report(_ error: any Error, _ language: Language) -> ExitCode {
    let report = ErrorWords.report(error)
    try? output.flush()
    try? messages.talk("phr-tui: error: " + report.message.in(language))
    if let hint = report.hint { try? messages.talk("phr-tui: hint: " + hint.in(language)) }
    try? messages.flush()
    return report.exit
  }
}
