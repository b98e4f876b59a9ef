internal import CSQLite
public import Foundation

/// The row that a statement stands on; valid only inside the closure that received it.
public struct Row {
  let statement: Statement

  /// The text of a column that is never NULL.
  public func text(_ column: String) throws -> String {
    guard let text = text(at: statement.position(of: column)) else {
      throw SQLiteError.unexpected(column: column, expected: "text", table: table(of: column))
    }
    return text
  }

  /// The text of a column, or `nil` for NULL.
  public func optionalText(_ column: String) -> String? {
    text(at: statement.position(of: column))
  }

  /// The integer of a column that is never NULL.
  public func int(_ column: String) throws -> Int64 {
    guard let number = optionalInt(column) else {
      throw SQLiteError.unexpected(column: column, expected: "an integer", table: table(of: column))
    }
    return number
  }

  /// The integer of a column, or `nil` for NULL.
  public func optionalInt(_ column: String) -> Int64? {
    let position = statement.position(of: column)
    return isNull(at: position) ? nil : int(at: position)
  }

  /// The bytes of a column; empty for NULL.
  public func blob(_ column: String) -> Data {
    let position = statement.position(of: column)
    guard let bytes = sqlite3_column_blob(statement.handle, position) else { return Data() }
    return Data(bytes: bytes, count: Int(sqlite3_column_bytes(statement.handle, position)))
  }

  /// The text at a position, or `nil` for NULL; for long scans, where a look-up by name costs.
  public func text(at position: Int32) -> String? {
    guard let bytes = sqlite3_column_text(statement.handle, position) else { return nil }
    let count = Int(sqlite3_column_bytes(statement.handle, position))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The integer at a position; 0 for NULL.
  public func int(at position: Int32) -> Int64 {
    sqlite3_column_int64(statement.handle, position)
  }

  /// The value at a position as it is stored; numbers with a fraction are kept nowhere.
  func value(at position: Int32) -> SQLiteValue {
    switch sqlite3_column_type(statement.handle, position) {
    case SQLITE_INTEGER: return .int(int(at: position))
    case SQLITE_TEXT: return .text(text(at: position) ?? "")
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement.handle, position))
      guard let bytes = sqlite3_column_blob(statement.handle, position) else {
        return .blob(Data())
      }
      return .blob(Data(bytes: bytes, count: count))
    default: return .null
    }
  }

  /// Whether the value at a position is NULL.
  public func isNull(at position: Int32) -> Bool {
    sqlite3_column_type(statement.handle, position) == SQLITE_NULL
  }

  private func table(of column: String) -> String? {
    sqlite3_column_table_name(statement.handle, statement.position(of: column))
      .map { String(cString: $0) }
  }
}

/// Neighbouring columns of a row, to be copied as they are stored.
struct RowPart {
  let row: Row
  let columns: Range<Int>
}
