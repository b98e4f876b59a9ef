import Foundation
import PHRModel
import PHRSync

/// `sync`: pulls from the portal once, or again and again.
enum SyncCommand {
  static let spec = CommandSpec(
    "sync",
    options: [
      PortalOptions.portal,
      OptionSpec("--watch", Text(ja: "続けて何度も取り込む", en: "keep pulling")),
      OptionSpec(
        "--interval", "SECONDS",
        Text(ja: "--watch の間隔（既定 60 秒）", en: "pause of --watch (default: 60)")),
      OptionSpec("--dry-run", Text(ja: "何が変わるかだけを見る", en: "only show what would change")),
      OptionSpec("--full", Text(ja: "全部を比べ直す", en: "compare everything again")),
    ],
    summary: Text(ja: "ポータルから取り込む", en: "pull from the portal"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVault(writing: true) { open in
      let base = try PortalOptions.base(context, records: open.store)
      let session = try SyncSession(context, records: open.store, base: base)
      if try session.isNew { try session.signIn() }
      if context.invocation.has("--dry-run") { return try rehearse(session, context) }
      guard context.invocation.has("--watch") else { return try once(session, context) }
      return try watch(session, context)
    }
  }

  private static func once(_ session: SyncSession, _ context: CommandContext) throws -> ExitCode {
    let report = try session.pull(full: context.invocation.has("--full"))
    try AfterPull.run(session.records, now: context.now)
    try SyncTable.write(report, context)
    return exitCode(of: report)
  }

  /// Pulls inside a transaction that is taken back, and shows the difference.
  private static func rehearse(
    _ session: SyncSession, _ context: CommandContext
  ) throws -> ExitCode {
    let store = session.records
    let report = try store.connection.rehearsal {
      let before = try standing(store)
      let report = try session.pull(full: context.invocation.has("--full"), writes: false)
      if !context.wantsJSON { try writeDifference(before, try store.list(RecordQuery()), context) }
      return report
    }
    // Renewed tokens are the one thing that a rehearsal must not take back: they work only once.
    try session.keepTokens()
    try SyncTable.write(report, context)
    return exitCode(of: report)
  }

  private static func standing(_ store: RecordStore) throws -> [RecordID: RecordSummary] {
    let rows = try store.list(RecordQuery()).map { ($0.id, $0) }
    return Dictionary(rows, uniquingKeysWith: { $1 })
  }

  private static func writeDifference(
    _ before: [RecordID: RecordSummary], _ after: [RecordSummary], _ context: CommandContext
  ) throws {
    let columns = context.output.columns.map { $0 - 2 }
    for row in after {
      let old = before[row.id]
      guard old?.version != row.version || old?.status != row.status else { continue }
      let mark = old == nil ? "+" : row.status == .active ? "~" : "-"
      try context.output.line(
        "\(mark) " + RecordLine.text(row, language: context.language, columns: columns))
    }
  }

  /// Pulls until the program is ended; pauses grow while nobody answers.
  private static func watch(_ session: SyncSession, _ context: CommandContext) throws -> ExitCode {
    let interval = Double(try context.number("--interval", in: 1...86_400) ?? 60)
    var schedule = WatchSchedule(interval: interval, seed: RandomBytes.uint64())
    while true {
      let report = try session.pull(full: false)
      try AfterPull.run(session.records, now: context.now)
      if report.total.new + report.total.changed + report.total.withdrawn > 0
        || report.outcome != .complete
      {
        try context.refreshDelegates(session.records)
        try SyncTable.write(report, context)
        try context.output.flush()
      }
      if case .stranger = report.outcome { return .refused }
      if report.outcome == .signInAgain { return .portal }
      Thread.sleep(forTimeInterval: schedule.pause(after: report, now: context.now))
    }
  }

  /// How the program ends after a pull.
  static func exitCode(of report: SyncReport) -> ExitCode {
    if case .stranger = report.outcome { return .refused }
    if report.isIncomplete { return .portal }
    return report.hasProblems ? .problems : .done
  }
}

/// The portal that a command is about.
enum PortalOptions {
  static let portal = OptionSpec(
    "--portal", "URL",
    Text(
      ja: "ポータルの FHIR アドレス（既定: 最後に使ったもの）",
      en: "FHIR address of the portal (default: the one used last)"))

  /// The address that was typed, else the one used last.
  ///
  /// - Throws: `UsageError`, `StoreError.noSuchPortal`.
  static func base(_ context: CommandContext, records: RecordStore) throws -> PortalBase {
    if let typed = try typedBase(context) { return typed }
    guard let used = try SyncStore.portals(records).first, let base = PortalBase(used) else {
      throw StoreError.noSuchPortal
    }
    return base
  }

  /// The address that was typed.
  ///
  /// - Throws: `UsageError`.
  static func typedBase(_ context: CommandContext) throws -> PortalBase? {
    guard let typed = context.invocation.value("--portal") else { return nil }
    guard let base = PortalBase(typed) else {
      throw UsageError.badValue(option: "--portal", expected: "https://…/fhir")
    }
    return base
  }
}
