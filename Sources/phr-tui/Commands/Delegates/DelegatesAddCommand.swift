import Foundation
import PHRModel

/// `delegates add`: gives a grant, writes the delegate's file and prints its one-time code.
enum DelegatesAddCommand {
  static let spec = CommandSpec(
    "delegates add", operands: "NAME", count: 1...1, options: options,
    summary: Text(ja: "代理人に見せる範囲を決め、代理人用ファイルを作る", en: "give a delegate a limited file"),
    run: run)

  private static let options: [OptionSpec] = [
    OptionSpec("--relation", "R", Text(ja: "続柄", en: "relation to the holder")),
    OptionSpec(
      "--basis", Grant.Basis.allCases.map(\.rawValue).joined(separator: "|"),
      Text(ja: "根拠（親権・後見・任意後見・委任・介護する親族・遺族・その他）", en: "legal basis")),
    OptionSpec("--scope", "SELECTOR", repeats: true, Text(ja: "見せる記録", en: "records to show")),
    OptionSpec(
      "--except", "SELECTOR", repeats: true, Text(ja: "そのうち見せない記録", en: "but not these")),
    OptionSpec(
      "--right", "view|export|consent", Text(ja: "できること（既定 view）", en: "right (default view)")),
    OptionSpec("--from", "D", Text(ja: "この日から", en: "from this day")),
    OptionSpec("--until", "D", Text(ja: "この日まで（既定は1年）", en: "until this day (default a year)")),
    OptionSpec("--purpose", "TEXT", Text(ja: "目的", en: "what it is for")),
    OptionSpec(
      "--incapacity", "TEXT",
      Text(ja: "本人が決められない理由（介護する親族）", en: "why the person cannot decide (caring-relative)")),
    OptionSpec("--review", "D", Text(ja: "見直す日（介護する親族）", en: "review date (caring-relative)")),
    OptionSpec("--out", "FILE", Text(ja: "代理人用ファイル", en: "the delegate's file")),
    OptionSpec(
      "--letter", "FILE",
      Text(ja: "コードと開け方を書いた手紙（印刷用）", en: "a letter with the code and how to open it")),
  ]

  private static func run(_ context: CommandContext) throws -> ExitCode {
    guard let out = context.invocation.value("--out"), !out.isEmpty else {
      throw UsageError.missingValue("--out")
    }
    let path = URL(fileURLWithPath: out).path
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure.alreadyExists(file: out)
    }
    let letter = context.invocation.value("--letter")
    if let letter { try DelegateLetter.requireFree(letter) }
    return try context.withVault(writing: true) { open in
      let store = DelegateStore(open.store)
      let born = try open.store.profile().birthDate
      let given = try store.give(
        try grant(context, open.store, born), path: path, at: context.now)
      let exchange = DelegateExchange(store, options: context.vaults.options)
      let outcome = try exchange.refresh(given.grant.id, now: context.now)
      if let letter {
        try DelegateLetter.write(
          to: letter, given.grant, given.code, file: path, holder: try open.store.profile().name,
          context)
      }
      try report(given.grant, given.code, path, outcome, context)
      return .done
    }
  }

  private static func grant(
    _ context: CommandContext, _ store: RecordStore, _ born: PartialDate?
  ) throws -> Grant {
    let basis = try context.choice("--basis", Grant.Basis.self) ?? .other
    let from = try context.day("--from").map { Instant(startOf: $0) }
    let until = try context.day("--until", last: true).map { Instant(startOf: $0.adding(days: 1)) }
    let proposed = Grant.proposedEnd(
      from: (from ?? context.now).day, basis: basis, holderBorn: born)
    func typed(_ option: String) throws -> String? {
      try context.invocation.value(option).map(context.typed)
    }
    var grant = Grant(
      id: RecipientID(""), delegate: try context.typed(context.operands[0]),
      relation: try typed("--relation") ?? "",
      basis: basis, scope: try selectors("--scope", context, store),
      exclusions: try selectors("--except", context, store),
      right: try context.choice("--right", Grant.Right.self) ?? .view,
      window: ConsentWindow(from: from ?? context.now, until: until ?? proposed),
      purpose: try typed("--purpose") ?? context.say(DelegateWords.usualPurpose))
    grant.incapacityReason = try typed("--incapacity")
    grant.review = try context.day("--review").map { PartialDate($0) }
    return grant
  }

  /// The selectors of an option; a record is named by its id or its first characters.
  private static func selectors(
    _ option: String, _ context: CommandContext, _ store: RecordStore
  ) throws -> [Selector] {
    try context.invocation.values(option).map { text in
      let selector: Selector
      do throws(SelectorProblem) {
        selector = try Selector(parsing: text)
      } catch {
        throw UsageError.badValue(
          option: option,
          expected: "ID | episode:ID | tag:T | facility:NAME | kind:K[:FROM..TO] | period:FROM..TO"
            + " | all")
      }
      guard case .record(let id) = selector else { return selector }
      return .record(try store.find(id.text).id)
    }
  }

  private static func report(
    _ grant: Grant, _ code: RecoveryCode, _ path: String, _ outcome: DelegateExchange.Outcome,
    _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      let json = RecordJSON.object([
        ("id", .string(grant.id.text)), ("file", .string(path)), ("code", .string(code.printed)),
        ("records", RecordJSON.number(outcome.records)),
        ("until", RecordJSON.text(grant.window.until?.description)),
      ])
      return try context.output.line(json.serialized())
    }
    try context.tell(DelegateWords.given(grant, path, outcome.records))
    for line in DelegateWords.limits { try context.tell(line) }
    if grant.basis == .bereaved {
      for line in DelegateWords.bereaved { try context.tell(line) }
    }
    try context.tell(DelegateWords.code)
    try context.output.line(code.printed)
  }
}
