internal import CSQLite
import Foundation

/// One compiled statement; `init` prepares it, `deinit` finalizes it.
///
/// The corresponding C type is `sqlite3_stmt *`.
final class Statement {
  let handle: OpaquePointer
  private let connection: OpaquePointer
  private lazy var columns: [String: Int32] = namedColumns()

  /// Compiles one statement for repeated use.
  init(_ sql: String, on connection: OpaquePointer) throws {
    self.connection = connection
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw SQLiteError(code: code, message: String(cString: sqlite3_errmsg(connection)))
    }
    handle = prepared
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Whether rows of an earlier use are still being read.
  var isBusy: Bool { sqlite3_stmt_busy(handle) != 0 }

  /// Binds the values to the parameters in order.
  func bind(_ values: [SQLiteValue]) throws {
    precondition(
      values.count == Int(sqlite3_bind_parameter_count(handle)),
      "a statement was given another number of values than it has parameters")
    try bindFirst(values)
  }

  /// Binds the values, and behind them what stands in a part of a row of another statement.
  ///
  /// The corresponding C function is `sqlite3_bind_value`: nothing is decoded on the way.
  func bind(_ values: [SQLiteValue], and part: RowPart) throws {
    precondition(
      values.count + part.columns.count == Int(sqlite3_bind_parameter_count(handle)),
      "a statement was given another number of values than it has parameters")
    try bindFirst(values)
    for (index, column) in part.columns.enumerated() {
      let value = sqlite3_column_value(part.row.statement.handle, Int32(column))
      try check(sqlite3_bind_value(handle, Int32(values.count + index + 1), value))
    }
  }

  private func bindFirst(_ values: [SQLiteValue]) throws {
    for (index, value) in values.enumerated() {
      try check(bind(value, at: Int32(index + 1)))
    }
  }

  private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(handle, index)
    case .int(let number):
      return sqlite3_bind_int64(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          // An empty text has no base address, which SQLite would take for NULL.
          phr_bind_text(handle, index, $0.baseAddress ?? phr_empty_text(), Int32($0.count))
        }
      }
    case .blob(let data):
      return data.withUnsafeBytes {
        $0.isEmpty
          ? sqlite3_bind_zeroblob(handle, index, 0)
          : phr_bind_blob(handle, index, $0.baseAddress, Int32($0.count))
      }
    }
  }

  /// Goes to the next row; `false` after the last one.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let message = String(cString: sqlite3_errmsg(connection))
      sqlite3_reset(handle)
      throw SQLiteError(code: sqlite3_extended_errcode(connection), message: message)
    }
  }

  /// Ends the use: no row and no bound value stays behind.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// The position of the column with that name.
  func position(of column: String) -> Int32 {
    guard let position = columns[column] else {
      preconditionFailure("a query has no column \(column)")
    }
    return position
  }

  private func namedColumns() -> [String: Int32] {
    var found: [String: Int32] = [:]
    for index in 0..<sqlite3_column_count(handle) {
      guard let name = sqlite3_column_name(handle, index) else { continue }
      found[String(cString: name)] = index
    }
    return found
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else {
      throw SQLiteError(code: code, message: String(cString: sqlite3_errmsg(connection)))
    }
  }
}
