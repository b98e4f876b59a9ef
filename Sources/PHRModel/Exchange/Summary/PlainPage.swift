/// Lays a page out as plain text of 80 columns, for paper and for screen readers.
///
/// Tables become one item for each row with every value beside its label, because columns of
/// blanks mean nothing when they are read aloud. A label stays on one line with its value as long
/// as both fit one; stars and other marks are left out, the words say the same.
public struct PlainPage {
  private let columns: Int
  private let width: (Character) -> Int
  private var lines: [String] = []

  /// A layout.
  ///
  /// - Parameters:
  ///   - columns: Longest line.
  ///   - width: How many columns a character takes.
  public init(columns: Int = 80, width: @escaping (Character) -> Int) {
    self.columns = columns
    self.width = width
  }

  /// The page, with a line end after every line.
  public func text(_ document: PrintedDocument) -> String {
    var page = self
    page.wrap(document.title.text)
    page.rule("=", as: document.title.text)
    for section in document.sections {
      page.lines.append("")
      page.wrap(section.heading.text)
      page.rule("-", as: section.heading.text)
      for block in section.blocks { page.add(block) }
    }
    if !document.foot.isEmpty { page.lines.append("") }
    for phrase in document.foot {
      for part in phrase.parts { page.wrap(part.text) }
    }
    return page.lines.map { $0 + "\n" }.joined()
  }

  private mutating func add(_ block: PrintedDocument.Block) {
    switch block {
    case .heading(let phrase): wrap("[" + phrase.text + "]")
    case .paragraph(let phrase): for part in phrase.parts { wrap(part.text) }
    case .facts(let facts):
      for fact in facts { wrap(fact.label.text + ": " + fact.value.text, hanging: 2) }
    case .table(let table):
      for row in table.rows { add(row, of: table) }
    }
  }

  private mutating func add(_ row: [PrintedDocument.Cell], of table: PrintedDocument.Table) {
    guard let first = row.first else { return }
    let rest = zip(table.columns, row).dropFirst().compactMap { column, cell in
      cell.phrase.map { column.text + ": " + $0.text }
    }
    let name = "- " + (first.phrase?.text ?? "–")
    guard !rest.isEmpty else { return wrap(name, hanging: 2) }
    let joined = name + "  " + rest.joined(separator: "; ")
    guard measure(joined) > columns else { return lines.append(joined) }
    wrap(name, hanging: 2)
    for line in Self.filled(rest, columns: columns - 2, measure: measure) {
      wrap("  " + line, hanging: 4)
    }
  }

  /// Puts as many values on each line as it holds whole.
  private static func filled(
    _ values: [String], columns: Int, measure: (String) -> Int
  ) -> [String] {
    var lines: [String] = []
    for (index, value) in values.enumerated() {
      let ended = index + 1 < values.count ? value + ";" : value
      if let last = lines.last, measure(last) + 1 + measure(ended) <= columns {
        lines[lines.count - 1] = last + " " + ended
      } else {
        lines.append(ended)
      }
    }
    return lines
  }

  private mutating func rule(_ character: Character, as text: String) {
    lines.append(String(repeating: character, count: min(columns, max(1, measure(text)))))
  }

  private func measure(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  /// Characters that begin no line (JIS X 4051, 行頭禁則).
  private static let closing: Set<Character> = [
    "、", "。", "）", "」", "』", "】", "，", "．", "・", "：", "；", "！", "？", "ー", ")", "]", ",", ".",
    ";", ":", "%",
  ]

  /// Breaks at blanks, and between characters of two columns.
  private mutating func wrap(_ text: String, hanging: Int = 0) {
    for paragraph in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      var line = ""
      var used = 0
      for piece in pieces(of: paragraph, atMost: columns - hanging) {
        let size = measure(piece)
        if used + size > columns, !line.allSatisfy({ $0 == " " }), piece != " " {
          lines.append(line.withoutTrailingBlanks)
          line = String(repeating: " ", count: hanging)
          used = hanging
        }
        line += piece
        used += size
      }
      lines.append(line.withoutTrailingBlanks)
    }
  }

  /// Words, single wide characters and blanks; what begins no line stays with what is before it,
  /// and a word that is longer than a line is cut.
  private func pieces(of text: some StringProtocol, atMost limit: Int) -> [String] {
    var pieces: [String] = []
    var joins = false
    var size = 0
    for character in text {
      let wide = width(character)
      let isWord = wide < 2 && character != " "
      let belongs = Self.closing.contains(character) ? pieces.last != " " : joins && isWord
      if belongs, !pieces.isEmpty, size + wide <= limit {
        pieces[pieces.count - 1].append(character)
        size += wide
      } else {
        pieces.append(String(character))
        size = wide
      }
      joins = isWord
    }
    return pieces
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var withoutTrailingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
