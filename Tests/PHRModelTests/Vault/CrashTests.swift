import Foundation
import Testing

@testable import PHRModel

/// A real program, really killed (SIGKILL) at moments that nobody chose.
@Suite struct CrashTests {
  private static let isLong = ProcessInfo.processInfo.environment["PHR_LONG"] != nil
  private static let rounds = isLong ? 1_000 : 15

  /// `phr-bench` stands beside the test bundle, wherever that is.
  private static var writer: URL? {
    let paths = CommandLine.arguments + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""]
    let folders = paths.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    return folders.map { $0.appending(path: "phr-bench") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  @Test(.enabled(if: writer != nil))
  func `whatever moment it is killed at, no acknowledged commit is lost`() throws {
    let program = try #require(Self.writer)
    let place = try Workplace()
    let vault = try place.create()
    try Notebook(kept: vault) { try $0.makeTable() }
    vault.close()
    var random = SplitMix(seed: 9)
    var acknowledged: Int64 = 0
    for round in 0..<Self.rounds {
      let delay = UInt32.random(in: 3_000...60_000, using: &random)
      // Every other time not before the first commit, however slow the machine is.
      let said = try Self.killedRun(program, place, after: delay, working: round % 2 == 0)
      acknowledged = max(acknowledged, said)
      let again = try place.open()
      #expect(again.readOnlyReason == nil, "round \(round)")
      let notebook = try Notebook(again)
      let ids = try notebook.connection.query("SELECT id, length(text) FROM note ORDER BY id") {
        [$0.int(at: 0), $0.int(at: 1)]
      }
      #expect(ids.map { $0[0] } == Array(1...max(1, Int64(ids.count))).prefix(ids.count).map { $0 })
      #expect(Int64(ids.count) >= acknowledged, "round \(round)")
      let integrity = try notebook.integrity
      #expect(integrity == ["ok"], "round \(round)")
      _ = try again.verify()
    }
    #expect(acknowledged > 0)
    if Self.isLong {
      print("torture: kill -9: \(Self.rounds) kills, \(acknowledged) commits, 0 lost")
    }
  }

  /// Starts the writer, kills it after a time, and returns the last number that it acknowledged.
  private static func killedRun(
    _ program: URL, _ place: Workplace, after microseconds: UInt32, working: Bool
  ) throws -> Int64 {
    let process = Process()
    process.executableURL = program
    process.arguments = ["crash", place.path, place.directory + "/state"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = working ? output.fileHandleForReading.availableData : Data()
    usleep(microseconds)
    kill(process.processIdentifier, SIGKILL)
    said += output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: said, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    // What stands behind the last line end may be half a number.
    return lines.dropLast().last.flatMap { Int64($0) } ?? 0
  }
}
