import Foundation

/// What became of a draft.
public enum Applied: Sendable, Equatable {
  /// A record that was not here before.
  case new(RecordID)
  /// Another version of a record.
  case changed(RecordID)
  /// The source withdrew a record.
  case withdrawn(RecordID)
  /// Already here, word for word.
  case unchanged(RecordID)

  /// The record that the draft stands for.
  public var id: RecordID {
    switch self {
    case .new(let id), .changed(let id), .withdrawn(let id), .unchanged(let id): id
    }
  }
}

extension RecordStore {
  /// Takes a draft in: as a new record, as a new version, or not at all if it is here already.
  ///
  /// A draft equals what is here if the newest version from the same channel says the same; so
  /// neither a second import nor a full pull undoes what the holder has corrected since.
  ///
  /// - Parameters:
  ///   - draft: what a reader found.
  ///   - provenance: where it was found.
  ///   - occurrence: 0 for the first of several equal drafts of one file.
  ///   - recorded: now.
  /// - Returns: what became of it.
  /// - Throws: `SQLiteError`.
  public func apply(
    _ draft: RecordDraft, provenance: Provenance, occurrence: Int = 0, recorded: Instant
  ) throws -> Applied {
    try apply(
      PreparedDraft(draft, provenance: provenance), occurrence: occurrence, recorded: recorded)
  }

  /// Takes a draft in that was prepared elsewhere, see `apply` of a draft.
  func apply(
    _ prepared: PreparedDraft, occurrence: Int = 0, recorded: Instant
  ) throws -> Applied {
    let draft = prepared.draft
    let encoded = prepared.encoded
    let provenance = prepared.provenance.value
    let source = provenance.channel == .portal ? provenance.name : ""
    let id =
      draft.sourceKey.map { identity.id(source: source, key: $0) }
      ?? identity.id(content: encoded.digest, occurrence: occurrence)
    guard let existing = try existing(id) else {
      try insert(id, prepared, recorded: recorded)
      return draft.withdrawn ? .withdrawn(id) : .new(id)
    }
    let last = try lastVersion(of: existing.row, channel: provenance.channel)
    if let last, last.digest == encoded.digest, last.withdrawn == draft.withdrawn {
      if existing.status == .vanished { try setStatus(.active, of: existing.row) }
      return .unchanged(id)
    }
    let status = try self.status(of: existing, after: draft)
    try addVersion(
      to: existing.row, number: existing.version + 1, status: status, body: draft.body,
      encoded: encoded, provenance: prepared.provenance, recorded: recorded)
    return draft.withdrawn ? .withdrawn(id) : .changed(id)
  }

  /// Takes in what the holder typed.
  ///
  /// The same text once more is not another record; if it was withdrawn, it stands again. What was
  /// corrected since is left alone: the text is a record of its own then.
  ///
  /// - Returns: `.new`, `.unchanged`, or `.changed` for a withdrawn one.
  /// - Throws: `SQLiteError`.
  public func add(_ body: RecordBody, provenance: Provenance) throws -> Applied {
    let digest = try digest(of: body)
    var occurrence = 0
    while let here = try record(identity.id(content: digest, occurrence: occurrence)) {
      if here.body == body {
        guard here.status == .withdrawn else { return .unchanged(here.id) }
        try setWithdrawn(false, here.id, provenance: provenance)
        return .changed(here.id)
      }
      occurrence += 1
    }
    return try apply(
      RecordDraft(body: body), provenance: provenance, occurrence: occurrence,
      recorded: provenance.received)
  }

  /// Stores a correction by the holder as a new version.
  ///
  /// - Throws: `StoreError.noSuchRecord`.
  public func edit(_ id: RecordID, body: RecordBody, provenance: Provenance) throws {
    guard let existing = try existing(id) else { throw StoreError.noSuchRecord }
    try addVersion(
      to: existing.row, number: existing.version + 1, status: existing.status, body: body,
      encoded: try EncodedBody(body), provenance: try EncodedProvenance(provenance),
      recorded: provenance.received)
  }

  /// Marks a record as entered in error, or takes the mark back; it stays readable as a version.
  ///
  /// A mark that is there already is not set again.
  ///
  /// - Throws: `StoreError.noSuchRecord`.
  public func setWithdrawn(_ withdrawn: Bool, _ id: RecordID, provenance: Provenance) throws {
    guard let existing = try existing(id), let record = try record(id) else {
      throw StoreError.noSuchRecord
    }
    guard (existing.status == .withdrawn) != withdrawn else { return }
    try addVersion(
      to: existing.row, number: existing.version + 1, status: withdrawn ? .withdrawn : .active,
      body: record.body, encoded: try EncodedBody(record.body),
      provenance: try EncodedProvenance(provenance), recorded: provenance.received)
  }

