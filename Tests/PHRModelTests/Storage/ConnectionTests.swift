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

  @Test func `a rehearsal answers and leaves nothing`() throws {
    let connection = try table()
    let seen = try connection.rehearsal {
      try connection.run("INSERT INTO t VALUES('a')")
      return try count(connection)
    }
    #expect(seen == 1)
    #expect(try count(connection) == 0)
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
