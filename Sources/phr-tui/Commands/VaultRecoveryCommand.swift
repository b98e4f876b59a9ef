import PHRModel

/// `vault recovery`: a new recovery code, or the printed sheet of the present one.
enum VaultRecoveryCommand {
  static let spec = CommandSpec(
    "vault recovery",
    options: [
      OptionSpec(
        "--sheet",
        Text(
          ja: "コードは変えず、ヘッダー喪失に備える用紙を印刷する",
          en: "keep the code; print the sheet for a lost header"))
    ],
    summary: Text(ja: "リカバリーコードを新しくする", en: "make a new recovery code"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    if context.invocation.has("--sheet") { return try printSheet(context) }
    return try context.withVaultFile(writing: true, options: context.vaultOptions) { unlocked in
      let vault = unlocked.vault
      let former = vault.slots.filter { $0.kind == .recoveryCode }
      let code = RecoveryCode.random()
      try context.patiently {
        if let first = former.first {
          try vault.replaceSlot(first.index, with: .recoveryCode(code))
        } else {
          _ = try vault.addSlot(for: .recoveryCode(code))
        }
      }
      for other in former.dropFirst() {
        try context.patiently { try vault.removeSlot(other.index) }
      }
      try show(code, hadOne: !former.isEmpty, context)
      return .done
    }
  }

  private static func show(
    _ code: RecoveryCode, hadOne: Bool, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      let json = RecordJSON.object([("recoveryCode", .string(code.printed))])
      try context.output.line(json.serialized())
    } else {
      try context.tell(VaultKeyWords.newCode)
      try context.output.line(code.printed)
    }
    guard hadOne else { return }
    for line in VaultKeyWords.oldCode { try context.tell(line) }
  }

  private static func printSheet(_ context: CommandContext) throws -> ExitCode {
    try context.withVaultFile(writing: false, options: context.vaultOptions) { unlocked in
      guard let sheet = unlocked.vault.recoverySheet else {
        throw VaultCommandFailure.noRecoverySlot
      }
      if context.wantsJSON {
        let json = RecordJSON.object([
          ("vault", .string(HexText.of(sheet.vaultID))),
          ("lines", .array(sheet.lines.map { .string($0) })),
        ])
        try context.output.line(json.serialized())
        return .done
      }
      for line in VaultKeyWords.sheet(sheet, context.language) { try context.output.line(line) }
      return .done
    }
  }
}
