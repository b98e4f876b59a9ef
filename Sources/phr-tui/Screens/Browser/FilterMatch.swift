import PHRModel

/// Marks what a filter found, by the same folding as the search.
enum FilterMatch {
  /// The folded words of a filter.
  static func terms(of search: String) -> [[Character]] {
    search.split(whereSeparator: \.isWhitespace).map { Array(FoldedText.search(String($0))) }
      .filter { !$0.isEmpty }
  }

  /// The line with every occurrence of a term in `Role.listMatch`.
  static func marked(_ line: Line, terms: [[Character]]) -> Line {
    guard !terms.isEmpty else { return line }
    return Line(line.spans.flatMap { marked($0, terms: terms) })
  }

  private static func marked(_ span: Span, terms: [[Character]]) -> [Span] {
    let characters = Array(span.text)
    // Folding may make several characters of one (㎎ → mg): remember where each came from.
    var folded: [(character: Character, source: Int)] = []
    for (index, character) in characters.enumerated() {
      folded += fold(character).map { ($0, index) }
    }
    var isFound = [Bool](repeating: false, count: characters.count)
    for term in terms where term.count <= folded.count {
      for start in 0...(folded.count - term.count)
      where zip(folded[start...], term).allSatisfy({ $0.character == $1 }) {
        for place in start..<(start + term.count) { isFound[folded[place].source] = true }
      }
    }
    return joined(characters, isFound, role: span.role)
  }

  /// The common characters without the detour through normalisation: this runs for every row on
  /// screen at every key.
  private static func fold(_ character: Character) -> [Character] {
    let scalars = character.unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else {
      return Array(FoldedText.search(String(character)))
    }
    switch scalar.value {
    case 0x21...0x7E: return [Character(character.lowercased())]
    case 0x3041...0x3096, 0x4E00...0x9FFF: return [character]
    case 0x30A1...0x30F6:
      return Unicode.Scalar(scalar.value - 0x60).map { [Character($0)] } ?? [character]
    default: return Array(FoldedText.search(String(character)))
    }
  }

  private static func joined(
    _ characters: [Character], _ isFound: [Bool], role: Role
  ) -> [Span] {
    var spans: [Span] = []
    for (character, found) in zip(characters, isFound) {
      let wanted = found ? Role.listMatch : role
      if let last = spans.indices.last, spans[last].role == wanted {
        spans[last].text.append(character)
      } else {
        spans.append(Span(String(character), wanted))
      }
    }
    return spans
  }
}
