import PHRModel

/// `propose`: what a delegate hands back to the holder, who accepts or declines it.
enum ProposeCommand {
  static let spec = CommandSpec(
    "propose", operands: "KIND|ID", count: 1...1, options: EntryOptions.all,
    summary: Text(
      ja: "代理人として記録の追加や訂正を提案する", en: "as a delegate, propose a record or a correction"),
    run: run)

  static let note = CommandSpec(
    "propose note", operands: "ID TEXT", count: 2...2,
    summary: Text(ja: "代理人として記録にメモを付ける", en: "as a delegate, note something on a record")
  ) { context in
    let text = try context.typed(context.operands[1])
    return try context.withVault { open in
      let file = try delegated(context)
      let record = try open.store.find(context.operands[0])
      try file.reply.note(.note(record.id, text), at: context.now)
      try context.tell(DelegateWords.noted)
      return .done
    }
  }

  static let list = CommandSpec(
    "propose list",
    summary: Text(ja: "代理人としての自分の閲覧記録・メモ・提案", en: "your own log, notes and proposals")
  ) { context in
    try context.withVault { _ in try writeLog(of: try delegated(context), context) }
  }

  /// The delegate's own log, with what of it has reached the holder.
  static func writeLog(of file: DelegatedFile, _ context: CommandContext) throws -> ExitCode {
    for entry in try file.reply.entries() {
      let state = file.state(of: entry)
      if context.wantsJSON {
        let json = RecordJSON.object(
          [
            ("number", RecordJSON.number(entry.number)),
            ("at", .string(entry.at.description)), ("reached", .bool(state != nil)),
            ("state", RecordJSON.text(state?.rawValue)),
          ] + DelegateJSON.act(entry.act))
        try context.output.line(json.serialized())
      } else {
        try context.output.talk(context.say(DelegateWords.line(entry, state)))
      }
    }
    try context.tell(DelegateWords.logReaches)
    return .done
  }

  static func delegated(_ context: CommandContext) throws -> DelegatedFile {
    guard let file = context.delegated else { throw DelegateError.notADelegateFile }
    return file
  }

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVault { open in
      let file = try delegated(context)
      let proposal = try proposal(context, open.store)
      try file.reply.note(.proposed(proposal), at: context.now)
      try context.tell(DelegateWords.proposed)
      return .done
    }
  }

  /// The proposal, checked here as it will be checked again by the holder's program.
  private static func proposal(
    _ context: CommandContext, _ store: RecordStore
  ) throws -> Proposal {
    let word = context.operands[0]
    let isNew = (try? ListCommand.kind(word)) != nil
    let record = isNew ? nil : try store.find(word)
    let kind = try record?.body.kind ?? ListCommand.kind(word)
    let values = try EntryOptions.values(of: kind, in: context.invocation)
    guard !values.isEmpty else { throw CommandFailure.nothingToDo }
    do throws(ManualEntryError) {
      if var body = record?.body {
        try ManualEntry.set(values, in: &body)
      } else {
        _ = try ManualEntry.body(of: kind, fields: values)
      }
    } catch {
      throw EntryOptions.failure(error, kind: kind)
    }
    return Proposal(
      kind: kind, correcting: record?.id,
      fields: values.map { Proposal.Field(name: $0.name, value: $0.value) })
  }
}
