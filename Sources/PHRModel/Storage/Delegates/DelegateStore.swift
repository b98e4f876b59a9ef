import Foundation

/// The delegates of a vault, as the holder's program keeps them: where each file stands, the key
/// of the way back, what came back.
///
/// Grants are steps of the consent history; this holds what belongs to the files. Like the record
/// store it belongs to the thread of its connection.
public final class DelegateStore {
  /// The records of the vault.
  public let records: RecordStore

  var connection: Connection { records.connection }

  /// The delegates of a vault.
  public init(_ records: RecordStore) {
    self.records = records
  }

  /// Every grant, ended ones too, in the order of their beginning.
  ///
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  public func grants() throws -> [Grant] {
    let all = try ConsentStore(records).state().grants.values
    return all.sorted {
      ($0.window.from?.seconds ?? 0, $0.id) < ($1.window.from?.seconds ?? 0, $1.id)
    }
  }

  /// Whether there ever was a delegate; cheap, for every change of the holder's.
  public func hasAny() throws -> Bool {
    try connection.first("SELECT 1 FROM delegate LIMIT 1") { _ in true } ?? false
  }

  /// The grant that a name or id means.
  ///
  /// Of several namesakes the one that is not ended counts.
  /// - Throws: `DelegateError.noSuchDelegate`, `.ambiguousDelegate`.
  public func grant(named text: String, at instant: Instant) throws -> Grant {
    let folded = FoldedText.search(text)
    let found = try grants().filter {
      $0.id.text == text || FoldedText.search($0.delegate) == folded
    }
    if let only = found.first, found.count == 1 { return only }
    let live = found.filter { !$0.hasEnded(at: instant) }
    if let only = live.first, live.count == 1 { return only }
    throw found.isEmpty ? DelegateError.noSuchDelegate : .ambiguousDelegate
  }

  /// Gives a grant: draws the one-time code and the exchange key and keeps both here.
  ///
  /// A parent's grant is cut at the holder's 18th birthday. The file is written by
  /// ``DelegateExchange``.
  /// - Returns: the grant as it was given, and its code.
  /// - Throws: `DelegateError.problems`, `.nameTaken`, `SQLiteError`.
  public func give(
    _ grant: Grant, path: String, at instant: Instant
  ) throws -> (grant: Grant, code: RecoveryCode) {
    let born = try records.profile().birthDate
    let problems = grant.problems(at: instant, holderBorn: born)
    guard problems.isEmpty else { throw DelegateError.problems(problems) }
    var given = grant.limited(holderBorn: born)
    given.id = RecipientID(ConsentStore.randomName(bytes: 8))
    let code = RecoveryCode.random()
    try connection.transaction {
      let folded = FoldedText.search(given.delegate)
      let namesakes = try grants().filter { FoldedText.search($0.delegate) == folded }
      guard namesakes.allSatisfy({ $0.hasEnded(at: instant) }) else {
        throw DelegateError.nameTaken
      }
      try free(path, at: instant)
      try ConsentStore(records).append(.granted(given), at: instant)
      try connection.run(
        "INSERT INTO delegate(id, path, exchange_key, code) VALUES(?, ?, ?, ?)",
        [
          .text(given.id.text), .text(path), .blob(Data(RandomBytes.array(count: 32))),
          .text(code.printed),
        ])
    }
    return (given, code)
  }

  /// Two delegates never share a place: an ended one gives its own up.
  ///
  /// - Throws: `DelegateError.placeTaken` by a grant that is not ended.
  func free(_ path: String, at instant: Instant, for id: RecipientID? = nil) throws {
    let owners = try connection.query("SELECT id FROM delegate WHERE path = ?", [.text(path)]) {
      RecipientID(try $0.text("id"))
    }
    for grant in try grants() where owners.contains(grant.id) && grant.id != id {
      guard grant.hasEnded(at: instant) else { throw DelegateError.placeTaken }
      try connection.run("UPDATE delegate SET path = '' WHERE id = ?", [.text(grant.id.text)])
    }
  }

  /// Ends a grant from now on; its file is emptied by the next refresh.
  public func revoke(_ id: RecipientID, at instant: Instant) throws {
    try ConsentStore(records).append(.grantRevoked(id), at: instant)
  }

