import Foundation
import Testing

@testable import PHRModel

@Suite struct `A transaction over several turns` {
  private struct Trouble: Error {}

  private static func connection() throws -> Connection {
    let connection = try Connection(path: ":memory:")
    try connection.execute("CREATE TABLE t(x)")
    return connection
  }

  private static func count(_ connection: Connection) throws -> Int64? {
    try connection.first("SELECT count(*) FROM t") { $0.int(at: 0) }
  }

  @Test func `keeps what was written once it is committed`() throws {
    let connection = try Self.connection()
    try connection.begin()
    try connection.run("INSERT INTO t VALUES(1)")
    try connection.transaction { _ = try connection.run("INSERT INTO t VALUES(2)") }
    try connection.commit()
    connection.rollBack()
    #expect(try Self.count(connection) == 2)
  }

  @Test func `takes everything back, with what lay inside, and can begin again`() throws {
    let connection = try Self.connection()
    try connection.begin()
    try connection.run("INSERT INTO t VALUES(1)")
    try connection.transaction { _ = try connection.run("INSERT INTO t VALUES(2)") }
    connection.rollBack()
    #expect(try Self.count(connection) == 0)
    try connection.transaction { _ = try connection.run("INSERT INTO t VALUES(3)") }
    try connection.begin()
    try connection.commit()
    #expect(try Self.count(connection) == 1)
  }

  @Test func `an inner one that fails takes only its own back`() throws {
    let connection = try Self.connection()
    try connection.begin()
    try connection.run("INSERT INTO t VALUES(1)")
    #expect(throws: Trouble.self) {
      try connection.transaction {
        try connection.run("INSERT INTO t VALUES(2)")
        throw Trouble()
      }
    }
    try connection.commit()
    #expect(try Self.count(connection) == 1)
  }
}
