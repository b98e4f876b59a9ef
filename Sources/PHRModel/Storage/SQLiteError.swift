internal import CSQLite

/// A failure that SQLite reported, or a value of another type than expected.
///
/// It never carries a bound value or a row's content.
public struct SQLiteError: Error, Sendable, Equatable {
  /// The extended result code (`sqlite3_extended_errcode`).
  public var code: Int32
  /// SQLite's own words, without values.
  public var message: String

  /// A failure with a result code.
  public init(code: Int32, message: String) {
    self.code = code
    self.message = message
  }

  /// The primary result code, the low byte of the extended one.
  public var primaryCode: Int32 { code & 0xFF }

  /// Whether somebody else holds the lock.
  public var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }
  /// Whether the disk is full.
  public var isFull: Bool { primaryCode == SQLITE_FULL }
  /// Whether the database cannot be written.
  public var isReadOnly: Bool { primaryCode == SQLITE_READONLY }
  /// Whether the database's content contradicts itself.
  public var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

  /// A column that holds something else than the program expects.
  static func unexpected(column: String, expected: String, table: String?) -> SQLiteError {
    SQLiteError(
      code: SQLITE_MISMATCH,
      message: "column \(column) of \(table ?? "a query") is not \(expected)")
  }
}
