/// Which records a list shows; all conditions must hold.
public struct RecordQuery: Sendable, Equatable {
  /// Only these kinds; empty = all.
  public var kinds: Set<Kind> = []
  /// Only records that may lie on or after this day.
  public var from: CivilDay?
  /// Only records that may lie on or before this day.
  public var to: CivilDay?
  /// Words that must all occur, in any width, kana or case.
  public var search: String = ""
  /// Only records with this tag.
  public var tag: String?
  /// Only records with a result that came with a flag.
  public var flaggedOnly = false
  /// Whether withdrawn records are listed too.
  public var includesWithdrawn = true
  /// Whether every source of an event is listed, not only the leading one.
  public var includesTwins = false
  /// Rows to leave out at the beginning.
  public var offset = 0
  /// Rows at the most; `nil` = all.
  public var limit: Int?

  /// All records, newest first.
  public init() {}

  /// Whether all records of a list are meant.
  var meansAll: Bool {
    var all = RecordQuery()
    all.offset = offset
    all.limit = limit
    return self == all
  }

  /// The folded words of the search.
  var terms: [String] {
    search.split(whereSeparator: \.isWhitespace).map { FoldedText.search(String($0)) }
      .filter { !$0.isEmpty }
  }

  /// The condition in SQL with its values; the columns are those of table `record`.
  var condition: (sql: String, values: [SQLiteValue]) {
    let standing = conditionOfAnyTime
    let parts = includesTwins ? [standing.sql] : ["lead IS NULL", standing.sql]
    guard let tag else { return (parts.joined(separator: " AND "), standing.values) }
    let tagged = "row IN (SELECT record FROM tag WHERE name = ?)"
    return (([tagged] + parts).joined(separator: " AND "), [.text(tag)] + standing.values)
  }

  /// The part of the condition that does not rest on today's twins and tags.
  var conditionOfAnyTime: (sql: String, values: [SQLiteValue]) {
    var parts = ["TRUE"]
    var values: [SQLiteValue] = []
    func add(_ sql: String, _ more: [SQLiteValue]) {
      parts.append(sql)
      values += more
    }
    if kinds.count == 1, let kind = kinds.first {
      add("kind = ?", [.text(kind.rawValue)])
    } else if !kinds.isEmpty {
      let marks = Array(repeating: "?", count: kinds.count).joined(separator: ", ")
      // The plus keeps SQLite from the index of kinds (optimizer overview, section 2): the rows of
      // several kinds would then have to be sorted, all of them in memory.
      add("+kind IN (\(marks))", kinds.map(\.rawValue).sorted().map { .text($0) })
    }
    if let from { add("last_day >= ?", [SQLiteValue(from.number)]) }
    if let to { add("first_day <= ?", [SQLiteValue(to.number)]) }
    if flaggedOnly { add("abnormal > 0", []) }
    if !includesWithdrawn { add("status <> 'withdrawn'", []) }
    for term in terms { add("contains(search, ?)", [.text(term)]) }
    return (parts.joined(separator: " AND "), values)
  }
}

/// One row of a list.
public struct RecordSummary: Sendable, Equatable, Identifiable {
  /// The record's name in this vault.
  public var id: RecordID
  /// Its kind.
  public var kind: Kind
  /// Its date.
  public var date: PartialDate?
  /// Its title.
  public var title: String
  /// The most telling value besides: a result, an amount, a usage.
  public var detail: String?
  /// The institution that a list shows.
  public var facility: String?
  /// How many results are flagged.
  public var abnormal: Int
  /// Where it comes from (`jahis`, `kenshin`, `myna`, `fhir`, `portal`, `manual`).
  public var source: String
  /// Its version.
  public var version: Int
  /// Whether it stands.
  public var status: Record.Status
  /// The episode it belongs to.
  public var episode: EpisodeID?
  /// Some registered recipient does not see it by a directive or a seal; found out only for the
  /// holder's own list (`SharingFacts.hidden(among:)`).
  public var isHidden = false
}
