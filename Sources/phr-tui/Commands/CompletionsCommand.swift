/// `completions`: completion scripts for shells, made from the table of commands.
enum CompletionsCommand {
  static let spec = CommandSpec(
    "completions", operands: "bash|zsh|fish", count: 1...1,
    summary: Text(ja: "シェルの補完", en: "shell completions")
  ) { context in
    switch context.operands[0] {
    case "bash": try context.output.write(CompletionScript.bash)
    case "zsh": try context.output.write(CompletionScript.zsh)
    case "fish": try context.output.write(CompletionScript.fish(context.language))
    default: throw UsageError.badValue(option: "completions", expected: "bash|zsh|fish")
    }
    return .done
  }
}
