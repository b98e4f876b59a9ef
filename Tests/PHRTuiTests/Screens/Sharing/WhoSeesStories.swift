import Testing

@testable import PHRModel
@testable import phr_tui

@Suite struct `Who sees this` {
  /// The prescription of February is selected.
  private static func house(
    size: Size = Size(width: 100, height: 24), portal: Bool = false
  ) throws -> SharingHouse {
    let house = try SharingHouse(size: size, portal: portal)
    house.story.press("j")
    #expect(house.story.state.browser.selected?.id == house.drug)
    return house
  }

  @Test func `one key on a record shows everybody with decision and reason`() throws {
    let story = try Self.house().story
    story.press("s")
    #expect(story.shows("Who sees this: 架空セルトラリン錠25mg"))
    #expect(story.shows("shown    さくら歯科"))
    #expect(story.shows("hidden   見本保険組合"))
    #expect(story.shows("emergency doctor"))
    #expect(story.shows("Shown: the base rule."))
    #expect(story.shows("Base rule: clinics, pharmacies and carers see clinical records"))
    story.press("Esc")
    #expect(story.state.stack == [.browser])
  }

  @Test func `a toggle tells the difference with its list first, and a no changes nothing`() throws
  {
    let house = try Self.house()
    let story = house.story
    story.press("s t")
    #expect(story.shows("さくら歯科 will no longer see 1 record."))
    #expect(story.shows("− 2026-02-20 架空セルトラリン錠25mg"))
    #expect(story.shows("cannot check for interactions"))
    story.press("n")
    #expect(try house.consent.state().directives.all.count == 1)
    story.press("t y")
    #expect(story.shows("hidden   さくら歯科"))
    #expect(story.shows("your directive"))
    #expect(!story.shows(house.drug.text))
    story.press("t y")
    #expect(story.shows("shown    さくら歯科"))
    #expect(try house.consent.state().directives.all.count == 1)
  }

  @Test(
    arguments: [
      (0, "Hide “2026-02-20 架空セルトラリン錠25mg”", 1), (1, "Hide records of “みなと薬局”", 2),
      (2, "Hide records of “みなと心療内科”", 3), (4, "Hide medication", 2),
      (6, "Hide all records", 4),
    ] as [(Int, String, Int)])
  func `the scope of a hide is chosen, and the preview counts what it means`(
    presses: Int, sentence: String, lost: Int
  ) throws {
    let house = try Self.house()
    house.story.press("s Enter Tab")
    for _ in 0..<presses { house.story.press("Right") }
    house.story.press("Ctrl-S")
    #expect(house.story.shows(sentence), "\(house.story.picture)")
    let said = lost == 1 ? "1 record." : "\(lost) records."
    #expect(house.story.shows("さくら歯科 will no longer see \(said)"), "\(house.story.picture)")
  }

  @Test func `the holder's own list marks what somebody does not see, until it is taken back`()
    throws
  {
    let house = try Self.house()
    let story = house.story
    func marked() -> [String] {
      (0..<story.state.size.height).map { story.canvas.rowText($0) }
        .filter { $0.contains("架空セルトラ… -") }
    }
    #expect(marked().isEmpty && !story.shows("Hidden from some recipients"))
    story.press("s t y Esc")
    #expect(marked().count == 1, "\(story.picture)")
    #expect(story.shows("Hidden from some recipients"))
    story.press("s u y Esc")
    #expect(marked().isEmpty && !story.shows("Hidden from some recipients"))
  }

  @Test func `a seal, too, says beforehand what gives the record away`() throws {
    let house = try Self.house()
    house.story.press("s f Ctrl-S")
    #expect(house.story.shows("Seal: hide"))
    #expect(house.story.shows("3 records that stay give it away"), "\(house.story.picture)")
    #expect(!house.story.shows("x hide what gives it away"))
  }

  @Test func `days of records are asked for where the scope has days`() throws {
    let house = try Self.house()
    let story = house.story
    story.press("s Enter Tab")
    #expect(!story.shows("Records from"))
    story.press("Right Right Right")
    #expect(story.shows("Records from"))
    story.press("Ctrl-S")
    #expect(story.shows("Give a first or a last day"))
    story.press("2026-03 Tab 2026-03 Ctrl-S")
    #expect(story.shows("さくら歯科 will no longer see 1 record."))
    #expect(story.shows("− 2026-03-09 架空セルトラリン錠25mg"))
  }

