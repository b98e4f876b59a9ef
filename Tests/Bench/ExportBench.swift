import Foundation
import PHRModel

/// Every export of 10,000 and 100,000 records by the program itself: time, and the highest memory,
/// which must not grow with their number.
enum ExportBench {
  private static let sizes = [10_000, 100_000]
  private static let recipient = "Clinic"

  private static let exports: [(name: String, arguments: [String])] = [
    ("summary, own", ["summary", "--format", "html"]),
    ("summary, for a recipient", ["summary", "--format", "html", "--for", recipient]),
    ("records, FHIR", ["records", "--format", "fhir"]),
    ("records, FHIR, for a recipient", ["records", "--format", "fhir", "--for", recipient]),
    ("records, JSON lines", ["records", "--format", "jsonl"]),
    ("records, CSV", ["records", "--format", "csv"]),
    ("notebook", ["jahis"]),
  ]

  static func run(in folder: String) throws {
    Measure.heading(
      "exports by the program, whole process",
      ["10,000", "100,000", "size", "peak 10,000", "peak 100,000"])
    try ProgramRun.writePassphrase(in: folder)
    let vaults = try sizes.map { count -> String in
      let path = "\(folder)/export-\(count).phr"
      try FilledVault.make([path, String(count)])
      try addRecipient(to: path)
      return path
    }
    for export in exports {
      let runs = try vaults.map { try ask($0, export.arguments, in: folder) }
      Measure.row(
        [export.name] + runs.map { Measure.shown($0.run.time) }
          + [String(format: "%.1f MB", (runs.last?.size ?? 0) / 1e6)]
          + runs.map { String(format: "%.1f MB", $0.run.peak) })
    }
  }

  private static func addRecipient(to path: String) throws {
    let vault = try Vault.open(
      at: path, credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    defer { vault.close() }
    let store = try RecordStore(Connection(path: path, vfs: vault.vfsName))
    _ = try ConsentStore(store).addRecipient(name: recipient, at: Instant(seconds: 0))
  }

  private static func ask(
    _ vault: String, _ arguments: [String], in folder: String
  ) throws -> (run: ProgramRun, size: Double) {
    let file = folder + "/export.out"
    let run = try ProgramRun(
      ["export"] + arguments + ["--out", file, "--force"], vault: vault, in: folder)
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    guard size > 0 else { throw CocoaError(.fileReadCorruptFile) }
    return (run, Double(size))
  }
}
