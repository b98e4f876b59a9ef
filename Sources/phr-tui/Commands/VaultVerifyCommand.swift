import PHRModel

/// `vault verify`: reads and authenticates every byte of the vault, or of another copy.
enum VaultVerifyCommand {
  static let spec = CommandSpec(
    "vault verify", operands: "[FILE]", count: 0...1,
    summary: Text(ja: "記録ファイルや控えを隅々まで検査する", en: "read and check every byte"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    guard let path = context.operands.first else {
      return try context.withVaultFile(writing: false, options: context.vaultOptions) {
        try verify($0.vault, path: context.vaultPath, context)
      }
    }
    return try context.withCopy(path) { copy in
      if let objection = copy.objection(rememberedIn: context.vaults.options.stateDirectory) {
        try context.tell(VaultStandingWords.note(objection))
      }
      return try verify(copy, path: path, context)
    }
  }

  private static func verify(
    _ vault: Vault, path: String, _ context: CommandContext
  ) throws -> ExitCode {
    let found = try context.patiently { try vault.verify() }
    let isSound = try isSound(vault)
    if context.wantsJSON {
      try context.output.line(json(found, path: path, isSound: isSound).serialized())
    } else {
      try context.output.talk(context.say(VaultInfoWords.verified(found)))
      if !isSound { try context.tell(VaultInfoWords.databaseDamaged) }
    }
    return isSound ? .done : .damaged
  }

  /// Whether the database agrees with itself; an empty vault has none yet.
  private static func isSound(_ vault: Vault) throws -> Bool {
    let connection = try Connection(
      path: vault.path, vfs: vault.vfsName, readOnly: vault.readOnlyReason != nil)
    return try connection.query("PRAGMA integrity_check") { $0.text(at: 0) ?? "" } == ["ok"]
  }

  /// What a full reading counted.
  static func json(
    _ found: VaultVerification, path: String, isSound: Bool = true
  ) -> JSONValue {
    RecordJSON.object([
      ("path", .string(path)), ("frames", RecordJSON.number(found.frames)),
      ("commits", RecordJSON.number(found.commits)), ("bytes", RecordJSON.number(found.bytes)),
      ("database", .bool(isSound)),
    ])
  }
}
