import Foundation
import PHRModel

/// The sealed vault beside a plain SQLite file on the same rows.
enum StorageBench {
  /// A database under test.
  final class Database {
    let connection: Connection
    private let vault: Vault?

    init(plain path: String, journal: String) throws {
      vault = nil
      connection = try Connection(path: path)
      try connection.execute("PRAGMA journal_mode=\(journal); PRAGMA synchronous=FULL")
    }

    init(sealed path: String) throws {
      let made = try Vault.create(
        at: path, credential: .passphrase(try Passphrase("bench passphrase")),
        options: Self.options)
      vault = made.vault
      connection = try Connection(path: path, vfs: made.vault.vfsName)
    }

    static var options: VaultOptions {
      var options = VaultOptions()
      options.cost = .cheapest
      options.stateDirectory = .none
      return options
    }
  }

  static let count = 100_000

  static func run(in folder: String) throws {
    let names = ["plain DELETE", "plain WAL", "vault"]
    let databases = try [
      Database(plain: folder + "/delete.db", journal: "DELETE"),
      Database(plain: folder + "/wal.db", journal: "WAL"),
      Database(sealed: folder + "/storage.phr"),
    ]
    Measure.heading(
      "100,000 rows of 400 bytes, synchronous=FULL; ratio to plain DELETE mode",
      ["", names[0], "WAL", "vault", "ratio WAL", "ratio vault", "aim"])
    for work in works {
      let times = try alternate(databases, rounds: work.rounds, work.body)
      Measure.row(
        [work.name] + times.map(Measure.shown)
          + times.dropFirst().map { Measure.ratio($0, to: times[0]) } + [work.aim])
    }
  }

  /// Medians of rounds in which the databases take turns, so that a machine that slows down
  /// slows all of them.
  private static func alternate(
    _ databases: [Database], rounds: Int, _ body: (Connection) throws -> Double
  ) throws -> [Double] {
    var times = databases.map { _ in [Double]() }
    for _ in 0..<rounds {
      for (index, database) in databases.enumerated() {
        times[index].append(try body(database.connection))
      }
    }
    return times.map { $0.sorted()[$0.count / 2] }
  }

  /// One measured piece of work.
  private struct Work {
    let name: String
    /// The aim of the issue.
    let aim: String
    let rounds: Int
    let body: (Connection) throws -> Double
  }

  /// Every measured piece of work.
  private static var works: [Work] {
    [
      Work(name: "bulk insert, one transaction", aim: "≤ 1.1", rounds: 3, body: insert),
      Work(name: "full scan", aim: "≤ 1.0", rounds: 15, body: scan),
      Work(name: "LIKE scan", aim: "≤ 0.85", rounds: 15, body: like),
      Work(name: "lookup by id, 10,000 in one", aim: "≤ 0.85", rounds: 15, body: lookupTogether),
      Work(name: "lookup by id, 10,000 by themselves", aim: "–", rounds: 15, body: lookup),
      Work(name: "first page of 50 by index, 1,000", aim: "≤ 0.65", rounds: 31, body: page),
      Work(name: "one durable change", aim: "≤ 0.3", rounds: 50, body: change),
    ]
  }

  private static func insert(_ connection: Connection) throws -> Double {
    try connection.execute(
      """
      DROP TABLE IF EXISTS r;
      CREATE TABLE r(id TEXT PRIMARY KEY, kind INTEGER, day INTEGER, body TEXT);
      CREATE INDEX r_day ON r(day);
      """)
    return try Measure.milliseconds {
      try connection.transaction {
        for number in 0..<count {
          try connection.run(
            "INSERT INTO r VALUES(?, ?, ?, ?)",
            [
              .text("record-\(number)"), SQLiteValue(number % 9), SQLiteValue(number / 7),
              .text(text(number)),
            ])
        }
      }
    }
  }

  /// 400 bytes that differ from row to row.
  private static func text(_ number: Int) -> String {
    let word = "value \(number) of an invented row; "
    return String(String(repeating: word, count: 400 / word.utf8.count + 1).prefix(400))
  }

  private static func scan(_ connection: Connection) throws -> Double {
    try Measure.milliseconds {
      _ = try connection.first("SELECT sum(length(body)) FROM r") { $0.int(at: 0) }
    }
  }

  private static func like(_ connection: Connection) throws -> Double {
    try Measure.milliseconds {
      _ = try connection.first("SELECT count(*) FROM r WHERE body LIKE '%99999 of%'") {
        $0.int(at: 0)
      }
    }
  }

  private static func lookup(_ connection: Connection) throws -> Double {
    try Measure.milliseconds { try lookUp(10_000, connection) }
  }

  /// The same within one read transaction: without the locks around every statement.
  private static func lookupTogether(_ connection: Connection) throws -> Double {
    try Measure.milliseconds {
      try connection.execute("BEGIN")
      try lookUp(10_000, connection)
      try connection.execute("COMMIT")
    }
  }

  private static func lookUp(_ times: Int, _ connection: Connection) throws {
    for number in 0..<times {
      let id = "record-\(number &* 7919 % count)"
      _ = try connection.first("SELECT body FROM r WHERE id = ?", [.text(id)]) { $0.text(at: 0) }
    }
  }

  private static func page(_ connection: Connection) throws -> Double {
    try Measure.milliseconds {
      try connection.execute("BEGIN")
      defer { try? connection.execute("COMMIT") }
      for number in 0..<1000 {
        _ = try connection.query(
          "SELECT id, day, body FROM r WHERE day >= ? ORDER BY day LIMIT 50",
          [SQLiteValue(number &* 7919 % (count / 7))]
        ) { $0.int(at: 1) }
      }
    }
  }

  private static func change(_ connection: Connection) throws -> Double {
    let number = Int.random(in: 0..<count)
    return try Measure.milliseconds {
      try connection.transaction {
        _ = try connection.run(
          "UPDATE r SET kind = kind + 1 WHERE id = ?", [.text("record-\(number)")])
      }
    }
  }
}
