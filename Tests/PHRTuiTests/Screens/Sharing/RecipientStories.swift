import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

@Suite struct `Recipients` {
  private static func house() throws -> SharingHouse {
    let house = try SharingHouse(size: Size(width: 100, height: 24))
    house.story.press("S")
    return house
  }

  @Test func `stand with what each gets, and with the code that only one may know`() throws {
    let house = try Self.house()
    let code = try #require(
      try house.consent.state().recipients.values.first { $0.name == "さくら歯科" }?.codes.first)
    #expect(house.story.shows("Recipients (records shown)"))
    #expect(house.story.shows("5/5"))
    #expect(house.story.shows("0/5"))
    #expect(house.story.shows(code.code.grouped))
    #expect(house.story.shows("1331234567"))
    #expect(house.story.shows("半年ごとの検診"))
  }

  @Test func `are added with class, code and note`() throws {
    let house = try Self.house()
    house.story.press("a みどり薬局 Tab Right Right Tab 1349100002 Tab 駅前 Ctrl-S")
    #expect(house.story.shows("“みどり薬局” is registered."))
    let added = try #require(
      try house.consent.state().recipients.values.first { $0.name == "みどり薬局" })
    #expect(added.recipientClass == .pharmacy)
    #expect(added.institutionCode == "1349100002")
    #expect(added.note == "駅前")
    #expect(house.story.shows("4/5"), "\(house.story.picture)")
  }

  @Test(
    arguments: [
      ("a Ctrl-S", "A name is needed."),
      ("a さくら歯科 Ctrl-S", "is registered already"),
      ("a みどり薬局 Tab Tab 12 Ctrl-S", "10"),
      ("a みどり薬局 Tab Tab 1331234567 Ctrl-S", "さくら歯科"),
    ])
  func `a wrong answer is told and nothing is added`(keys: String, problem: String) throws {
    let house = try Self.house()
    house.story.press(keys)
    #expect(house.story.shows(problem), "\(house.story.picture)")
    #expect(try house.consent.state().recipients.count == 2)
  }

  @Test func `are renamed and described anew, which the history keeps`() throws {
    let house = try Self.house()
    house.story.press("e Ctrl-U さくら歯科医院 Tab Right Ctrl-S")
    #expect(house.story.shows("“さくら歯科医院” was changed."))
    let changed = try #require(
      try house.consent.state().recipients.values.first { $0.name == "さくら歯科医院" })
    #expect(changed.recipientClass == .hospital)
    #expect(changed.note == "半年ごとの検診")
    house.story.press("H")
    #expect(house.story.shows("recipient described: さくら歯科医院"))
  }

  @Test func `are archived after a question, see nothing, and come back with their rules`() throws {
    let house = try Self.house()
    house.story.press("x")
    #expect(house.story.shows("Archive “さくら歯科”?"))
    house.story.press("y")
    #expect(house.story.shows("archived"))
    #expect(try house.seen(by: "さくら歯科").isEmpty)
    house.story.press("G x y")
    #expect(try house.seen(by: "さくら歯科").count == 5)
    #expect(try house.consent.state().directives.all.count == 1)
  }

  @Test func `a replaced code is useless, and the new one is shown`() throws {
    let house = try Self.house()
    let state = try house.consent.state()
    let old = try #require(
      state.recipients.values.first { $0.name == "さくら歯科" }?.codes.first?.code)
    house.story.press("r y")
    #expect(house.story.shows("has a new linkage code"))
    #expect(!house.story.shows(old.grouped))
    let after = try house.consent.state()
    #expect(after.recipient(withCode: old, at: Story.now) == nil)
  }

  @Test func `the doctor in an emergency cannot be edited`() throws {
    let house = try Self.house()
    house.story.press("G")
    #expect(house.story.shows("A doctor in an emergency."))
    house.story.press("e")
    #expect(house.story.shows("This one cannot be changed as a recipient."))
  }
}

@Suite struct `With a recipient's eyes` {
  private static func house(_ size: Size = Size(width: 100, height: 24)) throws -> SharingHouse {
    let house = try SharingHouse(size: size)
    house.story.press("j s t y v")
    return house
  }

