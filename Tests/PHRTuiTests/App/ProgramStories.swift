import PHRModel
import Testing

@testable import phr_tui

@Suite struct `The program` {
  @Test func `locks at a key and forgets what it read`() throws {
    let story = try Story(Sample.family())
    story.press("Ctrl-X")
    #expect(story.state.vault == nil)
    #expect(story.state.browser == BrowserState())
    #expect(story.asked == [.lock])
    #expect(story.shows("ロックされています"))
    #expect(!story.shows("アムロジピン"))
  }

  @Test func `locks when nobody is there, even over an open form`() throws {
    let story = try Story(Sample.family())
    story.press("a Enter 秘密")
    story.play(.idle)
    #expect(story.state.stack == [.unlock(UnlockState())])
    #expect(story.shows("しばらく操作がなかったため"))
    #expect(!story.shows("秘密"))
  }

  @Test(arguments: ["q", "ｑ", "Ctrl-C"])
  func `quits at once when nothing would be lost`(key: String) throws {
    let story = try Story(Sample.family())
    story.press(key)
    #expect(story.asked == [.lock, .quit])
  }

  @Test func `asks before typed words are lost`() throws {
    let story = try Story()
    story.press("a Enter x Ctrl-C")
    #expect(story.asked.isEmpty)
    #expect(story.shows("保存されていません"))
    story.press("Enter")
    #expect(story.shows("追加: 自己測定"))
    story.press("Ctrl-C y")
    #expect(story.asked == [.lock, .quit])
  }

  @Test func `explains the keys that hold here, in both languages`() throws {
    let story = try Story()
    story.press("?")
    #expect(story.canvas.rowText(2).contains("一覧と詳細"))
    story.press("G")
    #expect(story.shows("確認"))
    story.press("q L ?")
    #expect(story.shows("Lists and details"))
    story.press("Esc")
    #expect(story.state.stack == [.browser])
  }

  @Test func `hands what it cannot do itself to the world`() throws {
    let story = try Story()
    story.press("Ctrl-L Ctrl-Z T")
    #expect(story.asked == [.redraw, .suspend, .nextTheme])
  }

  @Test func `drops late answers after it was locked`() throws {
    let story = try Story(Sample.family())
    let record = try #require(story.state.browser.detail)
    story.press("Ctrl-X")
    story.play(.recordLoaded(record))
    story.play(
      .listLoaded(ListAnswer(query: RecordQuery(), counts: [.checkup: 1], rows: [])))
    story.play(.profileLoaded(Profile()))
    #expect(story.state.browser == BrowserState())
    #expect(story.state.stack == [.unlock(UnlockState())])
  }

  @Test func `ends when the terminal goes away`() throws {
    let story = try Story()
    story.play(.hangup)
    #expect(story.asked == [.lock, .quit])
  }
}

@Suite struct `The loop` {
  /// Remembers effects and answers nothing.
  private final class SilentWorld: World {
    private(set) var asked: [phr_tui.Effect] = []

    func perform(_ effect: phr_tui.Effect) -> [phr_tui.Event] {
      asked.append(effect)
      return []
    }
  }

  private static func loop(
    _ screen: ScriptedScreen, _ world: SilentWorld, idle: Int? = nil, clock: [Int] = [0]
  ) -> RunLoop {
    let state = AppState(
      size: Size(width: 80, height: 24), language: .english, start: .unlock(UnlockState()),
      today: CivilDay(number: 20_000))
    var times = clock
    return RunLoop(state: state, screen: screen, world: world, idleLimit: idle) {
      times.count > 1 ? times.removeFirst() : times[0]
    }
  }

  @Test func `plays keys, shows every step, and stops at quit`() {
    let screen = ScriptedScreen(size: Size(width: 60, height: 20), keys: "secret Enter Ctrl-C")
    let world = SilentWorld()
    Self.loop(screen, world).run()
    #expect(world.asked == [.unlock(passphrase: "secret"), .lock])
    #expect(screen.canvases.count == 3)
    #expect(screen.canvases[1].picture.contains("••••••"))
    #expect(screen.canvases[2].picture.contains("Deriving the key"))
    #expect(!screen.canvases.contains { $0.picture.contains("secret") })
  }

  @Test func `takes mail from the background while it waits for keys`() {
    let mailbox = Mailbox()
    mailbox.post(.unlockFailed(ErrorReport(.wrongKey, ja: "違います", en: "Wrong passphrase.")))
    let screen = ScriptedScreen(
      size: Size(width: 60, height: 20), keys: "Ctrl-C", mailbox: mailbox)
    Self.loop(screen, SilentWorld()).run()
    #expect(screen.canvases[1].picture.contains("Wrong passphrase."))
  }

