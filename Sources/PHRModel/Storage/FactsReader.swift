import Foundation

/// Reads the facts that decisions need from the columns of the table `record`.
///
/// A body is read only where the columns cannot tell: former versions, what a notice is about,
/// the end of a cost notice's period, until when a drug is taken. So that a list opens fast, a
/// record may first be judged by a `sketch`: the full facts then only ever hide more.
final class FactsReader {
  /// The columns that `head(of:)` reads, with `record` under the name `r`; they come first.
  var columns: String {
    let recorded =
      knownAt == nil
      ? "NULL"
      : "(SELECT v.recorded FROM version v WHERE v.record = r.row AND v.number = r.version)"
    let taken = readsTaking ? "(SELECT k.until FROM taken k WHERE k.record = r.row)" : "NULL"
    return """
      r.row AS fact_row, r.id, r.kind, r.version, r.first_day, r.last_day, r.facilities,
      r.episode, coalesce(r.lead, r.row) AS fact_lead,
      EXISTS(SELECT 1 FROM record t WHERE t.lead = coalesce(r.lead, r.row)) AS fact_twins,
      \(recorded) AS fact_recorded, \(taken) AS fact_taken
      """
  }

  /// What the columns say about one record.
  struct Head {
    let row: Int64
    let lead: Int64
    let version: Int
    let hasTwins: Bool
    let recorded: Instant
    let facts: RecordFacts.Version

    /// Whether its body says nothing more that decisions need.
    var isPlain: Bool { Self.isPlain(facts.kind, version: Int64(version)) }

    static func isPlain(_ kind: Kind?, version: Int64) -> Bool {
      version == 1 && kind != .notice && kind != .cost
    }
  }

  private let store: RecordStore
  /// Only versions recorded up to then are known; `nil` = all.
  let knownAt: Instant?
  private lazy var past = Result { try knownAt.map { try KnownThen(store, at: $0) } }
  private let readsTaking: Bool
  private var builder = RecordFactsBuilder()
  private var keys: [StoredText: [FacilityKey]] = [:]
  private lazy var tags = Result { try readTags() }
  private lazy var names = Result { try readNames() }

  /// A reader of what was known at a moment.
  ///
  /// `readsTaking` is needed for decisions in an emergency only.
  init(_ store: RecordStore, knownAt: Instant? = nil, readsTaking: Bool) {
    self.store = store
    self.knownAt = knownAt
    self.readsTaking = readsTaking
  }

  /// What the columns of a row say; by their places, because scans are long.
  func head(of row: Row) throws -> Head {
    guard let id = row.text(at: 1), let kind = row.text(at: 2), let named = row.text(at: 6) else {
      throw SQLiteError.unexpected(column: "id", expected: "text", table: "record")
    }
    let number = row.int(at: 0)
    var facts = RecordFacts.Version(
      id: RecordID(id), kind: Kind(rawValue: kind), days: days(of: row, at: 4),
      episode: row.text(at: 7).map { EpisodeID($0) }, facilities: keys(in: StoredText(text: named)),
      tags: try tags(of: number))
    if facts.kind == .medication, !row.isNull(at: 11) {
      facts.taking = RecordFacts.Taking(column: row.int(at: 11))
    }
    let past = knownAt == nil ? nil : try past.get()
    let lead = past?.lead(of: number) ?? row.int(at: 8)
    return Head(
      row: number, lead: lead, version: Int(row.int(at: 3)),
      hasTwins: past.map { !$0.group(ledBy: lead).isEmpty } ?? (row.int(at: 9) != 0),
      recorded: Instant(seconds: row.isNull(at: 10) ? .min : row.int(at: 10)), facts: facts)
  }

  /// The days from a column and the next one, which hold the first and the last.
  func days(of row: Row, at column: Int32) -> ClosedRange<CivilDay>? {
    guard !row.isNull(at: column), !row.isNull(at: column + 1) else { return nil }
    let (first, last) = (
      CivilDay(number: Int(row.int(at: column))), CivilDay(number: Int(row.int(at: column + 1)))
    )
    return first <= last ? first...last : nil
  }

