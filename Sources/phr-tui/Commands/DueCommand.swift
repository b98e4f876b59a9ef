import PHRModel

/// `due`: what was received with a date by which something is to be done.
///
/// Deadlines of notices and next doses that a vaccination record names; the program computes no
/// schedule of its own here.
enum DueCommand {
  static let spec = CommandSpec(
    "due", summary: Text(ja: "期限のある予定（受け取ったもの）", en: "what is due, as received"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVault { open in
      let deadlines = try open.store.receivedDeadlines()
      for deadline in deadlines {
        try context.output.line(
          context.wantsJSON
            ? json(deadline, context).serialized() : text(deadline, context))
      }
      if deadlines.isEmpty, !context.wantsJSON { try context.tell(RecordMessages.nothingDue) }
      return .done
    }
  }

  private static func json(_ deadline: Deadline, _ context: CommandContext) -> JSONValue {
    RecordJSON.object([
      ("date", .string(deadline.day.description)), ("id", .string(deadline.record.text)),
      ("kind", .string(deadline.kind.rawValue)), ("title", .string(deadline.title)),
      ("overdue", .bool(deadline.daysLeft(from: context.now.day) < 0)),
    ])
  }

  private static func text(_ deadline: Deadline, _ context: CommandContext) -> String {
    let kind = context.say(KindWords.name(of: deadline.kind))
    let left = context.say(RecordMessages.daysLeft(deadline.daysLeft(from: context.now.day)))
    let cells: [ListLine.Cell] = [
      .fixed(deadline.day.description, columns: 10), .fixed(left, columns: 16),
      .fixed(kind, columns: 11), .flexible(deadline.title, columns: 40),
    ]
    return ListLine(cells, name: deadline.record.text).text(columns: context.output.columns)
  }
}
