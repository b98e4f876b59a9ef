/// A day by which something received asks for something.
public struct Deadline: Sendable, Equatable {
  /// The day.
  public var day: PartialDate
  /// The record that says so.
  public var record: RecordID
  /// Its kind.
  public var kind: Kind
  /// Its title.
  public var title: String

  /// Days from a day until the last one that is in time; negative when it has passed.
  public func daysLeft(from today: CivilDay) -> Int { day.last.number - today.number }
}

extension RecordStore {
  /// Days that were received with a notice or a dose, soonest first; what has passed comes first of
  /// all.
  ///
  /// A notice counts until it is put away, a next dose until a later one of the same vaccine is
  /// here.
  ///
  /// - Parameter day: leaves out what has passed before that day.
  /// - Returns: the days.
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  public func receivedDeadlines(from day: CivilDay? = nil) throws -> [Deadline] {
    (try noticeDeadlines() + doseDeadlines())
      .filter { deadline in day.map { deadline.day.last >= $0 } ?? true }
      .sorted {
        ($0.day.last, $0.day, $0.title, $0.record) < ($1.day.last, $1.day, $1.title, $1.record)
      }
  }

  /// Typed and imported notices were never in the inbox, and count as well.
  private func noticeDeadlines() throws -> [Deadline] {
    try connection.query(
      """
      SELECT r.id, r.row, r.title, v.body
      FROM record r JOIN version v ON v.record = r.row AND v.number = r.version
        LEFT JOIN inbox i ON i.record = r.id
      WHERE r.kind = 'notice' AND r.lead IS NULL AND r.status = 'active'
        AND coalesce(i.state, '') <> 'archived'
      """
    ) { row in
      guard case .notice(let notice) = try body(of: row).content, let day = notice.deadline else {
        return nil
      }
      return Deadline(
        day: day, record: RecordID(try row.text("id")), kind: .notice,
        title: try row.text("title"))
    }.compactMap { $0 }
  }

  /// A dose as far as its successor matters.
  private struct Dose {
    let deadline: Deadline?
    let given: CivilDay?
    let names: Set<String>
  }

  private func doseDeadlines() throws -> [Deadline] {
    let doses = try connection.query(
      """
      SELECT r.id, r.row, r.title, v.body FROM record r
        JOIN version v ON v.record = r.row AND v.number = r.version
      WHERE r.kind = 'vaccination' AND r.lead IS NULL AND r.status <> 'withdrawn'
      """, [], dose(of:)
    ).compactMap { $0 }
    let latest = doses.reduce(into: [String: CivilDay]()) { latest, dose in
      guard let given = dose.given else { return }
      for name in dose.names { latest[name] = max(given, latest[name] ?? given) }
    }
    return doses.compactMap { dose in
      let given = dose.given ?? CivilDay(number: .min)
      let isFollowed = dose.names.contains { latest[$0].map { $0 > given } ?? false }
      return isFollowed ? nil : dose.deadline
    }
  }

  private func dose(of row: Row) throws -> Dose? {
    let body = try body(of: row)
    guard case .vaccination(let dose) = body.content else { return nil }
    let deadline = try dose.nextDue.map { day in
      Deadline(
        day: day, record: RecordID(try row.text("id")), kind: .vaccination,
        title: try row.text("title"))
    }
    let codes = dose.vaccine.codings.map { "\($0.system ?? "")|\($0.code)" }
    let names = [dose.vaccine.text].compactMap { $0 }.map(FoldedText.search)
    return Dose(deadline: deadline, given: body.date?.first, names: Set(codes + names))
  }

  private func body(of row: Row) throws -> RecordBody {
    try value(
      RecordBody.self, from: try row.text("body"), table: "version", row: try row.int("row"))
  }
}
