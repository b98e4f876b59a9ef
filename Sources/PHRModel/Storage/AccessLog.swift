import Foundation

/// One time that somebody looked at records.
public struct AccessEntry: Sendable, Equatable, Codable {
  /// What was done.
  public enum Action: String, Sendable, Codable, CaseIterable {
    /// Read at a portal.
    case read
    /// Searched at a portal.
    case search
    /// Written to a file for somebody, here.
    case export
    /// What somebody would see, written to a file, here.
    case seeAs = "see-as"
    /// A delegate's file was opened.
    case opening
  }

  /// Its name: that of the AuditEvent, or a random one for what happened here.
  public var name: String
  /// When.
  public var at: Instant
  /// What was done.
  public var action: Action
  /// Who, as the source says.
  public var who: String
  /// The institution's name at the portal, if it is given.
  public var organization: String?
  /// Who, if it is somebody known here.
  public var recipient: RecipientID?
  /// Why, if it is said.
  public var purpose: Purpose?
  /// Whether a machine looked, without a person who asked.
  public var byMachine: Bool
  /// The records that are known here.
  public var records: [RecordID]
  /// How many records the source names.
  public var count: Int
  /// Whether it was refused.
  public var refused: Bool
  /// Where it happened: the portal's base URL, or `nil` for here.
  public var portal: String?

  /// How the holder is named who took something out alone.
  public static let holder = "self"

  /// Whether the holder did it.
  public var isHolders: Bool { portal == nil && recipient == nil }

  /// The most records that an entry names; it counts all.
  public static let namedRecords = 200

  /// Something that happened here.
  ///
  /// - Parameters:
  ///   - action: what was done.
  ///   - who: who, in the holder's words.
  ///   - recipient: who, if it is a recipient or a delegate.
  ///   - purpose: why.
  ///   - records: what was looked at, or at least the first `namedRecords` of it.
  ///   - count: how many records were looked at; without it, as many as are given.
  ///   - at: when.
  ///   - name: a name of its own, if what happened may be told twice (a delegate's opening, read
  ///     from a reply); the same one again changes nothing.
  public init(
    _ action: Action, who: String, recipient: RecipientID?, purpose: Purpose?,
    records: [RecordID], count: Int? = nil, at: Instant, name: String? = nil
  ) {
    self.name = name ?? "local-" + ConsentStore.randomName(bytes: 8)
    self.at = at
    self.action = action
    self.who = who
    self.recipient = recipient
    self.purpose = purpose
    byMachine = false
    self.records = Array(records.prefix(Self.namedRecords))
    self.count = count ?? records.count
    refused = false
  }

  init(name: String, at: Instant, who: String, portal: String) {
    self.init(.read, who: who, recipient: nil, purpose: nil, records: [], at: at)
    self.name = name
    self.portal = portal
  }
}

/// An access with what was found about it.
public struct JudgedAccess: Sendable, Equatable {
  /// Why an access contradicts the consent that the portal had confirmed.
  public enum Finding: String, Sendable {
    /// Nobody of that name was registered.
    case unregistered
    /// It touched what was hidden.
    case hidden
    /// A delegate did it after the end of the grant, or without the right.
    case outsideGrant = "outside-grant"
  }

  /// The access.
  public var entry: AccessEntry
  /// What it contradicts; `nil` if nothing.
  public var finding: Finding?
}

/// Who has looked: what portals report, and what was handed out here.
///
/// Issue on consent, "Access log".
public struct AccessLog {
  let records: RecordStore
  private var connection: Connection { records.connection }

  /// The log of a vault.
  public init(_ records: RecordStore) {
    self.records = records
  }

  /// Writes down what happened here.
  public func add(_ entry: AccessEntry, now: Instant) throws {
    try add(JudgedAccess(entry: entry, finding: nil), now: now)
  }

  /// Writes down what happened elsewhere and was judged here; once by its name.
  func add(_ access: JudgedAccess, now: Instant) throws { try insert(access, now: now) }

  /// The entries that a filter means, the newest first.
  public func entries(_ filter: AccessFilter = AccessFilter()) throws -> [JudgedAccess] {
    try connection.query(
      """
      SELECT number, body, finding FROM access
      WHERE at >= ?1 AND at < ?2 AND (?3 = 0 OR finding IS NOT NULL) ORDER BY at DESC, number
      """,
      [
        .int(filter.window.from?.seconds ?? .min), .int(filter.window.until?.seconds ?? .max),
        .int(filter.flaggedOnly ? 1 : 0),
      ]
    ) { row in
      let entry = try records.value(
        AccessEntry.self, from: try row.text("body"), table: "access", row: try row.int("number"))
      return JudgedAccess(
        entry: entry,
        finding: row.optionalText("finding").flatMap(JudgedAccess.Finding.init(rawValue:)))
    }.filter { filter.means($0.entry) }
  }

