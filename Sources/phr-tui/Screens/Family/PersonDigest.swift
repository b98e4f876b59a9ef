import PHRModel

/// What the family overview says of one person: only what that person's file holds.
///
/// It stands on the screen alone and is forgotten with it; nothing of it is written anywhere.
struct PersonDigest: Sendable, Equatable {
  /// Entries of each list that are named; the rest is counted.
  static let named = 8

  var name: String?
  /// What is due, soonest first.
  var due: [Deadline]
  var dueCount: Int
  /// Notices that were not looked at.
  var unread: Int
  /// A record with results outside their range.
  struct Unusual: Sendable, Equatable {
    var date: PartialDate?
    var title: String
    /// How many of its results.
    var results: Int
  }

  /// So many records of the last twelve months are looked through at the most.
  static let lookedThrough = 500

  /// Records of the last twelve months with results outside their range, newest first.
  var unusual: [Unusual]
  var unusualCount: Int
  /// All records that the file holds.
  var records: Int
  /// What a delegate may do, if it is a delegate's file.
  var grant: Grant?
}

extension PersonDigest {
  /// Reads the overview of an open file.
  ///
  /// - Throws: `SQLiteError`, `StoreError`.
  init(_ store: RecordStore, grant: Grant?, today: CivilDay) throws {
    let profile = try store.profile()
    name = profile.name ?? profile.kana ?? profile.roman
    let deadlines = try store.receivedDeadlines(from: today)
    due = Array(deadlines.prefix(Self.named))
    dueCount = deadlines.count
    unread = try store.unreadNotices()
    var query = RecordQuery()
    query.kinds = [.checkup, .measurement]
    query.from = today.adding(months: -12)
    query.includesWithdrawn = false
    query.limit = Self.lookedThrough
    let flagged = try store.list(query).compactMap { try Self.unusual($0, store) }
    unusual = Array(flagged.prefix(Self.named))
    unusualCount = flagged.count
    records = try store.count(RecordQuery())
    self.grant = grant
  }

  /// Judged as the record's own page judges: by the source's flag, else by the limits it gave.
  private static func unusual(
    _ row: RecordSummary, _ store: RecordStore
  ) throws -> Unusual? {
    let items: [Observation] =
      switch try store.record(row.id)?.body.content {
      case .checkup(let checkup): checkup.items
      case .measurement(let measurement): [measurement.item]
      default: []
      }
    let count = items.flatMap { ItemRow.rows(of: $0) }.count { $0.mark != nil }
    return count > 0 ? Unusual(date: row.date, title: row.title, results: count) : nil
  }
}
