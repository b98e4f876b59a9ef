internal import CSQLite

/// One connection to one SQLite database; `init` opens it, `deinit` closes it.
///
/// It belongs to the thread that opened it: the type is not Sendable, so handing it to a task
/// does not compile. The corresponding C type is `sqlite3 *`.
public final class Connection {
  let handle: OpaquePointer
  /// What happens while another program holds the lock; kept here because SQLite only points at it.
  var waiting: BusyWaiting?
  private var cache: [String: Statement] = [:]
  private var depth = 0

  /// Opens a database.
  ///
  /// - Parameters:
  ///   - path: the file's path as the VFS understands it, or `:memory:`.
  ///   - vfs: the name of a registered VFS, `nil` for the system's own.
  ///   - readOnly: whether writes are refused.
  /// - Throws: `SQLiteError` if it cannot be opened or hardened.
  public init(path: String, vfs: String? = nil, readOnly: Bool = false) throws {
    SQLiteLibrary.configure()
    var opened: OpaquePointer?
    let flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
      | (readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    let code = sqlite3_open_v2(path, &opened, flags, vfs)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw SQLiteError(code: code, message: message)
    }
    handle = opened
    try harden()
    if vfs != nil { try readInPlace() }
  }

  deinit {
    cache.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Refuses what a planted schema could use, and keeps everything in memory.
  private func harden() throws {
    sqlite3_busy_timeout(handle, 2000)
    phr_db_harden(handle)
    try check(phr_add_contains(handle))
    try execute(
      """
      PRAGMA foreign_keys = ON;
      PRAGMA journal_mode = MEMORY;
      PRAGMA synchronous = FULL;
      PRAGMA temp_store = MEMORY;
      PRAGMA secure_delete = ON;
      PRAGMA cache_spill = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      """)
  }

  /// Lets SQLite read pages where a vault holds them anyway instead of copying them.
  ///
  /// The size only has to be above zero: the VFS decides page by page.
  private func readInPlace() throws { try execute("PRAGMA mmap_size = \(Int32.max)") }

  /// Lets SQLite keep that many bytes of pages instead of 2 MiB.
  ///
  /// The C interface is `PRAGMA cache_size`.
  public func keepPages(bytes: Int) throws { try execute("PRAGMA cache_size = -\(bytes / 1024)") }

  /// Runs one or several statements that return no rows.
  public func execute(_ sql: String) throws {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// Runs one statement with values; returns the number of rows it changed.
  @discardableResult
  public func run(_ sql: String, _ values: [SQLiteValue] = []) throws -> Int {
    try run(sql) { try $0.bind(values) }
  }

  /// Runs one statement with values, and behind them what stands in a part of a row.
  func run(_ sql: String, _ values: [SQLiteValue] = [], copying part: RowPart) throws {
    try run(sql) { try $0.bind(values, and: part) }
  }

  @discardableResult
  private func run(_ sql: String, _ bind: (Statement) throws -> Void) throws -> Int {
    let statement = try prepare(sql)
    defer { statement.reset() }
    try bind(statement)
    while try statement.step() {}
    return Int(sqlite3_changes64(handle))
  }

  /// Hands every row of a query to the body, until it returns `false`.
  public func forEach(
    _ sql: String, _ values: [SQLiteValue] = [], _ body: (Row) throws -> Bool
  ) throws {
    let statement = try prepare(sql)
    defer { statement.reset() }
    try statement.bind(values)
    while try statement.step() {
      guard try body(Row(statement: statement)) else { return }
    }
  }

  /// All rows of a query, each turned into a value.
  ///
  /// Inlinable: unspecialised, every row would cost a look-up of the array's type.
  @inlinable
  public func query<Value>(
    _ sql: String, _ values: [SQLiteValue] = [], _ transform: (Row) throws -> Value
  ) throws -> [Value] {
    var found: [Value] = []
    try forEach(sql, values) { row in
      found.append(try transform(row))
      return true
    }
    return found
  }

  /// The first row of a query turned into a value, or `nil` if there is none.
  @inlinable
  public func first<Value>(
    _ sql: String, _ values: [SQLiteValue] = [], _ transform: (Row) throws -> Value
  ) throws -> Value? {
    var found: Value?
    try forEach(sql, values) { row in
      found = try transform(row)
      return false
    }
    return found
  }

  /// Whether the database can only be read.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// The rowid of the last row that was inserted.
  public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// A number that changes when another connection has committed (`PRAGMA data_version`).
  public var dataVersion: Int64 {
    get throws { try first("PRAGMA data_version") { $0.int(at: 0) } ?? 0 }
  }

  /// A mark that is another one whenever anybody has changed anything since; `nil` while something
  /// is being written that may be taken back.
  ///
  /// The C functions are `sqlite3_total_changes64` and `sqlite3_txn_state`.
  var changeMark: ChangeMark? {
    get throws {
      guard sqlite3_txn_state(handle, "main") != SQLITE_TXN_WRITE else { return nil }
      return ChangeMark(own: sqlite3_total_changes64(handle), others: try dataVersion)
    }
  }

  /// See ``changeMark``.
  struct ChangeMark: Equatable {
    fileprivate let own: Int64
    fileprivate let others: Int64

    /// Whether nobody but this connection has changed anything in between.
    func isOwnChange(since earlier: ChangeMark) -> Bool { others == earlier.others }
  }

  /// Gives back cached pages, overwritten by nothing: SQLite keeps no more than 2 MiB of them.
  ///
  /// The C function is `sqlite3_db_release_memory`.
  public func releaseMemory() { sqlite3_db_release_memory(handle) }

  /// Runs the body in a transaction: committed if it returns, rolled back if it throws.
  ///
  /// The outer one is IMMEDIATE, so that a writer waits at its start and not in the middle; an
  /// inner one is a savepoint. The first error wins.
  public func transaction<Value>(_ body: () throws -> Value) throws -> Value {
    let name = depth == 0 ? nil : "level\(depth)"
    try execute(name.map { "SAVEPOINT \($0)" } ?? "BEGIN IMMEDIATE")
    depth += 1
    defer { depth -= 1 }
    do {
      let value = try body()
      try execute(name.map { "RELEASE \($0)" } ?? "COMMIT")
      return value
    } catch {
      // A failed COMMIT or a full disk may have rolled back already; the first error counts.
      if let name {
        try? execute("ROLLBACK TO \(name); RELEASE \(name)")
      } else if sqlite3_get_autocommit(handle) == 0 {
        try? execute("ROLLBACK")
      }
      throw error
    }
  }

  /// Runs a body of many reads on one state of the database.
  ///
  /// By itself every statement looks at the lock and at the file: that takes longer than to read a
  /// row. Other programs cannot commit meanwhile, so it is for moments.
  public func reading<Value>(_ body: () throws -> Value) throws -> Value {
    guard depth == 0 else { return try body() }
    try execute("BEGIN")
    depth = 1
    do {
      let value = try body()
      try commit()
      return value
    } catch {
      rollBack()
      throw error
    }
  }

  /// Fills tables and builds their indexes at the end: sorted once instead of searched for every
  /// row, and each in neighbouring pages, so that whoever counts by one reads little of the file.
  ///
  /// Indexes of constraints stay. Part of a transaction: if the body throws, that is rolled back.
  func indexingAfterwards(_ tables: [String], _ body: () throws -> Void) throws {
    let indexes = try tables.flatMap { table in
      try query(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql NOTNULL",
        [.text(table)]
      ) { (name: try $0.text("name"), sql: try $0.text("sql")) }
    }
    for index in indexes { try execute("DROP INDEX \"\(index.name)\"") }
    try body()
    for index in indexes { try execute(index.sql) }
  }

  /// Begins a transaction that ends in a later turn of the run loop, by ``commit()`` or
  /// ``rollBack()``; meanwhile ``transaction(_:)`` is a savepoint in it.
  ///
  /// - Throws: `SQLiteError` if another program writes.
  public func begin() throws {
    precondition(depth == 0, "a transaction is open already")
    try execute("BEGIN IMMEDIATE")
    depth = 1
  }

  /// Ends it and keeps what was written; if it throws, it is still to be rolled back.
  public func commit() throws {
    try execute("COMMIT")
    depth = 0
  }

  /// Ends it and takes everything back.
  public func rollBack() {
    // A full disk may have rolled back already.
    if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
    depth = 0
  }

  /// Runs the body and takes everything back that it wrote; for dry runs.
  public func rehearsal<Value>(_ body: () throws -> Value) throws -> Value {
    var outcome: Value?
    do {
      try transaction {
        outcome = try body()
        throw Rehearsed()
      }
    } catch is Rehearsed {}
    guard let outcome else { preconditionFailure("the rehearsal ended without an outcome") }
    return outcome
  }

  private struct Rehearsed: Error {}

  /// The statement for that text, compiled at its first use.
  private func prepare(_ sql: String) throws -> Statement {
    if let cached = cache[sql], !cached.isBusy { return cached }
    let statement = try Statement(sql, on: handle)
    if cache.count < 128 { cache[sql] = statement }
    return statement
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else {
      throw SQLiteError(code: code, message: String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// What SQLite says about the call that failed last.
  var lastFailure: SQLiteError {
    SQLiteError(
      code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// A connection stays on the thread that opened it: SQLite handles are opened without a mutex.
@available(*, unavailable)
extension Connection: Sendable {}
