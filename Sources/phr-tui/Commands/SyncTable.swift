import PHRModel
import PHRSync

/// What became of a pull, as a table or as JSON.
enum SyncTable {
  /// Writes the report: data on stdout, what to do next on stderr.
  static func write(_ report: SyncReport, _ context: CommandContext) throws {
    if context.wantsJSON {
      try context.output.line(json(report).serialized())
    } else {
      for line in lines(report, context.language) { try context.output.line(line) }
    }
    if report.filledProfile { try context.tell(SyncWords.filledProfile) }
    if let text = SyncWords.outcome(report.outcome) { try context.tell(text) }
  }

  /// The table: one line per type in which something was seen or that was skipped.
  static func lines(_ report: SyncReport, _ language: Language) -> [String] {
    let shown = report.rows.filter {
      $0.fetched > 0 || $0.counts != SyncCounts() || $0.skipped.map { $0 != .notOffered } ?? false
    }
    var lines = shown.map { line($0, language) }
    if !lines.isEmpty { lines.insert(header(language), at: 0) }
    lines += OutboxItem.State.allCases.compactMap { state in
      report.written[state].map { SyncWords.written(state, count: $0).in(language) }
    }
    return lines
  }

  private static func header(_ language: Language) -> String {
    ([SyncWords.type.in(language).padded(toColumns: 22)]
      + SyncWords.columns.map { $0.in(language).leftPadded(toColumns: 8) }).joined()
  }

  private static func line(_ row: SyncReport.Row, _ language: Language) -> String {
    let counts = row.counts
    let numbers = [row.fetched, counts.new, counts.changed, counts.withdrawn + counts.vanished]
    var text = SyncWords.name(ofType: row.type).in(language).padded(toColumns: 22)
    text += numbers.map { String($0).leftPadded(toColumns: 8) }.joined()
    let remarks = SyncWords.remarks(row).map { $0.in(language) }
    return remarks.isEmpty ? text : text + "  " + remarks.joined(separator: "; ")
  }

  /// The report as one object.
  static func json(_ report: SyncReport) -> JSONValue {
    let written = OutboxItem.State.allCases.map {
      ($0.rawValue, RecordJSON.number(report.written[$0] ?? 0))
    }
    return RecordJSON.object([
      ("outcome", .string(SyncWords.word(report.outcome))),
      ("complete", .bool(!report.isIncomplete)),
      ("types", .array(report.rows.map(json))), ("written", RecordJSON.object(written)),
    ])
  }

  private static func json(_ row: SyncReport.Row) -> JSONValue {
    RecordJSON.object([
      ("type", .string(row.type)), ("fetched", RecordJSON.number(row.fetched)),
      ("new", RecordJSON.number(row.counts.new)),
      ("changed", RecordJSON.number(row.counts.changed)),
      ("withdrawn", RecordJSON.number(row.counts.withdrawn)),
      ("vanished", RecordJSON.number(row.counts.vanished)),
      ("unchanged", RecordJSON.number(row.counts.unchanged)),
      ("unreadable", RecordJSON.number(row.counts.unreadable)),
      ("strangers", RecordJSON.number(row.strangers)),
      ("skipped", RecordJSON.text(row.skipped.map(SyncWords.word))),
    ])
  }
}

extension String {
  /// The text with blanks in front, up to a number of terminal columns.
  fileprivate func leftPadded(toColumns width: Int) -> String {
    String(repeating: " ", count: max(0, width - TextWidth.columns(of: self))) + self
  }
}
