import PHRModel

/// `inbox`, `inbox read`, `inbox archive`: the notices of portals.
enum InboxCommand {
  static let list = CommandSpec(
    "inbox",
    options: [
      OptionSpec("--unread", Text(ja: "未読だけ", en: "only unread ones")),
      OptionSpec("--all", Text(ja: "しまったものも", en: "archived ones too")),
    ],
    summary: Text(ja: "お知らせの一覧", en: "list notices")
  ) { context in
    try context.withVault { open in
      let facts = try SharingFacts(open.store, now: context.now)
      let items = try facts.telling(try open.store.inbox(states(context)))
      let marks = context.wantsJSON ? try InboxMarks(items, open.store, context.now) : nil
      for item in items {
        try context.output.line(
          marks.map { json(item, $0, context.language).serialized() }
            ?? text(item, context))
      }
      if !context.wantsJSON {
        try context.tell(SyncWords.unread(try open.store.unreadNotices()))
      }
      return .done
    }
  }

  static let read = CommandSpec(
    "inbox read", operands: "ID…", count: 1...1000,
    summary: Text(ja: "お知らせを読んで既読にする", en: "show notices and mark them read")
  ) { context in
    try context.withVault(writing: true) { open in
      for typed in context.operands {
        let record = try open.store.find(typed)
        try open.store.setInboxState(.read, of: record.id)
        let facts = try SharingFacts(open.store, now: context.now)
        let found = try open.store.inbox(Set(InboxItem.State.allCases))
          .filter { $0.id == record.id }
        guard let item = try facts.telling(found).first else { throw StoreError.noSuchRecord }
        if context.wantsJSON {
          let marks = try InboxMarks([item], open.store, context.now)
          try context.output.line(json(item, marks, context.language).serialized())
        } else {
          try page(item, context).forEach(context.output.line)
        }
      }
      return .done
    }
  }

  static let archive = CommandSpec(
    "inbox archive", operands: "ID…", count: 1...1000,
    summary: Text(ja: "お知らせをしまう", en: "put notices away")
  ) { context in
    try context.withVault(writing: true) { open in
      try open.store.connection.transaction {
        for typed in context.operands {
          try open.store.setInboxState(.archived, of: try open.store.find(typed).id)
        }
      }
      return .done
    }
  }

  private static func states(_ context: CommandContext) -> Set<InboxItem.State> {
    if context.invocation.has("--unread") { return [.unread] }
    return context.invocation.has("--all") ? Set(InboxItem.State.allCases) : [.unread, .read]
  }

  /// One notice as one line: mark, day, category, title, deadline, id.
  private static func text(_ item: InboxItem, _ context: CommandContext) -> String {
    let language = context.language
    let day = (item.notice.sent?.day ?? item.arrived.day).description
    let deadline = item.notice.deadline.map { SyncWords.until($0.description).in(language) } ?? ""
    let title = item.notice.readable ? item.title : SyncWords.unreadable.in(language)
    let cells: [ListLine.Cell] = [
      .whole(SyncWords.mark(item.state)), .whole(day),
      .fixed(SyncWords.name(of: item.notice.category).in(language), columns: 10),
      .flexible(title, columns: 44), .fixed(deadline, columns: 16),
    ]
    return ListLine(cells, name: item.id.text).text(columns: context.output.columns)
  }

  private static func page(_ item: InboxItem, _ context: CommandContext) -> [String] {
    let language = context.language
    var lines = [item.notice.readable ? item.title : SyncWords.unreadable.in(language)]
    lines += [item.notice.sent?.description, item.notice.sender].compactMap { $0 }
    lines += item.notice.body
    if let deadline = item.notice.deadline {
      lines.append(SyncWords.until(deadline.description).in(language))
    }
    lines += item.about.map { SyncWords.about($0.text).in(language) }
    lines += item.rules.map { [ConsentWords.tookHold($0).in(language)] } ?? []
    return lines
  }

  private static func json(
    _ item: InboxItem, _ marks: InboxMarks, _ language: Language
  ) -> JSONValue {
    RecordJSON.object([
      ("id", .string(item.id.text)), ("kind", "notice"),
      ("date", .string((item.notice.sent?.day ?? item.arrived.day).description)),
      ("title", .string(item.title)), ("facility", RecordJSON.text(item.notice.sender)),
      ("source", .string(marks.source[item.id] ?? "portal")),
      ("version", RecordJSON.number(marks.version[item.id] ?? 1)),
      ("hidden", .bool(marks.hidden.contains(item.id))),
      ("state", .string(item.state.rawValue)),
      ("category", .string(item.notice.category.rawValue)),
      ("readable", .bool(item.notice.readable)),
      ("deadline", RecordJSON.text(item.notice.deadline?.description)),
      ("about", .array(item.about.map { .string($0.text) })),
      ("body", .array(item.notice.body.map { .string($0) })),
      ("arrived", .string(item.arrived.description)),
      (
        "rules",
        RecordJSON.text(item.rules.map { ConsentWords.tookHold($0).in(language) })
      ),
    ])
  }
}

/// What a notice's line has in common with every other record line.
private struct InboxMarks {
  private(set) var version: [RecordID: Int] = [:]
  private(set) var source: [RecordID: String] = [:]
  let hidden: Set<RecordID>

  init(_ items: [InboxItem], _ store: RecordStore, _ now: Instant) throws {
    hidden = try SharingFacts(store, now: now).hidden(among: items.map(\.id))
    for item in items {
      guard let record = try store.record(item.id) else { continue }
      version[item.id] = record.version
      source[item.id] = record.provenance.listLabel
    }
  }
}