  /// The child's word, after the 15th birthday, that a parent's grant goes on.
  public func confirm(_ id: RecipientID, at instant: Instant) throws {
    guard var grant = try grants().first(where: { $0.id == id }) else {
      throw DelegateError.noSuchDelegate
    }
    grant.confirmed = instant
    try ConsentStore(records).append(.granted(grant), at: instant)
  }

  /// A grant as the holder's age allows it, also where the birth date was learnt later.
  ///
  /// - Returns: `nil` if there is none of that name.
  func limited(_ id: RecipientID, at instant: Instant) throws -> Grant? {
    guard let grant = try grants().first(where: { $0.id == id }) else { return nil }
    let limited = grant.limited(holderBorn: try records.profile().birthDate)
    if limited != grant { try ConsentStore(records).append(.granted(limited), at: instant) }
    return limited
  }

  // MARK: Files

  /// Where a delegate's file stands and what opens it.
  func link(of id: RecipientID) throws -> DelegateLink? {
    try connection.first("SELECT * FROM delegate WHERE id = ?", [.text(id.text)]) { row in
      DelegateLink(
        path: try row.text("path"), exchangeKey: row.blob("exchange_key"),
        code: try row.text("code"),
        lineage: try row.optionalText("lineage").map {
          try records.value(VaultLineage.self, from: $0, table: "delegate", row: 0)
        },
        reply: row.blob("reply").isEmpty ? nil : row.blob("reply"),
        refreshed: row.optionalInt("refreshed").map { Instant(seconds: $0) },
        stamp: row.optionalInt("stamp"), rules: row.blob("rules"))
    }
  }

  /// Where a delegate's file was written; when it was last brought up to date; whether a reply
  /// came back.
  public func standing(
    of id: RecipientID
  ) throws -> (path: String, refreshed: Instant?, hasReplied: Bool)? {
    try link(of: id).map { ($0.path, $0.refreshed, $0.reply != nil) }
  }

  /// Where the replies of all delegates stand, whether they are there or not.
  public func replyPaths() throws -> [String] {
    try connection.query("SELECT path FROM delegate") {
      DelegateFileName.reply(of: try $0.text("path"))
    }
  }

  /// Whether a delegate's file has a place; an ended grant may have given it up.
  public func hasPlace(_ grant: Grant) throws -> Bool {
    try link(of: grant.id)?.path.isEmpty == false
  }

  func save(_ link: DelegateLink, of id: RecipientID) throws {
    try connection.run(
      """
      UPDATE delegate SET path = ?, lineage = ?, reply = ?, refreshed = ?, stamp = ?, rules = ?
      WHERE id = ?
      """,
      [
        .text(link.path), SQLiteValue(try link.lineage.map { try records.json($0) }),
        link.reply.map { .blob($0) } ?? .null, SQLiteValue(link.refreshed?.seconds),
        SQLiteValue(link.stamp), .blob(link.rules), .text(id.text),
      ])
    try ChangeMarks.forget(in: connection)
  }
}

/// Where a delegate's file stands and what opens it.
struct DelegateLink {
  var path: String
  let exchangeKey: Data
  let code: String
  /// The state that the holder's program wrote last; any other file under the path is replaced.
  var lineage: VaultLineage?
  /// The id of the reply that was seen; from then on the code opens no newer file.
  var reply: Data?
  var refreshed: Instant?
  /// The changes of the vault that the file has seen; `nil` before the first.
  var stamp: Int64?
  /// What the file was made by: while that stays, only what was changed has to be compared.
  var rules: Data

  var key: VaultCredential {
    .exchangeKey(exchangeKey.withUnsafeBytes { SecretBytes(copying: $0) })
  }

  /// What opens the next file: the exchange key, and the code until a reply is seen.
  var credentials: [VaultCredential] {
    guard reply == nil, let code = try? RecoveryCode(parsing: code) else { return [key] }
    return [key, .recoveryCode(code)]
  }
}

extension Grant {
  /// Whether the grant was revoked or has run out.
  public func hasEnded(at instant: Instant) -> Bool {
    switch status(at: instant) {
    case .expired, .revoked: true
    case .notYet, .inForce: false
    }
  }
}
