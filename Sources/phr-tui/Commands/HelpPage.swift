/// Writes `--help` out of the table of commands.
struct HelpPage {
  let language: Language

  /// The page of one subcommand, of a family of them, or the overview.
  func lines(for invocation: Invocation) -> [String] {
    if let spec = invocation.spec { return page(of: spec) }
    if let family = invocation.family { return page(ofFamily: family) }
    return overview
  }

  private func page(ofFamily word: String) -> [String] {
    let members = CommandTable.commands.filter { $0.path.first == word }
    return [say(HelpWords.usage) + " phr-tui [OPTIONS] \(word) …", "", say(HelpWords.commands)]
      + columns(members.map { ($0.name, $0.operands, $0.summary) })
  }

  private var overview: [String] {
    var lines = [
      say(HelpWords.purpose), "",
      say(HelpWords.usage) + " phr-tui [OPTIONS] [COMMAND]", say(HelpWords.withoutCommand), "",
      say(HelpWords.commands),
    ]
    lines += columns(CommandTable.commands.map { ($0.name, $0.operands, $0.summary) })
    lines += ["", say(HelpWords.globalOptions)] + options(CommandTable.globals)
    lines += ["", say(HelpWords.exitCodes)]
    lines += ExitCode.allCases.map { "  \($0.rawValue)  \(say(HelpWords.meaning(of: $0)))" }
    return lines + ["", say(HelpWords.environment)]
  }

  private func page(of spec: CommandSpec) -> [String] {
    let operands = spec.operands.isEmpty ? "" : " " + spec.operands
    var lines = [
      "phr-tui \(spec.name): \(say(spec.summary))", "",
      say(HelpWords.usage) + " phr-tui [OPTIONS] \(spec.name)\(operands)",
    ]
    if !spec.options.isEmpty {
      lines += ["", say(HelpWords.options)] + options(spec.options)
    }
    return lines + ["", say(HelpWords.globalOptions)] + options(CommandTable.globals)
  }

  private func options(_ options: [OptionSpec]) -> [String] {
    columns(options.map { ($0.name, $0.value ?? "", $0.summary) })
  }

  private func columns(_ rows: [(String, String, Text)]) -> [String] {
    let names = rows.map { "  " + [$0.0, $0.1].filter { !$0.isEmpty }.joined(separator: " ") }
    let width = min(30, names.map(TextWidth.columns(of:)).max() ?? 0)
    return zip(names, rows).flatMap { name, row in
      let summary = say(row.2)
      guard TextWidth.columns(of: name) <= width else {
        return [name, String(repeating: " ", count: width + 2) + summary]
      }
      return [name.padded(toColumns: width) + "  " + summary]
    }
  }

  private func say(_ text: Text) -> String { text.in(language) }
}