  /// What was known of tags and twins, for a view of the past.
  func knownThen() throws -> KnownThen? { try past.get() }

  /// The folded tags of a row.
  func tags(of row: Int64) throws -> [String] {
    if knownAt != nil, let past = try past.get() {
      return past.tags(of: row).map(FoldedText.name)
    }
    return try tags.get()[row] ?? []
  }

  /// Whether the columns show a version that was not known yet.
  func isRevised(_ head: Head) -> Bool { knownAt.map { head.recorded > $0 } ?? false }

  /// What the columns tell: enough to hide a record, and often all there is to know.
  struct Sketch {
    let facts: RecordFacts
    /// Whether the full facts say no more.
    let isComplete: Bool
  }

  /// The facts as far as columns tell; `nil` if they are not enough to say anything.
  func sketch(_ head: Head) throws -> Sketch? {
    guard isTold(head) else { return nil }
    guard head.hasTwins else {
      return Sketch(facts: RecordFacts(head.facts), isComplete: head.isPlain)
    }
    let twins = try twins(of: head)
    guard twins.allSatisfy(isTold) else { return nil }
    return Sketch(
      facts: RecordFacts(head.facts, twins: twins.map(\.facts)),
      isComplete: head.isPlain && twins.allSatisfy(\.isPlain))
  }

  /// Whether columns can tell anything about the row at all.
  private func isTold(_ head: Head) -> Bool {
    !isRevised(head)
      && !(readsTaking && head.facts.kind == .medication && head.facts.taking == nil)
  }

  /// The full facts; `nil` if the record was not known then.
  func facts(_ head: Head) throws -> RecordFacts? {
    if let sketch = try sketch(head), sketch.isComplete { return sketch.facts }
    return try resolved(head, within: [head.lead])
  }

  /// The full facts of the record in that row.
  func facts(ofRow row: Int64) throws -> RecordFacts? {
    try head(where: "r.row = ?", [.int(row)]).flatMap { try facts($0) }
  }

  /// The full facts of the record with that id.
  func facts(of id: RecordID) throws -> RecordFacts? {
    try head(where: "r.id = ?", [.text(id.text)]).flatMap { try facts($0) }
  }

  /// What the columns say about the first record that meets a condition.
  func head(where condition: String, _ values: [SQLiteValue]) throws -> Head? {
    try store.connection.first(
      "SELECT \(columns) FROM record r WHERE \(condition)", values, head(of:))
  }

  private func twins(of head: Head) throws -> [Head] {
    if let past = try past.get() {
      return try past.group(ledBy: head.lead).filter { $0 != head.row }.sorted()
        .compactMap { try self.head(where: "r.row = ?", [.int($0)]) }
    }
    return try store.connection.query(
      """
      SELECT \(columns) FROM record r
      WHERE (r.lead = ?1 OR r.row = ?1) AND r.row <> ?2 ORDER BY r.row
      """, [.int(head.lead), .int(head.row)], self.head(of:))
  }

  // MARK: From bodies

  /// One version as it is stored.
  private struct Stored {
    let body: RecordBody
    let base: String?
  }

  private func versions(of row: Int64) throws -> [Stored] {
    try store.connection.query(
      """
      SELECT body, provenance FROM version
      WHERE record = ? AND recorded <= ? ORDER BY number DESC
      """, [.int(row), .int(knownAt?.seconds ?? .max)]
    ) { found in
      let body = try store.value(
        RecordBody.self, from: try found.text("body"), table: "version", row: row)
      let origin = try store.value(
        Provenance.self, from: try found.text("provenance"), table: "version", row: row)
      return Stored(body: body, base: origin.upstream?.base)
    }
  }

