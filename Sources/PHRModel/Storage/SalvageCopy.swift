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
  /// from the front and, where that breaks off, from the back; then every page is searched for
  /// rows that could not be reached.
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
      let scan = PageScan(UnsafeRawBufferPointer(image))
      return Outcome(isWhole: false, tables: try copyRows(from: source, scan, to: target))
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

  private struct SchemaObject {
    let name: String
    let sql: String
    let type: String
  }

  private static func copyRows(
    from source: Connection, _ scan: PageScan, to target: Connection
  ) throws -> [TableOutcome] {
    let objects = objects(of: source)
    return try target.transaction {
      try target.execute("PRAGMA defer_foreign_keys = ON")
      var outcomes: [TableOutcome] = []
      for table in objects where table.type == "table" {
        try target.execute(table.sql)
        outcomes.append(try copy(table.name, from: source, to: target))
      }
      if outcomes.isEmpty { outcomes = try emptyTables(target) }
      if outcomes.contains(where: \.isCut) { try search(scan, for: &outcomes, target) }
      for index in objects where index.type == "index" {
        // A unique index may not hold any more where rows are missing or doubled.
        _ = try? target.execute(index.sql)
      }
      let version = readable(source, "PRAGMA user_version", columns: 1).rows.first?.first
      if !objects.isEmpty, case .int(let number) = version {
        try target.execute("PRAGMA user_version = \(number)")
      }
      try dropOrphans(target)
      return outcomes
    }
  }

  private static func objects(of source: Connection) -> [SchemaObject] {
    readable(source, "SELECT name, sql, type FROM sqlite_schema", columns: 3).rows.compactMap {
      guard case .text(let name) = $0[0], case .text(let sql) = $0[1],
        case .text(let type) = $0[2], !name.hasPrefix("sqlite_"), !isVirtual(sql)
      else { return nil }
      return SchemaObject(name: name, sql: sql, type: type)
    }
  }

  private static func tables(of connection: Connection) throws -> [String] {
    try connection.query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    ) { $0.text(at: 0) ?? "" }
  }

  /// The list of tables is lost: ours are taken.
  private static func emptyTables(_ target: Connection) throws -> [TableOutcome] {
    try Schema.migrate(target)
    return try tables(of: target).map { TableOutcome(name: $0, rows: 0, isCut: true) }
  }

  /// Looks for rows of the cut tables in every page; what fits two tables is left out.
  private static func search(
    _ scan: PageScan, for outcomes: inout [TableOutcome], _ target: Connection
  ) throws {
    let shapes = try outcomes.map { try TableShape($0.name, in: target) }
    scan.forEachRow { row in
      let fitting = shapes.indices.compactMap { index in
        shapes[index]?.values(of: row).map { (index, $0) }
      }
      guard fitting.count == 1, let (index, values) = fitting.first, outcomes[index].isCut else {
        return
      }
      let places = values.map { _ in "?" }.joined(separator: ", ")
      let insert = "INSERT OR IGNORE INTO \(quoted(outcomes[index].name)) VALUES(\(places))"
      outcomes[index].rows += (try? target.run(insert, values)) ?? 0
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

  /// Rows whose parent is lost would keep the transaction from ending: they lose the link if they
  /// can stand without it, else they go.
  private static func dropOrphans(_ target: Connection) throws {
    let links = try tables(of: target).flatMap { table in
      try target.query(
        """
        SELECT f."from", f."table", f."to", c."notnull" OR c.pk
        FROM pragma_foreign_key_list(?1) f JOIN pragma_table_info(?1) c ON c.name = f."from"
        """, [.text(table)]
      ) { row in
        let column = quoted(row.text(at: 0) ?? "")
        let parent = quoted(row.text(at: 1) ?? "")
        let lost =
          "WHERE \(column) IS NOT NULL AND \(column) NOT IN "
          + "(SELECT \(quoted(row.text(at: 2) ?? "rowid")) FROM \(parent))"
        return row.int(at: 3) == 0
          ? "UPDATE \(quoted(table)) SET \(column) = NULL \(lost)"
          : "DELETE FROM \(quoted(table)) \(lost)"
      }
    }
    var changed = 1
    while changed > 0 { changed = try links.reduce(0) { try $0 + target.run($1) } }
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
