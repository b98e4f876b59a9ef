import PHRModel

/// `export records`: everything, or what the options select, so that a person can leave.
///
/// Records are written one after another; memory does not grow with their number.
enum ExportRecordsCommand {
  /// The forms.
  enum Format: String, CaseIterable {
    case fhir, jsonl, csv

    /// The media type.
    var type: String {
      switch self {
      case .fhir: "application/fhir+json"
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
        "--format", "fhir|jsonl|csv", Text(ja: "形式（既定: jsonl）", en: "form (default: jsonl)")),
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
      let writer = recordWriter(format, sink, audience)
      let profile = try open.store.profile()
      try writer.begin(
        audience.isHolder ? profile : profile.reduced(to: ticks), made: context.now)
      var count = 0
      try audience.reader(open.store).forEach(query) { record in
        try writer.write(record)
        count += 1
      }
      if audience.isHolder {
        for change in try ConsentStore(open.store).changes() { try writer.write(change) }
      }
      try writer.end()
      try sink.finish(type: format.type)
      if let path = sink.path { try context.tell(ExportWords.written(path, records: count)) }
      return audience.exit
    }
  }

  private static func recordWriter(
    _ format: Format, _ sink: ExportSink, _ audience: ExportAudience
  ) -> any RecordWriter {
    switch format {
    case .fhir: FHIRRecordWriter(sink, audience)
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
  /// A change of consent; only the holder gets these.
  func write(_ change: ConsentChange) throws
  /// What stands behind the records.
  func end() throws
}
