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
    let found = try store.episode(episode)
    guard !found.notes.isEmpty else { return [] }
    for id in found.records {
      guard let facts = try reader.facts(of: id), evaluator.shows(facts) else { return [] }
    }
    return found.notes
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
    let entries = try store.connection.reading {
      try ids.compactMap { id -> (record: Record, facts: RecordFacts)? in
        guard let facts = try reader.facts(of: id),
          var record = try store.record(id, knownAt: reader.knownAt)
        else { return nil }
        record.twins = facts.twins.map(\.id)
        return (record, facts)
      }
    }
    return evaluator.present(entries)
  }
}
