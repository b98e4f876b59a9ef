/// The `vault` family, for the table of commands.
enum VaultTable {
  static let commands: [CommandSpec] = [
    VaultInfoCommand.spec, VaultVerifyCommand.spec, VaultPassphraseCommand.spec,
    VaultRecoveryCommand.spec, VaultSlotsCommand.spec, VaultSlotRemoveCommand.spec,
    VaultKeyFileCommands.add, VaultKeyFileCommands.remove, VaultRekeyCommand.spec,
    VaultBackupCommand.spec, VaultRestoreCommand.spec, VaultCompactCommand.spec,
    VaultSalvageCommand.spec, VaultExportCommand.spec,
  ]
}
