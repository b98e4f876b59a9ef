/// The tags and twins that records had at a moment of the past.
///
/// Replayed from what is only ever added to. For what was there before this was written down,
/// the first state that was found counts from the beginning of the vault.
struct KnownThen {
  /// The moment.
  let moment: Instant
  private var leads: [Int64: Int64] = [:]
  private var groups: [Int64: [Int64]] = [:]
  private var names: [Int64: [String]] = [:]

  /// Reads what was known.
  init(_ store: RecordStore, at moment: Instant) throws {
    self.moment = moment
    try store.connection.forEach(
      "SELECT record, lead FROM twin_change WHERE at <= ? ORDER BY number",
      [.int(moment.seconds)]
    ) { row in
      leads[row.int(at: 0)] = row.optionalInt("lead")
      return true
    }
    for (row, lead) in leads { groups[lead, default: [lead]].append(row) }
    var tags: [Int64: Set<String>] = [:]
    try store.connection.forEach(
      "SELECT record, name, added FROM tag_change WHERE at <= ? ORDER BY number",
      [.int(moment.seconds)]
    ) { row in
      let name = row.text(at: 1) ?? ""
      if row.int(at: 2) != 0 {
        tags[row.int(at: 0), default: []].insert(name)
      } else {
        tags[row.int(at: 0)]?.remove(name)
      }
      return true
    }
    names = tags.mapValues { $0.sorted() }
  }

  /// The row that led the group of a row.
  func lead(of row: Int64) -> Int64 { leads[row] ?? row }

  /// Whether a row stood behind another one.
  func isBehind(_ row: Int64) -> Bool { leads[row] != nil }

  /// The rows of the group that a row led; empty if it was alone.
  func group(ledBy row: Int64) -> [Int64] { groups[row] ?? [] }

  /// The tags of a row, as the holder wrote them.
  func tags(of row: Int64) -> [String] { names[row] ?? [] }
}
