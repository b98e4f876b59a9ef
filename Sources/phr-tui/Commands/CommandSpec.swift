/// One option of the command line, as the parser, the help and the completions know it.
struct OptionSpec: Sendable {
  /// The name with its two dashes.
  let name: String
  /// What stands behind it (`FILE`, `ja|en`), or `nil` for a switch.
  let value: String?
  /// What it does.
  let summary: Text
  /// Whether it may be given several times.
  var repeats = false

  /// A switch.
  init(_ name: String, _ summary: Text) {
    self.init(name, nil, summary)
  }

  /// An option with the name of its value.
  init(_ name: String, _ value: String?, repeats: Bool = false, _ summary: Text) {
    self.name = name
    self.value = value
    self.summary = summary
    self.repeats = repeats
  }
}

/// One subcommand: how it is called and what it does.
struct CommandSpec: Sendable {
  /// Its words, such as `vault`, `verify`.
  let path: [String]
  /// The operands as the usage line shows them, such as `FILE…`.
  let operands: String
  /// How many operands it takes.
  let operandCount: ClosedRange<Int>
  /// Its own options, besides the global ones.
  let options: [OptionSpec]
  /// What it does.
  let summary: Text
  /// Does it.
  let run: @Sendable (CommandContext) throws -> ExitCode

  init(
    _ path: String, operands: String = "", count: ClosedRange<Int> = 0...0,
    options: [OptionSpec] = [], summary: Text,
    run: @escaping @Sendable (CommandContext) throws -> ExitCode
  ) {
    self.path = path.split(separator: " ").map(String.init)
    self.operands = operands
    operandCount = count
    self.options = options
    self.summary = summary
    self.run = run
  }

  /// The words as typed.
  var name: String { path.joined(separator: " ") }
}