  /// Takes in what portals have reported since, and judges it by the consent of its moment.
  ///
  /// - Returns: the new entries that contradict the consent; the caller raises them as notices.
  public func takeIn(now: Instant) throws -> [JudgedAccess] {
    try connection.transaction {
      let fresh = try reported()
      guard !fresh.isEmpty else { return [] }
      let judge = try AccessJudge(records)
      return try fresh.compactMap { entry in
        var entry = entry
        entry.recipient = judge.recipient(named: entry)
        let judged = JudgedAccess(entry: entry, finding: try judge.finding(entry))
        try insert(judged, now: now)
        return judged.finding == nil ? nil : judged
      }
    }
  }

  private func insert(_ access: JudgedAccess, now: Instant) throws {
    try connection.run(
      """
      INSERT OR IGNORE INTO access(name, at, learnt, body, finding) VALUES(?, ?, ?, ?, ?)
      """,
      [
        .text(access.entry.name), .int(access.entry.at.seconds), .int(now.seconds),
        .text(try records.json(access.entry)), SQLiteValue(access.finding?.rawValue),
      ])
  }

  /// The AuditEvents that are not in the log yet.
  private func reported() throws -> [AccessEntry] {
    try connection.query(
      """
      SELECT p.base, u.id, u.body FROM upstream u JOIN portal p ON p.number = u.portal
      WHERE u.type = 'AuditEvent' AND u.state = 'kept' AND u.body IS NOT NULL
        AND NOT EXISTS(SELECT 1 FROM access a WHERE a.name = p.base || ' ' || u.id)
      """
    ) { row -> AccessEntry? in
      let base = try row.text("base")
      guard let event = try? JSONValue(parsing: Data(try row.text("body").utf8)) else {
        return nil
      }
      return try entry(event, name: "\(base) \(try row.text("id"))", base: base)
    }.compactMap(\.self)
  }

  private func entry(_ event: JSONValue, name: String, base: String) throws -> AccessEntry? {
    guard let at = event["recorded"]?.string.flatMap({ Instant(iso: $0) }) else { return nil }
    let agents = event["agent"]?.elements ?? []
    let asker = agents.first { $0["requestor"] == true } ?? agents.first
    let who = asker?["who"]
    let reference = who?["reference"]?.string ?? who?["identifier"]?["value"]?.string
    var entry = AccessEntry(
      name: name, at: at,
      who: who?["display"]?.string ?? asker?["name"]?.string ?? reference ?? "?",
      portal: base)
    entry.organization = reference
    entry.byMachine = asker?["requestor"] != true
    let subtype = event["subtype"]?[0]?["code"]?.string ?? ""
    entry.action = subtype.hasPrefix("search") ? .search : .read
    entry.purpose = event["purposeOfEvent"]?[0]?["coding"]?[0]?["code"]?.string
      .flatMap { Purpose(actReason: $0) }
    entry.refused = event["outcome"]?.string.map { $0 != "0" } ?? false
    let names = (event["entity"]?.elements ?? []).compactMap { $0["what"]?["reference"]?.string }
      .filter { !$0.hasPrefix("Patient/") }
    entry.count = names.count
    entry.records = try names.flatMap { try ids(of: $0, base: base) }.inOrderOnce
    return entry
  }

  /// The records that a resource of a portal stands for, itself or as part of a report.
  private func ids(of name: String, base: String) throws -> [RecordID] {
    guard let key = ResourceKey(reference: name) else { return [] }
    return try connection.query(
      """
      SELECT u.record AS record FROM upstream u JOIN portal p ON p.number = u.portal
      WHERE p.base = ?1 AND u.type = ?2 AND u.id = ?3 AND u.record IS NOT NULL
      UNION
      SELECT w.record FROM upstream_part x JOIN portal p ON p.number = x.portal
        JOIN upstream w ON w.portal = x.portal AND w.type = x.whole_type AND w.id = x.whole_id
      WHERE p.base = ?1 AND x.type = ?2 AND x.id = ?3 AND w.record IS NOT NULL
      """, [.text(base), .text(key.type), .text(key.id)]
    ) { RecordID(try $0.text("record")) }
  }
}
