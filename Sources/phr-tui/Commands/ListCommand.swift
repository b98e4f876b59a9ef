import PHRModel

/// `list`: the records, newest first.
enum ListCommand {
  /// The options that select records; `see-as` takes the same.
  static let selection: [OptionSpec] = [
    OptionSpec("--from", "D", Text(ja: "この日から", en: "from this day")),
    OptionSpec("--to", "D", Text(ja: "この日まで", en: "to this day")),
    OptionSpec("--search", "TEXT", Text(ja: "この言葉を含む", en: "with these words")),
    OptionSpec("--tag", "TAG", Text(ja: "この印の付いた", en: "with this tag")),
    OptionSpec(
      "--flagged", Text(ja: "基準外の印の付いた結果のあるもの", en: "with a result that is flagged")),
    OptionSpec("--limit", "N", Text(ja: "件数の上限", en: "at most N")),
  ]

  static let spec = CommandSpec(
    "list", operands: "[KIND…]", count: 0...9, options: selection,
    summary: Text(ja: "記録の一覧", en: "list records"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let query = try query(context, kinds: context.operands)
    return try context.withVault { open in
      let rows = try open.store.list(query)
      let hidden =
        context.wantsJSON
        ? try SharingFacts(open.store, now: context.now).hidden(among: rows.map(\.id)) : []
      let columns = context.output.columns
      for row in rows {
        let line =
          context.wantsJSON
          ? RecordJSON.line(row, hidden: hidden.contains(row.id)).serialized()
          : RecordLine.text(row, language: context.language, columns: columns)
        try context.output.line(line)
      }
      if rows.isEmpty, !context.wantsJSON { try context.tell(RecordMessages.noRecords) }
      return .done
    }
  }

  /// The query that kinds and options describe.
  static func query(
    _ context: CommandContext, kinds: some Sequence<String>
  ) throws -> RecordQuery {
    var query = RecordQuery()
    query.kinds = Set(try kinds.map { try kind($0) })
    query.from = try context.day("--from")
    query.to = try context.day("--to", last: true)
    query.search = context.invocation.value("--search") ?? ""
    query.tag = context.invocation.value("--tag")
    query.flaggedOnly = context.invocation.has("--flagged")
    query.limit = try context.number("--limit", in: 0...Int(Int32.max))
    return query
  }

  /// The kind of that name, in English or Japanese.
  static func kind(_ word: String) throws -> Kind {
    if let kind = Kind(rawValue: word) { return kind }
    if let kind = Kind.allCases.first(where: { KindWords.name(of: $0).ja == word }) {
      return kind
    }
    let names = Kind.allCases.map(\.rawValue)
    throw UsageError.unknownKind(
      word, expected: names.joined(separator: "|"), nearest: NearestNames.find(word, in: names))
  }
}

/// One record as one line of text.
enum RecordLine {
  /// Date, kind, title, facility and id in columns.
  static func text(_ row: RecordSummary, language: Language, columns: Int? = nil) -> String {
    let kind = KindWords.name(of: row.kind).in(language)
    let marks = [
      row.isNotGiven ? DetailWords.notGiven : nil,
      row.status == .active ? nil : KindWords.name(of: row.status),
    ]
    let title = row.title.isEmpty ? CodeWords.untitled.in(language) : row.title
    let status = marks.compactMap { $0.map { " [\($0.in(language))]" } }.joined()
    let cells: [ListLine.Cell] = [
      .fixed(row.date?.description ?? "–", columns: 10), .fixed(kind, columns: 11),
      .flexible(title + status, columns: 40), .flexible(row.facility ?? "", columns: 24),
    ]
    return ListLine(cells, name: row.id.text).text(columns: columns)
  }
}

extension RecordSummary {
  /// Whether this is the record of a vaccination that was not given.
  var isNotGiven: Bool {
    kind == .vaccination && detail == Vaccination.Status.notDone.rawValue
  }
}
