import PHRModel

/// What keys and answers of the vault do in the browser.
enum BrowserUpdate {
  static func update(_ state: inout AppState, _ command: Command) -> [Effect] {
    if state.browser.filter != nil { return FilterUpdate.update(&state, command) }
    switch command {
    case .nextPane: return move(&state, by: 1)
    case .previousPane: return move(&state, by: -1)
    case .open: return open(&state)
    case .back: return back(&state)
    case .zoom:
      state.browser.isZoomed.toggle()
      return afterResize(&state)
    case .filter:
      state.browser.filter = TextField(state.browser.query.search)
      state.browser.focus = .list
      return []
    case .nextRecord, .previousRecord:
      let step: Command = command == .nextRecord ? .moveDown : .moveUp
      return moveInList(&state, step)
    case .showRaw:
      state.browser.showsRaw.toggle()
      return []
    case .showProfile: return [.loadProfile]
    case .openInbox: return [.loadInbox(opens: true)]
    case .whoSees, .showRecipients, .showAccessLog:
      if command == .whoSees, ReadOnly.maySetOnBehalf(state) {
        return withSelected(&state) { .loadOnBehalf($0) }
      }
      guard state.vault?.grant == nil else {
        state.message = .failure(GrantWords.notInFile)
        return []
      }
      guard command != .whoSees else { return withSelected(&state) { .loadWhoSees($0) } }
      return [command == .showRecipients ? .loadRecipients : .loadAccesses(marked: nil)]
    case .handOut: return HandoutUpdate.start(&state, for: nil)
    case .showPeople: return [.people(.list)]
    case .showDelegates: return DelegatesUpdate.start(state)
    case .addNote: return NoteUpdate.start(&state)
    case .handOver: return EditorUpdate.start(&state, command)
    case .showHistory: return withSelected(&state) { .loadHistory($0) }
    case .addRecord, .editRecord, .withdrawRecord, .importFile:
      return EditorUpdate.start(&state, command)
    default: return moveWithin(&state, command)
    }
  }

  private static func withSelected(
    _ state: inout AppState, _ effect: (RecordID) -> Effect
  ) -> [Effect] {
    guard let selected = state.browser.selected else {
      state.message = .failure(BrowserWords.noneSelected)
      return []
    }
    return [effect(selected.id)]
  }

  static func type(_ state: inout AppState, _ character: Character) -> [Effect] {
    guard state.browser.filter != nil else { return [] }
    state.browser.filter?.insert(character)
    return FilterUpdate.apply(&state)
  }

  private static func move(_ state: inout AppState, by step: Int) -> [Effect] {
    let all = BrowserState.Focus.allCases
    let place = (state.browser.focus.rawValue + step + all.count) % all.count
    state.browser.focus = all[place]
    return []
  }

  private static func open(_ state: inout AppState) -> [Effect] {
    switch state.browser.focus {
    case .kinds: state.browser.focus = .list
    case .list where state.browser.selected != nil:
      state.browser.focus = .detail
      state.browser.detailScroll = 0
    case .detail: state.browser.isZoomed.toggle()
    case .list: break
    }
    return []
  }

  /// One step back: from the whole screen to panes, from the record to the list, from a filtered
  /// list to all records.
  private static func back(_ state: inout AppState) -> [Effect] {
    if state.browser.isZoomed {
      state.browser.isZoomed = false
    } else if state.browser.focus == .detail {
      state.browser.focus = .list
    } else if !state.browser.query.search.isEmpty {
      state.browser.query.search = ""
      return reload(&state)
    } else if state.browser.focus == .list, state.browser.kind != nil {
      state.browser.focus = .kinds
    }
    return []
  }

  private static func moveWithin(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch state.browser.focus {
    case .kinds: return moveInKinds(&state, command)
    case .list: return moveInList(&state, command)
    case .detail:
      scrollDetail(&state, command)
      return []
    }
  }

  private static func moveInKinds(_ state: inout AppState, _ command: Command) -> [Effect] {
    let before = state.browser.kinds.selected
    let height = state.layout.contentHeight
    guard
      state.browser.kinds.move(command, count: Kind.allCases.count + 1, height: height),
      state.browser.kinds.selected != before
    else { return [] }
    let selected = state.browser.kinds.selected
    state.browser.query.kinds = selected == 0 ? [] : [Kind.allCases[selected - 1]]
    return reload(&state)
  }

  private static func moveInList(_ state: inout AppState, _ command: Command) -> [Effect] {
    let before = state.browser.list.selected
    let count = state.browser.count
    guard count > 0,
      state.browser.list.move(command, count: count, height: state.layout.contentHeight),
      state.browser.list.selected != before
    else { return [] }
    state.browser.detailScroll = 0
    return missing(state)
  }

  private static func scrollDetail(_ state: inout AppState, _ command: Command) {
    let size = BrowserView.detailSize(of: state)
    guard let document = BrowserView.document(of: state) else { return }
    state.browser.detailScroll = Scrolling.moved(
      state.browser.detailScroll, command, last: document.lastScroll(size: size),
      height: size.height)
  }

  /// Starts the list anew after its query changed.
  static func reload(_ state: inout AppState) -> [Effect] {
    state.browser.list = ListPosition()
    state.browser.detailScroll = 0
    return [.loadList(state.browser.query)]
  }

  /// What has to be read so that the list and the record of the selected row can be shown.
  static func missing(_ state: AppState) -> [Effect] {
    let browser = state.browser
    let top = browser.list.top
    let bottom = max(top, min(browser.count, top + state.layout.contentHeight) - 1)
    let pages = Set([top, bottom, browser.list.selected].map { $0 / Paging.rows })
    var effects: [Effect] = pages.sorted().filter { browser.count > 0 && browser.pages[$0] == nil }
      .map { .loadPage(query: browser.query, page: $0) }
    if let selected = browser.selected, !browser.isDetailCurrent {
      effects.append(.loadRecord(selected.id))
    }
    return effects
  }

  /// Keeps the selection in sight; a higher screen may show rows that are not loaded yet.
  static func afterResize(_ state: inout AppState) -> [Effect] {
    guard state.vault != nil else { return [] }
    state.browser.list.select(
      state.browser.list.selected, count: state.browser.count,
      height: state.layout.contentHeight)
    return missing(state)
  }
}

/// Scrolling of documents by commands.
enum Scrolling {
  static func moved(_ scroll: Int, _ command: Command, last: Int, height: Int) -> Int {
    let page = max(1, height - 1)
    let wanted =
      switch command {
      case .moveDown: scroll + 1
      case .moveUp: scroll - 1
      case .pageDown: scroll + page
      case .pageUp: scroll - page
      case .moveToFirst: 0
      case .moveToLast: last
      default: scroll
      }
    return max(0, min(wanted, last))
  }
}
