import Foundation
import PHRModel

/// Measures the program's parts as ratios in one run; `make bench`.
@main
struct Main {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "open", arguments.count > 1 {
      return try OpenBench.child(Array(arguments.dropFirst()))
    }
    if arguments.first == "crash" { return try CrashWriter.run(Array(arguments.dropFirst())) }
    if arguments.first == "run", arguments.count > 1 {
      return try ProgramRun.child(Array(arguments.dropFirst()))
    }
    if arguments.first == "fill" { return try FilledVault.make(Array(arguments.dropFirst())) }
    if arguments.first == "notices" { return try NoticePortal.serve(Array(arguments.dropFirst())) }
    let folder = FileManager.default.temporaryDirectory.path + "/phr-bench-\(getpid())"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let chosen = Set(arguments)
    for (name, bench) in benches where chosen.isEmpty || chosen.contains(name) {
      try bench(folder)
    }
  }

  private static var benches: [(String, (String) throws -> Void)] {
    [
      ("vault", StorageBench.run), ("open", OpenBench.run), ("records", RecordBench.run),
      ("sharing", SharingBench.run), ("see-as", SeeAsBench.run), ("sync", SyncBench.run),
      ("export", ExportBench.run), ("delegates", DelegateBench.run),
    ]
  }
}
