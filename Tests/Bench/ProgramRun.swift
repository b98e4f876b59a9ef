import Foundation
import Glibc

/// One run of the program as a process of its own, and what it took.
struct ProgramRun {
  /// Milliseconds from start to end.
  let time: Double
  /// Resident memory at its highest, in MB.
  let peak: Double

  /// Runs the program that stands beside this one over a vault whose passphrase is in
  /// `folder/pass`.
  ///
  /// - Parameters:
  ///   - arguments: what follows the vault.
  ///   - vault: the vault's path.
  ///   - folder: where the passphrase is, and what the program remembers.
  ///   - codes: how it may end.
  /// - Throws: what starting it throws; an error if it ends otherwise.
  init(_ arguments: [String], vault: String, in folder: String, codes: Set<Int32> = [0]) throws {
    let own = URL(fileURLWithPath: CommandLine.arguments[0])
    let process = Process()
    process.executableURL = own
    process.arguments =
      [
        "run", own.deletingLastPathComponent().path + "/phr-tui", "--vault", vault,
        "--passphrase-file", folder + "/pass", "--no-input",
      ] + arguments
    process.environment = ["XDG_STATE_HOME": folder, "LC_ALL": "C.UTF-8", "LANG": "en"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answer = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard codes.contains(process.terminationStatus), numbers.count == 2 else {
      throw CocoaError(.fileReadCorruptFile)
    }
    time = numbers[0]
    peak = numbers[1]
  }

  /// `phr-bench run PROGRAM ARGUMENT…` runs the program once, in a process of its own because
  /// getrusage(2) only knows the highest of all children; prints milliseconds and megabytes.
  static func child(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: arguments[0])
    process.arguments = Array(arguments.dropFirst())
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let time = try Measure.milliseconds {
      try process.run()
      process.waitUntilExit()
    }
    var usage = rusage()
    // RUSAGE_CHILDREN, which Swift imports as a type that getrusage does not take.
    getrusage(-1, &usage)
    print(time, Double(usage.ru_maxrss) / 1024)
    exit(process.terminationStatus)
  }

  /// Leaves the passphrase of the bench's vaults in a folder.
  static func writePassphrase(in folder: String) throws {
    try Data("bench passphrase".utf8).write(to: URL(fileURLWithPath: folder + "/pass"))
  }
}
