import Foundation

/// A script of command lines with what they must write, as a person would see them.
///
/// Line by line: `== title` begins a story with a vault of its own, `=0 title` one without a
/// vault; `file NAME [cp932|utf16] [crlf|cr]` writes the `| ` lines behind it into a file;
/// `$ NAME=value phr-tui …` runs a command. Behind it stand `> ` lines of stdout, `! ` lines of
/// stderr and `? 7` for an exit code other than 0. Everything else is a remark.
///
/// In expected lines `[..]` stands for any text, a line `...` for any lines, and `<A>` for the
/// same 26 characters of a record's id everywhere in the story; `<DIR>` is the story's folder.
struct Script {
  /// One line or one block of the script.
  enum Item {
    /// A remark, an empty line, or anything else without effect.
    case remark(String)
    case story(title: String, hasVault: Bool)
    case file(ScriptFile)
    case command(ScriptCommand)
  }

  private(set) var items: [Item] = []

  /// Takes a script apart; every line finds a place, so that writing gives it back.
  init(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !takeContinuation(line) {
      items.append(Self.item(String(line), number: index + 1))
    }
  }

  private static func item(_ line: String, number: Int) -> Item {
    if line.hasPrefix("== ") { return .story(title: String(line.dropFirst(3)), hasVault: true) }
    if line.hasPrefix("=0 ") { return .story(title: String(line.dropFirst(3)), hasVault: false) }
    if line.hasPrefix("file ") { return .file(ScriptFile(header: line)) }
    if line.hasPrefix("$ ") { return .command(ScriptCommand(typed: line, line: number)) }
    return .remark(line)
  }

  /// Adds the line to the block before it if it belongs there.
  private mutating func takeContinuation(_ line: Substring) -> Bool {
    guard let last = items.indices.last else { return false }
    switch items[last] {
    case .file(var file):
      guard line.hasPrefix("|") else { return false }
      file.lines.append(String(line.dropFirst(2)))
      items[last] = .file(file)
    case .command(var command):
      guard command.take(line) else { return false }
      items[last] = .command(command)
    case .remark, .story: return false
    }
    return true
  }

  /// The script with its commands replaced, for renewing what they are expected to write.
  func written(_ commands: [ScriptCommand]) -> String {
    var rest = commands[...]
    return items.map { item in
      switch item {
      case .remark(let line): line
      case .story(let title, let hasVault): (hasVault ? "== " : "=0 ") + title
      case .file(let file): file.written
      case .command: rest.popFirst()?.written ?? ""
      }
    }.joined(separator: "\n")
  }
}

/// A file that a script writes before its commands run.
struct ScriptFile {
  let header: String
  var lines: [String] = []

  var name: String { words.count > 1 ? words[1] : "" }
  var written: String { ([header] + lines.map { "| " + $0 }).joined(separator: "\n") }
  private var words: [String] { header.split(separator: " ").map(String.init) }

  init(header: String) { self.header = header }

  /// The bytes; `\xNN` in a line is that byte, whatever the encoding.
  var bytes: Data {
    let end = words.contains("crlf") ? "\r\n" : words.contains("cr") ? "\r" : "\n"
    var bytes = Data()
    for line in lines {
      for (index, part) in (line + end).components(separatedBy: "\\x").enumerated() {
        var text = part
        if index > 0, let byte = UInt8(part.prefix(2), radix: 16) {
          bytes.append(byte)
          text = String(part.dropFirst(2))
        }
        bytes += text.data(using: encoding) ?? Data()
      }
    }
    return bytes
  }

  private var encoding: String.Encoding {
    words.contains("cp932") ? .shiftJIS : words.contains("utf16") ? .utf16LittleEndian : .utf8
  }
}

/// One command of a script and what it must do.
struct ScriptCommand {
  let typed: String
  /// Where it stands in the script, from 1.
  let line: Int
  var output: [String] = []
  var messages: [String] = []
  var exit: Int32 = 0

  init(typed: String, line: Int) {
    self.typed = typed
    self.line = line
  }

  /// Takes an expected line; `false` if the line is none.
  mutating func take(_ line: Substring) -> Bool {
    if line == ">" || line == "!" || line.hasPrefix("> ") || line.hasPrefix("! ") {
      let text = String(line.dropFirst(2))
      if line.hasPrefix(">") { output.append(text) } else { messages.append(text) }
      return true
    }
    guard line.hasPrefix("? "), let code = Int32(line.dropFirst(2)) else { return false }
    exit = code
    return true
  }

  var written: String {
    func marked(_ mark: String, _ lines: [String]) -> [String] {
      lines.map { $0.isEmpty ? mark : mark + " " + $0 }
    }
    return
      ([typed] + marked(">", output) + marked("!", messages) + (exit == 0 ? [] : ["? \(exit)"]))
      .joined(separator: "\n")
  }

  /// The words of the command line, as a shell would read them.
  ///
  /// `'…'` is taken as it stands; in `"…"` and outside quotes `\e`, `\n`, `\t`, `\0` and `\u{…}`
  /// are characters.
  var words: [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = typed.dropFirst(2)
    while let character = rest.popFirst() {
      if character == quote {
        quote = nil
      } else if character == "\\", quote != "'" {
        word = (word ?? "") + Self.escaped(&rest)
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  private static func escaped(_ rest: inout Substring) -> String {
    guard let mark = rest.popFirst() else { return "\\" }
    switch mark {
    case "e": return "\u{1B}"
    case "n": return "\n"
    case "t": return "\t"
    case "0": return "\0"
    case "u":
      let digits = rest.dropFirst().prefix { $0 != "}" }
      rest = rest.dropFirst(digits.count + 2)
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? "?"
    default: return String(mark)
    }
  }
}
