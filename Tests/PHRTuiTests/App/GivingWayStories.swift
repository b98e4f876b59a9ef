import PHRModel
import Testing

@testable import phr_tui

@Suite struct `Work that gives way to keys` {
  /// A world in which everything that may give way does, until no key waits.
  private final class BusyWorld: World {
    private(set) var asked: [phr_tui.Effect] = []
    private(set) var answered: [phr_tui.Effect] = []
    private var keyWaits: () -> Bool = { false }

    func giveWay(when keyWaits: @escaping () -> Bool) { self.keyWaits = keyWaits }

    func perform(_ effect: phr_tui.Effect) -> [phr_tui.Event] {
      asked.append(effect)
      if effect.givesWay, keyWaits() { return [.gaveWay] }
      answered.append(effect)
      return []
    }
  }

  private static let clinic = RecipientID("clinic")

  private static func answer() -> RecipientsAnswer {
    let row = RecipientsAnswer.Row(
      id: clinic, name: Text(ja: "架空医院", en: "Clinic"), recipient: nil, rules: 0)
    return RecipientsAnswer(rows: [row], total: 3, base: .optOut, now: Story.now)
  }

  private static func loop(
    _ world: BusyWorld, waiting: [Bool], _ script: [[phr_tui.Event]]
  ) -> (RunLoop, ScriptedScreen) {
    let screen = ScriptedScreen(size: Size(width: 80, height: 24), script: script)
    screen.waiting = waiting
    var state = AppState(
      size: screen.size, language: .english, start: .browser, today: Story.now.day)
    state.vault = VaultFacts(name: "record.phr", profile: Profile())
    return (RunLoop(state: state, screen: screen, world: world, idleLimit: nil) { 0 }, screen)
  }

  @Test func `is asked for again when the keys are answered`() {
    let world = BusyWorld()
    let (loop, screen) = Self.loop(
      world, waiting: [true, true, false],
      [[.recipientsLoaded(Self.answer())], [.key(.character("j"))], [.hangup]])
    loop.run()
    #expect(world.answered.contains(.countShown([Self.clinic])))
    #expect(world.asked.count { $0 == .countShown([Self.clinic]) } == 2)
    // The list is on the screen before it is counted, and at every key meanwhile.
    #expect(screen.canvases.allSatisfy { !$0.picture.contains("3/3") })
    #expect(screen.canvases.dropFirst().allSatisfy { $0.picture.contains("Clinic") })
  }

  /// The beginning of what the clinic gets; the rest is still to be judged.
  private static func beginning(_ search: String) -> SeeAsAnswer {
    SeeAsAnswer(
      question: SeeAsQuestion(recipient: clinic, search: search),
      name: Text(ja: "架空医院", en: "Clinic"), purpose: .treatment, base: .optOut,
      isRegistered: true, survey: SideBySide.Survey(), isWhole: false, rows: [])
  }

  @Test(arguments: [true, false])
  func `is forgotten when its place was left meanwhile`(counts: Bool) {
    let world = BusyWorld()
    let opening: phr_tui.Event =
      counts ? .recipientsLoaded(Self.answer()) : .seeAsLoaded(Self.beginning(""))
    let wanted: phr_tui.Effect =
      counts
      ? .countShown([Self.clinic]) : .judgeSeeAs(SeeAsQuestion(recipient: Self.clinic))
    let (loop, _) = Self.loop(
      world, waiting: [true, true, false], [[opening], [.key(.escape)], [.hangup]])
    loop.run()
    #expect(world.asked.count { $0 == wanted } == 1)
    #expect(!world.answered.contains(wanted))
  }

  @Test func `is forgotten when another question has come in its place`() {
    let world = BusyWorld()
    let (loop, _) = Self.loop(
      world, waiting: [true, true, false],
      [
        [.seeAsLoaded(Self.beginning(""))], [.seeAsLoaded(Self.beginning("薬"))], [.hangup],
      ])
    loop.run()
    let judged = world.answered.compactMap { effect -> String? in
      if case .judgeSeeAs(let question) = effect { question.search } else { nil }
    }
    #expect(judged == ["薬"])
  }

  @Test func `a preview can be given up while it is found out`() throws {
    let house = try SharingHouse()
    let wish = ConsentWish(change: .undo)
    var state = house.story.state
    #expect(ConsentAsking.ask(&state, wish) == [.askConsent(wish)])
    #expect(state.destination == .askingConsent(wish))
    let page = LinearText.lines(of: AppView.view(of: state), width: 80).joined()
    #expect(page.contains("Checking"))
    let preview = ConsentPreview(
      request: wish, step: .base(.optIn), sentence: Text(ja: "", en: "x"), differences: [],
      stillShown: [], consequences: [], clues: [], law: [])
    #expect(update(&state, .key(.character("y"))).isEmpty)
    #expect(state.destination == .askingConsent(wish))
    #expect(update(&state, .key(.escape)).isEmpty)
    #expect(state.destination == .browser)
    // The answer to what nobody waits for any more is not shown.
    #expect(update(&state, .consentAsked(preview)).isEmpty)
    #expect(state.destination == .browser)
  }

  @Test func `a preview that cannot be made leads back to where it was asked`() throws {
    let house = try SharingHouse()
    house.story.press("j s c")
    #expect(house.story.shows("Nothing shown gives a hidden record away."))
    #expect(house.story.shows("Who sees this"))
  }

  @Test(
    arguments: [
      (.countShown([]), true), (.judgeSeeAs(SeeAsQuestion(recipient: clinic)), true),
      (.askConsent(ConsentWish(change: .undo)), true), (.loadList(RecordQuery()), false),
      (.applyConsent(.base(.optIn), cluesLeft: 0), false),
      (.setWithdrawn(RecordID("r"), true), false),
      (.delegates(.load(opens: true)), false),
    ] as [(phr_tui.Effect, Bool)])
  func `is only what reads`(effect: phr_tui.Effect, givesWay: Bool) {
    #expect(effect.givesWay == givesWay)
  }

  @Test func `counts, previews and lists are whole although keys break them off`() throws {
    let house = try SharingHouse()
    var looks = 0
    house.story.world.giveWay {
      looks += 1
      return false
    }
    house.story.press("S")
    #expect(house.story.shows("5/5"))
    #expect(looks == 0, "a small vault is answered before anybody looks for keys")
  }
}
