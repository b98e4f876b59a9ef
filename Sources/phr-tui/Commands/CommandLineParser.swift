/// What was typed, taken apart.
struct Invocation: Sendable {
  /// The subcommand, or `nil` for the terminal program.
  var spec: CommandSpec?
  /// The first word of several subcommands, if only that was typed, to ask for help.
  var family: String?
  /// Values by option name; a switch has one empty value.
  var options: [String: [String]] = [:]
  /// The operands in order.
  var operands: [String] = []

  /// Whether a switch was given.
  func has(_ name: String) -> Bool { options[name] != nil }
  /// The last value of an option.
  func value(_ name: String) -> String? { options[name]?.last }
  /// Whether it changes who sees what, or takes something back: that must go through on a full
  /// disk, too, at the cost of the spare file.
  var maySpendReserve: Bool {
    guard let path = spec?.path, let first = path.first else { return false }
    return ["consent", "delegates", "recipients", "withdraw"].contains(first)
      || path == ["research", "refuse"] || path == ["tag", "remove"]
  }

  /// Whether it reads the vault once from one end to the other, as every export does: what it has
  /// read it will not need again.
  var readsOnceThrough: Bool { spec?.path.first == "export" }

  /// All values of an option.
  func values(_ name: String) -> [String] { options[name] ?? [] }
}

/// Why a command line cannot be understood.
enum UsageError: Error, Equatable {
  /// No such command; the nearest names stand beside.
  case unknownCommand(String, nearest: [String])
  /// A word that needs another behind it (`vault` alone), and the ones nearest to what stood there.
  case incompleteCommand(String, choices: [String], nearest: [String])
  /// No such option here; the nearest names stand beside.
  case unknownOption(String, command: String?, nearest: [String])
  /// An option without the value it needs.
  case missingValue(String)
  /// A switch with a value.
  case unexpectedValue(String)
  /// An option given twice that may stand once.
  case repeatedOption(String)
  /// Too few operands.
  case missingOperand(command: String, usage: String)
  /// Too many operands.
  case extraOperand(String, command: String)
  /// No such kind of record; the nearest names stand beside.
  case unknownKind(String, expected: String, nearest: [String])
  /// A value that its option does not take.
  case badValue(option: String, expected: String)
}

/// Takes a command line apart by the table of commands; pure.
struct CommandLineParser {
  /// Every subcommand.
  let commands: [CommandSpec]
  /// Options that every subcommand takes.
  let globals: [OptionSpec]

  /// The invocation, or why there is none.
  ///
  /// Options may stand anywhere; `--name value` and `--name=value` are the same; `--` ends them.
  func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
    let words = try split(arguments)
    var invocation = Invocation()
    let plain = words.compactMap { if case .operand(let word) = $0 { word } else { nil } }
    if plain.count == 1, Self.asksForHelp(words), isFamily(plain[0]) {
      invocation.family = plain[0]
    } else {
      invocation.spec = try command(for: plain)
    }
    invocation.operands = Array(plain.dropFirst(invocation.spec?.path.count ?? 0))
    for case .option(let name, let value) in words {
      try add(name, value, to: &invocation)
    }
    if !invocation.has("--help") { try checkOperands(of: invocation) }
    return invocation
  }

  private static func asksForHelp(_ words: [Word]) -> Bool {
    words.contains { if case .option("--help", nil) = $0 { true } else { false } }
  }

  /// Whether the word begins subcommands and is none itself.
  private func isFamily(_ word: String) -> Bool {
    commands.contains { $0.path.first == word } && !commands.contains { $0.path == [word] }
  }

  private enum Word {
    case operand(String)
    case option(String, String?)
  }

  /// Tells options from operands; every known option with a value takes the next argument.
  private func split(_ arguments: [String]) throws(UsageError) -> [Word] {
    var words: [Word] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest.map { .operand($0) }
        break
      }
      guard argument.hasPrefix("-"), argument.count > 1 else {
        words.append(.operand(argument))
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.longName(String(parts[0]))
      if parts.count == 2 {
        words.append(.option(name, String(parts[1])))
      } else if takesValue(name) {
        guard let value = rest.popFirst() else { throw .missingValue(name) }
        words.append(.option(name, value))
      } else {
        words.append(.option(name, nil))
      }
    }
    return words
  }

  private static func longName(_ name: String) -> String {
    name == "-h" ? "--help" : name == "-V" ? "--version" : name
  }

  private func takesValue(_ name: String) -> Bool {
    let all = globals + commands.flatMap(\.options)
    return all.contains { $0.name == name && $0.value != nil }
  }

  private func command(for words: [String]) throws(UsageError) -> CommandSpec? {
    guard let first = words.first else { return nil }
    let fitting = commands.filter { words.starts(with: $0.path) }
    if let longest = fitting.max(by: { $0.path.count < $1.path.count }) { return longest }
    let family = commands.filter { $0.path.first == first }
    if !family.isEmpty {
      var choices: [String] = []
      for word in family.compactMap({ $0.path.dropFirst().first }) where !choices.contains(word) {
        choices.append(word)
      }
      let nearest = words.count > 1 ? NearestNames.find(words[1], in: choices) : []
      throw .incompleteCommand(first, choices: choices, nearest: nearest)
    }
    let names = Set(commands.compactMap(\.path.first))
    throw .unknownCommand(first, nearest: NearestNames.find(first, in: names.sorted()))
  }

  private func add(
    _ name: String, _ value: String?, to invocation: inout Invocation
  ) throws(UsageError) {
    let known = globals + (invocation.spec?.options ?? [])
    guard let option = known.first(where: { $0.name == name }) else {
      throw .unknownOption(
        name, command: invocation.spec?.name,
        nearest: NearestNames.find(name, in: known.map(\.name)))
    }
    if option.value != nil, value == nil { throw .missingValue(name) }
    if option.value == nil, value != nil { throw .unexpectedValue(name) }
    if !option.repeats, invocation.has(name), option.value != nil { throw .repeatedOption(name) }
    invocation.options[name, default: []].append(value ?? "")
  }

  private func checkOperands(of invocation: Invocation) throws(UsageError) {
    guard let spec = invocation.spec else { return }
    if invocation.operands.count < spec.operandCount.lowerBound {
      throw .missingOperand(command: spec.name, usage: spec.operands)
    }
    if invocation.operands.count > spec.operandCount.upperBound {
      throw .extraOperand(invocation.operands[spec.operandCount.upperBound], command: spec.name)
    }
  }
}
