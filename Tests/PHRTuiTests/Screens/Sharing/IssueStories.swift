import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// The story of issue 04, with keys alone.
@Suite struct `A psychiatric prescription and the dentist` {
  private static let drug = "2026-02-20 架空セルトラリン錠25mg"
  private static let later = "2026-03-09 架空セルトラリン錠25mg"

  private static func house() throws -> SharingHouse {
    let house = try SharingHouse(size: Size(width: 110, height: 40), portal: true)
    try house.confirm()
    house.story.press("j")
    return house
  }

  /// Hides it until the end of next March, with what gives it away.
  private static func hide(_ house: SharingHouse) {
    house.story.press("s Enter Tab Tab Tab Tab Tab 2027-03-31 Tab 歯には関係ない Ctrl-S")
  }

  @Test func `the leak check offers the cost notice and the follow-up`() throws {
    let house = try Self.house()
    Self.hide(house)
    let story = house.story
    #expect(story.shows("さくら歯科 will no longer see 1 record."))
    #expect(story.shows("2 records that stay give it away"))
    #expect(story.shows("! \(Self.later)  a drug of the same ingredient"))
    #expect(story.shows("cost notice of the same institution and month"))
    #expect(story.shows("It holds to the end of 2027-03-31; then the records are seen again."))
    #expect(try house.seen(by: "さくら歯科").count == 5)
  }

  @Test func `one key hides them too, and the preview shows minus three`() throws {
    let house = try Self.house()
    Self.hide(house)
    house.story.press("x")
    #expect(house.story.shows("さくら歯科 will no longer see 3 records."))
    #expect(house.story.shows("− \(Self.drug)"))
    #expect(house.story.shows("− \(Self.later)"))
    #expect(!house.story.shows("a drug of the same ingredient"))
    #expect(try house.seen(by: "さくら歯科").count == 5)
    house.story.press("y")
    #expect(try house.seen(by: "さくら歯科").count == 2)
    let lastDay = Instant(startOf: try #require(CivilDay(year: 2027, month: 4, day: 1)))
    #expect(try house.seen(by: "さくら歯科", at: lastDay.adding(seconds: -1)).count == 2)
    #expect(try house.seen(by: "さくら歯科", at: lastDay).count == 5)
  }

  @Test func `what was left is offered again, and the check is silent afterwards`() throws {
    let house = try Self.house()
    Self.hide(house)
    house.story.press("y")
    #expect(house.story.shows("2 records still give it away (c checks, u takes it back)."))
    house.story.press("c")
    #expect(house.story.shows("2 records give hidden ones away and will be hidden, too"))
    house.story.press("y c")
    #expect(house.story.shows("Nothing shown gives a hidden record away."))
    #expect((0..<40).contains { !house.story.canvas.text(of: .statusDone, row: $0).isEmpty })
    #expect(try house.seen(by: "さくら歯科").count == 2)
  }

  @Test func `the portal confirms, and the dentist sees none of them beside the holder's list`()
    throws
  {
    let house = try Self.house()
    Self.hide(house)
    house.story.press("x y")
    #expect(house.story.shows("not yet in force at the portal"))
    try house.confirm(at: Story.now.adding(seconds: 60))
    // The open page looks again after the pull that brought the answer, then no more.
    house.story.play(.pulled(PullOutcome(hasChanges: false, problem: nil)))
    #expect(house.story.shows("in force at the portal"))
    var state = house.story.state
    #expect(update(&state, .pulled(PullOutcome(hasChanges: false, problem: nil))).isEmpty)
    house.story.press("v")
    #expect(house.story.shows("1/5") && house.story.shows("1/2"))
    #expect(house.story.shows("3 records are not shown"))
    let rows = (0..<40).map { house.story.canvas.rowText($0) }
    #expect(rows.count { $0.contains("セルトラリン") && $0.hasPrefix(" -") } == 2)
    #expect(!rows.contains { $0.components(separatedBy: "セルトラリン").count > 2 })
  }

  @Test func `an access by another clinic is flagged, and its notice leads to it`() throws {
    let house = try Self.house()
    Self.hide(house)
    house.story.press("x y Esc")
    try house.confirm(at: Story.now.adding(seconds: 60))
    try house.report("9999999999", named: "架空整形外科", at: Story.now.adding(seconds: 3_600))
    try house.report("1331234567", named: "さくら歯科", at: Story.now.adding(seconds: 30))
    house.story.play(.recordsChanged)
    house.story.press("m")
    #expect(house.story.shows("架空整形外科"))
    house.story.press("Enter")
    #expect(house.story.shows("Who has looked"))
    #expect(house.story.shows("! nobody that you have registered"))
    #expect(house.story.shows("• \(Self.drug)"))
    #expect(house.story.shows("1 of 2 contradicts your consent"))
    house.story.press("!")
    #expect(!house.story.shows("さくら歯科"))
    house.story.press("! / さくら Enter")
    #expect(!house.story.shows("架空整形外科"))
    house.story.press("Enter")
    #expect(house.story.state.stack == [.browser])
    #expect(house.story.state.browser.selected?.id == house.drug)
  }

  @Test func `an access before the portal's confirmation is no contradiction`() throws {
    let house = try Self.house()
    Self.hide(house)
    house.story.press("x y Esc")
    try house.report("1331234567", named: "さくら歯科", at: Story.now.adding(seconds: 30))
    try house.confirm(at: Story.now.adding(seconds: 60))
    house.story.press("A")
    #expect(house.story.shows("1 access; none contradicts your consent."))
  }

  @Test func `an open log shows what arrives, and whoever reads an entry goes on reading it`()
    throws
  {
    let house = try Self.house()
    let story = house.story
    func look(_ code: String, _ name: String, after seconds: Int64) throws {
      try house.report(code, named: name, at: Story.now.adding(seconds: seconds))
      story.play(.pulled(PullOutcome(hasChanges: true, problem: nil)))
    }
    story.press("A")
    try look("1331234567", "さくら歯科", after: 30)
    #expect(story.shows("1 access; none contradicts your consent."))
    try look("9999999999", "架空整形外科", after: 60)
    #expect(story.shows("1 of 2 contradicts your consent"))
    // At the top one sees the newest; further down the entry stays.
    #expect(story.shows("! nobody that you have registered"))
    story.press("j")
    #expect(!story.shows("! nobody that you have registered"))
    try look("8888888888", "架空眼科", after: 90)
    #expect(story.shows("2 of 3 contradict your consent"))
    #expect(story.shows("3/3") && !story.shows("! nobody that you have registered"))
    story.press("/ 眼科 Enter")
    try look("7777777777", "架空皮膚科", after: 120)
    #expect(story.shows("架空眼科") && !story.shows("架空皮膚科"))
    story.press("Esc")
    #expect(story.state.stack == [.browser])
  }
}
