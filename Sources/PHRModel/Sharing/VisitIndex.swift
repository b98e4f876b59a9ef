/// Hidden records by institution and month, to compare cost notices with.
struct VisitIndex {
  private struct Visit {
    let id: RecordID
    let key: FacilityKey
    let days: ClosedRange<CivilDay>
  }

  private static let longestListed = 24
  private var byCode: [String: [Int: [Visit]]] = [:]
  private var byName: [String: [Int: [Visit]]] = [:]
  private var costs: [Int: [Visit]] = [:]

  /// An index of those records.
  init(_ hidden: [Record]) {
    for record in hidden {
      guard let days = record.body.consentDays else { continue }
      for key in record.body.visitedFacilities { insert(record, key, days) }
      if case .cost = record.body.content {
        let visit = Visit(
          id: record.id, key: FacilityKey(foldedName: "", code: nil), days: days)
        for month in Self.months(of: days) { costs[month, default: []].append(visit) }
      }
    }
  }

  private mutating func insert(
    _ record: Record, _ key: FacilityKey, _ days: ClosedRange<CivilDay>
  ) {
    let visit = Visit(id: record.id, key: key, days: days)
    for month in Self.months(of: days) {
      if let code = key.code { byCode[code, default: [:]][month, default: []].append(visit) }
      if !key.name.isEmpty { byName[key.name, default: [:]][month, default: []].append(visit) }
    }
  }

  /// What a cost notice gives away: what was done at its institution in its month, and what a sum
  /// over a longer time includes.
  func revealed(by record: Record) -> [(Leak.Reason, [RecordID])] {
    guard case .cost = record.body.content, let days = record.body.consentDays else { return [] }
    let isSum = Self.isLongerThanAMonth(days)
    let keys = record.body.visitedFacilities
    let found = keys.flatMap { visits(at: $0, in: days) }
    let included = isSum && keys.isEmpty ? costs(in: days) : []
    let ids = (found + included).map(\.id).filter { $0 != record.id }.inOrderOnce
    return [(isSum ? .sum : .costNotice, ids)]
  }

  private func visits(at key: FacilityKey, in days: ClosedRange<CivilDay>) -> [Visit] {
    let sources = [key.code.flatMap { byCode[$0] }, byName[key.name]].compactMap(\.self)
    return sources.flatMap { source in
      Self.entries(source, in: days).filter { $0.key.matches(key) && $0.days.overlaps(days) }
    }
  }

  private func costs(in days: ClosedRange<CivilDay>) -> [Visit] {
    Self.entries(costs, in: days).filter { $0.days.overlaps(days) }
  }

  /// The entries of the months, by whichever of the two lists is shorter.
  private static func entries(
    _ source: [Int: [Visit]], in days: ClosedRange<CivilDay>
  ) -> [Visit] {
    let (first, last) = (month(of: days.lowerBound), month(of: days.upperBound))
    if last - first < source.count { return (first...last).flatMap { source[$0] ?? [] } }
    return source.keys.filter { (first...last).contains($0) }.sorted().flatMap { source[$0] ?? [] }
  }

  /// The months that a record is listed under; of a very long time the first two years.
  private static func months(of days: ClosedRange<CivilDay>) -> ClosedRange<Int> {
    let first = month(of: days.lowerBound)
    return first...min(month(of: days.upperBound), first + longestListed)
  }

  private static func month(of day: CivilDay) -> Int {
    let parts = day.components
    return parts.year * 12 + parts.month - 1
  }

  private static func isLongerThanAMonth(_ days: ClosedRange<CivilDay>) -> Bool {
    month(of: days.lowerBound) != month(of: days.upperBound)
  }
}

extension RecordBody {
  /// The institutions that did something; insurers and, for costs, whoever wrote the notice are
  /// left out: every notice of one insurer names them.
  var visitedFacilities: [FacilityKey] {
    facilities.filter { facility in
      facility.role != .insurer && !(kind == .cost && facility.role == .author)
    }.map { FacilityKey(name: $0.name, code: $0.code) }
      .filter { $0.code != nil || !$0.name.isEmpty }
  }
}
