import Testing

@testable import PHRModel

@Suite struct `Reading that gives way` {
  /// Counts far enough to ask several times whether something is awaited.
  private static let long = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    SELECT count(*) FROM n
    """

  private func connection() throws -> Connection { try Connection(path: ":memory:") }

  private func count(_ connection: Connection) throws -> Int64 {
    try connection.first(Self.long) { $0.int(at: 0) } ?? 0
  }

  @Test func `ends as it would, if nothing is awaited`() throws {
    let connection = try connection()
    let counted = try connection.givingWay(to: { false }, patience: .zero) {
      try count(connection)
    }
    #expect(counted == 100_000)
  }

  @Test func `is broken off when something is, and can begin anew`() throws {
    let connection = try connection()
    #expect(throws: GaveWay.self) {
      try connection.givingWay(to: { true }, patience: .zero) { try count(connection) }
    }
    #expect(try count(connection) == 100_000)
  }

  @Test func `is not asked again once it gave way, and never told as an answer`() throws {
    let connection = try connection()
    var asked = 0
    #expect(throws: GaveWay.self) {
      try connection.givingWay(
        to: {
          asked += 1
          return true
        }, patience: .zero
      ) {
        // A body that passes over what it could not read has no whole answer.
        _ = try? count(connection)
        _ = try? count(connection)
      }
    }
    #expect(asked == 1)
  }

  @Test func `what is done within its time is never broken off`() throws {
    let connection = try connection()
    let counted = try connection.givingWay(to: { true }, patience: .seconds(600)) {
      try count(connection)
    }
    #expect(counted == 100_000)
  }

  @Test func `leaves an open transaction as it is`() throws {
    let connection = try connection()
    try connection.execute("CREATE TABLE t(a INTEGER)")
    try connection.begin()
    try connection.run("INSERT INTO t VALUES(1)")
    #expect(throws: GaveWay.self) {
      try connection.givingWay(to: { true }, patience: .zero) { try count(connection) }
    }
    try connection.commit()
    #expect(try connection.first("SELECT count(*) FROM t") { $0.int(at: 0) } == 1)
  }

  @Test func `passes on what went wrong by itself`() throws {
    let connection = try connection()
    #expect(throws: SQLiteError.self) {
      try connection.givingWay(to: { false }) { try connection.execute("SELECT nothing") }
    }
  }
}
