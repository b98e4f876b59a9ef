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
  }

  /// Runs until the person quits.
  ///
  /// - Parameter effects: What the world must do before the first key.
  func run(starting effects: [Effect] = []) {
    state.size = screen.size
    guard settle([], effects) else { return }
    show()
    while true {
      let waiting = !state.holdsSecrets ? nil : idle.remaining(now: now())
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
    var postponed: Effect?
    while true {
      if let effect = effects.popFirst() {
        if effect == .quit { return false }
        if effect.isSearch, events.contains(where: \.isKey) {
          // More was typed meanwhile: only the last search counts.
          postponed = effect
          continue
        }
        events = (perform(effect) + events)[...]
      } else if let event = events.popFirst() {
        effects = update(&state, event)[...]
      } else if let effect = postponed {
        postponed = nil
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
    case .create, .people(.read), .people(.admit), .delegates, .askConsent, .judgeSeeAs,
      .countShown, .makeHandout, .printHandout:
      // These take a while on this thread, which owns the connection: say so first.
      show()
      return world.perform(effect)
    case .loadSeeAs:
      show()
      return world.perform(effect)
    case .loadList where state.browser.filter != nil:
      // A search through everything is felt; what was typed is seen at once.
      show()
      return world.perform(effect)
    default: return world.perform(effect)
    }
    return []
  }
}

extension Effect {
  /// Reads the whole list, which is felt with a hundred thousand records.
  fileprivate var isSearch: Bool {
    switch self {
    case .loadList, .loadSeeAs, .judgeSeeAs: true
    default: false
    }
  }
}

extension AppState {
  /// Whether the answer to a search would still be shown.
  fileprivate func stillAsks(_ effect: Effect) -> Bool {
    switch effect {
    case .loadList(let query): return query == browser.query
    case .loadSeeAs(let question), .judgeSeeAs(let question):
      guard case .sharing(.seeAs(let seeAs)) = destination, let filter = seeAs.filter else {
        return true
      }
      return filter.text == question.search
    default: return true
    }
  }
}

extension Event {
  fileprivate var isKey: Bool {
    if case .key = self { true } else { false }
  }
}