  @Test func `searches once for all that was typed meanwhile`() {
    let facts = VaultFacts(name: "record.phr", profile: Profile())
    let typed = "/abc".map { phr_tui.Event.key(.character($0)) }
    let screen = ScriptedScreen(
      size: Size(width: 60, height: 20), script: [[.opened(facts)], typed, [.hangup]])
    let world = SilentWorld()
    Self.loop(screen, world).run()
    let searches = world.asked.compactMap { effect -> String? in
      if case .loadList(let query) = effect { query.search } else { nil }
    }
    #expect(searches == ["", "abc"])
    // What was typed is on the screen before the search is carried out.
    #expect(screen.canvases.count == 4)
    #expect(screen.canvases[2].picture.contains("Filter: abc"))
  }

  /// Another program writes: the world says so in the middle of an effect.
  private final class WaitingWorld: World {
    private var announce: () -> Void = {}

    func whenWaiting(_ announce: @escaping () -> Void) { self.announce = announce }

    func perform(_ effect: phr_tui.Effect) -> [phr_tui.Event] {
      if case .loadProfile = effect { announce() }
      return []
    }
  }

  @Test func `says while it waits that another program writes, and then no more`() {
    let screen = ScriptedScreen(size: Size(width: 80, height: 24), script: [[.hangup]])
    var state = AppState(
      size: screen.size, language: .english, start: .browser, today: CivilDay(number: 20_000))
    state.vault = VaultFacts(name: "record.phr", profile: Profile())
    let world = WaitingWorld()
    let loop = RunLoop(state: state, screen: screen, world: world, idleLimit: nil) { 0 }
    loop.run(starting: [.loadProfile])
    #expect(screen.canvases.count == 2)
    #expect(screen.canvases[0].picture.contains("Another program is using the vault"))
    #expect(!screen.canvases[1].picture.contains("Another program"))
  }

  @Test func `redraws and suspends the screen itself`() {
    let screen = ScriptedScreen(
      size: Size(width: 60, height: 20), keys: "Ctrl-L Ctrl-Z Ctrl-C")
    let world = SilentWorld()
    Self.loop(screen, world).run()
    #expect(screen.redraws == 1)
    #expect(screen.suspensions == 1)
    #expect(world.asked == [.lock])
  }

  @Test func `closes the vault and ends when a signal asks for it`() {
    let screen = ScriptedScreen(size: Size(width: 60, height: 20), keys: "a b c")
    let world = SilentWorld()
    let state = AppState(
      size: screen.size, language: .english, start: .unlock(UnlockState()),
      today: CivilDay(number: 20_000))
    RunLoop(
      state: state, screen: screen, world: world, idleLimit: nil, now: { 0 },
      isTerminated: { true }
    ).run()
    #expect(world.asked == [.lock])
    #expect(screen.canvases.count == 1)
  }

  @Test func `follows the size of the screen`() {
    let screen = ScriptedScreen(
      size: Size(width: 60, height: 20),
      script: [[.resized(Size(width: 100, height: 30))], [.hangup]])
    Self.loop(screen, SilentWorld()).run()
    #expect(screen.canvases.map(\.size.width) == [60, 100])
  }

  @Test func `counts the minutes without a key`() {
    var timer = IdleTimer(limit: 300_000, now: 1_000)
    #expect(timer.remaining(now: 61_000) == 240_000)
    timer.keyPressed(now: 200_000)
    #expect(timer.remaining(now: 499_000) == 1_000)
    #expect(timer.remaining(now: 900_000) == 0)
    #expect(IdleTimer(limit: nil, now: 0).remaining(now: 5) == nil)
  }
}

@Suite struct `A mailbox` {
  @Test func `keeps the order and wakes whoever polls`() async {
    let mailbox = Mailbox()
    await Task.detached {
      mailbox.post(.idle)
      mailbox.post(.hangup)
    }.value
    let names = mailbox.drain().map { event in
      switch event {
      case .idle: "idle"
      case .hangup: "hangup"
      default: "other"
      }
    }
    #expect(names == ["idle", "hangup"])
    #expect(mailbox.drain().isEmpty)
  }

  @Test func `takes more posts than the pipe holds`() {
    let mailbox = Mailbox()
    for _ in 0..<70_000 { mailbox.post(.idle) }
    #expect(mailbox.drain().count == 70_000)
  }
}