  @Test func `what is hidden is marked on the holder's side only`() throws {
    let house = try Self.house()
    #expect(house.story.shows("Your records"))
    #expect(house.story.shows("さくら歯科 (treatment)"))
    #expect(house.story.shows("Now 1 record is not shown (rows marked -)"))
    let rows = (0..<24).map { house.story.canvas.rowText($0) }
    let hidden = try #require(rows.first { $0.contains("2026-02-20") })
    #expect(hidden.hasPrefix(" - 2026-02-20"))
    #expect(hidden.components(separatedBy: "2026-02-20").count == 2)
    #expect(house.story.shows("1/5") && house.story.shows("1/4"))
  }

  @Test func `both lists move together, and either can have the focus`() throws {
    let house = try Self.house()
    house.story.press("j")
    #expect(house.story.shows("2/5") && house.story.shows("1/4"))
    house.story.press("j")
    #expect(house.story.shows("3/5") && house.story.shows("2/4"))
    house.story.press("Tab G")
    #expect(house.story.shows("5/5") && house.story.shows("4/4"))
    house.story.press("g")
    #expect(house.story.shows("1/5") && house.story.shows("1/4"))
  }

  @Test func `a search narrows both sides and tells nothing of the hidden one`() throws {
    let house = try Self.house()
    house.story.press("/ セルトラリン")
    #expect(house.story.shows("Filter: セルトラリン"))
    house.story.press("Enter")
    #expect(house.story.shows("1/2") && house.story.shows("1/1"))
    house.story.press("/ Esc")
    #expect(house.story.shows("1/5"))
  }

  @Test func `another moment has the consent of that moment`() throws {
    let house = try SharingHouse(size: Size(width: 100, height: 24))
    house.story.press("j s Enter Tab Tab Tab Tab Tab 2026-04-30 Ctrl-S y v")
    #expect(house.story.shows("1/4"))
    house.story.press("@ 2026-05-01 Ctrl-S")
    #expect(house.story.shows("At 2026-05-01 00:00, all of them are shown"))
    house.story.press("@ Ctrl-U 2020-01-01 Ctrl-S")
    #expect(house.story.shows("Not registered at that moment"))
    house.story.press("@ Ctrl-U Tab Right Ctrl-S")
    #expect(house.story.shows("1/4"))
  }

  @Test func `another purpose has the decisions for that purpose`() throws {
    let house = try Self.house()
    house.story.press("@ Tab")
    for _ in Purpose.allCases { house.story.press("Right") }
    house.story.press("Ctrl-S")
    #expect(house.story.shows("さくら歯科 (other)"))
    #expect(house.story.shows("Nothing is shown."))
  }

  @Test func `who sees a row is one key away`() throws {
    let house = try Self.house()
    house.story.press("G s")
    #expect(house.story.shows("Who sees this: そば"))
  }

  @Test func `a long list is read page by page, to its end`() throws {
    let story = try Story(
      (0..<730).map { number in
        RecordBody(
          date: PartialDate(CivilDay(number: 19_000 + number)), title: "記録\(number)",
          content: .condition(Condition(code: CodedText(text: "記録\(number)"))))
      }, size: Size(width: 80, height: 24), language: .english)
    let consent = ConsentStore(story.store)
    let clinic = try consent.addRecipient(name: "架空医院", at: Story.now).recipient.id
    let period = try #require(
      DayPeriod(from: CivilDay(number: 19_100), to: CivilDay(number: 19_299)))
    let hide = Directive(
      id: DirectiveID("d"), effect: .hide, selector: .period(period), who: .recipient(clinic),
      set: Story.now)
    try consent.append(.directives(removed: [], added: [hide]), at: Story.now)
    story.press("S v")
    #expect(story.shows("1/730") && story.shows("1/530"))
    story.press("G")
    #expect(story.shows("730/730") && story.shows("530/530"))
    #expect(story.shows("記録0"))
    #expect(!story.shows("…"))
    story.press("PgUp PgUp PgUp PgUp PgUp PgUp")
    #expect(story.shows("- 2022-"))
    #expect(!story.shows(" … "))
  }
}