  /// Marks a record that its portal no longer has; it stays here.
  public func setVanished(_ id: RecordID) throws {
    guard let existing = try existing(id), existing.status == .active else { return }
    try setStatus(.vanished, of: existing.row)
  }

  /// Stores the facts of an episode; later facts with the same name replace earlier ones.
  public func apply(_ episode: EpisodeDraft, source: String) throws {
    try connection.run(
      """
      INSERT INTO episode(id, date, notes, raw) VALUES(?1, ?2, ?3, ?4)
      ON CONFLICT DO UPDATE SET date = ?2, notes = ?3, raw = ?4
      """,
      [
        .text(identity.episode([source, episode.key]).text),
        SQLiteValue(episode.date?.description), .text(try json(episode.notes)),
        .text(try json(episode.raw)),
      ])
  }

  /// The digest of what a body says.
  func digest(of body: RecordBody) throws -> Data { try EncodedBody.written(body).digest }
}

/// A draft with what takes time to compute of it, so that this can be done away from the thread of
/// the vault; one object, since it goes from hand to hand and a draft has many parts to copy.
public final class PreparedDraft: Sendable, Equatable {
  /// What a reader found.
  public let draft: RecordDraft
  let encoded: EncodedBody
  let provenance: EncodedProvenance

  /// Prepares a draft that was found there.
  ///
  /// - Throws: `EncodingError`, which no record of ours gives.
  public init(_ draft: RecordDraft, provenance: Provenance) throws {
    self.draft = draft
    encoded = try EncodedBody(draft.body)
    var provenance = provenance
    provenance.position = draft.position
    provenance.upstream = draft.upstream
    self.provenance = try EncodedProvenance(provenance)
  }

  /// Whether two drafts say the same and were found at the same place; what was computed of them
  /// then is the same.
  public static func == (left: PreparedDraft, right: PreparedDraft) -> Bool {
    left === right
      || left.draft == right.draft && left.provenance.value == right.provenance.value
  }
}

/// A body as it is stored: with the digest of what it says, and what the table `record` repeats.
struct EncodedBody: Equatable {
  let json: String
  let digest: Data
  /// See ``RecordColumns/values``.
  let columns: [SQLiteValue]

  init(_ body: RecordBody) throws {
    (json, digest) = try Self.written(body)
    columns = RecordColumns(body: body).values
  }

  /// The JSON and the digest of a body; encoded once where both are of the same.
  static func written(_ body: RecordBody) throws -> (json: String, digest: Data) {
    let whole = try SortedJSON.bytes(of: body)
    // Context that the body shares with others does not count.
    var own = whole
    if !body.raw.allSatisfy(\.ownToRecord) {
      var alone = body
      alone.raw.removeAll { !$0.ownToRecord }
      own = try SortedJSON.bytes(of: alone)
    }
    return (String(decoding: whole, as: UTF8.self), Data(SHA256.hash(own)))
  }
}

/// Where a version comes from, and the same as it is stored.
struct EncodedProvenance {
  let value: Provenance
  let json: String

  init(_ value: Provenance) throws {
    self.value = value
    json = try SortedJSON.text(of: value)
  }
}

/// A record that is here already.
struct ExistingRecord {
  let row: Int64
  let version: Int
  let status: Record.Status
}

extension RecordStore {
  func existing(_ id: RecordID) throws -> ExistingRecord? {
    try connection.first(
      "SELECT row, version, status FROM record WHERE id = ?", [.text(id.text)]
    ) { row in
      ExistingRecord(
        row: try row.int("row"), version: Int(try row.int("version")),
        status: Record.Status(rawValue: try row.text("status")) ?? .active)
    }
  }

  private func lastVersion(
    of row: Int64, channel: Provenance.Channel
  ) throws -> (digest: Data, withdrawn: Bool)? {
    try connection.first(
      """
      SELECT digest, status FROM version WHERE record = ? AND channel = ?
      ORDER BY number DESC LIMIT 1
      """, [.int(row), .text(channel.rawValue)]
    ) { ($0.blob("digest"), try $0.text("status") == Record.Status.withdrawn.rawValue) }
  }

