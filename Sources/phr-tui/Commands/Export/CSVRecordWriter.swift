import PHRModel

/// A table for spreadsheets; what does not fit a column stands as JSON in the last one.
final class CSVRecordWriter: RecordWriter {
  private let sink: ExportSink
  private let audience: ExportAudience

  init(_ sink: ExportSink, _ audience: ExportAudience) {
    self.sink = sink
    self.audience = audience
  }

  func begin(_ profile: Profile, made: Instant) throws {
    // Spreadsheets take a file for UTF-8 only with this mark.
    try sink.write(bytes: [0xEF, 0xBB, 0xBF])
    try write([
      "id", "kind", "date", "title", "facility", "source", "status", "version", "note", "content",
    ])
    guard let maker = audience.maker else { return }
    try write(
      aside: "export", [("date", .string(made.day.description)), ("by", .string(maker))])
  }

  func write(_ record: Record) throws {
    let members = try RecordShape.members(of: record, audience)
    let columns = [
      "id", "kind", "date", "title", "facility", "source", "status", "version", "note",
    ]
    let cells = columns.map { name -> String in
      let value = members.first { $0.0 == name }?.1
      return value == .null ? "" : value?.literal ?? ""
    }
    let rest = members.filter { !columns.contains($0.0) && $0.1 != .null }
    try write(cells + [RecordJSON.object(rest).serialized()])
  }

  func write(_ episode: ExportedEpisode) throws {
    guard !episode.notes.isEmpty else { return }
    let members = try RecordShape.members(of: episode, audience)
    try write(aside: "episode", members)
  }

  func writeConsent(of store: RecordStore, at now: Instant) throws {
    for change in try ConsentStore(store).changes() {
      try write(aside: "consent", [("change", try RecordJSON.encoded(change))])
    }
  }

  /// A row that is no record: its kind, its day if it has one, and everything else as JSON.
  private func write(aside kind: String, _ members: [(String, JSONValue)]) throws {
    func cell(_ name: String) -> String { members.first { $0.0 == name }?.1.string ?? "" }
    let rest = members.filter { !["id", "date"].contains($0.0) }
    let json = RecordJSON.object(rest).serialized()
    try write([cell("id"), kind, cell("date"), "", "", "", "", "", "", json])
  }

  func end() throws {}

  private func write(_ cells: [String]) throws {
    try sink.write(CSVCell.line(cells))
  }
}
