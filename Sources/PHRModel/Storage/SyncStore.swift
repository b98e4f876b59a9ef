/// What the holder's program knows of one account at a portal.
public struct PortalAccount: Sendable, Equatable {
  /// The base URL of the FHIR service.
  public var base: String
  /// The logical id of the holder's Patient there.
  public var patient: String
  /// How this program calls itself there (OAuth `client_id`).
  public var client: String
  /// Where tokens are renewed.
  public var tokenEndpoint: String
  /// The token that goes with every request.
  public var accessToken: String
  /// The token that renews it; may change at every use.
  public var refreshToken: String?
  /// The portal asked not to be called before this moment.
  public var notBefore: Instant?
  /// When the last pull ended.
  public var synced: Instant?
  /// When everything was last compared.
  public var reconciled: Instant?

  /// An account.
  public init(
    base: String, patient: String, client: String, tokenEndpoint: String, accessToken: String,
    refreshToken: String?
  ) {
    self.base = base
    self.patient = patient
    self.client = client
    self.tokenEndpoint = tokenEndpoint
    self.accessToken = accessToken
    self.refreshToken = refreshToken
  }
}

/// How far the pull of one type has come.
public struct SyncCursor: Sendable, Equatable {
  /// The highest safe time stamp of the server.
  public var watermark: Instant?
  /// What a conditional request may refer to.
  public var searchTag: SearchTag?
  /// When the type was last refused.
  public var refused: Instant?

  /// The beginning.
  public init() {}
}

/// Everything that synchronisation with one portal keeps in the vault: tokens, progress, names of
/// resources, and the application of pages.
///
/// Like the record store it belongs to the thread of its connection.
public final class SyncStore {
  /// The records of the vault.
  public let records: RecordStore
  /// The portal's base URL.
  public let base: String
  /// The portal's row; `nil` before the first login.
  private(set) var number: Int64?

  var connection: Connection { records.connection }

  /// The part of a vault that belongs to a portal.
  ///
  /// - Throws: `SQLiteError`.
  public init(_ records: RecordStore, portal base: String) throws {
    self.records = records
    self.base = base
    number = try records.connection.first(
      "SELECT number FROM portal WHERE base = ?", [.text(base)]
    ) { try $0.int("number") }
  }

  /// The base URLs of all portals with an account, the one used last first.
  public static func portals(_ records: RecordStore) throws -> [String] {
    try records.connection.query(
      "SELECT base FROM portal ORDER BY synced DESC NULLS LAST, number DESC"
    ) { try $0.text("base") }
  }

  /// The account, or `nil` before the first login.
  public func account() throws -> PortalAccount? {
    try connection.first("SELECT * FROM portal WHERE base = ?", [.text(base)]) { row in
      var account = PortalAccount(
        base: try row.text("base"), patient: try row.text("patient"),
        client: try row.text("client"), tokenEndpoint: try row.text("token_endpoint"),
        accessToken: try row.text("access_token"),
        refreshToken: row.optionalText("refresh_token"))
      account.notBefore = row.optionalInt("not_before").map(Instant.init(seconds:))
      account.synced = row.optionalInt("synced").map(Instant.init(seconds:))
      account.reconciled = row.optionalInt("reconciled").map(Instant.init(seconds:))
      return account
    }
  }

  /// Remembers an account or its new tokens.
  ///
  /// If it belongs to another Patient than before, the progress begins anew; the records stay.
  public func save(_ account: PortalAccount) throws {
    try connection.transaction {
      let before = try self.account()
      try connection.run(
        """
        INSERT INTO portal(base, patient, client, token_endpoint, access_token, refresh_token)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT(base) DO UPDATE SET patient = ?2, client = ?3, token_endpoint = ?4,
          access_token = ?5, refresh_token = ?6
        """,
        [
          .text(base), .text(account.patient), .text(account.client),
          .text(account.tokenEndpoint), .text(account.accessToken),
          SQLiteValue(account.refreshToken),
        ])
      number = try connection.first("SELECT number FROM portal WHERE base = ?", [.text(base)]) {
        try $0.int("number")
      }
      if let before, before.patient != account.patient {
        try connection.run("DELETE FROM sync_cursor WHERE portal = ?", [.int(try portal)])
      }
    }
  }

  /// Forgets the tokens, the progress and the name of the account; the records stay.
  public func signOut() throws {
    try connection.run(
      "UPDATE portal SET access_token = '', refresh_token = NULL WHERE base = ?", [.text(base)])
  }

  /// The portal's row.
  ///
  /// - Throws: `StoreError.noSuchPortal` before the first login.
  var portal: Int64 {
    get throws {
      guard let number else { throw StoreError.noSuchPortal }
      return number
    }
  }

  /// Remembers that the portal asked not to be called before a moment.
  public func setNotBefore(_ moment: Instant?) throws {
    try connection.run(
      "UPDATE portal SET not_before = ? WHERE number = ?",
      [SQLiteValue(moment?.seconds), .int(try portal)])
  }

  /// Remembers that a pull has ended, and whether it compared everything.
  public func setSynced(_ moment: Instant, reconciled: Bool) throws {
    try connection.run(
      """
      UPDATE portal SET synced = ?1, not_before = NULL,
        reconciled = CASE WHEN ?2 THEN ?1 ELSE reconciled END WHERE number = ?3
      """, [.int(moment.seconds), .int(reconciled ? 1 : 0), .int(try portal)])
  }

  /// Draws the number of the next full pull.
  public func beginRound() throws -> Int64 {
    try connection.run(
      "UPDATE portal SET round = round + 1 WHERE number = ?", [.int(try portal)])
    return try connection.first(
      "SELECT round FROM portal WHERE number = ?", [.int(try portal)], { try $0.int("round") })
      ?? 1
  }

  /// How far each type has come.
  public func cursors() throws -> [String: SyncCursor] {
    guard let number else { return [:] }
    let rows = try connection.query("SELECT * FROM sync_cursor WHERE portal = ?", [.int(number)]) {
      row -> (String, SyncCursor) in
      var cursor = SyncCursor()
      cursor.watermark = row.optionalInt("watermark").map(Instant.init(seconds:))
      cursor.refused = row.optionalInt("refused").map(Instant.init(seconds:))
      if let url = row.optionalText("search_url"), let tag = row.optionalText("search_tag") {
        cursor.searchTag = SearchTag(url: url, tag: tag)
      }
      return (try row.text("type"), cursor)
    }
    return Dictionary(rows, uniquingKeysWith: { $1 })
  }
}
