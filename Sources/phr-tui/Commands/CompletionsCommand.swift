/// `completions`: completion scripts for shells, made from the table of commands.
enum CompletionsCommand {
  static let spec = CommandSpec(
    "completions", operands: "bash|zsh|fish", count: 1...1,
    summary: Text(ja: "シェルの補完", en: "shell completions")
  ) { context in
    switch context.operands[0] {
    case "bash": try context.output.write(bash)
    case "zsh": try context.output.write("autoload -U +X bashcompinit && bashcompinit\n" + bash)
    case "fish": try context.output.write(fish)
    default: throw UsageError.badValue(option: "completions", expected: "bash|zsh|fish")
    }
    return .done
  }

  private static var firstWords: [String] {
    var seen: Set<String> = []
    return CommandTable.commands.compactMap(\.path.first).filter { seen.insert($0).inserted }
  }

  private static func secondWords(of first: String) -> [String] {
    CommandTable.commands.filter { $0.path.first == first }.compactMap { $0.path.dropFirst().first }
  }

  private static func options(of first: String) -> [String] {
    let own = CommandTable.commands.filter { $0.path.first == first }.flatMap(\.options)
    return Set(own.map(\.name)).sorted()
  }

  private static var bash: String {
    let globals = CommandTable.globals.map(\.name).joined(separator: " ")
    let cases = firstWords.map { word in
      let words = secondWords(of: word) + options(of: word)
      return "    \(word)) words=\"\(words.joined(separator: " "))\" ;;"
    }
    return """
      _phr_tui() {
        local current="${COMP_WORDS[COMP_CWORD]}" command="" word words=""
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case "$word" in -*) ;; *) command="$word"; break ;; esac
        done
        case "$command" in
          "") words="\(firstWords.joined(separator: " "))" ;;
      \(cases.joined(separator: "\n"))
        esac
        COMPREPLY=( $(compgen -W "$words \(globals)" -- "$current") )
        [ ${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=( $(compgen -f -- "$current") )
      }
      complete -F _phr_tui phr-tui

      """
  }

  private static var fish: String {
    var lines = firstWords.map { "complete -c phr-tui -n __fish_use_subcommand -a \($0)" }
    for word in firstWords {
      for second in secondWords(of: word) {
        lines.append("complete -c phr-tui -n '__fish_seen_subcommand_from \(word)' -a \(second)")
      }
    }
    lines += CommandTable.globals.map { "complete -c phr-tui -l \($0.name.dropFirst(2))" }
    return lines.joined(separator: "\n") + "\n"
  }
}
