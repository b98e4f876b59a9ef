import Foundation
import PHRModel

/// Opening a compacted vault to its first 50 rows, each in a process of its own.
enum OpenBench {
  static func run(in folder: String) throws {
    Measure.heading(
      "open after the key is derived, to the first 50 rows",
      ["rows", "time", "memory", "file", "aim"])
    for (rows, aim) in [(10_000, "–"), (100_000, "≤ 6 ms"), (1_000_000, "≤ 20 ms")] {
      let path = "\(folder)/open-\(rows).phr"
      try make(path, rows: rows)
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      let answers = try (0..<5).map { _ in try ask(path) }.sorted { $0.time < $1.time }
      let middle = answers[answers.count / 2]
      Measure.row([
        "\(rows)", Measure.shown(middle.time), String(format: "%.1f MB", middle.memory),
        String(format: "%.1f MB", Double(size) / 1e6), aim,
      ])
      try FileManager.default.removeItem(atPath: path)
    }
  }

  /// A compacted vault with that many rows.
  private static func make(_ path: String, rows: Int) throws {
    let made = try Vault.create(
      at: path, credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    do {
      let connection = try Connection(path: path, vfs: made.vault.vfsName)
      try connection.execute(
        """
        CREATE TABLE r(id INTEGER PRIMARY KEY, day INTEGER, body TEXT);
        CREATE INDEX r_day ON r(day);
        INSERT INTO r SELECT value, value / 7, printf('%0400d', value)
          FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n
            WHERE value < \(rows)) SELECT value FROM n);
        """)
    }
    _ = try made.vault.compact()
    made.vault.close()
  }

  private static func ask(_ path: String) throws -> (time: Double, memory: Double) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["open", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let numbers = String(decoding: data, as: UTF8.self).split(separator: " ").compactMap {
      Double($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    guard numbers.count == 2 else { throw CocoaError(.fileReadCorruptFile) }
    return (numbers[0], numbers[1])
  }

  /// The measured process: prints milliseconds and megabytes.
  static func child(_ arguments: [String]) throws {
    let key = try Vault.unlock(
      at: arguments[0], credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    let before = Measure.memory
    var open: (Vault, Connection)?
    let time = try Measure.milliseconds {
      let vault = try Vault.open(key, options: StorageBench.Database.options)
      let connection = try Connection(path: vault.path, vfs: vault.vfsName)
      let rows = try connection.query(
        "SELECT id, day, body FROM r ORDER BY day DESC LIMIT 50"
      ) { $0.text(at: 2) }
      precondition(rows.count == 50, "the vault lacks rows")
      open = (vault, connection)
    }
    // Before and after, because the key derivation's own memory is not part of opening.
    withExtendedLifetime(open) { print(time, Measure.memory - before) }
  }
}
