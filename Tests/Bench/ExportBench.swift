import Foundation
import Glibc
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
    try Data("bench passphrase".utf8).write(to: URL(fileURLWithPath: folder + "/pass"))
    let vaults = try sizes.map { count -> String in
      let path = "\(folder)/export-\(count).phr"
      try FilledVault.make([path, String(count)])
      try addRecipient(to: path)
      return path
    }
    for export in exports {
      let runs = try vaults.map { try ask($0, export.arguments, in: folder) }
      Measure.row(
        [export.name] + runs.map { Measure.shown($0.time) }
          + [String(format: "%.1f MB", (runs.last?.size ?? 0) / 1e6)]
          + runs.map { String(format: "%.1f MB", $0.peak) })
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

  /// What one run of the program took.
  private struct Run {
    let time: Double
    let peak: Double
    let size: Double
  }

  private static func ask(
    _ vault: String, _ arguments: [String], in folder: String
  ) throws -> Run {
    let own = URL(fileURLWithPath: CommandLine.arguments[0])
    let file = folder + "/export.out"
    let process = Process()
    process.executableURL = own
    process.arguments =
      [
        "export", own.deletingLastPathComponent().path + "/phr-tui", "--vault", vault,
        "--passphrase-file", folder + "/pass", "--no-input", "export",
      ] + arguments + ["--out", file, "--force"]
    process.environment = ["XDG_STATE_HOME": folder, "LC_ALL": "C.UTF-8", "LANG": "en"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answer = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    guard process.terminationStatus == 0, numbers.count == 2, size > 0 else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return Run(time: numbers[0], peak: numbers[1], size: Double(size))
  }

  /// `phr-bench export PROGRAM ARGUMENT…` runs the program once, in a process of its own because
  /// getrusage(2) only knows the highest of all children; prints milliseconds and megabytes.
  static func child(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: arguments[0])
    process.arguments = Array(arguments.dropFirst())
    process.standardError = FileHandle.nullDevice
    let time = try Measure.milliseconds {
      try process.run()
      process.waitUntilExit()
    }
    guard process.terminationStatus == 0 else { exit(1) }
    var usage = rusage()
    // RUSAGE_CHILDREN, which Swift imports as a type that getrusage does not take.
    getrusage(-1, &usage)
    print(time, Double(usage.ru_maxrss) / 1024)
  }
}