  @Test(
    arguments: [
      ("Tab Tab Tab Tab x Ctrl-S", "No date or time"),
      ("Tab Tab Tab Tab 2026-05 Tab 2026-04 Ctrl-S", "It ends before it begins."),
      ("Tab Tab Tab Tab Tab Tab 123456789018 Ctrl-S", "A My Number is never stored."),
    ])
  func `a wrong answer is told beside its field, and nothing is stored`(
    keys: String, problem: String
  ) throws {
    let house = try Self.house()
    house.story.press("s Enter " + keys)
    #expect(house.story.shows(problem), "\(house.story.picture)")
    #expect(try house.consent.state().directives.all.count == 1)
  }

  @Test func `everybody of a class or anyone can be meant`() throws {
    let house = try Self.house()
    house.story.press("s Enter Tab Tab Right Ctrl-S y")
    #expect(try house.consent.state().directives.all.last?.who == .recipientClass(.clinic))
    house.story.press("u y Enter Tab Tab Right Right Ctrl-S y")
    #expect(try house.consent.state().directives.all.last?.who == .anyone)
  }

  @Test func `undo shows what it takes back and restores the former set`() throws {
    let house = try Self.house()
    let before = try house.consent.state().directives
    house.story.press("s t y")
    #expect(try house.consent.state().directives != before)
    house.story.press("u")
    #expect(house.story.shows("Take back: hide “2026-02-20"))
    #expect(house.story.shows("さくら歯科 will newly see 1 record."))
    house.story.press("y")
    #expect(try house.consent.state().directives == before)
    #expect(house.story.shows("shown    さくら歯科"))
  }

  @Test func `a seal hides from the doctor in an emergency too, until it is taken off`() throws {
    let house = try Self.house()
    house.story.press("s f Tab 2027-03-31 Tab 内緒 Ctrl-S")
    #expect(house.story.shows("A sealed record is seen by nobody else"))
    #expect(house.story.shows("A doctor in an emergency will no longer see 1 record."))
    house.story.press("y")
    #expect(house.story.shows("hidden   emergency doctor"))
    #expect(house.story.shows("it is sealed"))
    #expect(house.story.shows("内緒"))
    house.story.press("f y")
    #expect(try house.consent.state().seals.isEmpty)
    #expect(house.story.shows("shown    さくら歯科"))
  }

  @Test func `how far a directive has come at the portal stands beside it`() throws {
    let house = try Self.house(portal: true)
    house.story.press("s t y")
    #expect(house.story.shows("not yet in force at the portal"))
    try house.confirm()
    house.story.press("Esc s")
    #expect(house.story.shows("in force at the portal"))
    house.story.press("d")
    #expect(house.story.shows("Directives"))
    #expect(house.story.shows("in force"))
  }

  @Test func `directives are listed, cleared after a look, and kept in the history`() throws {
    let house = try Self.house()
    house.story.press("s t y d")
    #expect(house.story.shows("hide     “2026-02-20"))
    house.story.press("x")
    #expect(house.story.shows("さくら歯科 will newly see 1 record."))
    house.story.press("y H")
    #expect(house.story.shows("History of consent"))
    #expect(house.story.shows("clear: hide “2026-02-20"))
    #expect(house.story.shows("recipient added: さくら歯科"))
    #expect(try house.consent.state().directives.all.count == 1)
  }

  @Test func `nothing can be changed in a vault that is read-only`() throws {
    let house = try Self.house()
    let facts = VaultFacts(
      name: "record.phr", profile: Profile(), readOnlyReason: .permissions)
    house.story.play(.opened(facts))
    house.story.press("j s t")
    #expect(house.story.shows("Opened read-only"))
    house.story.press("Enter")
    #expect(house.story.shows("Opened read-only"))
    house.story.press("S a")
    #expect(house.story.shows("Opened read-only"))
    #expect(try house.consent.state().directives.all.count == 1)
  }
}
