import Foundation

/// The records of one vault: the only type with record SQL.
///
/// It hands out values and takes values; whoever shows records to others filters them through
/// the sharing view first. It belongs to the thread of its connection.
public final class RecordStore {
  /// The connection, for `transaction` and for stores of other concerns in the same vault.
  public let connection: Connection
  let identity: RecordIdentity
  let encoder: JSONEncoder
  let decoder = JSONDecoder()
  /// The records in classes, and at which mark they were sorted.
  var sortedFacts: (mark: Connection.ChangeMark, classes: FactClasses)?
  /// What was set when it was read last, see ``ConsentStore/state()``.
  var readConsent: (mark: Connection.ChangeMark, state: ConsentState)?

  /// Opens the store on a database, making or completing its tables.
  ///
  /// - Throws: `StoreError.newerSchema` if a later program wrote it; `SQLiteError`.
  public init(_ connection: Connection) throws {
    self.connection = connection
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try Schema.migrate(connection)
    try ChangeMarks.install(on: connection)
    identity = RecordIdentity(secret: try Self.secret(in: connection))
  }

  /// The secret under which records get their names, drawn once per vault.
  private static func secret(in connection: Connection) throws -> SecretBytes {
    let key = "record-id-secret"
    if let kept = try connection.first(
      "SELECT value FROM setting WHERE key = ?", [.text(key)], { $0.blob("value") })
    {
      return kept.withUnsafeBytes { SecretBytes(copying: $0) }
    }
    let fresh = SecretBytes.random(count: 32)
    let bytes = fresh.withUnsafeBytes { Data($0) }
    try connection.run("INSERT INTO setting(key, value) VALUES(?, ?)", [.text(key), .blob(bytes)])
    return fresh
  }

  /// A setting of the vault, or `nil` if it was never set.
  public func setting(_ key: String) throws -> String? {
    try connection.first("SELECT value FROM setting WHERE key = ?", [.text(key)]) {
      String(decoding: $0.blob("value"), as: UTF8.self)
    }
  }

  /// Sets a setting of the vault; `nil` takes it away.
  public func set(_ key: String, to value: String?) throws {
    guard let value else {
      try connection.run("DELETE FROM setting WHERE key = ?", [.text(key)])
      return
    }
    try connection.run(
      "INSERT INTO setting(key, value) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
      [.text(key), .blob(Data(value.utf8))])
  }

  func json(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Reads what is stored of a record, see `value` of any type; these are read most of all.
  func value<Value: StoredWithRecord>(
    _ type: Value.Type, from text: String, table: String, row: Int64
  ) throws -> Value {
    do {
      return try StoredJSON.value(type, from: text)
    } catch {
      throw StoreError.unreadable(table: table, row: row)
    }
  }

  /// Reads a stored value; an unreadable one is named by place, never by content.
  func value<Value: Decodable>(
    _ type: Value.Type, from text: String, table: String, row: Int64
  ) throws -> Value {
    do {
      return try decoder.decode(type, from: Data(text.utf8))
    } catch {
      throw StoreError.unreadable(table: table, row: row)
    }
  }
}
