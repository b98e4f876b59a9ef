import PHRModel

/// `vault restore`: brings a backup back; what it replaces is kept.
enum VaultRestoreCommand {
  static let spec = CommandSpec(
    "vault restore", operands: "[FILE]", count: 0...1,
    options: [
      OptionSpec(
        "--force",
        Text(ja: "新しい記録ファイルの上でも確認なしに戻す", en: "replace even a newer vault, unasked"))
    ],
    summary: Text(
      ja: "控えを戻す（既定: 一つ前の .prev）", en: "bring a backup back (default: the .prev file)"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let source = context.operands.first ?? context.vaultPath + ".prev"
    let place = context.vaults.options.stateDirectory
    let path = context.vaultPath
    return try context.withCopy(source) { copy in
      _ = try copy.verify()
      if let objection = copy.objection(rememberedIn: place) {
        try context.tell(VaultStandingWords.note(objection))
      }
      let standing = try copy.standing(over: path)
      if standing.needsConfirmation {
        try context.confirm(VaultStandingWords.replace(standing))
      }
      try VaultFolder.prepare(for: path)
      let previous = try context.patiently { try copy.restore(to: path, rememberingIn: place) }
      if context.wantsJSON {
        let json = RecordJSON.object([
          ("vault", .string(path)), ("previous", RecordJSON.text(previous)),
        ])
        try context.output.line(json.serialized())
      } else {
        for line in VaultBackupWords.restored(path, previous: previous) { try context.tell(line) }
      }
      return .done
    }
  }
}

extension CommandContext {
  /// Opens another copy of a vault to look at it; nothing is written, nothing remembered.
  func withCopy<Value>(_ path: String, _ body: (Vault) throws -> Value) throws -> Value {
    let copy = try unlocking(path) { credential in
      try patiently {
        try Vault.openCopy(at: path, credential: credential, options: vaults.options)
      }
    }
    defer { copy.close() }
    try tellNotices(of: copy)
    return try body(copy)
  }
}
