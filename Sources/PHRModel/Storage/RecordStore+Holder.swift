public import Foundation

/// A kept original, without its bytes.
public struct OriginalInfo: Sendable, Equatable {
  /// Its number in the vault.
  public var id: Int64
  /// File name or portal address.
  public var name: String
  /// Format word.
  public var format: String
  /// Size in bytes.
  public var size: Int64
  /// When it came in.
  public var received: Instant
}

extension RecordStore {
  /// The holder's profile; empty if nothing is known yet.
  public func profile() throws -> Profile {
    try connection.first("SELECT version, body FROM profile ORDER BY version DESC LIMIT 1") {
      try self.value(
        Profile.self, from: try $0.text("body"), table: "profile", row: try $0.int("version"))
    } ?? Profile()
  }

  /// Stores a new version of the profile; earlier ones stay.
  ///
  /// The origin is `manual`, or the format word of the source that filled it.
  public func setProfile(_ profile: Profile, origin: String, recorded: Instant) throws {
    try connection.run(
      "INSERT INTO profile(body, origin, recorded) VALUES(?, ?, ?)",
      [.text(try json(profile)), .text(origin), .int(recorded.seconds)])
  }

  /// The holder's tags on a record.
  public func tags(of id: RecordID) throws -> [String] {
    try connection.query(
      "SELECT name FROM tag JOIN record ON row = record WHERE id = ? ORDER BY name",
      [.text(id.text)]
    ) { try $0.text("name") }
  }

  /// Puts a tag on a record; a tag that is there already stays.
  ///
  /// - Throws: `StoreError.noSuchRecord`.
  public func addTag(_ name: String, to id: RecordID, at moment: Instant) throws {
    guard let existing = try existing(id) else { throw StoreError.noSuchRecord }
    try connection.transaction {
      let added = try connection.run(
        "INSERT OR IGNORE INTO tag(record, name) VALUES(?, ?)",
        [.int(existing.row), .text(name)])
      if added > 0 { try noteTag(name, of: existing.row, added: true, at: moment) }
    }
  }

  /// Takes a tag off a record; returns whether it was there.
  ///
  /// - Throws: `StoreError.noSuchRecord`.
  public func removeTag(_ name: String, from id: RecordID, at moment: Instant) throws -> Bool {
    guard let existing = try existing(id) else { throw StoreError.noSuchRecord }
    return try connection.transaction {
      let removed = try connection.run(
        "DELETE FROM tag WHERE record = ? AND name = ?", [.int(existing.row), .text(name)])
      if removed > 0 { try noteTag(name, of: existing.row, added: false, at: moment) }
      return removed > 0
    }
  }

  /// Views of the past have the tags of then.
  private func noteTag(_ name: String, of row: Int64, added: Bool, at moment: Instant) throws {
    try connection.run(
      "INSERT INTO tag_change(record, name, at, added) VALUES(?, ?, ?, ?)",
      [.int(row), .text(name), .int(moment.seconds), .int(added ? 1 : 0)])
  }

  /// Every tag with how many records carry it.
  public func allTags() throws -> [(name: String, count: Int)] {
    try connection.query("SELECT name, count(*) FROM tag GROUP BY name ORDER BY name") {
      ($0.text(at: 0) ?? "", Int($0.int(at: 1)))
    }
  }

  /// The original with that digest, if these bytes are kept already.
  public func original(digest: Data) throws -> Int64? {
    try connection.first("SELECT id FROM original WHERE digest = ? ORDER BY id", [.blob(digest)]) {
      try $0.int("id")
    }
  }

  /// Begins to keep an original; its digest and size are not known before its end.
  public func beginOriginal(name: String, format: String, received: Instant) throws -> Int64 {
    try connection.run(
      "INSERT INTO original(name, format, digest, size, received) VALUES(?, ?, ?, 0, ?)",
      [
        .text(name), .text(format), .blob(Data(RandomBytes.array(count: 32))),
        .int(received.seconds),
      ])
    return connection.lastInsertedRow
  }

  /// Keeps the next bytes of an original.
  public func addPiece(_ bytes: Data, number: Int, to original: Int64) throws {
    try connection.run(
      "INSERT INTO original_piece(original, number, bytes) VALUES(?, ?, ?)",
      [.int(original), SQLiteValue(number), .blob(bytes)])
  }

  /// Ends an original and returns the number under which its bytes are kept.
  ///
  /// If the same bytes are kept already and no record points to the new copy, it is dropped.
  public func endOriginal(
    _ original: Int64, digest: Data, size: Int64, isReferenced: Bool
  ) throws -> Int64 {
    if !isReferenced, let kept = try self.original(digest: digest) {
      try connection.run("DELETE FROM original_piece WHERE original = ?", [.int(original)])
      try connection.run("DELETE FROM original WHERE id = ?", [.int(original)])
      return kept
    }
    try connection.run(
      "UPDATE original SET digest = ?, size = ? WHERE id = ?",
      [.blob(digest), .int(size), .int(original)])
    return original
  }

  /// Masks every My Number in a kept original, also across the borders of its pieces.
  func maskMyNumbers(in original: Int64) throws {
    let numbers = try connection.query(
      "SELECT number FROM original_piece WHERE original = ? ORDER BY number", [.int(original)]
    ) { try $0.int("number") }
    // The longest writing of a number: 12 full-width digits with two full-width separators.
    let overlap = 64
    for (index, number) in numbers.enumerated() {
      let previous = index == 0 ? Data() : try piece(numbers[index - 1], of: original)
      let joined = previous.suffix(overlap) + (try piece(number, of: original))
      guard let masked = MyNumber.masked(joined) else { continue }
      let border = min(previous.count, overlap)
      try replacePiece(number, of: original, with: masked.dropFirst(border))
      guard border > 0 else { continue }
      try replacePiece(
        numbers[index - 1], of: original, with: previous.dropLast(border) + masked.prefix(border))
    }
  }

  private func piece(_ number: Int64, of original: Int64) throws -> Data {
    try connection.first(
      "SELECT bytes FROM original_piece WHERE original = ? AND number = ?",
      [.int(original), .int(number)]
    ) { $0.blob("bytes") } ?? Data()
  }

  private func replacePiece(_ number: Int64, of original: Int64, with bytes: Data) throws {
    try connection.run(
      "UPDATE original_piece SET bytes = ? WHERE original = ? AND number = ?",
      [.blob(Data(bytes)), .int(original), .int(number)])
  }

  /// The kept originals, newest first.
  public func originals() throws -> [OriginalInfo] {
    try connection.query(
      "SELECT id, name, format, size, received FROM original ORDER BY id DESC"
    ) { row in
      OriginalInfo(
        id: try row.int("id"), name: try row.text("name"), format: try row.text("format"),
        size: try row.int("size"), received: Instant(seconds: try row.int("received")))
    }
  }

  /// Hands the bytes of an original to the body, piece by piece.
  public func readOriginal(_ id: Int64, _ body: (Data) throws -> Void) throws {
    try connection.forEach(
      "SELECT bytes FROM original_piece WHERE original = ? ORDER BY number", [.int(id)]
    ) { row in
      try body(row.blob("bytes"))
      return true
    }
  }
}
