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
    var ingredient = Ingredient()
    for record in hidden {
      if let episode = record.episode {
        episodes[episode, default: []].append(record.id)
        episodeOf[record.id] = episode
      }
      for key in ingredient.keys(of: record.body) {
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

  /// What tells before a record is read whether it can give anything away.
  var sieve: LeakSieve {
    LeakSieve(words: terms.texts + ingredients.keys, episodes: Set(episodes.keys))
  }

  /// The leaks in those shown records, in their order.
  public func leaks(in shown: some Sequence<Record>) -> [Leak] {
    var search = search
    for record in shown { search.look(at: record) }
    return search.leaks
  }

  /// A search through shown records that has looked at none yet.
  public var search: Search { Search(self) }

  /// Looks at shown records one by one: they need not be held together.
  public struct Search {
    /// What was found, in the order of the records.
    public private(set) var leaks: [Leak] = []
    private let check: LeakCheck
    private var reader: HiddenTerms.Reader
    private var drugs = DrugLists()

    fileprivate init(_ check: LeakCheck) {
      self.check = check
      reader = HiddenTerms.Reader(check.terms)
    }

    /// Enters what a shown record gives away.
    public mutating func look(at record: Record) {
      add(.sameEpisode, record.episode.flatMap { check.episodes[$0] } ?? [], record)
      add(.sameIngredient, check.sameIngredient(as: record, known: &drugs), record)
      for (reason, ids) in check.visits.revealed(by: record) { add(reason, ids, record) }
      add(.noticeAbout, check.about(record), record)
      for (topic, ids) in reader.named(by: record.body) { add(.freeText(topic), ids, record) }
      for (item, ids) in check.implications.implied(by: record.body) {
        add(.questionnaire(item: item), ids, record)
      }
    }

    private mutating func add(_ reason: Leak.Reason, _ ids: [RecordID], _ record: Record) {
      guard !ids.isEmpty else { return }
      leaks.append(Leak(shown: record.id, reason: reason, reveals: ids))
    }
  }

  /// What has been put together for drugs so far.
  fileprivate struct DrugLists {
    var ingredient = Ingredient()
    var lists: [[String]: [RecordID]] = [:]
  }

  /// Hidden drugs of the same ingredient from other dispensings.
  ///
  /// Lists that were put together once are kept: the same drug is dispensed many times.
  fileprivate func sameIngredient(
    as record: Record, known: inout DrugLists
  ) -> [RecordID] {
    guard !ingredients.isEmpty else { return [] }
    let keys = known.ingredient.keys(of: record.body).filter { ingredients[$0] != nil }
    guard !keys.isEmpty else { return [] }
    let all = known.lists[keys] ?? keys.flatMap { ingredients[$0] ?? [] }.inOrderOnce
    known.lists[keys] = all
    guard let episode = record.episode, episodes[episode] != nil else { return all }
    return all.filter { episodeOf[$0] != episode }
  }

  fileprivate func about(_ record: Record) -> [RecordID] {
    guard case .notice(let notice) = record.body.content, !names.isEmpty else { return [] }
    return notice.about.compactMap { name in
      var name = name
      name.base = name.base ?? record.provenance.upstream?.base
      return names[name]
    }.inOrderOnce
  }
}

extension Sequence where Element: Hashable {
  /// The elements without repetition, in order of first appearance.
  var inOrderOnce: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
