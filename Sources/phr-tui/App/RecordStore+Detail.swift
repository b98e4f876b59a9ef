import PHRModel

extension RecordStore {
  /// Everything that is shown beside a record.
  func detail(of record: Record) throws -> RecordDetail {
    var detail = RecordDetail(record: record)
    switch record.body.content {
    case .checkup: detail.earlierCheckups = try earlierCheckups(than: record)
    case .medication:
      guard let episode = record.episode else { break }
      let (notes, ids) = try self.episode(episode)
      detail.episodeNotes = notes
      detail.siblings = try ids.compactMap { try self.record($0) }
        .filter { $0.body.kind == .medication }
    case .measurement(let measurement):
      detail.courses = try courses(of: measurement, until: record.body.date?.last)
    default: break
    }
    return detail
  }

  private func courses(of measurement: SelfMeasurement, until day: CivilDay?) throws -> [Course] {
    try ItemRow.rows(of: measurement.item).compactMap { row in
      var codes = Set(row.observation.code.codings.map(\.code))
      if codes.isEmpty, let name = row.observation.code.text {
        codes.insert(FoldedText.search(name))
      }
      guard case .quantity = row.observation.value, !codes.isEmpty else { return nil }
      let values = try values(ofItem: codes, until: day, newest: Course.length)
      return Course(item: row.observation, values: values)
    }
  }

  private func earlierCheckups(than record: Record) throws -> [Record] {
    guard let date = record.body.date else { return [] }
    var query = RecordQuery()
    query.kinds = [.checkup]
    query.to = date.first.adding(days: -1)
    query.includesWithdrawn = false
    query.limit = CheckupDetail.earlierShown
    return try list(query).compactMap { try self.record($0.id) }
  }
}
