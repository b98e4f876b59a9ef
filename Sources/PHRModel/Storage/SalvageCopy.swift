internal import CSQLite
internal import Foundation

/// Takes the rows of a salvaged database over into a new vault.
public enum SalvageCopy {
  /// How a table fared.
  public struct TableOutcome: Equatable, Sendable {
    /// The table.
    public let name: String
    /// Rows that were taken over.
    public var rows: Int
    /// Whether reading stopped before the end: rows are missing.
    public var isCut: Bool
  }

  /// What was taken over.
  public struct Outcome: Equatable, Sendable {
    /// Every page was sound: the database was copied as it was.
    public let isWhole: Bool
    /// The tables, when rows had to be copied one by one.
    public let tables: [TableOutcome]
  }

  /// The first bytes of a database with our tables and no rows.
  ///
  /// The same statements give the same pages, so that they stand in for a lost first commit.
  ///
  /// - Throws: `SQLiteError`.
  public static func template() throws -> [UInt8] {
    let connection = try Connection(path: ":memory:")
    try Schema.migrate(connection)
    var size: sqlite3_int64 = 0
    guard let bytes = sqlite3_serialize(connection.handle, "main", &size, 0) else { return [] }
    defer { sqlite3_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
  }

  /// Copies everything that can be read.
  ///
  /// A sound database is copied page by page. In one that contradicts itself each table is read
  /// from the front and, where that breaks off, from the back.
  ///
  /// - Parameters:
  ///   - salvage: What was put together.
  ///   - target: A connection to an empty vault.
  /// - Returns: How it was done, table by table where rows were copied.
  /// - Throws: `SQLiteError` when the new vault cannot be written.
  public static func copy(_ salvage: Salvage, to target: Connection) throws -> Outcome {
    try salvage.withImage { image in
      guard image.count > 0 else { return Outcome(isWhole: salvage.losses.isEmpty, tables: []) }
      let source = try Connection(path: ":memory:")
      // sqlite3_deserialize attaches a name of its own, which hardening forbids.
      sqlite3_set_authorizer(source.handle, nil, nil)
      guard
        sqlite3_deserialize(
          source.handle, "main", image.baseAddress?.assumingMemoryBound(to: UInt8.self),
          sqlite3_int64(image.count), sqlite3_int64(image.count),
          UInt32(SQLITE_DESERIALIZE_READONLY)) == SQLITE_OK
      else { throw SQLiteError(code: SQLITE_NOMEM, message: "out of memory") }
      phr_db_harden(source.handle)
      if isSound(source) {
        try copyPages(from: source, to: target)
        return Outcome(isWhole: true, tables: [])
      }
      return Outcome(isWhole: false, tables: try copyRows(from: source, to: target))
    }
  }

  private static func isSound(_ source: Connection) -> Bool {
    (try? source.query("PRAGMA integrity_check") { $0.text(at: 0) ?? "" }) == ["ok"]
  }

  /// The C functions are `sqlite3_backup_init`, `_step`, `_finish`.
  private static func copyPages(from source: Connection, to target: Connection) throws {
    guard let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
      throw target.lastFailure
    }
    let code = sqlite3_backup_step(backup, -1)
    let end = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, end == SQLITE_OK else { throw target.lastFailure }
  }

  // MARK: Row by row

  private static func copyRows(
    from source: Connection, to target: Connection
  ) throws -> [TableOutcome] {
    let found = readable(source, "SELECT name, sql, type FROM sqlite_schema", columns: 3).rows
    let objects = found.compactMap { row -> (name: String, sql: String, type: String)? in
      guard case .text(let name) = row[0], case .text(let sql) = row[1],
        case .text(let type) = row[2], !name.hasPrefix("sqlite_"), !isVirtual(sql)
      else { return nil }
      return (name, sql, type)
    }
    return try target.transaction {
      var outcomes: [TableOutcome] = []
      try target.execute("PRAGMA defer_foreign_keys = ON")
      for table in objects where table.type == "table" {
        try target.execute(table.sql)
        outcomes.append(try copy(table.name, from: source, to: target))
      }
      for index in objects where index.type == "index" {
        // A unique index may not hold any more where rows are missing or doubled.
        _ = try? target.execute(index.sql)
      }
      let version = readable(source, "PRAGMA user_version", columns: 1).rows.first?.first
      if case .int(let number) = version {
        try target.execute("PRAGMA user_version = \(number)")
      }
      try dropOrphans(target)
      return outcomes
    }
  }

