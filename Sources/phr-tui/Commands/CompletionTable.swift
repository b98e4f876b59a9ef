import PHRModel

/// What the completion scripts of all shells know, out of the table of commands.
enum CompletionTable {
  /// What may follow a command or an option.
  enum Words: Equatable {
    case choices([String])
    case files
    /// Something that only a person knows.
    case free

    /// The words behind a name such as `auto|jahis`, `FILE…`, `[KIND…]` or `TEXT`.
    init(placeholder: String) {
      guard !placeholder.contains(" ") else {
        self = .free
        return
      }
      let parts = placeholder.filter { !"[]…".contains($0) }.split(separator: "|")
      let fixed = parts.filter { $0.allSatisfy { $0.isLowercase || $0 == "-" } }.map(String.init)
      if parts.contains("KIND") {
        self = .choices(Kind.allCases.map(\.rawValue) + fixed)
      } else if parts.contains(where: { $0 == "FILE" || $0 == "DIR" }) {
        self = .files
      } else {
        self = fixed.isEmpty ? .free : .choices(fixed)
      }
    }
  }

  /// One place of a command line: the command so far and what may follow it.
  struct Place {
    /// `""`, `tag` or `tag add`.
    let command: String
    /// Words that make a longer command, or operands, with what they do.
    let words: [(word: String, summary: Text?)]
    let takesFiles: Bool
    let options: [OptionSpec]
  }

  /// Every place, the beginning first.
  static let places: [Place] = {
    var paths = [""]
    for command in CommandTable.commands {
      for depth in command.path.indices {
        let path = command.path[...depth].joined(separator: " ")
        if !paths.contains(path) { paths.append(path) }
      }
    }
    return paths.map(place)
  }()

  private static func place(_ path: String) -> Place {
    let depth = path.split(separator: " ").count
    var words: [(word: String, summary: Text?)] = []
    for command in CommandTable.commands
    where command.path.count > depth && (path.isEmpty || command.name.hasPrefix(path + " ")) {
      let word = command.path[depth]
      if let known = words.firstIndex(where: { $0.word == word }) {
        words[known].summary = nil
      } else {
        words.append((word, command.summary))
      }
    }
    let own = CommandTable.commands.first { $0.name == path }
    let operands = own.map { Words(placeholder: $0.operands) }
    if case .choices(let choices) = operands { words += choices.map { ($0, nil) } }
    return Place(
      command: path, words: words, takesFiles: operands == .files, options: own?.options ?? [])
  }

  /// Every option that has a value, of whatever command; the parser reads them alike.
  static let valued: [String] = {
    let all = CommandTable.globals + CommandTable.commands.flatMap(\.options)
    return Set(all.filter { $0.value != nil }.map(\.name)).sorted()
  }()
}
