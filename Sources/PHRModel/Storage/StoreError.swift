/// Why the store refused something; failures of SQLite itself are `SQLiteError`.
public enum StoreError: Error, Sendable, Equatable {
  /// A later program wrote the database.
  case newerSchema(found: Int, known: Int)
  /// A stored value cannot be read; it names table and record row, never content.
  case unreadable(table: String, row: Int64)
  /// The data belong to another person than the vault's holder.
  case otherPerson([IdentityMismatch])
  /// Nobody has signed in at that portal yet.
  case noSuchPortal
  /// No such record.
  case noSuchRecord
  /// The text holds a My Number (個人番号), which is never stored.
  case myNumber
}