  private static func isVirtual(_ sql: String) -> Bool {
    sql.uppercased().hasPrefix("CREATE VIRTUAL")
  }

  private static func copy(
    _ table: String, from source: Connection, to target: Connection
  ) throws -> TableOutcome {
    let name = quoted(table)
    let columns = try target.query("SELECT name FROM pragma_table_info(?)", [.text(table)]) {
      $0.text(at: 0) ?? ""
    }
    let list = columns.map(quoted).joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let insert = "INSERT OR IGNORE INTO \(name)(\(list)) VALUES(\(places))"
    var outcome = TableOutcome(name: table, rows: 0, isCut: false)
    func take(_ query: String) throws -> Bool {
      let (rows, isComplete) = readable(source, query, columns: columns.count)
      for row in rows {
        // A value that the table's own rules refuse is no value of ours.
        outcome.rows += (try? target.run(insert, row)) ?? 0
      }
      return isComplete
    }
    if try take("SELECT \(list) FROM \(name)") { return outcome }
    outcome.isCut = true
    let order = try primaryKey(of: table, in: target).map { "\($0) DESC" }
    let backwards = order.isEmpty ? "rowid DESC" : order.joined(separator: ", ")
    _ = try take("SELECT \(list) FROM \(name) NOT INDEXED ORDER BY \(backwards)")
    return outcome
  }

  private static func primaryKey(of table: String, in target: Connection) throws -> [String] {
    let isWithoutRowID = try target.first(
      "SELECT wr FROM pragma_table_list(?)", [.text(table)], { $0.int(at: 0) == 1 })
    guard isWithoutRowID == true else { return [] }
    return try target.query(
      "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [.text(table)]
    ) { quoted($0.text(at: 0) ?? "") }
  }

  /// Rows whose parent is lost would keep the transaction from ending.
  private static func dropOrphans(_ target: Connection) throws {
    for _ in 0..<8 {
      let orphans = try target.query("PRAGMA foreign_key_check") { row in
        row.isNull(at: 1) ? nil : (row.text(at: 0) ?? "", row.int(at: 1))
      }.compactMap { $0 }
      if orphans.isEmpty { return }
      for (table, rowid) in orphans {
        try target.run("DELETE FROM \(quoted(table)) WHERE rowid = ?", [.int(rowid)])
      }
    }
  }

  /// All rows up to where reading breaks off.
  private static func readable(
    _ source: Connection, _ query: String, columns: Int
  ) -> (rows: [[SQLiteValue]], isComplete: Bool) {
    var rows: [[SQLiteValue]] = []
    do {
      try source.forEach(query) { row in
        rows.append((0..<Int32(columns)).map { row.value(at: $0) })
        return true
      }
      return (rows, true)
    } catch {
      return (rows, false)
    }
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

extension Row {
  /// Whatever stands at a position; a floating-point number as text, since no table of ours has
  /// any.
  fileprivate func value(at position: Int32) -> SQLiteValue {
    switch sqlite3_column_type(statement.handle, position) {
    case SQLITE_INTEGER: return .int(int(at: position))
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement.handle, position))
      guard count > 0, let bytes = sqlite3_column_blob(statement.handle, position) else {
        return .blob(Data())
      }
      return .blob(Data(bytes: bytes, count: count))
    case SQLITE_NULL: return .null
    default: return text(at: position).map { .text($0) } ?? .null
    }
  }
}
