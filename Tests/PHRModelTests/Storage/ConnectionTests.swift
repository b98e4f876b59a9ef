import Foundation
import Testing

@testable import PHRModel

@Suite struct ConnectionTests {
  private struct Failure: Error {}

  private func table() throws -> Connection {
    let connection = try Connection(path: ":memory:")
    try connection.execute("CREATE TABLE t(x TEXT) STRICT")
    return connection
  }

  private func count(_ connection: Connection) throws -> Int64? {
    try connection.first("SELECT count(*) FROM t") { $0.int(at: 0) }
  }

  @Test func `a thrown error takes everything back`() throws {
    let connection = try table()
    #expect(throws: Failure.self) {
      try connection.transaction {
        try connection.run("INSERT INTO t VALUES('a')")
        throw Failure()
      }
    }
    #expect(try count(connection) == 0)
  }

  @Test func `an inner failure leaves the outer work`() throws {
    let connection = try table()
    try connection.transaction {
      try connection.run("INSERT INTO t VALUES('a')")
      #expect(throws: Failure.self) {
        try connection.transaction {
          try connection.run("INSERT INTO t VALUES('b')")
          throw Failure()
        }
      }
    }
    #expect(try count(connection) == 1)
  }

  @Test func `reads of one moment see one state, whatever others commit meanwhile`() throws {
    let path = FileManager.default.temporaryDirectory.path + "/phr-reading-\(UUID()).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (reader, writer) = (try Connection(path: path), try Connection(path: path))
    try writer.execute("CREATE TABLE t(x TEXT) STRICT; PRAGMA busy_timeout = 0")
    let seen = try reader.reading {
      let before = try count(reader)
      #expect(throws: SQLiteError.self) { try writer.run("INSERT INTO t VALUES('a')") }
      return [before, try reader.reading { try count(reader) }]
    }
    #expect(seen == [0, 0])
    try writer.run("INSERT INTO t VALUES('a')")
    let after = try reader.reading { try count(reader) }
    #expect(after == 1)
  }

  @Test func `indexes that are built afterwards are those of before, and full`() throws {
    let connection = try table()
    try connection.execute(
      "CREATE INDEX i ON t(x) WHERE x > 'b'; CREATE TABLE u(x TEXT UNIQUE) STRICT")
    func schema() throws -> [String] {
      try connection.query("SELECT name || ' ' || coalesce(sql, '') AS x FROM sqlite_schema") {
        try $0.text("x")
      }.sorted()
    }
    let before = try schema()
    try connection.transaction {
      try connection.indexingAfterwards(["t", "u"]) {
        #expect(try schema().contains { $0.hasPrefix("i ") } == false)
        try connection.execute("INSERT INTO t VALUES('a'), ('c'), ('d')")
      }
    }
    #expect(try schema() == before)
    let found = try connection.query("SELECT x FROM t INDEXED BY i WHERE x > 'b'") {
      try $0.text("x")
    }
    #expect(found.sorted() == ["c", "d"])
    #expect(try connection.query("PRAGMA integrity_check") { $0.text(at: 0) } == ["ok"])
  }

  @Test func `a fill that fails leaves the indexes as they were`() throws {
    let connection = try table()
    try connection.execute("CREATE INDEX i ON t(x)")
    #expect(throws: Failure.self) {
      try connection.transaction {
        try connection.indexingAfterwards(["t"]) { throw Failure() }
      }
    }
    let left = try connection.first("SELECT count(*) FROM sqlite_schema WHERE name = 'i'") {
      $0.int(at: 0)
    }
    #expect(left == 1)
  }

  @Test func `a failure among reads ends them, and in a transaction they change nothing`() throws {
    let connection = try table()
    func fail() throws { throw Failure() }
    #expect(throws: Failure.self) { try connection.reading(fail) }
    let within = try connection.transaction {
      try connection.run("INSERT INTO t VALUES('a')")
      #expect(throws: Failure.self) { try connection.reading(fail) }
      return try connection.reading { try count(connection) }
    }
    #expect(within == 1)
    #expect(try count(connection) == 1)
  }

  @Test func `reads of one moment do not end a walk around them`() throws {
    let connection = try table()
    try connection.execute("INSERT INTO t VALUES('a'), ('b'), ('c')")
    var seen: [String] = []
    try connection.forEach("SELECT x FROM t ORDER BY x") { row in
      seen.append(try connection.reading { row.text(at: 0) ?? "" })
      #expect(throws: Failure.self) { try connection.reading { throw Failure() } as Void }
      return true
    }
    #expect(seen == ["a", "b", "c"])
  }

  @Test func `a rehearsal answers and leaves nothing`() throws {
    let connection = try table()
    let seen = try connection.rehearsal {
      try connection.run("INSERT INTO t VALUES('a')")
      return try count(connection)
    }
    #expect(seen == 1)
    #expect(try count(connection) == 0)
  }

  @Test(
    arguments: [
      .null, .int(0), .int(.min), .int(.max), .text(""), .text("血圧 ｶﾞ 👩‍⚕️"), .text("nul\u{0}inside"),
      .blob(Data()), .blob(Data([0, 255, 0])),
    ] as [SQLiteValue])
  func `values come back as they were bound`(value: SQLiteValue) throws {
    let connection = try Connection(path: ":memory:")
    try connection.execute("CREATE TABLE v(x)")
    try connection.run("INSERT INTO v VALUES(?)", [value])
    let back: SQLiteValue? = try connection.first("SELECT x, typeof(x) AS kind FROM v") { row in
      switch try row.text("kind") {
      case "null": .null
      case "integer": .int(try row.int("x"))
      case "text": .text(try row.text("x"))
      default: .blob(row.blob("x"))
      }
    }
    #expect(back == value)
  }

  @Test(
    arguments: [
      ("PRAGMA foreign_keys", 1), ("PRAGMA synchronous", 2), ("PRAGMA temp_store", 2),
      ("PRAGMA secure_delete", 1), ("PRAGMA trusted_schema", 0), ("PRAGMA cell_size_check", 1),
    ] as [(String, Int64)])
  func `a connection is hardened from the start`(pragma: String, value: Int64) throws {
    #expect(try table().first(pragma) { $0.int(at: 0) } == value)
  }

  @Test(arguments: [
    "SELECT load_extension('nothing')", "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
    "ATTACH ':memory:' AS other", "CREATE VIEW w AS SELECT 1; SELECT * FROM w",
  ])
  func `what a planted schema could use is refused`(sql: String) throws {
    let connection = try table()
    #expect(throws: SQLiteError.self) { try connection.execute(sql) }
    #expect(try count(connection) == 0)
  }

  @Test func `a query inside the same query has a statement of its own`() throws {
    let connection = try table()
    for text in ["a", "b", "c"] {
      try connection.run("INSERT INTO t VALUES(?)", [.text(text)])
    }
    let all = "SELECT x FROM t ORDER BY x"
    var pairs: [String] = []
    try connection.forEach(all) { outer in
      let left = try outer.text("x")
      pairs += try connection.query(all) { left + (try $0.text("x")) }
      return true
    }
    #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
  }

  @Test func `a query that was left early holds no lock and can be asked again`() throws {
    let connection = try table()
    for number in 0..<50 { try connection.run("INSERT INTO t VALUES(?)", [.text("\(number)")]) }
    #expect(try connection.first("SELECT x FROM t") { $0.text(at: 0) } == "0")
    #expect(throws: Failure.self) {
      try connection.forEach("SELECT x FROM t") { _ in throw Failure() }
    }
    try connection.execute("DROP TABLE t")
    try connection.execute("CREATE TABLE t(x TEXT) STRICT")
    #expect(try connection.first("SELECT x FROM t") { $0.text(at: 0) } == nil)
  }

  @Test func `more statements than are kept still work`() throws {
    let connection = try table()
    for round in 0..<2 {
      for number in 0..<300 {
        #expect(try connection.first("SELECT \(number)") { $0.int(at: 0) } == Int64(number))
      }
      #expect(try count(connection) == 0, "round \(round)")
    }
  }

  @Test func `another program that writes is waited for, announced once, and given up on`() throws {
    let path = NSTemporaryDirectory() + "phr-connection-" + UUID().uuidString
    defer {
      for suffix in ["", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    let writer = try Connection(path: path)
    try writer.execute("CREATE TABLE t(x TEXT) STRICT; BEGIN IMMEDIATE")
    let other = try Connection(path: path)
    var announced = 0
    other.waitForOthers(limit: 0.1, announcement: 0.03) { announced += 1 }
    #expect(throws: SQLiteError.self) { try other.run("INSERT INTO t VALUES('a')") }
    #expect(announced == 1)
    #expect(throws: SQLiteError.self) { try other.run("INSERT INTO t VALUES('a')") }
    #expect(announced == 2)
    // Every wait is announced anew, and one that ends in time is no error.
    other.waitForOthers(limit: 30, announcement: 0.03) { try? writer.execute("COMMIT") }
    #expect(try other.run("INSERT INTO t VALUES('a')") == 1)
    #expect(try count(writer) == 1)
  }

  @Test func `a full disk rolls back, and the first error is the one told`() throws {
    let connection = try table()
    try connection.execute("PRAGMA max_page_count = 4")
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction {
        for _ in 0..<20 {
          try connection.run(
            "INSERT INTO t VALUES(?)", [.text(String(repeating: "x", count: 4_000))])
        }
      }
    }
    #expect(error?.isFull == true)
    #expect(try count(connection) == 0)
    try connection.run("INSERT INTO t VALUES('still works')")
    #expect(try count(connection) == 1)
  }

  @Test(
    arguments: [
      (5, "isBusy"), (261, "isBusy"), (6, "isBusy"), (13, "isFull"), (8, "isReadOnly"),
      (11, "isCorrupt"), (26, "isCorrupt"), (10, "none"), (0, "none"),
    ] as [(Int32, String)])
  func `codes have the meaning that people are told`(code: Int32, meaning: String) {
    let error = SQLiteError(code: code, message: "")
    #expect(error.isBusy == (meaning == "isBusy"))
    #expect(error.isFull == (meaning == "isFull"))
    #expect(error.isReadOnly == (meaning == "isReadOnly"))
    #expect(error.isCorrupt == (meaning == "isCorrupt"))
  }

  @Test(
    arguments: [
      ("血圧の薬", "圧の", 1), ("abc", "", 1), ("abc", "abcd", 0), ("", "", 1), ("", "a", 0),
      ("a\u{0}b", "b", 1), (nil, "a", 0),
    ] as [(String?, String, Int64)])
  func `contains looks for bytes`(text: String?, word: String, isFound: Int64) throws {
    let connection = try table()
    let found = try connection.first(
      "SELECT contains(?, ?)", [text.map { .text($0) } ?? .null, .text(word)]
    ) { $0.int(at: 0) }
    #expect(found == isFound)
  }

  @Test func `errors carry no bound value`() throws {
    let connection = try table()
    do {
      try connection.run("INSERT INTO t SELECT abs(?)", [.text("9999 secret")])
      try connection.run("INSERT INTO missing VALUES(?)", [.text("secret")])
    } catch let error as SQLiteError {
      #expect(!error.message.contains("secret"))
    }
  }

  @Test func `an empty text is not NULL`() throws {
    let connection = try table()
    try connection.run("INSERT INTO t VALUES(?)", [.text("")])
    #expect(try connection.first("SELECT x FROM t") { $0.optionalText("x") } == .some(""))
  }

  @Test func `a column of another type names itself`() throws {
    let connection = try table()
    try connection.run("INSERT INTO t VALUES(?)", [.null])
    #expect(throws: SQLiteError.self) {
      try connection.first("SELECT x FROM t") { try $0.text("x") }
    }
  }
}
