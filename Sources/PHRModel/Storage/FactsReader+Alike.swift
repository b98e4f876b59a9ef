extension FactsReader {
  /// What the columns say about a record without twins; who says the same is decided alike, unless
  /// a rule names the record or its episode.
  ///
  /// Institutions and tags stand by number: a hundred thousand of these are compared.
  struct Alike: Hashable {
    /// In the order in which they lie: that takes half the time.
    static let sql = """
      SELECT r.row, r.kind, r.version, r.first_day, r.last_day, r.facilities, k.until, r.lead
      FROM record r NOT INDEXED LEFT JOIN taken k ON k.record = r.row
      """

    let kind: Kind
    fileprivate let days: ClosedRange<CivilDay>?
    fileprivate let facilities: Int
    /// `nil` for none.
    fileprivate let tags: Int?
    fileprivate let taking: RecordFacts.Taking?
    fileprivate let isPlain: Bool

    /// By what tells most apart: to hash all of it takes longer than to compare the few that share
    /// this.
    func hash(into hasher: inout Hasher) {
      hasher.combine(facilities)
      hasher.combine(days?.lowerBound.number ?? .min)
      hasher.combine(tags)
    }
  }

  /// What a row of that query says; `nil` if only bodies can tell, or if the kind is unknown.
  func alike(_ row: Row, _ names: inout NumberedNames) throws -> Alike? {
    guard let kind = names.kind(row.text(at: 1) ?? ""), let named = row.text(at: 5) else {
      return nil
    }
    let tags = try tags(of: row.int(at: 0))
    let isDrug = kind == .medication
    guard !isDrug || !row.isNull(at: 6) else { return nil }
    return Alike(
      kind: kind, days: days(of: row, at: 3),
      facilities: names.facilities.number(of: StoredText(text: named)),
      tags: tags.isEmpty ? nil : names.tags.number(of: tags),
      taking: isDrug ? RecordFacts.Taking(column: row.int(at: 6)) : nil,
      isPlain: Head.isPlain(kind, version: row.int(at: 2)))
  }

  /// The facts of all who are alike, under a name that stands for theirs.
  func sketch(of alike: Alike, _ names: NumberedNames, as id: RecordID) -> Sketch {
    let facts = RecordFacts.Version(
      id: id, kind: alike.kind, days: alike.days,
      facilities: keys(in: names.facilities.all[alike.facilities]),
      tags: alike.tags.map { names.tags.all[$0] } ?? [], taking: alike.taking)
    return Sketch(facts: RecordFacts(facts), isComplete: alike.isPlain)
  }

  /// The institutions and tags that records have named so far.
  struct NumberedNames {
    fileprivate var facilities = Numbered<StoredText>()
    fileprivate var tags = Numbered<[String]>()
    private var last: (word: String, kind: Kind?) = ("", nil)

    /// The kind of that word; neighbours are mostly of one kind.
    fileprivate mutating func kind(_ word: String) -> Kind? {
      if word != last.word { last = (word, Kind(rawValue: word)) }
      return last.kind
    }
  }
}

/// Different values with numbers, in the order of their first appearance.
private struct Numbered<Value: Hashable> {
  private(set) var all: [Value] = []
  private var numbers: [Value: Int] = [:]

  /// The number of a value.
  mutating func number(of value: Value) -> Int {
    if let known = numbers[value] { return known }
    numbers[value] = all.count
    all.append(value)
    return all.count - 1
  }
}
