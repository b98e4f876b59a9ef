import PHRModel

/// `edit`: corrects fields of a record; the old version stays readable.
enum EditCommand {
  static let spec = CommandSpec(
    "edit", operands: "ID", count: 1...1, options: EntryOptions.all,
    summary: Text(ja: "記録を訂正する（前の版は残る）", en: "correct a record (old versions stay)"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVault(writing: true) { open in
      let record = try open.store.find(context.operands[0])
      let values = try EntryOptions.values(of: record.body.kind, in: context.invocation)
      guard !values.isEmpty else { throw CommandFailure.nothingToDo }
      var body = record.body
      do throws(ManualEntryError) {
        try ManualEntry.set(values, in: &body)
      } catch {
        throw EntryOptions.failure(error, kind: record.body.kind)
      }
      guard body != record.body else {
        try context.output.line(record.id.text)
        try context.tell(RecordMessages.unchanged(record.id.text))
        return .done
      }
      try open.store.connection.transaction {
        try open.store.edit(record.id, body: body, provenance: .manual(at: context.now))
      }
      try context.output.line(record.id.text)
      try context.tell(RecordMessages.edited(record.id.text, version: record.version + 1))
      return .done
    }
  }
}

/// `withdraw`: marks a record as entered in error, or takes the mark back.
enum WithdrawCommand {
  static let spec = CommandSpec(
    "withdraw", operands: "ID", count: 1...1,
    options: [OptionSpec("--undo", Text(ja: "取り下げを取り消す", en: "take the withdrawal back"))],
    summary: Text(ja: "記録を取り下げる（印を付けて残す）", en: "withdraw a record (it stays, marked)"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let withdraws = !context.invocation.has("--undo")
    return try context.withVault(writing: true) { open in
      let record = try open.store.find(context.operands[0])
      try open.store.connection.transaction {
        try open.store.setWithdrawn(
          withdraws, record.id, provenance: .manual(at: context.now))
      }
      let id = record.id.text
      if withdraws == (record.status == .withdrawn) {
        try context.tell(RecordMessages.unchanged(id))
        return .done
      }
      try context.tell(withdraws ? RecordMessages.withdrawn(id) : RecordMessages.restored(id))
      return .done
    }
  }
}