  /// The facts with what a notice is about; the path keeps a circle from being followed.
  private func resolved(_ head: Head, within path: Set<Int64>) throws -> RecordFacts? {
    let own = try versions(of: head.row)
    guard let current = own.first else { return nil }
    var facts = RecordFacts(version(current, head), isReadable: current.body.isReadable)
    facts.former = own.dropFirst().map { version($0, head) }
    var all = own
    for twin in head.hasTwins ? try twins(of: head) : [] {
      let theirs = try versions(of: twin.row)
      guard let newest = theirs.first else { continue }
      facts.twins.append(version(newest, twin))
      facts.former += theirs.dropFirst().map { version($0, twin) }
      facts.isReadable = facts.isReadable && newest.body.isReadable
      all += theirs
    }
    for name in Self.references(in: all) {
      let target = try names.get()[name].flatMap { try self.head(where: "r.row = ?", [.int($0)]) }
      guard let target, !path.contains(target.lead),
        let known = try resolved(target, within: path.union([target.lead]))
      else {
        facts.aboutIsKnown = false
        continue
      }
      facts.about.append(known)
    }
    return facts
  }

  private func version(_ stored: Stored, _ head: Head) -> RecordFacts.Version {
    var version = builder.version(
      of: stored.body, id: head.facts.id, episode: head.facts.episode, tags: [])
    version.tags = head.facts.tags
    return version
  }

  private static func references(in versions: [Stored]) -> [UpstreamReference] {
    versions.flatMap { version -> [UpstreamReference] in
      guard case .notice(let notice) = version.body.content else { return [] }
      return notice.about.map { name in
        UpstreamReference(base: name.base ?? version.base, type: name.type, id: name.id)
      }
    }.inOrderOnce
  }

  // MARK: Read once

  /// The institutions that the column of a row names.
  func keys(in stored: StoredText) -> [FacilityKey] {
    if let known = keys[stored] { return known }
    let parsed =
      stored.text.isEmpty
      ? []
      : stored.text.split(separator: "\u{1E}", omittingEmptySubsequences: false)
        .map { entry -> FacilityKey in
          let parts = entry.split(
            separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false)
          return FacilityKey(
            foldedName: parts.count > 1 ? String(parts[1]) : "",
            code: FacilityKey.digits(of: String(parts[0])))
        }
    keys[stored] = parsed
    return parsed
  }

  private func readTags() throws -> [Int64: [String]] {
    var tags: [Int64: [String]] = [:]
    try store.connection.forEach("SELECT record, name FROM tag ORDER BY record, name") { row in
      tags[row.int(at: 0), default: []].append(FoldedText.name(row.text(at: 1) ?? ""))
      return true
    }
    return tags
  }

  /// Every name that a record has at its source, and the names of the parts that went into it.
  private func readNames() throws -> [UpstreamReference: Int64] {
    var names: [UpstreamReference: Int64] = [:]
    func read(_ sql: String) throws {
      try store.connection.forEach(sql) { row in
        let name = UpstreamReference(
          base: row.text(at: 1), type: row.text(at: 2) ?? "", id: row.text(at: 3) ?? "")
        names[name] = row.int(at: 0)
        return true
      }
    }
    try read(
      """
      SELECT w.row, p.base, x.type, x.id FROM upstream_part x
        JOIN portal p ON p.number = x.portal
        JOIN upstream u ON u.portal = x.portal AND u.type = x.whole_type AND u.id = x.whole_id
        JOIN record w ON w.id = u.record
      """)
    try read(
      """
      SELECT record, json_extract(provenance, '$.upstream.base'),
        json_extract(provenance, '$.upstream.type'), json_extract(provenance, '$.upstream.id')
      FROM version WHERE json_extract(provenance, '$.upstream.id') IS NOT NULL
      ORDER BY record, number
      """)
    return names
  }
}

extension RecordFacts.Taking {
  /// The day on which a drug is over as the table `taken` has it.
  var column: Int64 {
    switch self {
    case .openEnded: .max
    case .overOn(let day): Int64(day.number)
    }
  }

  /// Reads the column.
  init(column: Int64) {
    self = column == .max ? .openEnded : .overOn(CivilDay(number: Int(column)))
  }
}

extension RecordBody {
  /// Whether it says anything that can be read.
  fileprivate var isReadable: Bool {
    guard case .notice(let notice) = content else { return true }
    return notice.readable
  }
}
