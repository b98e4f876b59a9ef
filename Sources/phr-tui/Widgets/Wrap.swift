/// Breaks lines of text to a width, for Japanese and for languages with spaces.
enum Wrap {
  /// Characters that must not begin a line (行頭禁則, after JIS X 4051 section 6.1.1, the common ones).
  private static let notAtLineStart: Set<String> = [
    "、", "。", "，", "．", "）", ")", "」", "』", "】", "〉", "》", "：", "；", "？", "！", "ー", "・",
    "々", "ゝ", "っ", "ゃ", "ゅ", "ょ", "ッ", "ャ", "ュ", "ョ", ",", ".", ":", ";", "%", "％", "℃",
  ]

  /// Characters that must not end a line (行末禁則, section 6.1.2).
  private static let notAtLineEnd: Set<String> = ["（", "(", "「", "『", "【", "〈", "《", "“"]
  /// A remark in brackets up to so many columns goes to the next line as a whole.
  private static let longestKept = 24

  private struct Piece {
    var text: String
    var width: Int
    var role: Role
    var isBlank: Bool { text == " " || text == "\u{3000}" }
    /// A letter of a word that is kept together.
    var isWordPart: Bool { width == 1 && !isBlank }
  }

  /// The lines of `line` in at most `width` columns each.
  ///
  /// - Parameters:
  ///   - line: The text; its own line breaks are kept.
  ///   - width: Columns; below 2 nothing is broken.
  ///   - indent: Blank columns before every line but the first.
  /// - Returns: At least one line.
  static func lines(of line: Line, width: Int, indent: Int = 0) -> [Line] {
    guard width >= 2 else { return [line] }
    let indent = min(indent, width - 2)
    var result: [Line] = []
    for paragraph in paragraphs(of: line) {
      var pieces = paragraph[...]
      repeat {
        let isFirst = result.isEmpty
        let room = isFirst ? width : width - indent
        let count = fitting(pieces, width: room, next: width - indent)
        let text = joined(pieces.prefix(count))
        let blank = isFirst || indent == 0 ? [] : [Span(String(repeating: " ", count: indent))]
        result.append(Line(blank + text))
        pieces = pieces.dropFirst(count).drop { $0.isBlank }
      } while !pieces.isEmpty
    }
    return result
  }

  private static func paragraphs(of line: Line) -> [[Piece]] {
    var result: [[Piece]] = [[]]
    for span in line.spans {
      let parts = span.text.split(omittingEmptySubsequences: false) { $0.isNewline }
      for (index, part) in parts.enumerated() {
        if index > 0 { result.append([]) }
        for cluster in Clusters(part) {
          result[result.count - 1].append(
            Piece(text: cluster.text, width: cluster.width, role: span.role))
        }
      }
    }
    return result
  }

  /// How many pieces go on one line; at least one, so that every loop ends.
  private static func fitting(
    _ pieces: ArraySlice<Piece>, width: Int, next: Int
  ) -> Int {
    var used = 0
    var count = 0
    for piece in pieces {
      guard used + piece.width <= width else { break }
      used += piece.width
      count += 1
    }
    guard count < pieces.count else { return count }
    return max(1, breakPlace(pieces, atMost: count, next: next))
  }

  /// The last place up to `limit` where a line may end; `limit` itself if there is none.
  private static func breakPlace(
    _ pieces: ArraySlice<Piece>, atMost limit: Int, next: Int
  ) -> Int {
    if let place = beforeRemark(pieces, atMost: limit, next: next) { return place }
    let base = pieces.startIndex
    if isLongWord(pieces, at: base + limit, longerThan: next) { return limit }
    var place = limit
    while place > 0 {
      let before = pieces[base + place - 1]
      let after = pieces[base + place]
      let splitsWord = before.isWordPart && after.isWordPart
      let isBad = notAtLineStart.contains(after.text) || notAtLineEnd.contains(before.text)
      if !splitsWord && !isBad { return place }
      place -= 1
    }
    return limit
  }

  /// The place before a short remark in brackets that would be cut, such as a date's era.
  private static func beforeRemark(
    _ pieces: ArraySlice<Piece>, atMost limit: Int, next: Int
  ) -> Int? {
    let line = pieces.prefix(limit)
    guard let opening = line.lastIndex(where: { $0.text == "（" }), opening > pieces.startIndex,
      !line[opening...].contains(where: { $0.text == "）" }),
      let closing = pieces[opening...].firstIndex(where: { $0.text == "）" })
    else { return nil }
    let width = pieces[opening...closing].reduce(0) { $0 + $1.width }
    return width <= min(next, longestKept) ? opening - pieces.startIndex : nil
  }

  /// Whether the word that a line would break at fits on no line: then it begins here.
  private static func isLongWord(
    _ pieces: ArraySlice<Piece>, at place: Int, longerThan width: Int
  ) -> Bool {
    guard pieces[place].isWordPart else { return false }
    let before = pieces[..<place].reversed().prefix { $0.isWordPart }.count
    let after = pieces[place...].prefix { $0.isWordPart }.count
    return before > 0 && before + after > width
  }

  private static func joined(_ pieces: ArraySlice<Piece>) -> [Span] {
    var spans: [Span] = []
    for piece in pieces {
      if let last = spans.indices.last, spans[last].role == piece.role {
        spans[last].text += piece.text
      } else {
        spans.append(Span(piece.text, piece.role))
      }
    }
    return spans
  }
}
