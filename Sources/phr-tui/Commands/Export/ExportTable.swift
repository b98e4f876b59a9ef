/// The commands by which data leave the vault.
enum ExportTable {
  static let commands = [
    ExportSummaryCommand.spec, ExportRecordsCommand.spec, ExportJahisCommand.spec,
    ExpensesCommand.export, ExportEmergencyCommand.spec, ExportResearchCommand.spec,
    ExportOpenCommand.spec, ExpensesCommand.show,
  ]
}
