import PHRModel

/// When to lock because nobody is there.
struct IdleTimer: Equatable, Sendable {
  /// Milliseconds without a key after which the vault is locked; `nil` never.
  var limit: Int?
  private var lastKey: Int

  init(limit: Int?, now: Int) {
    self.limit = limit
    lastKey = now
  }

  /// Milliseconds until the vault is to be locked.
  func remaining(now: Int) -> Int? {
    limit.map { max(0, lastKey + $0 - now) }
  }

  mutating func keyPressed(now: Int) { lastKey = now }
}

/// The loop: events → update → effects → view → screen, all on the main thread.
final class RunLoop {
  private let screen: any Screen
  private let world: any World
  private var idle: IdleTimer
  /// Milliseconds of a clock that never goes back.
  private let now: () -> Int
  /// Whether a signal asked the program to go.
  private let isTerminated: () -> Bool
  private(set) var state: AppState
  /// What gave way to keys, in order; asked for again when nothing else is to be done.
  private var postponed: [Effect] = []
  /// Whether a key that was read waits for what is being done.
  private var holdsKeys = false

  init(
    state: AppState, screen: any Screen, world: any World, idleLimit: Int?,
    now: @escaping () -> Int, isTerminated: @escaping () -> Bool = { false }
  ) {
    self.state = state
    self.screen = screen
    self.world = world
    self.now = now
    self.isTerminated = isTerminated
    idle = IdleTimer(limit: idleLimit, now: now())
    world.whenWaiting { [weak self] in self?.showWaiting() }
    world.giveWay { [weak self] in self.map { $0.holdsKeys || $0.screen.keyWaits } ?? false }
  }

  /// Runs until the person quits.
  ///
  /// - Parameter effects: What the world must do before the first key.
  func run(starting effects: [Effect] = []) {
    state.size = screen.size
    guard settle([], effects) else { return }
    show()
    while true {
      let waiting = !postponed.isEmpty ? 0 : !state.holdsSecrets ? nil : idle.remaining(now: now())
      var events = screen.nextEvents(waitingAtMost: waiting)
      if events.isEmpty, idle.remaining(now: now()) == 0 { events = [.idle] }
      if isTerminated() { events = [.hangup] }
      if events.contains(where: \.isKey) { idle.keyPressed(now: now()) }
      guard settle(events, []) else { return }
      show()
    }
  }

  /// Says why nothing moves; the effect goes on when the other program has finished.
  private func showWaiting() {
    state.message = .waiting
    show()
  }

  private func show() {
    screen.present(AppView.view(of: state), theme: state.theme)
  }

  /// Handles events and everything that follows from them; `false` when it is time to go.
  private func settle(_ events: [Event], _ effects: [Effect]) -> Bool {
    var events = events[...]
    var effects = effects[...]
    while true {
      if let effect = effects.popFirst() {
        if effect == .quit { return false }
        holdsKeys = events.contains(where: \.isKey)
        if effect.isSearch, holdsKeys {
          // More was typed meanwhile: only the last search counts.
          postponed.append(effect)
        } else {
          events = (perform(effect) + events)[...]
        }
      } else if let event = events.popFirst() {
        effects = update(&state, event)[...]
      } else if !postponed.isEmpty, !screen.keyWaits {
        let effect = postponed.removeFirst()
        if state.stillAsks(effect) { effects = [effect] }
      } else {
        return true
      }
    }
  }

  private func perform(_ effect: Effect) -> [Event] {
    defer { if state.message == .waiting { state.message = nil } }
    switch effect {
    case .redraw: screen.redraw()
    case .suspend: screen.suspend()
    default:
      // What takes a while on this thread, which owns the connection, is announced first.
      if effect.takesLong { show() }
      let events = world.perform(effect)
      guard case .gaveWay? = events.first else { return events }
      postponed.append(effect)
    }
    return []
  }
}

extension Effect {
  /// Whether it is asked for anew at every key that is typed.
  fileprivate var isSearch: Bool {
    switch self {
    case .loadList, .loadSeeAs, .judgeSeeAs: true
    default: false
    }
  }

  /// Whether it is felt, so that the screen shows what is known before it begins.
  fileprivate var takesLong: Bool {
    switch self {
    case .create, .people(.read), .people(.admit), .delegates, .printHandout: true
    default: givesWay
    }
  }
}

extension AppState {
  /// Whether the answer to what gave way would still be shown.
  fileprivate func stillAsks(_ effect: Effect) -> Bool {
    switch effect {
    case .loadList(let query): query == browser.query
    case .loadSeeAs(let question): seeAs(question).map { $0.wants(question.search) } ?? true
    case .judgeSeeAs(let question):
      seeAs(question).map { $0.answer.question == question && $0.wants(question.search) } ?? false
    case .askConsent(let wish): stack.contains(.askingConsent(wish))
    case .countShown: stack.contains { if case .sharing(.recipients) = $0 { true } else { false } }
    case .makeHandout(let request):
      stack.contains { destination in
        switch destination {
        case .sheet(let sheet): sheet.asksForHandout
        case .handout(let page): page.handout.request == request
        default: false
        }
      }
    default: true
    }
  }

  /// The look with that recipient's eyes, if it is open.
  private func seeAs(_ question: SeeAsQuestion) -> SeeAsState? {
    stack.lazy.compactMap { destination -> SeeAsState? in
      guard case .sharing(.seeAs(let seeAs)) = destination,
        seeAs.answer.question.recipient == question.recipient
      else { return nil }
      return seeAs
    }.last
  }
}

extension SeeAsState {
  /// Whether those words are what is searched for now.
  fileprivate func wants(_ search: String) -> Bool { filter.map { $0.text == search } ?? true }
}

extension SheetState {
  /// Whether it asks what to hand out.
  fileprivate var asksForHandout: Bool {
    if case .handout = subject { true } else { false }
  }
}

extension Event {
  fileprivate var isKey: Bool {
    if case .key = self { true } else { false }
  }
}
