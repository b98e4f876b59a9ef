import PHRModel
import Testing

@testable import phr_tui

/// The key that answers a notice about research (次世代医療基盤法).
@Suite("Refusing research with one key") struct ResearchStories {
  /// A house with a notice of a hospital about research, and one about opening hours.
  static func house(
    _ language: Language = .english, size: Size = Size(width: 100, height: 24)
  ) throws -> SharingHouse {
    let house = try SharingHouse(size: size, language: language, portal: true)
    for (category, title) in [
      (Notice.Category.announcement, "診療時間のお知らせ"), (.research, "医療情報の提供について"),
    ] {
      var notice = Notice(category: category)
      notice.sender = "架空大学病院"
      notice.body = ["架空大学病院からのお知らせです。"]
      notice.sent = Story.now
      var body = RecordBody(
        date: PartialDate(Story.now.day), title: title, content: .notice(notice))
      body.facilities = [Facility(role: .author, name: "架空大学病院", code: "1310000001")]
      try house.store.raise(RecordDraft(body: body, sourceKey: title), now: Story.now)
    }
    house.story.play(.recordsChanged)
    return house
  }

  private static func requests(_ house: SharingHouse) throws -> [TrackedRequest] {
    try ResearchStore(house.store).tracked().filter(\.isStanding)
  }

  /// The place of the notice in the inbox.
  private static func select(_ category: Notice.Category, _ house: SharingHouse) throws {
    house.story.press("m")
    guard case .inbox(let inbox) = house.story.state.destination else {
      Issue.record("no inbox: \(house.story.picture)")
      return
    }
    let place = try #require(inbox.items.firstIndex { $0.notice.category == category })
    house.story.press(String(repeating: "j ", count: place))
  }

  @Test(arguments: Language.allCases)
  func `sets the directive, records the request, and says so beside the notice`(
    language: Language
  ) throws {
    let japanese = language == .japanese
    let house = try Self.house(language)
    try Self.select(.research, house)
    #expect(
      house.story.shows(japanese ? "X で断ります" : "Not answered"), "\(house.story.picture)")
    house.story.press("X")
    #expect(try Self.requests(house).count == 1)
    let set = try #require(try house.consent.state().directives.all.last)
    #expect(set.effect == .hide && set.purpose == .research)
    #expect(
      house.story.shows(japanese ? "断った（2026-03-10）" : "refused (2026-03-10)"),
      "\(house.story.picture)")
    // A second time changes nothing.
    house.story.press("X")
    #expect(try Self.requests(house).count == 1)
    #expect(try house.consent.changes().count { $0.step.isUndoable } == 2)
  }

  @Test func `means nothing for another notice, in the list, or where nothing may be changed`()
    throws
  {
    let house = try Self.house()
    house.story.press("X")
    try Self.select(.announcement, house)
    house.story.press("X")
    #expect(try Self.requests(house).isEmpty)
    house.story.press("Esc")
    try Self.select(.research, house)
    var state = house.story.state
    state.vault?.readOnlyReason = .requested
    #expect(update(&state, .key(.character("X"))).isEmpty)
  }
}
