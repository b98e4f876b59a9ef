/// A line of the key file that was left out, and why.
///
/// Never a reason not to start.
struct KeyProblem: Equatable, Sendable {
  enum Reason: Equatable, Sendable {
    case unknownMode(String)
    case unknownCommand(String)
    case unknownKey(String)
    /// The key already means something else in that mode.
    case alreadyBound(String)
    case incomplete
  }

  /// Counted from 1.
  var line: Int
  var reason: Reason
}

/// The person's own keys: `$XDG_CONFIG_HOME/phr-tui/keys`.
///
///     # mode  command   keys
///     browse  quit      Q
///     browse  filter    / Ctrl-F
///
/// A line replaces all keys of that command in that mode.
enum KeyOverrides {
  /// The table with the lines of `text` applied.
  static func apply(
    _ text: String, to bindings: [KeyBinding] = KeyTable.bindings
  ) -> (keymap: Keymap, problems: [KeyProblem]) {
    var result = bindings
    var problems: [KeyProblem] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      do {
        try replace(with: parse(words), in: &result)
      } catch {
        problems.append(KeyProblem(line: index + 1, reason: error.reason))
      }
    }
    return (Keymap(bindings: result), problems)
  }

  private struct BadLine: Error {
    var reason: KeyProblem.Reason
  }

  private static func parse(_ words: [String]) throws(BadLine) -> KeyBinding {
    guard words.count >= 3 else { throw BadLine(reason: .incomplete) }
    guard let mode = KeyMode(rawValue: words[0]) else {
      throw BadLine(reason: .unknownMode(words[0]))
    }
    guard let command = Command(rawValue: words[1]) else {
      throw BadLine(reason: .unknownCommand(words[1]))
    }
    var keys: [Key] = []
    for name in words.dropFirst(2) {
      guard let key = Key(name: name) else { throw BadLine(reason: .unknownKey(name)) }
      keys.append(key)
    }
    return KeyBinding(command: command, mode: mode, keys: keys)
  }

  private static func replace(
    with binding: KeyBinding, in bindings: inout [KeyBinding]
  ) throws(BadLine) {
    let sameMode = bindings.filter { $0.mode == binding.mode }
    guard sameMode.contains(where: { $0.command == binding.command }) else {
      throw BadLine(reason: .unknownCommand(binding.command.rawValue))
    }
    for other in sameMode where other.command != binding.command {
      if let taken = other.keys.first(where: binding.keys.contains) {
        throw BadLine(reason: .alreadyBound(taken.name))
      }
    }
    bindings = bindings.map { old in
      old.command == binding.command && old.mode == binding.mode ? binding : old
    }
  }
}
