import PHRModel

/// `consent hide`, `consent show`: one directive, with what it means.
enum ConsentHideCommand {
  private static let common = [
    ConsentOptions.purpose, ConsentOptions.after, ConsentOptions.until, ConsentOptions.reason,
    ConsentOptions.dryRun,
  ]

  static let hide = CommandSpec(
    "consent hide", operands: "SELECTOR", count: 1...1,
    options: [
      OptionSpec("--from", "WHO", Text(ja: "だれに見せないか", en: "from whom")),
      OptionSpec(
        "--with-leaks",
        Text(ja: "手がかりになる記録も一緒に", en: "hide what gives it away, too")),
    ] + common,
    summary: Text(ja: "記録を見せない", en: "hide records from somebody")
  ) { try run($0, .hide, option: "--from") }

  static let show = CommandSpec(
    "consent show", operands: "SELECTOR", count: 1...1,
    options: [OptionSpec("--to", "WHO", Text(ja: "だれに見せるか", en: "to whom"))] + common,
    summary: Text(ja: "記録を見せる", en: "show records to somebody")
  ) { try run($0, .show, option: "--to") }

  private static func run(
    _ context: CommandContext, _ effect: PHRModel.Effect, option: String
  ) throws -> ExitCode {
    guard let who = context.invocation.value(option) else {
      throw UsageError.missingValue(option)
    }
    let window = try context.window()
    let isRehearsal = context.invocation.has("--dry-run")
    if DelegatedFile.stands(at: context.vaultPath) {
      return try DelegatedConsent.run(context, effect, who: who, window: window)
    }
    return try context.withVault(writing: !isRehearsal) { open in
      let consent = ConsentStore(open.store)
      let facts = try SharingFacts(open.store, now: context.now)
      let named = try context.who(who, in: facts.state)
      let directive = Directive(
        id: ConsentStore.newDirectiveID(), effect: effect,
        selector: try context.selector(context.operands[0], open.store), who: named,
        purpose: facts.state.purpose(try context.purpose(), of: effect, for: named),
        window: window, set: context.now, reason: try context.reason())
      let step =
        effect == .hide
        ? facts.state.hiding(directive)
        : facts.state.showing(directive, newID: ConsentStore.newDirectiveID)
      guard var step else {
        try context.tell(ConsentWords.sameAlready)
        return .done
      }
      var outlook = try facts.outlook(of: step)
      if context.invocation.has("--with-leaks") {
        step = withLeaks(step, directive, outlook)
        outlook = try facts.outlook(of: step)
      }
      if !isRehearsal { try consent.append(step, at: context.now) }
      let report = OutlookReport(context, open.store, outlook)
      try report.write(directive, isRehearsal: isRehearsal)
      return .done
    }
  }

  /// The step that hides what gives the records away as well, under the same conditions.
  static func withLeaks(
    _ step: ConsentStep, _ hide: Directive, _ outlook: ConsentOutlook
  ) -> ConsentStep {
    guard case .directives(let removed, let added) = step else { return step }
    let ids = Set(outlook.leaks.flatMap(\.leaks).map(\.shown)).sorted()
    let more = ids.map { id in
      var directive = hide
      directive.id = ConsentStore.newDirectiveID()
      directive.selector = .record(id)
      return directive
    }
    return .directives(removed: removed, added: added + more)
  }
}

/// Writes what a change means: the difference, what stays visible, leaks, consequences, law.
struct OutlookReport {
  private let context: CommandContext
  private let store: RecordStore
  private let outlook: ConsentOutlook

  init(_ context: CommandContext, _ store: RecordStore, _ outlook: ConsentOutlook) {
    self.context = context
    self.store = store
    self.outlook = outlook
  }

  /// One JSON object, or the sentences: the directive's name on stdout, the rest as talk.
  func write(_ directive: Directive, isRehearsal: Bool) throws {
    guard !context.wantsJSON else {
      return try context.output.line(json(directive).serialized())
    }
    if !isRehearsal { try context.output.line(directive.id.text) }
    for text in sentences(directive.who, directive.purpose) { try context.tell(text) }
  }

  /// Everything a person should hear about the change.
  func sentences(_ who: WhoSelector, _ purpose: Purpose?) -> [Text] {
    let state = outlook.state
    var texts = outlook.changes.flatMap { ConsentWords.difference($0, state) }
    if texts.isEmpty { texts.append(ConsentWords.noDifference) }
    texts += outlook.stillShown.map { still in
      ConsentWords.stillShown(
        title(still.record), state.name(of: still.recipient),
        ConsentWords.reason(still.decision, state))
    }
    texts += outlook.leaks.flatMap { entry in
      entry.leaks.map {
        ConsentWords.leak(title($0.shown), $0, recipient: state.name(of: entry.recipient))
      }
    }
    if !outlook.leaks.isEmpty { texts.append(ConsentWords.hideLeaksToo) }
    texts += outlook.consequences.map { ConsentWords.consequence($0, state, title: title) }
    return texts + ConsentWords.law(who, purpose, state, on: context.now.day)
  }

  private func title(_ id: RecordID) -> String {
    guard let record = try? store.record(id) else { return id.text }
    let date = record.body.date.map { "\($0) " } ?? ""
    return date + record.body.title
  }

  private func json(_ directive: Directive) -> JSONValue {
    let state = outlook.state
    let changes = outlook.changes.map { change in
      RecordJSON.object([
        ("recipient", .string(change.recipient.text)),
        ("name", .string(state.name(of: change.recipient))),
        ("purpose", .string(change.purpose.rawValue)),
        ("lost", ids(change.difference.lost)), ("gained", ids(change.difference.gained)),
      ])
    }
    let still = outlook.stillShown.map { still in
      RecordJSON.object([
        ("id", .string(still.record.text)), ("recipient", .string(still.recipient.text)),
        ("rule", .string(still.decision.reason.word)),
        ("text", .string(context.say(ConsentWords.reason(still.decision, state)))),
      ])
    }
    let leaks = outlook.leaks.flatMap { entry in
      entry.leaks.map { ConsentJSON.leak($0, entry.recipient, context.language) }
    }
    let said = sentences(directive.who, directive.purpose).map { JSONValue.string(context.say($0)) }
    return RecordJSON.object([
      ("id", .string(directive.id.text)), ("changes", .array(changes)),
      ("stillShown", .array(still)), ("leaks", .array(leaks)), ("text", .array(said)),
    ])
  }

  private func ids(_ ids: [RecordID]) -> JSONValue { .array(ids.map { .string($0.text) }) }
}
