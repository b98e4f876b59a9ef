/// Sums over the cost notices that are shown.
public struct CostSum: Sendable, Equatable {
  /// How many notices went in.
  public var records = 0
  /// 医療費の総額 in yen.
  public var total: Int64 = 0
  /// 窓口相当負担額 in yen.
  public var selfPay: Int64 = 0
}

extension SharingView {
  /// The facts of the shown records, for indexes that need no bodies.
  public func facts(_ query: RecordQuery = RecordQuery()) throws -> [RecordFacts] {
    var shown: [RecordFacts] = []
    try forEachShown(query, sorted: true) { _, facts in
      shown.append(facts)
      return true
    }
    return shown
  }

  /// The shown records of a list in full, in the form in which they leave the vault.
  public func records(_ query: RecordQuery = RecordQuery()) throws -> [Record] {
    let ids = try list(query).map(\.id)
    return try presented(ids)
  }

  /// One shown record in full; `nil` if there is none of that id or it is not shown.
  ///
  /// Its line numbers are those that it has among all shown lines of its dispensing.
  public func record(_ id: RecordID) throws -> Record? {
    guard isRegistered, let facts = try reader.facts(of: id), evaluator.shows(facts) else {
      return nil
    }
    let family = try facts.current.episode.map { try store.episode($0).records } ?? []
    let past = try reader.knownThen()
    let leading = try family.filter { try $0 == id || !isTwin($0, past) }
    return try presented(leading.contains(id) ? leading : [id]).first { $0.id == id }
  }

  private func isTwin(_ id: RecordID, _ past: KnownThen?) throws -> Bool {
    guard let past else { return try store.isTwin(id) }
    return try reader.head(where: "r.id = ?", [.text(id.text)]).map { past.isBehind($0.row) }
      ?? false
  }

  /// The notes of a dispensing: only if every line of it is shown.
  public func notes(of episode: EpisodeID) throws -> [EpisodeNote] {
    guard isRegistered else { return [] }
    let notes = try store.notes(of: episode)
    guard !notes.isEmpty else { return [] }
    for id in try store.episode(episode).records {
      guard let facts = try reader.facts(of: id), evaluator.shows(facts) else { return [] }
    }
    return notes
  }

  /// The values of an item over time from shown records, oldest first.
  public func values(
    ofItem codes: Set<String>, until: CivilDay? = nil
  ) throws -> [ItemValue] {
    guard isRegistered else { return [] }
    var known: [RecordID: Bool] = [:]
    return try store.values(ofItem: codes, until: until).filter { value in
      if let shown = known[value.record] { return shown }
      let head = try reader.head(where: "r.id = ?", [.text(value.record.text)])
      let shown =
        try head.map { head in
          // What a record said before a correction stands in no index.
          guard !reader.isRevised(head), let facts = try reader.facts(head) else { return false }
          return evaluator.shows(facts)
        } ?? false
      known[value.record] = shown
      return shown
    }
  }

  /// The sums over shown cost notices; withdrawn ones never count.
  public func costSum(_ query: RecordQuery = RecordQuery()) throws -> CostSum {
    var costs = query
    costs.kinds = [.cost]
    costs.includesWithdrawn = false
    return try list(costs).reduce(into: CostSum()) { sum, row in
      guard case .cost(let cost)? = try store.record(row.id, knownAt: reader.knownAt)?.body.content
      else { return }
      sum.records += 1
      sum.total = sum.total.addingSaturated(cost.total ?? 0)
      sum.selfPay = sum.selfPay.addingSaturated(cost.selfPay ?? 0)
    }
  }

  /// The records of those ids that are shown, in the form in which they leave the vault.
  func presented(_ ids: [RecordID]) throws -> [Record] {
    try store.connection.reading {
      try presented(
        try ids.compactMap { id in
          try reader.head(where: "r.id = ?", [.text(id.text)]).flatMap(found)
        })
    }
  }

  /// A record on its way out.
  typealias Found = (row: Int64, facts: RecordFacts)

  /// The record in a row with its full facts; `nil` if it was not known then.
  func found(_ head: FactsReader.Head) throws -> Found? {
    try reader.facts(head).map { (head.row, $0) }
  }

  /// Those of the records that are shown, in the form in which they leave the vault.
  func presented(_ found: [Found]) throws -> [Record] {
    let entries = try found.compactMap { row, facts -> (record: Record, facts: RecordFacts)? in
      let stored =
        reader.knownAt == nil
        ? try store.record(ofRow: row) : try store.record(facts.id, knownAt: reader.knownAt)
      guard var record = stored else { return nil }
      record.twins = facts.twins.map(\.id)
      return (record, facts)
    }
    return evaluator.present(entries)
  }
}
