import PHRModel

/// One JSON object on each line: the profile, the records with their provenance, the remarks on
/// episodes, the changes of consent.
final class LineRecordWriter: RecordWriter {
  private let sink: ExportSink
  private let audience: ExportAudience

  init(_ sink: ExportSink, _ audience: ExportAudience) {
    self.sink = sink
    self.audience = audience
  }

  func begin(_ profile: Profile, made: Instant) throws {
    try write(
      "profile",
      [
        ("made", .string(made.description)), ("for", RecordJSON.text(audience.name)),
        ("by", RecordJSON.text(audience.maker)),
        ("profile", try RecordJSON.encoded(profile)),
      ])
  }

  func write(_ record: Record) throws {
    try write("record", try RecordShape.members(of: record, audience))
  }

  func write(_ episode: ExportedEpisode) throws {
    guard !episode.notes.isEmpty else { return }
    try write("episode", try RecordShape.members(of: episode, audience))
  }

  func writeConsent(of store: RecordStore, at now: Instant) throws {
    for change in try ConsentStore(store).changes() {
      try write("consent", [("change", try RecordJSON.encoded(change))])
    }
  }

  func end() throws {}

  private func write(_ type: String, _ members: [(String, JSONValue)]) throws {
    try sink.writeLine(RecordJSON.object([("type", .string(type))] + members))
  }
}
