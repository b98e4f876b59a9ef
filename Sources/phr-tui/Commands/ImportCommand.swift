import Foundation
import PHRModel

/// `import`: takes files into the vault.
enum ImportCommand {
  static let spec = CommandSpec(
    "import", operands: "FILE…", count: 1...10_000,
    options: [
      OptionSpec(
        "--format", "auto|jahis|kenshin|myna|fhir",
        Text(ja: "形式（既定: 内容で判断）", en: "format (default: told by the content)")),
      OptionSpec("--dry-run", Text(ja: "試すだけで何も変えない", en: "show what would happen")),
      OptionSpec(
        "--same-person",
        Text(ja: "氏名などが違っても同じ人", en: "it is the same person although details differ")),
    ],
    summary: Text(ja: "ファイルを取り込む", en: "import files"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let format = try forcedFormat(context)
    let sources = ImportSource.gather(context.operands, format: format)
    return try context.withVault(writing: true) { open in
      var tally = ImportTally()
      for source in sources {
        tally.count(try take(source, into: open.store, context))
      }
      return tally.exit
    }
  }

  private static func forcedFormat(_ context: CommandContext) throws -> ImportFormat? {
    guard let word = context.invocation.value("--format"), word != "auto" else { return nil }
    guard let format = ImportFormat(rawValue: word) else {
      throw UsageError.badValue(option: "--format", expected: "auto|jahis|kenshin|myna|fhir")
    }
    return format
  }

  /// Takes one file in its own transaction and reports on it.
  private static func take(
    _ source: ImportSource, into store: RecordStore, _ context: CommandContext
  ) throws -> ImportTally.Outcome {
    let rehearsed = context.invocation.has("--dry-run")
    do {
      let format = try source.format.get()
      let samePerson = context.invocation.has("--same-person")
      let work = {
        try self.work(source, format, store, now: context.now, samePerson: samePerson)
      }
      let report =
        rehearsed
        ? try store.connection.rehearsal(work) : try store.connection.transaction(work)
      try tell(report, of: source.name, rehearsed: rehearsed, context)
      return report.problems.contains { $0.severity == .error } ? .problems : .done
    } catch let refused as RefusedFile {
      try tell(refused, of: source.name, context)
      return .refused
    } catch let failure as CommandFailure {
      guard case .cannotRead = failure else { throw failure }
      try tell(failure, of: source.name, context)
      return .refused
    } catch let error as StoreError {
      guard case .otherPerson = error else { throw error }
      try tell(error, of: source.name, context)
      return .otherPerson
    }
  }

  /// Takes one file into the store; use it inside a transaction.
  ///
  /// - Throws: `RefusedFile` if nothing in it could be read, `StoreError`, `SQLiteError`.
  static func work(
    _ source: ImportSource, _ format: ImportFormat, _ store: RecordStore, now: Instant,
    samePerson: Bool
  ) throws -> ImportReport {
    let session = try ImportSession(
      store: store, format: format, reader: ImportReaders.reader(of: format),
      name: source.name, now: now, samePerson: samePerson)
    try source.read { try session.consume($0) }
    return try judged(try session.finish())
  }

  /// The report of a file in which something could be read.
  ///
  /// - Throws: `RefusedFile` if there was nothing.
  static func judged(_ report: ImportReport) throws -> ImportReport {
    // Nothing readable at all: the file changes nothing, not even by its original.
    let errors = report.problems.filter { $0.severity == .error }
    if let refusal = errors.first(where: \.refusesFile) { throw RefusedFile(problem: refusal) }
    if report.recordCount == 0, !report.filledProfile, let first = errors.first {
      throw RefusedFile(problem: first)
    }
    return report
  }

  private static func tell(
    _ report: ImportReport, of file: String, rehearsed: Bool, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      let json = ImportJSON.object(file: file, report: report, rehearsed: rehearsed)
      return try context.output.line(json.serialized())
    }
    let summary = ImportWords.summary(file: file, report: report, rehearsed: rehearsed)
    try context.output.talk(context.say(summary))
    if report.filledProfile { try context.tell(ImportWords.filledProfile(rehearsed: rehearsed)) }
    if report.consents > 0 { try context.tell(ImportWords.consents(report.consents)) }
    if !report.keptRaw.isEmpty { try context.tell(ImportWords.keptRaw(report.keptRaw)) }
    for problem in report.problems {
      try context.tell(ImportWords.line(file: file, problem: problem))
    }
    let more = report.problemCount - report.problems.count
    if more > 0 { try context.tell(ImportWords.more(more)) }
  }

