import Testing

@testable import phr_tui

/// The table of commands against the promised command line, and against itself.
@Suite struct CommandTableTests {
  /// Every command that people were promised, with the options of its own.
  static let promised: [(command: String, options: [String])] = [
    ("demo", []), ("init", ["--base"]),
    ("import", ["--format", "--dry-run", "--same-person"]),
    ("list", ["--from", "--to", "--search", "--limit"]),
    ("show", ["--history", "--fhir"]), ("add", []), ("edit", []), ("withdraw", []),
    ("profile", []), ("tag add", []), ("tag remove", []),
    ("inbox", []), ("inbox read", []), ("inbox archive", []), ("trend", []),
    ("sync", ["--portal", "--watch", "--dry-run"]),
    ("portal login", []), ("portal serve", ["--port", "--state"]), ("portal push", []),
    ("portal ask", ["--portal", "--purpose", "--anyway"]),
    ("recipients list", []), ("recipients add", ["--class", "--code"]),
    ("recipients rename", []), ("recipients remove", []), ("recipients rotate-code", []),
    ("consent hide", ["--from", "--purpose", "--after", "--until", "--reason"]),
    ("consent show", ["--to", "--purpose", "--after", "--until", "--reason"]),
    ("consent list", []), ("consent clear", []), ("consent undo", []),
    ("consent explain", ["--purpose", "--at"]), ("consent check", []),
    ("consent history", []), ("consent publish", []), ("consent base", []),
    ("consent seal", []), ("consent unseal", []), ("consent apply", []),
    ("see-as", ["--purpose", "--at", "--from", "--to", "--search", "--limit"]),
    ("access-log", ["--flagged"]),
    ("delegates list", []),
    (
      "delegates add",
      ["--relation", "--basis", "--scope", "--except", "--right", "--until", "--out"]
    ),
    ("delegates refresh", []), ("delegates revoke", []), ("delegates log", []),
    ("delegates proposals", []), ("delegates accept", []), ("delegates decline", []),
    ("propose", []), ("people list", []), ("people add", ["--code-file"]),
    ("people remove", []), ("research list", []), ("research refuse", []),
    ("research letter", []),
    ("export summary", ["--for", "--format", "--out", "--encrypt"]),
    ("export records", ["--for"]), ("export jahis", ["--for"]), ("export expenses", ["--for"]),
    ("export emergency", []), ("export research", []),
    ("expenses", []), ("due", []), ("twins list", []), ("twins unlink", []),
    ("vault info", []), ("vault verify", []), ("vault passphrase", []), ("vault recovery", []),
    ("vault slots", []), ("vault keyfile add", []), ("vault rekey", []),
    ("vault backup", []), ("vault restore", []), ("vault compact", []), ("vault salvage", []),
    ("vault export-sqlite", []), ("completions", []),
  ]

  static let globals = [
    "--vault", "--passphrase-file", "--passphrase-fd", "--no-input", "--accept-older",
    "--sole-user", "--lang", "--color", "--theme", "--linear", "--json", "--version", "--help",
  ]

  @Test(arguments: promised)
  func `every promised command exists with its options`(command: String, options: [String]) throws {
    let spec = try #require(
      CommandTable.commands.first { $0.name == command || $0.name.hasPrefix(command + " ") },
      "\(command)")
    let names = Set(spec.options.map(\.name))
    #expect(names.isSuperset(of: options), "\(command) lacks \(Set(options).subtracting(names))")
  }

  @Test(arguments: globals)
  func `every promised global option exists`(name: String) {
    #expect(CommandTable.globals.contains { $0.name == name })
  }

  @Test func `no command stands twice`() {
    let names = CommandTable.commands.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: CommandTable.commands.map(\.name))
  func `a command's options are its own and appear once`(name: String) throws {
    let spec = try #require(CommandTable.commands.first { $0.name == name })
    let names = spec.options.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isDisjoint(with: CommandTable.globals.map(\.name)))
    #expect(names.allSatisfy { $0.hasPrefix("--") && $0 == $0.lowercased() })
  }

  /// The parser decides by the name alone whether the next word is a value.
  @Test func `an option has a value in every command or in none`() {
    let all = CommandTable.globals + CommandTable.commands.flatMap(\.options)
    let valued = Set(all.filter { $0.value != nil }.map(\.name))
    let switches = Set(all.filter { $0.value == nil }.map(\.name))
    #expect(valued.isDisjoint(with: switches), "\(valued.intersection(switches))")
  }

  @Test(arguments: CommandTable.commands.map(\.name), Language.allCases)
  func `the help of a command names all its options in the person's language`(
    name: String, language: Language
  ) throws {
    let spec = try #require(CommandTable.commands.first { $0.name == name })
    let lines = HelpPage(language: language).lines(for: Invocation(spec: spec))
    for option in spec.options + CommandTable.globals {
      let line = lines.firstIndex { $0.hasPrefix("  " + option.name) }
      #expect(line != nil, "\(option.name)")
    }
    #expect(lines.first?.hasSuffix(spec.summary.in(language)) == true)
    // A summary that is only repeated in the other language was forgotten, names aside.
    #expect(spec.summary.ja != spec.summary.en)
    #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= 160 })
  }

  @Test(arguments: Language.allCases)
  func `the overview names every command, global option and exit code`(language: Language) {
    let lines = HelpPage(language: language).lines(for: Invocation())
    for spec in CommandTable.commands {
      #expect(lines.contains { $0.hasPrefix("  " + spec.name) }, "\(spec.name)")
    }
    for option in CommandTable.globals {
      #expect(lines.contains { $0.hasPrefix("  " + option.name) }, "\(option.name)")
    }
    for code in 0...7 { #expect(lines.contains { $0.hasPrefix("  \(code)  ") }) }
  }
}

