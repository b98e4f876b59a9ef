import PHRModel

/// `vault slots`: what opens the vault.
enum VaultSlotsCommand {
  static let spec = CommandSpec(
    "vault slots", summary: Text(ja: "記録ファイルを開く鍵の一覧", en: "list what opens the vault"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVaultFile(writing: false, options: context.vaultOptions) { unlocked in
      for slot in unlocked.vault.slots {
        let line =
          context.wantsJSON
          ? json(slot).serialized() : VaultKeyWords.line(slot, context.language)
        try context.output.line(line)
      }
      return .done
    }
  }

  private static func json(_ slot: VaultSlot) -> JSONValue {
    RecordJSON.object([
      ("slot", RecordJSON.number(slot.index)),
      ("kind", .string(VaultInfoWords.name(of: slot.kind).en)),
      ("log2N", slot.cost.map { RecordJSON.number($0.log2N) } ?? .null),
    ])
  }
}

/// `vault slots remove`: takes one key away, but never the last.
enum VaultSlotRemoveCommand {
  static let spec = CommandSpec(
    "vault slots remove", operands: "N", count: 1...1,
    options: [OptionSpec("--force", Text(ja: "確認を省く", en: "do not ask"))],
    summary: Text(ja: "鍵を一つ取り外す", en: "remove a key"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    guard let number = Int(context.operands[0]) else {
      throw UsageError.badValue(option: "N", expected: "0…14")
    }
    return try context.withVaultFile(writing: true, options: context.vaultOptions) { unlocked in
      let vault = unlocked.vault
      guard let slot = vault.slots.first(where: { $0.index == number }) else {
        throw VaultError.noSuchSlot
      }
      if vault.slots.count == 1 { throw VaultError.lastSlot }
      try context.confirm(VaultKeyWords.askRemove(slot))
      try context.patiently { try vault.removeSlot(number) }
      for line in VaultKeyWords.removed { try context.tell(line) }
      return .done
    }
  }
}
