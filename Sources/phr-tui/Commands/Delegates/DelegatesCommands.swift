import Foundation
import PHRModel

/// `delegates list`: the grants and their files.
enum DelegatesListCommand {
  static let spec = CommandSpec(
    "delegates list", summary: Text(ja: "代理人の一覧", en: "list the delegates"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVault { open in
      let store = DelegateStore(open.store)
      let born = try open.store.profile().birthDate
      let grants = try store.grants()
      for grant in grants {
        let standing = try store.standing(of: grant.id)
        if context.wantsJSON {
          try context.output.line(json(grant, standing, context.now).serialized())
        } else {
          try context.output.line(
            context.say(DelegateWords.row(grant, standing, at: context.now)))
        }
        if let born, grant.needsConfirmation(at: context.now, holderBorn: born) {
          try context.tell(DelegateWords.needsConfirmation(grant.delegate))
        }
        if grant.reviewIsDue(at: context.now) {
          try context.tell(DelegateWords.reviewIsDue(grant.delegate))
        }
      }
      if grants.isEmpty, !context.wantsJSON { try context.tell(DelegateWords.none) }
      return .done
    }
  }

  private static func json(
    _ grant: Grant, _ standing: (path: String, refreshed: Instant?, hasReplied: Bool)?,
    _ now: Instant
  ) -> JSONValue {
    RecordJSON.object([
      ("id", .string(grant.id.text)), ("name", .string(grant.delegate)),
      ("relation", .string(grant.relation)), ("basis", .string(grant.basis.rawValue)),
      ("scope", .array(grant.scope.map { .string($0.description) })),
      ("except", .array(grant.exclusions.map { .string($0.description) })),
      ("right", .string(grant.right.rawValue)),
      ("from", RecordJSON.text(grant.window.from?.description)),
      ("until", RecordJSON.text(grant.window.until?.description)),
      ("purpose", .string(grant.purpose)),
      ("status", .string(DelegateWords.word(grant.status(at: now)))),
      ("file", RecordJSON.text(standing?.path)),
      ("refreshed", RecordJSON.text(standing?.refreshed?.description)),
      ("replied", .bool(standing?.hasReplied ?? false)),
    ])
  }
}

/// `delegates refresh`: brings files up to date, in both directions.
enum DelegatesRefreshCommand {
  static let spec = CommandSpec(
    "delegates refresh", operands: "[NAME]", count: 0...1,
    options: [
      OptionSpec(
        "--out", "FILE", Text(ja: "ファイルの新しい場所", en: "another place for the file from now on"))
    ],
    summary: Text(ja: "代理人用ファイルを最新にし、返信を受け取る", en: "bring delegates' files up to date"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let out = context.invocation.value("--out").map { URL(fileURLWithPath: $0).path }
    if out != nil, context.operands.isEmpty {
      throw UsageError.missingOperand(command: spec.name, usage: "NAME")
    }
    return try context.withVault(writing: true) { open in
      let store = DelegateStore(open.store)
      let named = try context.operands.first.map { [try store.grant(named: $0, at: context.now)] }
      var hasFailed = false
      for grant in try named ?? store.grants().filter(store.hasPlace) {
        do {
          let outcome = try DelegateExchange(store, options: context.vaults.options).refresh(
            grant.id, movingTo: out, now: context.now)
          try report(grant, outcome, context)
        } catch let error as DelegateError where named == nil {
          hasFailed = true
          try context.tell(ErrorWords.report(error).message)
        }
      }
      return hasFailed ? .problems : .done
    }
  }

  /// What a refresh did, for one delegate.
  static func report(
    _ grant: Grant, _ outcome: DelegateExchange.Outcome, _ context: CommandContext
  ) throws {
    for text in DelegateWords.came(outcome.intake) { try context.tell(text) }
    if let problem = outcome.problem {
      try context.tell(DelegateWords.problem(problem, grant.delegate))
    }
    guard context.wantsJSON else {
      return try context.tell(DelegateWords.refreshed(grant.delegate, outcome))
    }
    let json = RecordJSON.object([
      ("id", .string(grant.id.text)), ("name", .string(grant.delegate)),
      ("way", .string(DelegateWords.word(outcome.way))),
      ("records", RecordJSON.number(outcome.records)),
      ("received", RecordJSON.number(outcome.received)),
      ("pending", RecordJSON.number(outcome.intake.pending)),
      ("consents", RecordJSON.number(outcome.intake.consents)),
      ("replyProblem", RecordJSON.text(outcome.problem.map { "\($0)" })),
    ])
    try context.output.line(json.serialized())
  }
}

/// `delegates revoke`, `delegates confirm`: the end of a grant, and the child's word at 15.
enum DelegatesEndCommands {
  static let revoke = CommandSpec(
    "delegates revoke", operands: "NAME", count: 1...1,
    summary: Text(ja: "代理権を取り消す", en: "end a delegate's grant")
  ) { context in
    try context.withVault(writing: true) { open in
      let store = DelegateStore(open.store)
      let grant = try store.grant(named: context.operands[0], at: context.now)
      guard !grant.hasEnded(at: context.now) else { throw DelegateError.noSuchDelegate }
      try store.revoke(grant.id, at: context.now)
      try context.tell(DelegateWords.revoked(grant.delegate))
      do {
        let outcome = try DelegateExchange(store, options: context.vaults.options).refresh(
          grant.id, now: context.now)
        try DelegatesRefreshCommand.report(grant, outcome, context)
      } catch let error as DelegateError {
        try context.tell(ErrorWords.report(error).message)
      }
      try context.tell(DelegateWords.copiesRemain)
      return .done
    }
  }

