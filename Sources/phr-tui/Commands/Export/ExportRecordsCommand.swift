import PHRModel

/// `export records`: everything, or what the options select, so that a person can leave.
///
/// Records are written one after another; memory does not grow with their number.
enum ExportRecordsCommand {
  /// The forms.
  enum Format: String, CaseIterable {
    case fhir, ndjson, jsonl, csv

    /// The media type.
    var type: String {
      switch self {
      case .fhir: "application/fhir+json"
      case .ndjson: "application/fhir+ndjson"
      case .jsonl: "application/x-ndjson"
      case .csv: "text/csv"
      }
    }
  }

  static let spec = CommandSpec(
    "export records", operands: "[KIND…]", count: 0...9,
    options: [
      ExportAudience.option, ExportAudience.purposeOption,
      OptionSpec(
        "--format", "fhir|ndjson|jsonl|csv",
        Text(ja: "形式（既定: jsonl）", en: "form (default: jsonl)")),
      ExportSummaryCommand.withOption, ExportSink.sealing,
    ] + ListCommand.selection.filter { $0.name != "--limit" } + ExportSink.options,
    summary: Text(ja: "記録をすべて書き出す", en: "write all records"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let format = try context.choice("--format", Format.self) ?? .jsonl
    let query = try ListCommand.query(context, kinds: context.operands)
    let ticks = try ExportSummaryCommand.ticks(context)
    return try context.withVault { open in
      let audience = try ExportAudience(context, open.store)
      // Tags are the holder's own; what carries one is nobody else's business.
      if !audience.isHolder, query.tag != nil { throw ExportFailure.holderOnly }
      try audience.tellLeaks(context, open.store)
      let sink = try ExportSink(context)
      let count = try write(
        query, of: open.store, for: audience, as: format, ticks: ticks, made: context.now,
        to: sink)
      try sink.finish(type: format.type)
      try audience.noteAccess(context, open)
      if let path = sink.path { try context.tell(ExportWords.written(path, records: count)) }
      return audience.exit
    }
  }

  /// Writes what the audience is shown of a query; the holder gets consent as well.
  ///
  /// - Returns: how many records were written.
  static func write(
    _ query: RecordQuery, of store: RecordStore, for audience: ExportAudience,
    as format: Format, ticks: Set<ProfileTick>, made: Instant, to sink: ExportSink
  ) throws -> Int {
    let writer = recordWriter(format, sink, audience)
    let profile = try store.profile()
    try writer.begin(audience.isHolder ? profile : profile.reduced(to: ticks), made: made)
    let reader = audience.reader(store)
    var count = 0
    var episode: ExportedEpisode?
    func close() throws {
      guard var finished = episode else { return }
      episode = nil
      finished.notes = try reader.notes(of: finished.id)
      try writer.write(finished)
    }
    try reader.forEachForLeaving(query) { record in
      if episode?.id != record.episode { try close() }
      try writer.write(record)
      count += 1
      guard let id = record.episode else { return }
      episode = episode ?? ExportedEpisode(id, day: record.body.date)
      episode?.records.append(FHIRWriter.name(of: record))
      if record.body.kind == .medication { episode?.isDispensing = true }
    }
    try close()
    if audience.isHolder { try writer.writeConsent(of: store, at: made) }
    try writer.end()
    return count
  }

  private static func recordWriter(
    _ format: Format, _ sink: ExportSink, _ audience: ExportAudience
  ) -> any RecordWriter {
    switch format {
    case .fhir: FHIRRecordWriter(sink, audience)
    case .ndjson: FHIRRecordWriter(sink, audience, .lines)
    case .jsonl: LineRecordWriter(sink, audience)
    case .csv: CSVRecordWriter(sink, audience)
    }
  }
}

/// Writes records one after another in some form.
protocol RecordWriter: AnyObject {
  /// What stands before the records.
  func begin(_ profile: Profile, made: Instant) throws
  /// A record.
  func write(_ record: Record) throws
  /// An episode, behind the last of its records.
  func write(_ episode: ExportedEpisode) throws
  /// What was decided about sharing; only the holder gets it.
  func writeConsent(of store: RecordStore, at now: Instant) throws
  /// What stands behind the records.
  func end() throws
}

/// Records of one episode that an export has just written one after another.
struct ExportedEpisode {
  /// The episode.
  let id: EpisodeID
  /// Its day.
  let day: PartialDate?
  /// The remarks on the whole; none for others unless they are shown all of it.
  var notes: [EpisodeNote] = []
  /// Its records as FHIR names them.
  var records: [String] = []
  /// Whether a drug line is in it; such an episode is kept apart even if it is a single line.
  var isDispensing = false

  init(_ id: EpisodeID, day: PartialDate?) {
    self.id = id
    self.day = day
  }

  /// Its name as that audience gets it.
  func name(for audience: ExportAudience) -> String {
    audience.isHolder ? id.text : audience.uuid("episode/\(id.text)")
  }
}
