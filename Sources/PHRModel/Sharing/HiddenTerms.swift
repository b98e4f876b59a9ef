/// The names that hidden records hold, to look for in the words of shown ones.
struct HiddenTerms {
  private struct Term: Hashable {
    let text: String
    let topic: Leak.Topic
  }

  private let terms: [Term]
  private let holders: [Term: [RecordID]]
  private let search: TermSearch
  private let termsOfText: [String: [Int]]

  /// The names in those records.
  init(_ hidden: [Record]) {
    var order: [Term] = []
    var holders: [Term: [RecordID]] = [:]
    for record in hidden {
      for term in Self.terms(of: record.body).inOrderOnce {
        if holders[term] == nil { order.append(term) }
        holders[term, default: []].append(record.id)
      }
    }
    terms = order
    self.holders = holders
    var byText: [String: [Int]] = [:]
    for (number, term) in order.enumerated() { byText[term.text, default: []].append(number) }
    termsOfText = byText
    search = TermSearch(order.map(\.text))
  }

  /// The names themselves, folded for searching.
  var texts: [String] { terms.map(\.text) }

  /// Reads the words of shown records; remembers texts and what they name, because both repeat.
  struct Reader {
    /// Texts that are remembered at the most.
    private static let remembered = 10_000

    private let terms: HiddenTerms
    private var known: [String: [Int]] = [:]
    private var records: [[Int]: [(Leak.Topic, [RecordID])]] = [:]

    /// A reader that has read nothing yet.
    init(_ terms: HiddenTerms) {
      self.terms = terms
    }

    /// The hidden records that the words of a record name, by topic.
    mutating func named(by body: RecordBody) -> [(Leak.Topic, [RecordID])] {
      guard !terms.terms.isEmpty else { return [] }
      let found = FreeText.words(of: body).flatMap { matches(in: $0) }.inOrderOnce
      guard !found.isEmpty else { return [] }
      if let named = records[found] { return named }
      let named = Leak.Topic.allCases.compactMap { topic -> (Leak.Topic, [RecordID])? in
        let ids = found.map { terms.terms[$0] }.filter { $0.topic == topic }
          .flatMap { terms.holders[$0] ?? [] }
        return ids.isEmpty ? nil : (topic, ids.inOrderOnce)
      }
      records[found] = named
      return named
    }

    private mutating func matches(in text: String) -> [Int] {
      if let found = known[text] { return found }
      let found = terms.search.matches(in: FoldedText.search(text))
        .flatMap { terms.termsOfText[terms.terms[$0].text] ?? [] }
      if known.count >= Self.remembered { known.removeAll(keepingCapacity: true) }
      known[text] = found
      return found
    }
  }

  private static func terms(of body: RecordBody) -> [Term] {
    let facilities = body.facilities.filter { $0.role != .insurer }.map(\.name)
      .map { Term(text: FoldedText.search($0), topic: .facility) }
    let people = body.practitioners.flatMap { PersonName.forms(of: $0.name) }
      .map { Term(text: $0, topic: .practitioner) }
    return (facilities + people + ownTerms(of: body)).filter { $0.text.unicodeScalars.count >= 2 }
  }

  private static func ownTerms(of body: RecordBody) -> [Term] {
    switch body.content {
    case .medication(let line):
      let names =
        [line.drug.text, line.genericName?.text].compactMap(\.self)
        + line.drug.codings.compactMap(\.display)
      return names.map { DrugName.stem(FoldedText.search($0)) }
        .filter { $0.unicodeScalars.count >= 3 }.map { Term(text: $0, topic: .drug) }
    case .condition(let condition) where !condition.noneKnown:
      return [condition.code.text].compactMap(\.self).map(FoldedText.search)
        .filter { $0.unicodeScalars.count >= 2 }.map { Term(text: $0, topic: .condition) }
    default: return []
    }
  }
}

/// The forms in which texts name a doctor.
enum PersonName {
  private static let titles = ["先生", "医師", "薬剤師"]

  /// The full name and, where the surname can be told, the surname with a title.
  static func forms(of name: String) -> [String] {
    let parts = name.split(whereSeparator: \.isWhitespace).map { FoldedText.search(String($0)) }
    let full = parts.joined()
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return [full] }
    let surname = full.allSatisfy(\.isASCII) ? last : first
    return [full] + titles.map { surname + $0 } + ["dr." + surname, "dr" + surname]
  }
}
