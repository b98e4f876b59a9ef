/// Finds the shown records that give hidden ones away.
///
/// Issue on consent, "Leak check". Everything is looked up in indexes over the hidden records, so
/// the time grows with the records and with what is found, never with their product. Which hidden
/// records count is the caller's choice: see `Policy.isHiddenOnPurpose`.
public struct LeakCheck {
  private let episodes: [EpisodeID: [RecordID]]
  private let episodeOf: [RecordID: EpisodeID]
  private let ingredients: [String: [RecordID]]
  private let names: [UpstreamReference: RecordID]
  private let visits: VisitIndex
  private let terms: HiddenTerms
  private let implications: ImplicationIndex

  /// A check against those hidden records, in their current versions.
  public init(hidden: [Record]) {
    var episodes: [EpisodeID: [RecordID]] = [:]
    var episodeOf: [RecordID: EpisodeID] = [:]
    var ingredients: [String: [RecordID]] = [:]
    var names: [UpstreamReference: RecordID] = [:]
    for record in hidden {
      if let episode = record.episode {
        episodes[episode, default: []].append(record.id)
        episodeOf[record.id] = episode
      }
      for key in Ingredient.keys(of: record.body) {
        ingredients[key, default: []].append(record.id)
      }
      if let name = record.provenance.upstream { names[name] = record.id }
    }
    self.episodes = episodes
    self.episodeOf = episodeOf
    self.ingredients = ingredients
    self.names = names
    visits = VisitIndex(hidden)
    terms = HiddenTerms(hidden)
    implications = ImplicationIndex(hidden)
  }

  /// The leaks in those shown records, in their order.
  public func leaks(in shown: some Sequence<Record>) -> [Leak] {
    var reader = HiddenTerms.Reader(terms)
    var leaks: [Leak] = []
    for record in shown {
      add(.sameEpisode, record.episode.flatMap { episodes[$0] } ?? [], record, &leaks)
      add(.sameIngredient, sameIngredient(as: record), record, &leaks)
      for (reason, ids) in visits.revealed(by: record) { add(reason, ids, record, &leaks) }
      add(.noticeAbout, about(record), record, &leaks)
      for (topic, ids) in reader.named(by: record.body) {
        add(.freeText(topic), ids, record, &leaks)
      }
      for (item, ids) in implications.implied(by: record.body) {
        add(.questionnaire(item: item), ids, record, &leaks)
      }
    }
    return leaks
  }

  private func add(
    _ reason: Leak.Reason, _ ids: [RecordID], _ record: Record, _ leaks: inout [Leak]
  ) {
    guard !ids.isEmpty else { return }
    leaks.append(Leak(shown: record.id, reason: reason, reveals: ids))
  }

  /// Hidden drugs of the same ingredient from other dispensings.
  private func sameIngredient(as record: Record) -> [RecordID] {
    guard !ingredients.isEmpty else { return [] }
    let lists = Ingredient.keys(of: record.body).compactMap { ingredients[$0] }
    let all = lists.count == 1 ? lists[0] : lists.joined().inOrderOnce
    guard let episode = record.episode, episodes[episode] != nil else { return all }
    return all.filter { episodeOf[$0] != episode }
  }

  private func about(_ record: Record) -> [RecordID] {
    guard case .notice(let notice) = record.body.content, !names.isEmpty else { return [] }
    return notice.about.compactMap { name in
      var name = name
      name.base = name.base ?? record.provenance.upstream?.base
      return names[name]
    }.inOrderOnce
  }
}

/// What two drugs are of the same ingredient by.
enum Ingredient {
  private static let codeLength = 12
  private static let ingredientLength = 7

  /// The keys of a record: the first 7 characters of price-list, YJ or general-name codes, the
  /// general name, the name.
  static func keys(of body: RecordBody) -> [String] {
    guard case .medication(let line) = body.content else { return [] }
    let concepts = [line.drug] + [line.genericName].compactMap(\.self) + line.ingredients
    let codes = concepts.flatMap(\.codings).compactMap { prefix(of: $0.code) }
    let names = concepts.compactMap(\.text).map { DrugName.stem(FoldedText.search($0)) }
    return (codes + names.filter { !$0.isEmpty }).inOrderOnce
  }

  /// The first 7 characters of a code of 7 digits, a letter and 4 more characters, which is the
  /// shape of price-list, YJ and general-name codes and of no other drug code (formats, "Drug
  /// codes").
  static func prefix(of code: String) -> String? {
    let bytes = Array(code.utf8)
    guard bytes.count == codeLength, bytes[..<ingredientLength].allSatisfy(\.isDigit),
      (0x41...0x5A).contains(bytes[ingredientLength])
    else { return nil }
    return String(code.prefix(ingredientLength))
  }
}

extension UInt8 {
  /// Whether the byte is one of 0...9 in ASCII.
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}

extension Sequence where Element: Hashable {
  /// The elements without repetition, in order of first appearance.
  var inOrderOnce: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
