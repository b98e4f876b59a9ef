import PHRModel

/// `consent list`, `explain`, `check`, `history`: what is set, and why.
enum ConsentViewCommands {
  static let list = CommandSpec(
    "consent list",
    options: [OptionSpec("--to", "WHO", Text(ja: "この相手の分だけ", en: "only for that one"))],
    summary: Text(ja: "同意設定の一覧", en: "list directives, seals and the base rule")
  ) { context in
    try context.withVault { open in
      let state = try ConsentStore(open.store).state()
      let asked = try context.invocation.value("--to").map { try context.who($0, in: state) }
      let standing = try ConsentPortal(open.store).standing()
      for directive in state.directives.all where asked == nil || directive.who == asked {
        let status = standing[directive.id.text] ?? .local
        let json = ConsentJSON.directive(directive, state, status: status.rawValue)
        try context.output.line(
          context.wantsJSON
            ? json.serialized()
            : context.say(ConsentWords.line(directive, state, status: status)))
      }
      let portal = ConsentPortal(open.store)
      for seal in state.seals.sorted(by: { $0.set < $1.set }) where asked == nil {
        let status = try portal.consentName(of: seal).flatMap { standing[$0] } ?? .local
        try context.output.line(
          context.wantsJSON
            ? ConsentJSON.seal(seal, status: status.rawValue).serialized()
            : context.say(ConsentWords.line(seal, status: status)))
      }
      if !context.wantsJSON { try context.tell(ConsentWords.base(state.base)) }
      return .done
    }
  }

  static let explain = CommandSpec(
    "consent explain", operands: "ID WHO", count: 2...2,
    options: [ConsentOptions.purpose, ConsentOptions.at],
    summary: Text(ja: "見せる・見せないの理由", en: "why somebody sees a record or does not")
  ) { context in
    let moment = try context.moment("--at", edge: .start) ?? context.now
    let purpose = try context.purpose()
    return try context.withVault { open in
      let consent = ConsentStore(open.store)
      let record = try open.store.find(context.operands[0])
      guard let id = try context.anyRecipient(context.operands[1], at: moment, consent) else {
        try write(Decision(.hide, .unregistered), ConsentState(), nil, context)
        throw ConsentFailure.getsNothing
      }
      let view = try SharingView(
        open.store, recipient: id, purpose: purpose, at: moment, now: context.now)
      let decision = try view.decision(on: record.id) ?? Decision(.hide, .unknown)
      try write(decision, view.state, (id, view.purpose), context)
      return .done
    }
  }

  private static func write(
    _ decision: Decision, _ state: ConsentState, _ asker: (RecipientID, Purpose)?,
    _ context: CommandContext
  ) throws {
    let text = context.say(ConsentWords.sentence(decision, state))
    guard !context.wantsJSON else {
      return try context.output.line(ConsentJSON.decision(decision, text).serialized())
    }
    try context.output.line(text)
    guard let (id, purpose) = asker else { return }
    for law in ConsentWords.law(.recipient(id), purpose, state, on: context.now.day) {
      try context.tell(law)
    }
  }

  static let check = CommandSpec(
    "consent check", operands: "WHO", count: 1...1,
    options: [
      ConsentOptions.purpose, ConsentOptions.until, ConsentOptions.reason,
      OptionSpec("--hide", Text(ja: "見つかった記録も見せない", en: "hide what was found, too")),
    ],
    summary: Text(ja: "手がかりの点検", en: "which shown records give hidden ones away")
  ) { context in
    let hides = context.invocation.has("--hide")
    let window = try context.window()
    return try context.withVault(writing: hides) { open in
      let facts = try SharingFacts(open.store, now: context.now)
      let id = try context.recipient(context.operands[0], in: facts.state)
      let purpose = try context.purpose()
      let leaks = try facts.leaks(for: id, purpose: purpose)
      for leak in leaks { try write(leak, id, open.store, context) }
      if leaks.isEmpty, !context.wantsJSON { try context.tell(ConsentWords.noLeaks) }
      guard hides, !leaks.isEmpty else { return .done }
      let directives = try Set(leaks.map(\.shown)).sorted().map { record in
        Directive(
          id: ConsentStore.newDirectiveID(), effect: .hide, selector: .record(record),
          who: .recipient(id), purpose: purpose, window: window, set: context.now,
          reason: try context.reason())
      }
      try ConsentStore(open.store).append(
        .directives(removed: [], added: directives), at: context.now)
      try context.tell(ConsentWords.hidden(directives.count))
      return .done
    }
  }

  private static func write(
    _ leak: Leak, _ id: RecipientID, _ store: RecordStore, _ context: CommandContext
  ) throws {
    guard !context.wantsJSON else {
      return try context.output.line(
        ConsentJSON.leak(leak, id, context.language).serialized())
    }
    let title = try store.record(leak.shown)?.body.title ?? ""
    try context.output.line(
      "\(leak.shown.text)  \(title)  \(context.say(ConsentWords.why(leak.reason)))")
  }

  static let history = CommandSpec(
    "consent history", summary: Text(ja: "同意の変更の履歴", en: "every change of consent")
  ) { context in
    try context.withVault { open in
      let consent = ConsentStore(open.store)
      let state = try consent.state()
      let holder = try open.store.profile().name
      for change in try consent.changes() {
        let text = context.say(ConsentWords.change(change.step, state))
        let author = context.say(
          ConsentWords.name(of: change.by, state, onBehalfOf: holder))
        let json = RecordJSON.object([
          ("number", RecordJSON.number(change.number)), ("at", .string(change.at.description)),
          ("by", ConsentJSON.by(change.by)), ("author", .string(author)),
          ("reason", RecordJSON.text(change.step.reason)),
          ("text", .string(text)),
        ])
        let reason = change.step.reason.map { "  (\($0))" } ?? ""
        try context.output.line(
          context.wantsJSON
            ? json.serialized()
            : "\(change.number)  \(change.at)  \(author)  \(text)\(reason)"
        )
      }
      return .done
    }
  }
}

extension ConsentStep {
  /// Why, as the holder noted it.
  var reason: String? {
    switch self {
    case .directives(_, let added): added.lazy.compactMap(\.reason).first
    case .sealed(let seal): seal.reason
    default: nil
    }
  }
}