  /// A withdrawal by the holder outlasts what the source says later.
  private func status(of existing: ExistingRecord, after draft: RecordDraft) throws
    -> Record.Status
  {
    if draft.withdrawn { return .withdrawn }
    guard existing.status == .withdrawn else { return .active }
    let channel = try connection.first(
      "SELECT channel FROM version WHERE record = ? AND number = ?",
      [.int(existing.row), SQLiteValue(existing.version)], { try $0.text("channel") })
    return channel == Provenance.Channel.manual.rawValue ? .withdrawn : .active
  }

  private func setStatus(_ status: Record.Status, of row: Int64) throws {
    try connection.run(
      "UPDATE record SET status = ? WHERE row = ?", [.text(status.rawValue), .int(row)])
  }

  private func insert(_ id: RecordID, _ prepared: PreparedDraft, recorded: Instant) throws {
    let draft = prepared.draft
    let provenance = prepared.provenance.value
    let row = try insertRow(
      id, version: 1, status: draft.withdrawn ? .withdrawn : .active,
      source: provenance.listLabel, episode: episode(of: draft, provenance), prepared.encoded)
    try insertVersion(
      of: row, number: 1, status: draft.withdrawn ? .withdrawn : .active, body: draft.body,
      encoded: prepared.encoded, provenance: prepared.provenance, recorded: recorded)
    try insertItems(of: row, draft.body)
    try linkTwins(of: row, body: draft.body, provenance: provenance, at: recorded)
  }

  /// Inserts the row of a new record; returns its number.
  func insertRow(
    _ id: RecordID, version: Int, status: Record.Status, source: String, episode: EpisodeID?,
    _ encoded: EncodedBody
  ) throws -> Int64 {
    let own: [SQLiteValue] = [
      .text(id.text), SQLiteValue(version), .text(status.rawValue), .text(source),
      SQLiteValue(episode?.text),
    ]
    try connection.run(RecordColumns.insertion, own + encoded.columns)
    return connection.lastInsertedRow
  }

  private func addVersion(
    to row: Int64, number: Int, status: Record.Status, body: RecordBody, encoded: EncodedBody,
    provenance: EncodedProvenance, recorded: Instant
  ) throws {
    try connection.run(
      RecordColumns.change,
      [SQLiteValue(number), .text(status.rawValue)] + encoded.columns + [.int(row)])
    try insertVersion(
      of: row, number: number, status: status, body: body, encoded: encoded,
      provenance: provenance, recorded: recorded)
    try connection.run("DELETE FROM item WHERE record = ?", [.int(row)])
    try insertItems(of: row, body)
  }

  func insertVersion(
    of row: Int64, number: Int, status: Record.Status, body: RecordBody, encoded: EncodedBody,
    provenance: EncodedProvenance, recorded: Instant
  ) throws {
    try connection.run(
      """
      INSERT INTO version(record, number, status, channel, digest, body, provenance, recorded)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(row), SQLiteValue(number), .text(status.rawValue),
        .text(provenance.value.channel.rawValue), .blob(encoded.digest), .text(encoded.json),
        .text(provenance.json), .int(recorded.seconds),
      ])
    guard let taking = body.taking else { return }
    try connection.run(
      "INSERT INTO taken(record, until) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET until = ?2",
      [.int(row), .int(taking.column)])
  }

  func insertItems(of row: Int64, _ body: RecordBody) throws {
    for (position, item) in RecordColumns(body: body).observations.enumerated() {
      // An item that no table knows is found again by its name.
      guard case .quantity(let quantity) = item.value,
        let code = item.code.codings.first?.code ?? item.code.text.map(FoldedText.search)
      else { continue }
      try connection.run(
        """
        INSERT INTO item(record, position, code, day, value, unit, flag)
        VALUES(?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .int(row), SQLiteValue(position), .text(code),
          SQLiteValue(body.date?.first.number), .text(quantity.value),
          SQLiteValue(quantity.unit ?? quantity.unitCode), SQLiteValue(item.flag?.rawValue),
        ])
    }
  }

  /// One dispensing as the source groups it; else one institution on one exact day.
  private func episode(of draft: RecordDraft, _ provenance: Provenance) -> EpisodeID? {
    if let key = draft.episodeKey { return identity.episode([provenance.episodeSource, key]) }
    guard draft.body.kind != .notice, let day = draft.body.date?.exactDay,
      let place = RecordColumns(body: draft.body).facility
    else { return nil }
    return identity.episode(["visit", day.description, FoldedText.name(place)])
  }
}

extension Provenance {
  /// The word that a list shows for where a record comes from.
  public var listLabel: String { channel == .file ? format : channel.rawValue }

  /// What keeps episode keys of different sources apart.
  public var episodeSource: String { channel == .portal ? name : format }
}