  private static func tell(
    _ refused: RefusedFile, of file: String, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      try context.output.line(ImportJSON.refused(file: file, refused.problem).serialized())
    }
    try context.tell(ImportWords.line(file: file, problem: refused.problem))
  }

  private static func tell(
    _ failure: CommandFailure, of file: String, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      try context.output.line(ImportJSON.unreadable(file: file).serialized())
    }
    try context.tell(CommandWords.report(failure).message)
  }

  private static func tell(
    _ error: StoreError, of file: String, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      let problem = ImportProblem(.otherPerson)
      try context.output.line(ImportJSON.refused(file: file, problem).serialized())
    }
    let report = StoreWords.report(error)
    let name = CommandWords.shown(file)
    try context.tell(
      Text(ja: "\(name): \(report.message.ja)", en: "\(name): \(report.message.en)"))
    if let hint = report.hint { try context.tell(hint) }
  }
}

/// A file that cannot be imported at all.
struct RefusedFile: Error {
  let problem: ImportProblem
}

/// What became of all files of one call.
struct ImportTally {
  /// What became of one file.
  enum Outcome {
    case done, problems, refused, otherPerson
  }

  private var outcomes: [Outcome] = []

  mutating func count(_ outcome: Outcome) { outcomes.append(outcome) }

  /// Another person's file counts most; then files that could not be read at all.
  var exit: ExitCode {
    if outcomes.contains(.otherPerson) { return .refused }
    let refused = outcomes.count { $0 == .refused }
    if refused == outcomes.count { return .failed }
    return refused > 0 || outcomes.contains(.problems) ? .problems : .done
  }
}

/// The JSON form of import reports.
enum ImportJSON {
  static func object(file: String, report: ImportReport, rehearsed: Bool) -> JSONValue {
    let kinds = report.new.sorted { $0.key.rawValue < $1.key.rawValue }
    return RecordJSON.object([
      ("file", .string(file)), ("format", .string(report.format.rawValue)),
      ("dryRun", .bool(rehearsed)), ("new", RecordJSON.number(report.newCount)),
      (
        "kinds",
        RecordJSON.object(kinds.map { ($0.key.rawValue, RecordJSON.number($0.value)) })
      ),
      ("changed", RecordJSON.number(report.changed)),
      ("withdrawn", RecordJSON.number(report.withdrawn)),
      ("unchanged", RecordJSON.number(report.unchanged)),
      ("twins", RecordJSON.number(report.twins)),
      (
        "keptRaw",
        RecordJSON.object(
          report.keptRaw.sorted { $0.key < $1.key }.map { ($0.key, RecordJSON.number($0.value)) })
      ),
      ("problemCount", RecordJSON.number(report.problemCount)),
      ("problems", .array(report.problems.map(problem))),
    ])
  }

  static func refused(file: String, _ problem: ImportProblem) -> JSONValue {
    RecordJSON.object([
      ("file", .string(file)), ("format", .null), ("new", 0), ("problemCount", 1),
      ("problems", .array([self.problem(problem)])),
    ])
  }

  /// A file that could not be opened or read.
  static func unreadable(file: String) -> JSONValue {
    RecordJSON.object([
      ("file", .string(file)), ("format", .null), ("new", 0), ("problemCount", 1),
      ("problems", [["severity": "error", "line": .null, "field": .null, "reason": "cannotRead"]]),
    ])
  }

  private static func problem(_ problem: ImportProblem) -> JSONValue {
    RecordJSON.object([
      ("severity", .string(problem.severity.rawValue)),
      (
        problem.countsEntries ? "entry" : "line",
        problem.line.map { RecordJSON.number($0) } ?? .null
      ),
      ("field", RecordJSON.text(problem.field)), ("reason", .string(problem.reason.rawValue)),
    ])
  }
}
