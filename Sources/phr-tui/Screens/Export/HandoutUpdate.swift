import PHRModel

/// Keys and answers around a page that is to leave.
enum HandoutUpdate {
  /// Asks what to hand out; a delegate who may not is told so.
  static func start(_ state: inout AppState, for recipient: RecipientID?) -> [Effect] {
    if let grant = state.vault?.grant, grant.right != .export {
      state.message = .failure(ErrorWords.report(DelegateError.exportNotGranted))
      return []
    }
    return [.loadHandoutChoices(for: recipient)]
  }

  static func update(
    _ state: inout AppState, _ page: HandoutState, _ command: Command
  ) -> [Effect] {
    var page = page
    switch command {
    case .answerNo:
      state.goBack()
      return []
    case .saveFile:
      state.stack.append(.sheet(SheetState(.saving(page.handout))))
      return []
    case .printPage:
      state.message = .working
      return [.printHandout(page.handout)]
    case .openPage:
      guard let path = page.savedPath else {
        state.message = .saveFirst
        return []
      }
      return [.openFile(path: path)]
    case .hideLeaks where page.canHideClues:
      guard let recipient = page.handout.request.recipient else { return [] }
      return ConsentAsking.ask(&state, ConsentWish(change: .hideLeaks(recipient)))
    case .accept where page.handout.symbols.count > 1:
      page.symbol = (page.symbol + 1) % page.handout.symbols.count
      page.scroll = 0
    default:
      page.scroll = Reading.scrolled(
        page.scroll, command, HandoutView.document(page, state), state)
    }
    state.destination = .handout(page)
    return []
  }

  /// Takes in an answer, unless the vault was locked meanwhile.
  static func receive(_ state: inout AppState, _ event: Event) -> [Effect] {
    guard state.vault != nil else { return [] }
    switch event {
    case .handoutChoices(let choices):
      var sheet = SheetState(.handout(choices))
      HandoutSheet.preset(&sheet.form, state.language)
      state.stack.append(.sheet(sheet))
    case .handoutMade(let handout): show(&state, handout)
    case .handoutSaved(let path, let passcode): saved(&state, path, passcode)
    case .handoutExists(let saving):
      state.stack.append(.confirm(Confirmation(question: .replaceFile(saving))))
    case .handoutPrinted: state.message = .handoutPrinted
    case .fileOpened(let path): state.message = .fileOpened(path)
    default: break
    }
    return []
  }

  /// Shows a page; one that was made anew after a change of consent replaces the former.
  private static func show(_ state: inout AppState, _ handout: Handout) {
    if state.message == .working { state.message = nil }
    let place = state.stack.lastIndex { destination in
      guard case .handout(let page) = destination else { return false }
      return page.handout.request == handout.request
    }
    if let place {
      state.stack[place] = .handout(HandoutState(handout))
    } else {
      state.stack.append(.handout(HandoutState(handout)))
    }
  }

  private static func saved(_ state: inout AppState, _ path: String, _ passcode: String?) {
    if case .sheet = state.destination { state.goBack() }
    if case .handout(var page) = state.destination {
      page.savedPath = path
      state.destination = .handout(page)
    }
    state.message = .handoutSaved(path, isSealed: passcode != nil)
    if let passcode {
      state.stack.append(.reader(ReaderState(content: .passcode(passcode, path: path))))
    }
  }
}

extension HandoutState {
  /// Whether one key can hide what gives hidden records away.
  var canHideClues: Bool { !handout.clues.isEmpty && handout.request.recipient != nil }
}
