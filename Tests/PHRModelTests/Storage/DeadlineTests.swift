import Testing

@testable import PHRModel

/// Days by which something received asks for something.
@Suite struct DeadlineTests {
  private let store: RecordStore

  init() throws {
    store = try Samples.store()
  }

  private func day(_ text: String) throws -> PartialDate { try #require(PartialDate(iso: text)) }

  @discardableResult
  private func notice(
    _ title: String, until deadline: String?, state: InboxItem.State = .unread
  ) throws -> RecordID {
    var notice = Notice(category: .reminder)
    notice.deadline = try deadline.map(day)
    let body = RecordBody(date: try day("2026-03-01"), title: title, content: .notice(notice))
    let draft = RecordDraft(body: body, sourceKey: title)
    let id = try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now).id
    try store.connection.run(
      "INSERT INTO inbox(record, state, arrived, deadline) VALUES(?, ?, 0, ?)",
      [.text(id.text), .text(state.rawValue), SQLiteValue(notice.deadline?.last.number)])
    return id
  }

  @discardableResult
  private func dose(
    _ vaccine: CodedText, on date: String, next: String? = nil, withdrawn: Bool = false
  ) throws -> RecordID {
    var dose = Vaccination(vaccine: vaccine)
    dose.nextDue = try next.map(day)
    let body = RecordBody(
      date: try day(date), title: vaccine.text ?? "", content: .vaccination(dose))
    var draft = RecordDraft(body: body, sourceKey: "\(vaccine)\(date)")
    draft.withdrawn = withdrawn
    return try store.apply(draft, provenance: Samples.portal(), recorded: Samples.now).id
  }

  private var titles: [String] {
    get throws { try store.receivedDeadlines().map { "\($0.day) \($0.title)" } }
  }

  @Test func `nothing received, nothing due`() throws {
    try notice("告知", until: nil)
    try dose(CodedText(text: "架空ワクチン"), on: "2026-01-01")
    #expect(try titles == [])
  }

  @Test func `soonest first, a month by its last day, what has passed before all`() throws {
    try notice("月", until: "2026-06")
    try notice("日", until: "2026-06-29")
    try notice("年", until: "2026")
    try notice("月末", until: "2026-06-30")
    try notice("昔", until: "2020-01-01")
    try dose(CodedText(text: "接種"), on: "2026-01-01", next: "2026-06-15")
    #expect(
      try titles
        == [
          "2020-01-01 昔", "2026-06-15 接種", "2026-06-29 日", "2026-06 月", "2026-06-30 月末",
          "2026 年",
        ])
  }

  @Test(arguments: [("2026-03-10", 0), ("2026-03-09", -1), ("2026-03-31", 21), ("2026-03", 21)])
  func `days left count to the last day in time`(_ date: String, _ left: Int) throws {
    try notice("n", until: date)
    let today = try #require(CivilDay(year: 2026, month: 3, day: 10))
    #expect(try store.receivedDeadlines().first?.daysLeft(from: today) == left)
  }

  @Test(arguments: [
    (InboxItem.State.unread, true), (.read, true), (.archived, false),
  ])
  func `a notice counts until it is put away`(_ state: InboxItem.State, _ counts: Bool) throws {
    let id = try notice("n", until: "2026-06-01", state: state)
    #expect(try titles.isEmpty != counts)
    try store.setWithdrawn(true, id, provenance: Samples.manual)
    #expect(try titles.isEmpty)
  }

  @Test func `a later dose of the same vaccine takes the date away, by code or by name`() throws {
    let coded = CodedText(text: "五種混合", codings: [Coding(system: "cvx", code: "146")])
    try dose(coded, on: "2026-01-01", next: "2026-02-01")
    try dose(CodedText(text: "ｲﾝﾌﾙｴﾝｻﾞ"), on: "2026-01-01", next: "2026-02-02")
    #expect(try titles == ["2026-02-01 五種混合", "2026-02-02 ｲﾝﾌﾙｴﾝｻﾞ"])
    let other = CodedText(text: "別の名", codings: [Coding(system: "cvx", code: "146")])
    try dose(other, on: "2026-02-03", next: "2026-08-01")
    try dose(CodedText(text: "インフルエンザ"), on: "2026-02-03")
    #expect(try titles == ["2026-08-01 別の名"])
  }

  @Test func `an earlier or withdrawn dose, or another vaccine, takes nothing away`() throws {
    let vaccine = CodedText(text: "架空ワクチン")
    try dose(vaccine, on: "2026-01-01", next: "2026-02-01")
    try dose(vaccine, on: "2025-01-01", next: "2025-02-01")
    try dose(vaccine, on: "2026-03-01", withdrawn: true)
    try dose(CodedText(text: "別のワクチン"), on: "2026-03-01")
    #expect(try titles == ["2026-02-01 架空ワクチン"])
  }
}
