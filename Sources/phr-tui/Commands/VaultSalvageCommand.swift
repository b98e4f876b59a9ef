import Foundation
import PHRModel

/// `vault salvage`: copies whatever authenticates into a new vault and lists what was lost.
enum VaultSalvageCommand {
  static let spec = CommandSpec(
    "vault salvage", operands: "[FILE]", count: 0...1,
    options: [
      OptionSpec("--to", "NEW", Text(ja: "新しい記録ファイル（必須）", en: "the new vault (needed)")),
      OptionSpec(
        "--header", "FILE",
        Text(
          ja: "ヘッダーの代わり: 控えのファイルか、リカバリー用紙の写し",
          en: "in place of the header: a backup, or the typed recovery sheet")),
      OptionSpec(
        "--new-passphrase-file", "FILE",
        Text(ja: "新しいパスフレーズを書いたファイル", en: "a file that holds a new passphrase")),
    ],
    summary: Text(
      ja: "壊れた記録ファイルから読めるものを救い出す", en: "copy what can be read out of a damaged vault"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    guard let target = context.invocation.value("--to") else {
      throw UsageError.missingValue("--to")
    }
    let source = context.operands.first ?? context.vaultPath
    let header = try header(context)
    let (salvage, credential) = try context.unlocking(source) { credential in
      let salvage = try Salvage(
        of: source, credential: credential, header: header,
        template: try SalvageCopy.template(), options: context.vaults.options)
      return (salvage, credential)
    }
    let (code, outcome, records) = try copy(salvage, credential, to: target, context)
    try report(salvage, outcome, records: records, target: target, code, context)
    return salvage.losses.isEmpty && outcome.isWhole ? .done : .problems
  }

  /// A sheet is text; a backup begins like a vault.
  private static func header(_ context: CommandContext) throws -> SalvageHeader {
    guard let path = context.invocation.value("--header") else { return .own }
    let (bytes, _) = try InputFile.head(of: path, length: 1 << 16)
    guard let text = String(validating: bytes, as: UTF8.self), !text.hasPrefix("PHRVLT") else {
      return .file(path)
    }
    do {
      return .sheet(try RecoverySheet(parsing: text))
    } catch let problem as RecoverySheet.Problem {
      throw VaultCommandFailure.sheet(problem)
    }
  }

  private static func copy(
    _ salvage: Salvage, _ credential: VaultCredential, to target: String,
    _ context: CommandContext
  ) throws -> (RecoveryCode, SalvageCopy.Outcome, Int) {
    try VaultFolder.prepare(for: target)
    let made: (vault: Vault, recoveryCode: RecoveryCode)
    do {
      made = try Vault.create(
        at: target, credential: try newCredential(credential, context),
        options: context.newKeyOptions)
    } catch VaultError.alreadyExists {
      throw CommandFailure.alreadyExists(file: target)
    }
    defer { made.vault.close() }
    let connection = try Connection(path: target, vfs: made.vault.vfsName)
    let outcome = try SalvageCopy.copy(salvage, to: connection)
    let records = try RecordStore(connection).count(RecordQuery())
    return (made.recoveryCode, outcome, records)
  }

  /// The same passphrase; a recovery code cannot be carried over, so that a new one is asked.
  private static func newCredential(
    _ credential: VaultCredential, _ context: CommandContext
  ) throws -> VaultCredential {
    switch credential {
    case .passphrase, .passphraseAndKeyFile:
      guard context.invocation.has("--new-passphrase-file") else { return credential }
    case .recoveryCode, .exchangeKey: break
    }
    return .passphrase(try context.newPassphrase())
  }

  private static func report(
    _ salvage: Salvage, _ outcome: SalvageCopy.Outcome, records: Int, target: String,
    _ code: RecoveryCode, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      let json = json(salvage, outcome, records: records, target: target, code)
      return try context.output.line(json.serialized())
    }
    try context.output.talk(context.say(VaultSalvageWords.counted(salvage, records: records)))
    for line in VaultSalvageWords.losses(salvage.losses, outcome) {
      try context.output.talk(context.say(line))
    }
    if !salvage.losses.commits.isEmpty { try context.tell(VaultSalvageWords.mixed) }
    for line in VaultSalvageWords.saved(target) { try context.tell(line) }
    try context.tell(VaultSalvageWords.rekeyHint)
    try context.output.line(code.printed)
  }

  private static func json(
    _ salvage: Salvage, _ outcome: SalvageCopy.Outcome, records: Int, target: String,
    _ code: RecoveryCode
  ) -> JSONValue {
    func spans(_ ranges: [Range<UInt64>]) -> JSONValue {
      .array(
        ranges.map {
          .array([RecordJSON.number($0.lowerBound), RecordJSON.number($0.upperBound)])
        })
    }
    let losses = salvage.losses
    return RecordJSON.object([
      ("vault", .string(target)), ("recoveryCode", .string(code.printed)),
      ("frames", RecordJSON.number(salvage.frames)),
      ("commits", RecordJSON.number(salvage.commits)), ("records", RecordJSON.number(records)),
      ("lostHeader", .bool(losses.header)), ("unreadable", spans(losses.gaps)),
      ("lostFrames", .array(losses.frames.map { RecordJSON.number($0) })),
      ("lostBlocks", spans(losses.blocks)),
      ("lostCommits", .array(losses.commits.map { RecordJSON.number($0) })),
      ("cutTables", .array(outcome.tables.filter(\.isCut).map { .string($0.name) })),
    ])
  }
}
