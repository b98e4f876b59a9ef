internal import CSQLite

/// The SQLite library as a whole.
enum SQLiteLibrary {
  private static let configured: Void = { _ = phr_forget_memory_statistics() }()

  /// Sets what can only be set before anything else is asked of the library; where something was,
  /// all works as well, only slower.
  ///
  /// The corresponding C function is `sqlite3_config`.
  static func configure() { configured }
}
