import Testing

@testable import PHRModel

@Suite struct `Leak check against pairs` {
  @Test func `finds what comparing every hidden record with every shown one finds`() {
    var found: [Leak.Reason: Int] = [:]
    for seed in 0..<3000 {
      let world = RandomWorld(seed: UInt64(seed) ^ 0x5EA1)
      let newest = world.records.filter { one in
        !world.records.contains { $0.id == one.id && $0.version > one.version }
      }
      let hidden = newest.filter { $0.id < RecordID("r3") }
      let shown = newest.filter { $0.id >= RecordID("r3") }
      let leaks = LeakCheck(hidden: hidden).leaks(in: shown)
      for leak in leaks { found[leak.reason, default: 0] += 1 }
      for record in shown {
        let own = leaks.filter { $0.shown == record.id }
        #expect(ids(own, .sameEpisode) == pairs(record, hidden, sameEpisode))
        let costs = ids(own, .costNotice).union(ids(own, .sum))
        #expect(costs == pairs(record, hidden, sameInstitutionAndTime), "seed \(seed)")
        #expect(ids(own, .noticeAbout) == pairs(record, hidden, isAbout))
      }
    }
    for reason in [Leak.Reason.sameEpisode, .costNotice, .sum, .noticeAbout] {
      #expect(found[reason, default: 0] > 50)
    }
  }

  private func ids(_ leaks: [Leak], _ reason: Leak.Reason) -> Set<RecordID> {
    Set(leaks.filter { $0.reason == reason }.flatMap(\.reveals))
  }

  private func pairs(
    _ record: Record, _ hidden: [Record], _ leaks: (Record, Record) -> Bool
  ) -> Set<RecordID> {
    Set(hidden.filter { leaks(record, $0) }.map(\.id))
  }

  private func sameEpisode(_ shown: Record, _ hidden: Record) -> Bool {
    shown.episode != nil && shown.episode == hidden.episode
  }

  private func isAbout(_ shown: Record, _ hidden: Record) -> Bool {
    guard case .notice(let notice) = shown.body.content else { return false }
    return notice.about.contains { $0.id == hidden.id.text }
  }

  /// A month-long or longer cost, and something that may have happened in the same months.
  private func sameInstitutionAndTime(_ shown: Record, _ hidden: Record) -> Bool {
    guard case .cost = shown.body.content, let cost = shown.body.consentDays,
      let days = hidden.body.consentDays, days.overlaps(cost)
    else { return false }
    let places = names(shown)
    let spansMonths =
      cost.lowerBound.components.month != cost.upperBound.components.month
      || cost.lowerBound.components.year != cost.upperBound.components.year
    if places.isEmpty { return spansMonths && hidden.body.kind == .cost }
    return places.contains { one in names(hidden).contains { same(one, $0) } }
  }

  private func names(_ record: Record) -> [Facility] {
    record.body.facilities.filter { !FoldedText.name($0.name).isEmpty || $0.code != nil }
  }

  private func same(_ left: Facility, _ right: Facility) -> Bool {
    if let code = left.code, let other = right.code { return code == other }
    let name = FoldedText.name(left.name)
    return !name.isEmpty && name == FoldedText.name(right.name)
  }
}
