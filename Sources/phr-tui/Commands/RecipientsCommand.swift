import PHRModel

/// `recipients`: who may be shown records at all.
enum RecipientsCommand {
  static let list = CommandSpec(
    "recipients list",
    options: [OptionSpec("--all", Text(ja: "外したものも", en: "archived ones too"))],
    summary: Text(ja: "提供先の一覧", en: "list recipients")
  ) { context in
    try context.withVault { open in
      let state = try ConsentStore(open.store).state()
      let known = state.recipients.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
      let shown = known.filter {
        context.invocation.has("--all") || $0.isRegistered(at: context.now)
      }
      for recipient in shown { try write(recipient, context) }
      if !context.wantsJSON { try context.tell(ConsentWords.base(state.base)) }
      return .done
    }
  }

  static let add = CommandSpec(
    "recipients add", operands: "NAME", count: 1...1,
    options: [
      OptionSpec(
        "--class", RecipientClass.allCases.map(\.rawValue).joined(separator: "|"),
        Text(ja: "種類（既定: clinic）", en: "what sort it is (default: clinic)")),
      OptionSpec("--code", "1310000000", Text(ja: "医療機関コード（10桁）", en: "10-digit institution code")),
      OptionSpec("--note", "TEXT", Text(ja: "メモ", en: "a remark")),
    ],
    summary: Text(ja: "提供先を追加する", en: "add a recipient")
  ) { context in
    let kind = try context.choice("--class", RecipientClass.self) ?? .clinic
    guard !context.operands[0].isEmpty else { throw ConsentFailure.recipient(.reservedName) }
    return try changing(context) { consent in
      let added = try consent.addRecipient(
        name: SafeText(context.operands[0]).text, recipientClass: kind,
        institutionCode: context.invocation.value("--code"),
        note: context.invocation.value("--note").map { SafeText($0).text }, at: context.now)
      try write(added.recipient, context)
      if added.returned { try context.tell(ConsentWords.returned(added.recipient.name)) }
    }
  }

  static let rename = CommandSpec(
    "recipients rename", operands: "WHO NAME", count: 2...2,
    summary: Text(ja: "提供先の名前を変える", en: "rename a recipient")
  ) { context in
    try changing(context) { consent in
      let id = try context.recipient(context.operands[0], in: try consent.state())
      try consent.rename(id, to: SafeText(context.operands[1]).text, at: context.now)
    }
  }

  static let remove = CommandSpec(
    "recipients remove", operands: "WHO", count: 1...1,
    summary: Text(ja: "提供先を外す（設定は残る）", en: "remove a recipient; its directives are kept")
  ) { context in
    try changing(context) { consent in
      let id = try context.recipient(context.operands[0], in: try consent.state())
      try consent.archive(id, at: context.now)
      try context.tell(ConsentWords.archived(context.operands[0]))
    }
  }

  static let rotate = CommandSpec(
    "recipients rotate-code", operands: "WHO", count: 1...1,
    options: [
      OptionSpec("--label", "TEXT", Text(ja: "この用途の符号だけ", en: "only the code kept apart for that")),
      OptionSpec(
        "--new", Text(ja: "用途別の符号をもう一つ作る", en: "make one more code, kept apart")),
      ConsentOptions.purpose,
    ],
    summary: Text(ja: "連携符号を取り替える", en: "replace the linkage code")
  ) { context in
    let label = context.invocation.value("--label").map { SafeText($0).text }
    let purpose = try context.purpose()
    return try changing(context) { consent in
      let id = try context.recipient(context.operands[0], in: try consent.state())
      let codes =
        context.invocation.has("--new")
        ? [try consent.addCode(to: id, label: label, purpose: purpose, at: context.now)]
        : try consent.rotateCodes(of: id, label: label, at: context.now)
      guard !codes.isEmpty else { throw CommandFailure.nothingToDo }
      for code in codes {
        let json = RecordJSON.object([("id", .string(id.text)), ("code", .string(code.grouped))])
        try context.output.line(context.wantsJSON ? json.serialized() : code.grouped)
      }
    }
  }

  private static func changing(
    _ context: CommandContext, _ body: (ConsentStore) throws -> Void
  ) throws -> ExitCode {
    try context.withVault(writing: true) { open in
      do {
        try open.store.connection.transaction { try body(ConsentStore(open.store)) }
      } catch let problem as RecipientProblem {
        throw ConsentFailure.recipient(problem)
      }
      return .done
    }
  }

  private static func write(_ recipient: Recipient, _ context: CommandContext) throws {
    let codes = recipient.codes.filter { $0.window.contains(context.now) }
    guard !context.wantsJSON else {
      return try context.output.line(json(recipient, codes, context).serialized())
    }
    let marks = [
      recipient.isRegistered(at: context.now) ? nil : context.say(ConsentWords.archivedMark),
      codes.isEmpty ? nil : codes.map(\.code.grouped).joined(separator: " "),
    ]
    let cells: [ListLine.Cell] =
      [
        .flexible(recipient.name, columns: 28),
        .fixed(context.say(ConsentWords.name(of: recipient.recipientClass)), columns: 14),
        .fixed(recipient.institutionCode ?? "", columns: 10),
      ] + marks.compactMap { $0.map { .whole($0) } }
    try context.output.line(
      ListLine(cells, name: recipient.id.text).text(columns: context.output.columns))
  }

  private static func json(
    _ recipient: Recipient, _ codes: [AssignedCode], _ context: CommandContext
  ) -> JSONValue {
    let live = codes.map { code in
      RecordJSON.object([
        ("code", .string(code.code.grouped)), ("label", RecordJSON.text(code.label)),
        ("purpose", RecordJSON.text(code.purpose?.rawValue)),
      ])
    }
    return RecordJSON.object([
      ("id", .string(recipient.id.text)), ("name", .string(recipient.name)),
      ("class", .string(recipient.recipientClass.rawValue)),
      ("code", RecordJSON.text(recipient.institutionCode)),
      ("note", RecordJSON.text(recipient.note)),
      ("registered", .bool(recipient.isRegistered(at: context.now))),
      ("linkageCodes", .array(live)),
    ])
  }
}
