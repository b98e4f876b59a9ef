import PHRModel
import Testing

@testable import phr_tui

@Suite struct `Who sees this` {
  private static func story(size: Size = Size(width: 100, height: 14)) throws -> Story {
    let story = try Story(
      [
        try Sample.body(
          .medication,
          [
            ("drug", "架空錠"), ("amount", "1"), ("unit", "錠"), ("usage", "1日1回"), ("days", "28"),
            ("date", "2026-03-01"), ("pharmacy", "見本薬局"),
          ]),
        try Sample.body(.allergy, [("substance", "そば")]),
      ], size: size, language: .english)
    let consent = ConsentStore(story.store)
    try consent.addRecipient(name: "さくら歯科", at: Story.now)
    try consent.addRecipient(name: "見本保険組合", recipientClass: .insurer, at: Story.now)
    return story
  }

  @Test func `one key on a record shows everybody with decision and reason`() throws {
    let story = try Self.story()
    story.press("s")
    #expect(story.shows("Who sees this: 架空錠"))
    #expect(story.shows("show     さくら歯科"))
    #expect(story.shows("hide     見本保険組合"))
    #expect(story.shows("Shown: the base rule."))
    #expect(story.shows("Base rule: registered clinics"))
    story.press("Esc")
    #expect(story.state.stack == [.browser])
  }

  @Test func `a toggle tells the difference first, and a no changes nothing`() throws {
    let story = try Self.story()
    story.press("s Enter")
    #expect(story.shows("さくら歯科 will no longer see 1 record."))
    story.press("n")
    #expect(try ConsentStore(story.store).state().directives.all.isEmpty)
    story.press("Enter y")
    #expect(story.shows("hide     さくら歯科"))
    #expect(story.shows("your directive"))
    #expect(try ConsentStore(story.store).state().directives.all.count == 1)
    story.press("Enter y")
    #expect(story.shows("show     さくら歯科"))
    #expect(try ConsentStore(story.store).state().directives.all.isEmpty)
  }

  @Test func `the recipients with what each gets, beside the holder's own view`() throws {
    let story = try Self.story()
    story.press("S")
    #expect(story.shows("Recipients and how many records they get"))
    #expect(story.shows("2/2"))
    #expect(story.shows("0/2"))
    story.press("Enter")
    #expect(story.shows("Your records"))
    #expect(story.shows("さくら歯科 (treatment)"))
    story.press("Esc Esc")
    #expect(story.state.stack == [.browser])
  }
}
