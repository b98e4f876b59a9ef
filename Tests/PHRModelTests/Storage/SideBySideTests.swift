import Testing

@testable import PHRModel

@Suite struct `The holder's list beside a recipient's` {
  private static let now = Instant(seconds: 1_780_000_000)
  private static let later = now.adding(seconds: 3_600)
  private static let clinic = RecipientID("clinic")

  private struct Filled {
    let store: RecordStore
    var ids: [RecordID] = []

    func view(_ recipient: RecipientID = clinic, at moment: Instant = later) throws -> SharingView {
      try SharingView(store, recipient: recipient, at: moment, now: later.adding(seconds: 60))
    }
  }

  /// Six doses, one a day, the newest first in lists; a registered clinic.
  private static func filled() throws -> Filled {
    var filled = Filled(store: try RecordStore(Connection(path: ":memory:")))
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: now)
    for number in 1...6 {
      let body = RecordBody(
        date: PartialDate(iso: "2026-01-0\(number)"), title: "架空ワクチン\(number)",
        content: .vaccination(Vaccination(vaccine: CodedText(text: "架空ワクチン\(number)"))))
      let draft = RecordDraft(body: body)
      filled.ids.append(try filled.store.apply(draft, provenance: typed, recorded: now).id)
    }
    let recipient = Recipient(id: clinic, name: "架空医院", registered: now)
    try ConsentStore(filled.store).append(.recipientAdded(recipient), at: now)
    filled.ids.reverse()
    return filled
  }

  private static func hide(_ ids: [RecordID], _ store: RecordStore, at instant: Instant) throws {
    let directives = ids.enumerated().map { index, id in
      Directive(
        id: DirectiveID("d\(index)"), effect: .hide, selector: .record(id),
        who: .recipient(clinic), set: instant)
    }
    try ConsentStore(store).append(.directives(removed: [], added: directives), at: instant)
  }

  @Test func `a survey has the order of the list and the places that are shown`() throws {
    let filled = try Self.filled()
    try Self.hide([filled.ids[1], filled.ids[4]], filled.store, at: Self.now)
    let survey = try SideBySide(filled.store, view: filled.view()).survey(RecordQuery())
    #expect(survey.ids == filled.ids)
    #expect(survey.shown == [0, 2, 3, 5])
    #expect(survey.shown.map { survey.ids[$0] } == (try filled.view().list().map(\.id)))
    #expect((0..<6).map(survey.isShown) == [true, false, true, true, false, true])
    #expect((0..<6).map(survey.shownCount(through:)) == [1, 1, 2, 3, 3, 4])
  }

  @Test(arguments: [0, 1, 3, 6, 9])
  func `a survey with a limit is the beginning of the whole`(limit: Int) throws {
    let filled = try Self.filled()
    try Self.hide([filled.ids[0]], filled.store, at: Self.now)
    let survey = try SideBySide(filled.store, view: filled.view())
      .survey(RecordQuery(), limit: limit)
    #expect(survey.ids == Array(filled.ids.prefix(limit)))
    #expect(survey.shown == Array(1..<max(1, min(limit, 6))))
  }

  @Test func `somebody unknown is shown nothing, and the holder's list stays whole`() throws {
    let filled = try Self.filled()
    let view = try filled.view(RecipientID("nobody"))
    let survey = try SideBySide(filled.store, view: view).survey(RecordQuery())
    #expect(survey.ids.count == 6 && survey.shown.isEmpty)
  }

  @Test func `a search narrows both sides alike`() throws {
    let filled = try Self.filled()
    try Self.hide([filled.ids[0]], filled.store, at: Self.now)
    var query = RecordQuery()
    query.search = "ワクチン6"
    let survey = try SideBySide(filled.store, view: filled.view()).survey(query)
    #expect(survey.ids == [filled.ids[0]] && survey.shown.isEmpty)
  }

  @Test func `the past has the consent and the words that were known then`() throws {
    let filled = try Self.filled()
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Self.later)
    var body = try #require(try filled.store.record(filled.ids[2])).body
    body.title = "訂正後"
    try filled.store.edit(filled.ids[2], body: body, provenance: typed)
    try Self.hide([filled.ids[0]], filled.store, at: Self.later)
    let then = SideBySide(filled.store, view: try filled.view(at: Self.now.adding(seconds: 60)))
    #expect(try then.survey(RecordQuery()).shown.count == 6)
    #expect(try then.rows(of: [filled.ids[2]]).map(\.title) == ["架空ワクチン4"])
    let today = SideBySide(filled.store, view: try filled.view())
    #expect(try today.survey(RecordQuery()).shown == [1, 2, 3, 4, 5])
    #expect(try today.rows(of: filled.ids).map(\.id) == filled.ids)
    #expect(try today.rows(of: [filled.ids[2]]).map(\.title) == ["訂正後"])
  }
}
