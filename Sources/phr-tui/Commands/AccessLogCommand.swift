import PHRModel

/// `access-log`: who has looked, and what contradicts the consent.
enum AccessLogCommand {
  static let spec = CommandSpec(
    "access-log",
    options: [
      OptionSpec("--flagged", Text(ja: "同意に反するものだけ", en: "only what contradicts the consent"))
    ],
    summary: Text(ja: "だれが見たかの記録", en: "who has looked at records")
  ) { context in
    try context.withVault { open in
      if let file = context.delegated { return try ProposeCommand.writeLog(of: file, context) }
      if open.vault.readOnlyReason == nil {
        try takeIn(open.store, now: context.now)
        try context.refreshDelegates(open.store)
      }
      let log = AccessLog(open.store)
      let entries = try log.entries(flaggedOnly: context.invocation.has("--flagged"))
      for access in entries {
        try context.output.line(
          context.wantsJSON
            ? json(access).serialized() : context.say(ConsentWords.line(access)))
      }
      if entries.isEmpty, !context.wantsJSON { try context.tell(ConsentWords.noAccess) }
      return .done
    }
  }

  /// Judges what portals have reported and raises every contradiction as a notice.
  static func takeIn(_ store: RecordStore, now: Instant) throws {
    for access in try AccessLog(store).takeIn(now: now) {
      var notice = Notice(category: .access)
      // Both languages: the notice outlives the choice of one.
      let text = ConsentWords.alert(access)
      notice.body = [text.ja, text.en]
      notice.sent = access.entry.at
      notice.sender = access.entry.who
      notice.priority = "urgent"
      let body = RecordBody(
        date: PartialDate(access.entry.at.day), title: text.ja, content: .notice(notice))
      let draft = RecordDraft(body: body, sourceKey: "access " + access.entry.name)
      try store.raise(draft, now: now)
    }
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
