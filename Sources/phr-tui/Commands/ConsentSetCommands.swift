import PHRModel

/// `consent clear`, `undo`, `base`, `seal`, `unseal`, `insured`, `publish`: single steps.
enum ConsentSetCommands {
  static let clear = CommandSpec(
    "consent clear", operands: "[SELECTOR|ID]", count: 0...1,
    options: [
      OptionSpec("--to", "WHO", Text(ja: "この相手の分だけ", en: "only for that one")),
      OptionSpec("--from", "WHO", Text(ja: "--to と同じ", en: "the same as --to")),
      ConsentOptions.purpose,
      OptionSpec("--all", Text(ja: "同意設定をすべて", en: "every directive")),
    ],
    summary: Text(ja: "同意設定を消す", en: "clear directives")
  ) { context in
    let purpose = try context.purpose()
    guard !context.operands.isEmpty || context.invocation.has("--all") else {
      throw CommandFailure.nothingToDo
    }
    return try changing(context) { consent, store in
      let state = try consent.state()
      let typed = context.operands.first
      let named = try (context.invocation.value("--to") ?? context.invocation.value("--from"))
        .map { try context.who($0, in: state) }
      let isName = typed.map { state.directives[DirectiveID($0)] != nil } ?? false
      let selector = isName ? nil : try typed.map { try context.selector($0, store).canonical }
      let step = state.clearing { directive in
        if isName, directive.id.text != typed { return false }
        return (selector == nil || directive.selector.canonical == selector)
          && (named == nil || directive.who == named)
          && (purpose == nil || directive.purpose == purpose)
      }
      guard let step else { throw ConsentFailure.nothingToTakeBack }
      return step
    }
  }

  static let undo = CommandSpec(
    "consent undo", summary: Text(ja: "直前の変更を元に戻す", en: "take the latest change back")
  ) { context in
    try context.withVault(writing: true) { open in
      let consent = ConsentStore(open.store)
      guard let change = try consent.undo(at: context.now) else {
        throw ConsentFailure.nothingToTakeBack
      }
      let text = ConsentWords.undone(ConsentWords.change(change.step, try consent.state()))
      try context.tell(text)
      return .done
    }
  }

  static let base = CommandSpec(
    "consent base", operands: "[opt-out|opt-in]", count: 0...1,
    summary: Text(ja: "基本の決まりを見る・変える", en: "show or choose the base rule")
  ) { context in
    guard let typed = context.operands.first else {
      return try context.withVault { open in
        let state = try ConsentStore(open.store).state()
        try context.output.line(
          context.wantsJSON
            ? RecordJSON.object([("base", .string(state.base.rawValue))]).serialized()
            : context.say(ConsentWords.base(state.base)))
        return .done
      }
    }
    guard let rule = BaseRule(rawValue: typed) else {
      throw UsageError.badValue(option: "base", expected: "opt-out|opt-in")
    }
    return try changing(context) { consent, _ in
      guard try consent.state().base != rule else { throw ConsentFailure.nothingToTakeBack }
      return .base(rule)
    }
  }

  static let seal = CommandSpec(
    "consent seal", operands: "SELECTOR", count: 1...1,
    options: [ConsentOptions.until, ConsentOptions.reason],
    summary: Text(ja: "封をする（救急でも見せない）", en: "hide records from everyone, in emergencies too")
  ) { context in
    let until = try context.moment("--until", edge: .end)
    let reason = try context.reason()
    if let until, until <= context.now { throw ConsentFailure.emptyWindow }
    return try changing(context) { _, store in
      try context.tell(ConsentWords.sealWarning)
      return .sealed(
        RecordSeal(
          selector: try context.selector(context.operands[0], store), until: until,
          set: context.now, reason: reason))
    }
  }

  static let unseal = CommandSpec(
    "consent unseal", operands: "[SELECTOR]", count: 0...1,
    options: [OptionSpec("--all", Text(ja: "封をすべて", en: "every seal"))],
    summary: Text(ja: "封を解く", en: "take seals off")
  ) { context in
    guard !context.operands.isEmpty || context.invocation.has("--all") else {
      throw CommandFailure.nothingToDo
    }
    return try changing(context) { consent, store in
      let selector = try context.operands.first.map { try context.selector($0, store).canonical }
      let step = try consent.state().unsealing {
        selector == nil || $0.selector.canonical == selector
      }
      guard let step else { throw ConsentFailure.nothingToTakeBack }
      return step
    }
  }

  static let insured = CommandSpec(
    "consent insured", operands: "WHO show|hide", count: 2...2,
    summary: Text(ja: "保険証の記号・番号を見せる・見せない", en: "show or hide insured symbol and number")
  ) { context in
    guard let effect = PHRModel.Effect(rawValue: context.operands[1]) else {
      throw UsageError.badValue(option: "insured", expected: "show|hide")
    }
    return try changing(context) { consent, _ in
      let id = try context.recipient(context.operands[0], in: try consent.state())
      return .insuredNumbers(id, shown: effect == .show)
    }
  }

  static let publish = CommandSpec(
    "consent publish", summary: Text(ja: "同意設定をポータルへの送信箱に入れる", en: "queue consent for the portal")
  ) { context in
    try context.withVault(writing: true) { open in
      guard try !SyncStore.portals(open.store).isEmpty else { throw StoreError.noSuchPortal }
      let count = try ConsentPortal(open.store).publish(now: context.now)
      try context.tell(ConsentWords.queued(count))
      return .done
    }
  }

  /// Carries out one step and says what it means for whom.
  static func changing(
    _ context: CommandContext, _ step: (ConsentStore, RecordStore) throws -> ConsentStep
  ) throws -> ExitCode {
    try context.withVault(writing: true) { open in
      let consent = ConsentStore(open.store)
      let step = try step(consent, open.store)
      let outlook = try SharingFacts(open.store, now: context.now).outlook(of: step)
      try consent.append(step, at: context.now)
      let texts = outlook.changes.flatMap { ConsentWords.difference($0, outlook.state) }
      try context.tell(ConsentWords.done(ConsentWords.change(step, outlook.state)))
      for text in texts.isEmpty ? [ConsentWords.noDifference] : texts { try context.tell(text) }
      return .done
    }
  }
}
