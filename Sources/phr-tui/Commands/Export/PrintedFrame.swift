import PHRModel

/// The number of the vault's frame as pages print it.
///
/// An export writes itself into the access log, and that is a frame of its own: the same page made
/// once more would differ by it alone. So it names the last frame before such notes.
enum PrintedFrame {
  private static let setting = "export-noted"

  /// The frame that a page names, when that many were committed.
  ///
  /// - Throws: `SQLiteError`.
  static func number(_ store: RecordStore, committed: UInt64) throws -> UInt64 {
    let noted = try store.setting(setting)?.split(separator: " ").compactMap { UInt64($0) } ?? []
    return noted.count == 2 && noted[0] == committed ? noted[1] : committed
  }

  /// Writes an export down in a frame that holds nothing else.
  ///
  /// - Throws: `SQLiteError`.
  static func note(
    _ entry: AccessEntry, _ store: RecordStore, committed: UInt64, now: Instant
  ) throws {
    let named = try number(store, committed: committed)
    try store.connection.transaction {
      try AccessLog(store).add(entry, now: now)
      try store.set(setting, to: "\(committed + 1) \(named)")
    }
  }
}
