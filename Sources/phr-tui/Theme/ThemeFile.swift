/// A line of a theme file that was left out, and why.
///
/// Never a reason not to start.
struct ThemeProblem: Equatable, Sendable {
  enum Reason: Equatable, Sendable {
    case unknownRole(String)
    case unknownDepth(String)
    case unknownWord(String)
    case incomplete
  }

  /// Counted from 1.
  var line: Int
  var reason: Reason
}

/// The theme file format.
///
///     # a comment
///     name = Dark
///     value.abnormal          fg=#ff8787 bold
///     value.abnormal @16      fg=bright-red bold
///     list.selected  @mono    reverse
///
/// A line names a role (`Role`), optionally a depth (`@256`, `@16`, `@8`, `@mono`: for terminals
/// with that many colours or fewer), then `fg=`, `bg=` and attributes. A colour is `#rrggbb`,
/// a palette number 0–255, `default`, or one of the eight names with or without `bright-`.
enum ThemeFile {
  /// The depths by the names of the format.
  private static let depths: [String: ColourDepth] = [
    "@256": .palette256, "@16": .bright16, "@8": .basic8, "@mono": .mono,
  ]
  private static let colourNames = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  /// Reads a theme; lines that cannot be read are reported and left out.
  ///
  /// - Parameters:
  ///   - text: The content of the file.
  ///   - name: The name to use when the file gives none.
  /// - Returns: The theme, and what was wrong.
  static func parse(_ text: String, name: String) -> (theme: Theme, problems: [ThemeProblem]) {
    var theme = Theme(name: name)
    var problems: [ThemeProblem] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      do {
        if first == "name", words.dropFirst().first == "=" {
          theme.name = words.dropFirst(2).joined(separator: " ")
        } else {
          let (entry, style) = try parseLine(words)
          theme.styles[entry] = style
        }
      } catch {
        problems.append(ThemeProblem(line: index + 1, reason: error.reason))
      }
    }
    return (theme, problems)
  }

  private struct BadLine: Error {
    var reason: ThemeProblem.Reason
  }

  private static func parseLine(_ words: [String]) throws(BadLine) -> (Theme.Entry, Style) {
    var words = words[...]
    let name = words.popFirst() ?? ""
    guard let role = Role(rawValue: name) else { throw BadLine(reason: .unknownRole(name)) }
    var entry = Theme.Entry(role: role)
    if let mark = words.first, mark.hasPrefix("@") {
      guard let depth = depths[mark] else { throw BadLine(reason: .unknownDepth(mark)) }
      entry.depth = depth
      words.removeFirst()
    }
    guard !words.isEmpty else { throw BadLine(reason: .incomplete) }
    var style = Style()
    for word in words { try apply(word, to: &style) }
    return (entry, style)
  }

  private static func apply(_ word: String, to style: inout Style) throws(BadLine) {
    if let attribute = TextAttributes.named.first(where: { $0.name == word }) {
      style.attributes.insert(attribute.value)
    } else if word.hasPrefix("fg="), let colour = colour(named: String(word.dropFirst(3))) {
      style.foreground = colour
    } else if word.hasPrefix("bg="), let colour = colour(named: String(word.dropFirst(3))) {
      style.background = colour
    } else if word != "plain" {
      throw BadLine(reason: .unknownWord(word))
    }
  }

  /// The colour of a word such as `#87d7ff`, `110`, `bright-red` or `default`.
  static func colour(named word: String) -> Colour? {
    if word == "default" { return .terminal }
    if let number = UInt8(word) { return .palette(number) }
    if word.hasPrefix("#") { return rgb(word.dropFirst()) }
    let isBright = word.hasPrefix("bright-")
    let base = isBright ? String(word.dropFirst("bright-".count)) : word
    return colourNames.firstIndex(of: base).map { .palette(UInt8($0 + (isBright ? 8 : 0))) }
  }

  private static func rgb(_ digits: Substring) -> Colour? {
    guard digits.count == 6, let value = UInt32(digits, radix: 16) else { return nil }
    return .rgb(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }
}
