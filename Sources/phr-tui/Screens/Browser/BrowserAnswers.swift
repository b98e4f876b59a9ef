import PHRModel

extension BrowserUpdate {
  /// Takes in what the vault answered; answers to questions that are no longer asked are dropped.
  static func receive(_ state: inout AppState, _ event: Event) -> [Effect] {
    switch event {
    case .listLoaded(let answer):
      return take(&state, answer)
    case .pageLoaded(let query, let page, let rows):
      guard query == state.browser.query else { return [] }
      state.browser.pages[page] = rows
      forgetFarPages(&state)
      return missingRecord(state)
    case .recordLoaded(let detail):
      guard detail.record.id == state.browser.selected?.id else { return [] }
      state.browser.detail = detail
      return []
    case .historyLoaded(let id, let versions):
      guard state.vault != nil else { return [] }
      state.stack.append(.reader(ReaderState(content: .history(id, versions))))
      return []
    case .profileLoaded(let profile):
      guard state.vault != nil else { return [] }
      state.vault?.profile = profile
      state.stack.append(.reader(ReaderState(content: .profile(profile))))
      return []
    default: return []
    }
  }

  private static func take(_ state: inout AppState, _ answer: ListAnswer) -> [Effect] {
    guard answer.query == state.browser.query, state.vault != nil else { return [] }
    state.browser.counts = answer.counts
    state.browser.pages = [0: answer.rows]
    let wanted = state.browser.pendingSelection ?? state.browser.list.selected
    state.browser.pendingSelection = nil
    state.browser.list.select(
      wanted, count: state.browser.count, height: state.layout.contentHeight)
    if state.browser.count == 0 { state.browser.detail = nil }
    return missing(state)
  }

  private static func missingRecord(_ state: AppState) -> [Effect] {
    guard let selected = state.browser.selected, !state.browser.isDetailCurrent else { return [] }
    return [.loadRecord(selected.id)]
  }

  /// Keeps memory flat while somebody pages through a hundred thousand rows.
  private static func forgetFarPages(_ state: inout AppState) {
    let here = state.browser.list.selected / Paging.rows
    guard state.browser.pages.count > 20 else { return }
    state.browser.pages = state.browser.pages.filter { abs($0.key - here) <= 8 }
  }
}

/// The filter line: every typed character searches at once.
enum FilterUpdate {
  static func update(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .accept:
      state.browser.filter = nil
      return []
    case .cancel:
      state.browser.filter = nil
      guard !state.browser.query.search.isEmpty else { return [] }
      state.browser.query.search = ""
      return BrowserUpdate.reload(&state)
    case .nextField, .previousField:
      // The arrow keys leave the line and go on in the list that it found.
      state.browser.filter = nil
      return BrowserUpdate.update(&state, command == .nextField ? .moveDown : .moveUp)
    default:
      guard state.browser.filter?.edit(command) == true else { return [] }
      return apply(&state)
    }
  }

  /// Searches for what stands in the line now.
  static func apply(_ state: inout AppState) -> [Effect] {
    let text = state.browser.filter?.text ?? ""
    guard text != state.browser.query.search else { return [] }
    state.browser.query.search = text
    return BrowserUpdate.reload(&state)
  }
}
