import PHRModel

/// `access-log` and `consent log`: who has looked, and what contradicts the consent.
enum AccessLogCommand {
  /// Who asked.
  private enum Asker: String, CaseIterable {
    case machine
    case person
  }

  private static let options: [OptionSpec] = [
    OptionSpec("--flagged", Text(ja: "同意に反するものだけ", en: "only what contradicts the consent")),
    OptionSpec("--who", "NAME", Text(ja: "この相手だけ", en: "only by somebody of that name")),
    OptionSpec("--from", "D", Text(ja: "この日・時から", en: "from this day or moment")),
    OptionSpec("--to", "D", Text(ja: "この日・時まで", en: "to this day or moment")),
    ConsentOptions.purpose,
    OptionSpec("--by", "machine|person", Text(ja: "機械だけ・人だけ", en: "only machines, or people")),
    OptionSpec(
      "--action", AccessEntry.Action.allCases.map(\.rawValue).joined(separator: "|"),
      Text(ja: "この種類だけ", en: "only of this sort")),
  ]
  private static let summary = Text(ja: "だれが見たかの記録", en: "who has looked at records")

  static let spec = CommandSpec("access-log", options: options, summary: summary, run: run)
  static let consentLog = CommandSpec(
    "consent log", options: options, summary: summary, run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let filter = try filter(context)
    return try context.withVault { open in
      if let file = context.delegated { return try ProposeCommand.writeLog(of: file, context) }
      if open.vault.readOnlyReason == nil {
        try AfterPull.run(open.store, now: context.now)
        try context.refreshDelegates(open.store)
      }
      let entries = try AccessLog(open.store).entries(filter)
      for access in entries {
        try context.output.line(
          context.wantsJSON
            ? json(access).serialized() : context.say(ConsentWords.line(access)))
      }
      if entries.isEmpty, !context.wantsJSON { try context.tell(ConsentWords.noAccess) }
      return .done
    }
  }

  private static func filter(_ context: CommandContext) throws -> AccessFilter {
    var filter = AccessFilter()
    filter.flaggedOnly = context.invocation.has("--flagged")
    filter.who = context.invocation.value("--who")
    filter.window = ConsentWindow(
      from: try context.moment("--from", edge: .start),
      until: try context.moment("--to", edge: .end))
    filter.purpose = try context.purpose()
    filter.byMachine = try context.choice("--by", Asker.self).map { $0 == .machine }
    filter.actions = Set(
      [try context.choice("--action", AccessEntry.Action.self)].compactMap(\.self))
    return filter
  }

  private static func json(_ access: JudgedAccess) -> JSONValue {
    let entry = access.entry
    return RecordJSON.object([
      ("at", .string(entry.at.description)), ("who", .string(entry.who)),
      ("recipient", RecordJSON.text(entry.recipient?.text)),
      ("action", .string(entry.action.rawValue)),
      ("purpose", RecordJSON.text(entry.purpose?.rawValue)),
      ("machine", .bool(entry.byMachine)), ("refused", .bool(entry.refused)),
      ("count", RecordJSON.number(entry.count)),
      ("records", .array(entry.records.map { .string($0.text) })),
      ("portal", RecordJSON.text(entry.portal)), ("flagged", .bool(access.finding != nil)),
      ("finding", RecordJSON.text(access.finding?.rawValue)),
    ])
  }
}