/// Taking command lines apart.
@Suite struct CommandLineParserTests {
  private let parser = CommandLineParser(
    commands: CommandTable.commands, globals: CommandTable.globals)

  @Test(arguments: [
    (["list"], "list", []),
    (["list", "allergy", "cost"], "list", ["allergy", "cost"]),
    (["tag", "add", "x", "y"], "tag add", ["x", "y"]),
    (["inbox"], "inbox", []), (["inbox", "read", "x"], "inbox read", ["x"]),
    (["--json", "show", "x"], "show", ["x"]), (["show", "x", "--json"], "show", ["x"]),
    (["--vault", "list", "show", "x"], "show", ["x"]),
    (["--vault=list", "show", "x"], "show", ["x"]),
    (["show", "--", "--json"], "show", ["--json"]), (["show", "-"], "show", ["-"]),
    (["list", "--from", "-5", "cost"], "list", ["cost"]),
    (["import", "list", "show"], "import", ["list", "show"]),
  ])
  func `words find their command`(arguments: [String], command: String, operands: [String]) throws {
    let invocation = try parser.parse(arguments)
    #expect(invocation.spec?.name == command)
    #expect(invocation.operands == operands)
  }

  @Test(arguments: [
    (["list", "--from", "a"], "--from", ["a"]), (["list", "--from=a"], "--from", ["a"]),
    (["list", "--from=a=b"], "--from", ["a=b"]), (["list", "--from="], "--from", [""]),
    (["list", "--search", "--json"], "--search", ["--json"]),
    (["list", "--json", "--json"], "--json", ["", ""]),
    (["add", "checkup", "--item", "a=1", "--item=b=2"], "--item", ["a=1", "b=2"]),
    (["-h"], "--help", [""]), (["-V"], "--version", [""]),
  ])
  func `options keep their values`(arguments: [String], option: String, values: [String]) throws {
    #expect(try parser.parse(arguments).values(option) == values)
  }

  @Test(arguments: [
    (["lst"], UsageError.unknownCommand("lst", nearest: ["list"])),
    (["list", "--form", "x"], .unknownOption("--form", command: "list", nearest: ["--from"])),
    (["list", "--from"], .missingValue("--from")),
    (["list", "--json=1"], .unexpectedValue("--json")),
    (["list", "--from=1", "--from=2"], .repeatedOption("--from")),
    (["show"], .missingOperand(command: "show", usage: "ID")),
    (["show", "a", "b"], .extraOperand("b", command: "show")),
    (
      ["twins", "lst"], .incompleteCommand("twins", choices: ["list", "unlink"], nearest: ["list"])
    ),
    (["twins"], .incompleteCommand("twins", choices: ["list", "unlink"], nearest: [])),
  ])
  func `what cannot be understood is named`(arguments: [String], expected: UsageError) {
    #expect(throws: expected) { try parser.parse(arguments) }
  }

  @Test func `help asks for no operands, of a family neither`() throws {
    #expect(try parser.parse(["show", "--help"]).spec?.name == "show")
    #expect(try parser.parse(["twins", "--help"]).family == "twins")
    #expect(try parser.parse(["inbox", "--help"]).spec?.name == "inbox")
    #expect(throws: UsageError.self) { try parser.parse(["nosuch", "--help"]) }
  }

  @Test(arguments: [
    ("lst", ["list"]), ("impot", ["import"]), ("sho", ["show"]), ("", []), ("zzzzzz", []),
    ("ex", ["export", "expenses"]),
  ])
  func `the nearest names are near`(typed: String, expected: [String]) {
    let names = ["export", "expenses", "import", "list", "show"]
    #expect(Set(NearestNames.find(typed, in: names)) == Set(expected))
  }

  @Test(arguments: [
    (["--lang", "ja", "x"], Language.japanese), (["x", "--lang=en"], .english),
    (["--lang", "de", "--lang", "ja"], .japanese), (["--lang"], nil), (["--language=ja"], nil),
    ([], nil),
  ])
  func `the language is found in any command line`(arguments: [String], expected: Language?) {
    #expect(Language(askedBy: arguments) == expected)
  }
}