  static let confirm = CommandSpec(
    "delegates confirm", operands: "NAME", count: 1...1,
    summary: Text(
      ja: "15歳になった本人が、親の代理権の継続を認める", en: "the child, now 15, lets a parent's grant go on")
  ) { context in
    try context.withVault(writing: true) { open in
      let store = DelegateStore(open.store)
      let grant = try store.grant(named: context.operands[0], at: context.now)
      try store.confirm(grant.id, at: context.now)
      try context.tell(DelegateWords.confirmed(grant.delegate))
      return .done
    }
  }
}

/// `delegates log|proposals|accept|decline`: what came back.
enum DelegatesLogCommands {
  static let log = CommandSpec(
    "delegates log", operands: "[NAME]", count: 0...1,
    summary: Text(ja: "代理人の閲覧記録とメモ", en: "what delegates looked at and noted")
  ) { try list($0, states: []) }

  static let proposals = CommandSpec(
    "delegates proposals", operands: "[NAME]", count: 0...1,
    summary: Text(ja: "代理人からの提案（判断待ち）", en: "proposals that wait for you")
  ) { try list($0, states: [.pending]) }

  static let accept = CommandSpec(
    "delegates accept", operands: "NUMBER", count: 1...1,
    summary: Text(ja: "提案を受け入れる", en: "take a proposal")
  ) { context in
    let number = try number(context)
    return try context.withVault(writing: true) { open in
      if let id = try DelegateStore(open.store).accept(number, at: context.now) {
        try context.output.line(id.text)
      }
      try context.tell(DelegateWords.accepted(number))
      return .done
    }
  }

  static let decline = CommandSpec(
    "delegates decline", operands: "NUMBER", count: 1...1,
    summary: Text(ja: "提案を断る", en: "do not take a proposal")
  ) { context in
    let number = try number(context)
    return try context.withVault(writing: true) { open in
      try DelegateStore(open.store).decline(number)
      try context.tell(DelegateWords.declined(number))
      return .done
    }
  }

  private static func number(_ context: CommandContext) throws -> Int {
    guard let number = Int(context.operands[0]), number > 0 else {
      throw UsageError.badValue(option: "NUMBER", expected: "1…")
    }
    return number
  }

  private static func list(
    _ context: CommandContext, states: Set<DelegateEntry.State>
  ) throws -> ExitCode {
    try context.withVault { open in
      if open.vault.readOnlyReason == nil { try context.refreshDelegates(open.store) }
      let store = DelegateStore(open.store)
      let grants = try store.grants()
      let named = try context.operands.first.map { try store.grant(named: $0, at: context.now) }
      for entry in try store.entries(of: named?.id, states: states) {
        let name = grants.first { $0.id == entry.delegate }?.delegate ?? entry.delegate.text
        try context.output.line(
          context.wantsJSON
            ? DelegateJSON.entry(entry, name).serialized()
            : context.say(DelegateWords.line(entry, name)))
      }
      return .done
    }
  }
}

/// What came back, as JSON.
enum DelegateJSON {
  /// An entry as it reached the holder.
  static func entry(_ entry: DelegateEntry, _ name: String) -> JSONValue {
    RecordJSON.object(
      [
        ("number", RecordJSON.number(entry.id)), ("delegate", .string(name)),
        ("at", .string(entry.at.description)), ("received", .string(entry.received.description)),
        ("state", .string(entry.state.rawValue)),
        ("result", RecordJSON.text(entry.record?.text)),
      ] + act(entry.act))
  }

  /// What was done.
  static func act(_ act: DelegateAct) -> [(String, JSONValue)] {
    switch act {
    case .opened: [("act", .string("opened"))]
    case .viewed(let id): [("act", .string("viewed")), ("record", .string(id.text))]
    case .exported(let name): [("act", .string("exported")), ("command", .string(name))]
    case .note(let id, let text):
      [
        ("act", .string("note")), ("record", RecordJSON.text(id?.text)), ("text", .string(text)),
      ]
    case .proposed(let proposal):
      [
        ("act", .string("proposed")), ("kind", .string(proposal.kind.rawValue)),
        ("record", RecordJSON.text(proposal.correcting?.text)),
        (
          "fields",
          RecordJSON.object(proposal.fields.map { ($0.name, .string($0.value)) })
        ),
      ]
    case .consent(let request):
      [
        ("act", .string("consent")), ("effect", .string(request.effect.rawValue)),
        ("selector", .string(request.selector.description)),
        ("who", .string(request.who.description)),
        ("purpose", RecordJSON.text(request.purpose?.rawValue)),
        ("from", RecordJSON.text(request.window.from?.description)),
        ("until", RecordJSON.text(request.window.until?.description)),
        ("reason", RecordJSON.text(request.reason)),
      ]
    }
  }
}
