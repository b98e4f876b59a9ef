/// The commands by which data leave the vault.
enum ExportTable {
  static let commands = [ExportSummaryCommand.spec, ExportOpenCommand.spec]
}
