import PHRModel
import Testing

@testable import phr_tui

@Suite struct `Typing records in` {
  @Test func `a form adds a record and shows it`() throws {
    let story = try Story()
    story.press("a Enter 体重 Enter 61.5 Enter kg Ctrl-S")
    #expect(story.state.stack == [.browser])
    #expect(story.shows("追加しました"))
    let record = try #require(story.state.browser.detail?.record)
    #expect(record.body.kind == .measurement)
    #expect(record.body.date?.description == "2026-03-10")
    #expect(story.shows("61.5"))
  }

  @Test func `a wrong answer is told below its field, the rest stays`() throws {
    let story = try Story()
    story.press("a j j Enter そば Ctrl-S")
    #expect(story.state.browser.counts == [.allergy: 1])
    story.press("a j j Enter Ctrl-S")
    #expect(story.shows("必ず入力してください"))
    story.press("卵 Tab Tab Tab Tab 令和99年13月 Ctrl-S")
    #expect(story.shows("この形では読めません"))
    #expect(story.shows("卵"))
    story.press("Esc y")
    #expect(story.state.stack == [.browser])
    #expect(story.state.browser.count == 1)
  }

  @Test func `a My Number is refused`() throws {
    let story = try Story()
    story.press("a j j Enter 123456789018 Ctrl-S")
    #expect(story.shows("個人番号（マイナンバー）は保存しません"))
    #expect(story.state.browser.count == 0)
  }

  @Test func `a correction makes a new version and keeps the old one`() throws {
    let story = try Story([
      try Sample.body(.allergy, [("substance", "そば"), ("reaction", "じんましん")])
    ])
    story.press("e")
    #expect(story.shows("訂正: アレルギー"))
    #expect(story.shows("そば"))
    story.press("Ctrl-U 小麦 Ctrl-S")
    let record = try #require(story.state.browser.detail?.record)
    #expect(record.version == 2)
    #expect(record.body.title == "小麦")
    story.press("v")
    #expect(story.shows("第2版"))
    story.press("G")
    #expect(story.shows("そば"))
  }

  @Test func `withdrawing asks, marks, and can be taken back`() throws {
    let story = try Story([try Sample.body(.allergy, [("substance", "そば")])])
    story.press("w n")
    #expect(story.state.browser.detail?.record.status == .active)
    story.press("w y")
    #expect(story.state.browser.detail?.record.status == .withdrawn)
    #expect(story.shows("取り下げ済み"))
    #expect(story.state.browser.count == 1)
    story.press("w y")
    #expect(story.state.browser.detail?.record.status == .active)
  }

  @Test func `a contact goes into the profile`() throws {
    let story = try Story()
    story.press("a j j j j j Enter 見本花子 Enter 妻 Enter 090 Enter")
    #expect(story.shows("本人情報を保存しました"))
    #expect(try story.store.profile().contacts.map(\.name) == ["見本花子"])
    story.press("P")
    #expect(story.shows("見本花子  090"))
  }

  @Test(arguments: Kind.allCases)
  func `every kind has a form with a label for each field`(kind: Kind) throws {
    let story = try Story(size: Size(width: 90, height: 40))
    let place = try #require(KindMenuState.subjects.firstIndex(of: .new(kind)))
    story.press("a " + String(repeating: "j ", count: place) + "Enter")
    for field in ManualEntry.fields(of: kind) {
      #expect(EditorWords.label(field.name).ja != field.name, "\(field.name)")
      #expect(story.shows(EditorWords.label(field.name).ja))
    }
    #expect(story.shows("追加:"))
  }

  @Test func `a vault that may not be changed says so`() throws {
    let story = try Story(Sample.family())
    story.play(
      .opened(
        VaultFacts(name: "old.phr", profile: Profile(), readOnlyReason: .olderThanLastSeen)))
    story.press("a")
    #expect(story.shows("読み取り専用"))
    #expect(story.state.stack == [.browser])
    #expect(story.canvas[0, 0].role == .bannerWarning)
  }
}
