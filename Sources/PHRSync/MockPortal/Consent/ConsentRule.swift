import PHRModel

/// One nested provision of a FHIR Consent, as a stranger's server reads it.
///
/// This reading knows nothing of our own policy: it sees only the wire form (mapping.md, section
/// 7), so that a difference between what we mean and what we write is found.
struct ConsentRule {
  let permits: Bool
  /// Word of the extension `selector`: how specific the rule says it is.
  let rank: Int
  let actors: [JSONValue]
  let purposes: [String]
  let data: [JSONValue]
  let classes: [String]
  let dataPeriod: JSONValue?
  let windows: [JSONValue]
  let exceptions: [ConsentRule]

  /// Words of the extension, the most specific first.
  private static let ranks = [
    "record", "episode", "tag", "facility", "kind-period", "kind", "period", "all",
  ]
  /// A provision without the word: part of a base rule.
  static let baseRank = ranks.count

  /// Reads a provision; `windows` are the periods around it.
  init(_ provision: JSONValue, windows: [JSONValue]) {
    permits = provision["type"]?.string == "permit"
    let word = (provision["extension"]?.elements ?? []).first {
      ($0["url"]?.string ?? "").hasSuffix("selector")
    }
    let text = word.flatMap { $0["valueCode"] ?? $0["valueString"] }?.string
    rank = text.flatMap(Self.ranks.firstIndex) ?? Self.baseRank
    actors = provision["actor"]?.elements ?? []
    purposes = (provision["purpose"]?.elements ?? []).map { $0["code"]?.string ?? "" }
    data = provision["data"]?.elements ?? []
    classes = (provision["class"]?.elements ?? []).map { $0["code"]?.string ?? "" }
    dataPeriod = provision["dataPeriod"]
    let inner = windows + [provision["period"]].compactMap { $0 }
    self.windows = inner
    exceptions = (provision["provision"]?.elements ?? []).map { ConsentRule($0, windows: inner) }
  }

  /// How closely the rule names the actor: 0 by reference, 1 by class, 2 not at all.
  ///
  /// The role tells: an institution may be named only because it is one of a class, or one of
  /// all.
  var actorRank: Int { actors.map(Self.rank).min() ?? 2 }

  private static func rank(of actor: JSONValue) -> Int {
    let codings = actor["role"]?["coding"]?.elements ?? []
    let words = codings.filter { ($0["system"]?.string ?? "").hasSuffix("recipient-class") }
      .compactMap { $0["code"]?.string }
    if words.contains("anyone") { return 2 }
    return actor["reference"] != nil && words.isEmpty ? 0 : 1
  }

  /// The sort key: the smaller one wins.
  var order: (Int, Int, Int) { (rank, actorRank, purposes.isEmpty ? 1 : 0) }
}

/// The time span of a FHIR `Period`, inclusive at both ends, partial dates covering all they may
/// mean.
struct ConsentPeriod {
  let from: Int64
  let until: Int64

  init(_ period: JSONValue) {
    from = period["start"]?.string.flatMap { Self.range($0)?.0 } ?? Int64.min
    until = period["end"]?.string.flatMap { Self.range($0)?.1 } ?? Int64.max
  }

  /// First and last second of a date, a month, a year or a moment.
  static func range(_ text: String) -> (Int64, Int64)? {
    if let instant = Instant(iso: text) { return (instant.seconds, instant.seconds) }
    guard let date = PartialDate(iso: text) else { return nil }
    return (
      Instant(startOf: date.first).seconds,
      Instant(startOf: date.last.adding(days: 1)).seconds - 1
    )
  }
}
