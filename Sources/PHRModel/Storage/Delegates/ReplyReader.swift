import Foundation

/// Why a reply could not be taken in; the holder's file is brought up to date all the same.
public enum ReplyProblem: Error, Sendable, Equatable {
  /// It belongs to another delegate's file, or is forged.
  case otherPair
  /// It is damaged, or not made as the delegate's program makes it.
  case unreadable
  /// A later version of the program wrote it.
  case newerProgram
  /// An older copy stands in its place: new entries under used numbers are not taken.
  case setBack
}

/// Reads a delegate's reply as what it is: a file that somebody else wrote.
///
/// Read-only, with every defence of `Connection` on; the table must be declared letter by letter as
/// our program declares it, so that no view, virtual table or computed column stands in its place,
/// and every value is taken by its storage class.
enum ReplyReader {
  /// Bytes of the file and of its database; a reply holds a log and some notes.
  static let sizeLimit: UInt64 = 64 << 20
  /// Bytes of one entry.
  static let entryLimit = 1 << 16
  /// Entries that one intake takes at the most; the rest comes with the next.
  static let intakeLimit = 10_000

  /// What was read.
  struct Found {
    /// The reply's name.
    var reply: Data
    /// The entries behind the one that was asked for, and that one itself if it is there.
    var entries: [ReplyEntry]
  }

  /// Reads the entries of a reply from a number on.
  ///
  /// - Parameters:
  ///   - path: the reply.
  ///   - key: the exchange key of the pair.
  ///   - options: how to open it.
  ///   - first: gives the first number to be read, of the reply with that name.
  /// - Returns: `nil` if there is no reply, or another program holds it just now.
  /// - Throws: `ReplyProblem`; what `first` throws.
  static func read(
    _ path: String, by key: VaultCredential, options: VaultOptions, from first: (Data) throws -> Int
  ) throws -> Found? {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
      return nil
    }
    guard UInt64(size) <= sizeLimit else { throw ReplyProblem.unreadable }
    guard let vault = try open(path, key, options) else { return nil }
    defer { vault.close() }
    guard try vault.info().imageSize <= sizeLimit else { throw ReplyProblem.unreadable }
    let reply = Data(vault.id)
    let number = try first(reply)
    do {
      let connection = try Connection(path: vault.path, vfs: vault.vfsName, readOnly: true)
      try check(connection)
      return Found(reply: reply, entries: try entries(in: connection, from: number))
    } catch let error as SQLiteError {
      guard !error.isBusy else { return nil }
      throw ReplyProblem.unreadable
    }
  }

  private static func open(
    _ path: String, _ key: VaultCredential, _ options: VaultOptions
  ) throws -> Vault? {
    var reading = options
    reading.readOnly = true
    do {
      return try Vault.open(at: path, credential: key, options: reading)
    } catch VaultError.busy {
      return nil
    } catch VaultError.wrongPassphrase {
      throw ReplyProblem.otherPair
    } catch VaultError.newerFormat {
      throw ReplyProblem.newerProgram
    } catch is VaultError {
      throw ReplyProblem.unreadable
    }
  }

  /// - Throws: `ReplyProblem`.
  private static func check(_ connection: Connection) throws {
    let version = try connection.first("PRAGMA user_version") { $0.int(at: 0) } ?? 0
    let declared = try connection.query(
      "SELECT sql FROM sqlite_schema WHERE tbl_name = 'reply_entry' COLLATE NOCASE"
    ) { $0.text(at: 0) ?? "" }
    guard declared == [Schema.replyTable] else {
      throw version > Int64(Schema.version) ? ReplyProblem.newerProgram : .unreadable
    }
  }

  /// The entries from a number on; one that cannot be read or is too long is left out: nothing in
  /// it is needed to go on.
  static func entries(
    in connection: Connection, from number: Int, limit: Int = intakeLimit
  ) throws -> [ReplyEntry] {
    let decoder = JSONDecoder()
    return try connection.query(
      """
      SELECT number, at, act FROM reply_entry
      WHERE number >= ? AND typeof(at) = 'integer' AND typeof(act) = 'text'
        AND length(CAST(act AS BLOB)) <= ?
      ORDER BY number LIMIT ?
      """, [SQLiteValue(number), SQLiteValue(entryLimit), SQLiteValue(limit)]
    ) { row -> ReplyEntry? in
      let text = row.text(at: 2) ?? ""
      guard let act = try? decoder.decode(DelegateAct.self, from: Data(text.utf8)) else {
        return nil
      }
      return ReplyEntry(
        number: Int(row.int(at: 0)), at: Instant(seconds: row.int(at: 1)), act: act)
    }.compactMap(\.self)
  }
}
