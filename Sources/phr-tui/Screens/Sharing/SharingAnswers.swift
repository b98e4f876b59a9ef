import PHRModel

/// What answers of the vault do in the places about sharing.
extension SharingUpdate {
  /// Takes in an answer, unless the vault was locked meanwhile.
  static func receive(_ state: inout AppState, _ event: Event) -> [Effect] {
    guard state.vault != nil else { return [] }
    switch event {
    case .whoSeesLoaded(let answer): show(&state, answer)
    case .onBehalfLoaded(let sheet): state.stack.append(.sheet(SheetState(.directive(sheet))))
    case .recipientsLoaded(let answer):
      show(&state, answer)
      return [.countShown(answer.rows.filter(\.isRegistered).map(\.id))]
    case .shownCounted(let counts): take(&state, counts)
    case .rulesLoaded(let answer): show(&state, answer)
    case .consentHistoryLoaded(let answer): show(&state, answer)
    case .seeAsLoaded(let answer): return SeeAsUpdate.receive(&state, answer)
    case .seeAsRows(let rows): return SeeAsUpdate.receive(&state, rows)
    case .accessesLoaded(let entries, let consent, let marked):
      return AccessesUpdate.receive(&state, entries, consent, marked: marked)
    case .titlesLoaded(let titles): return AccessesUpdate.receive(&state, titles)
    case .consentAsked(let preview): return ConsentPreviewUpdate.receive(&state, preview)
    case .consentChanged(let cluesLeft):
      state.message = .consentChanged(cluesLeft: cluesLeft)
      // The holder's own list marks what somebody does not see.
      return reload(state) + [.loadList(state.browser.query)]
    case .recipientChanged(let outcome):
      if case .sheet = state.destination { state.goBack() }
      state.message = .recipientChanged(outcome)
      return reload(state) + [.loadList(state.browser.query)]
    default: break
    }
    return []
  }

  /// Reads anew what stands in the lists that are open.
  static func reload(_ state: AppState) -> [Effect] {
    state.stack.compactMap { destination -> Effect? in
      if case .handout(let page) = destination { return .makeHandout(page.handout.request) }
      guard case .sharing(let sharing) = destination else { return nil }
      return switch sharing {
      case .whoSees(let answer, _): .loadWhoSees(answer.record)
      case .recipients: .loadRecipients
      case .rules: .loadRules
      case .history: .loadConsentHistory
      case .seeAs(let seeAs): .loadSeeAs(seeAs.answer.question)
      case .accesses: nil
      }
    }
  }

  private static func show(_ state: inout AppState, _ answer: WhoSees) {
    let height = state.layout.contentHeight
    replace(&state) { former in
      guard case .whoSees(let old, var position) = former, old.record == answer.record else {
        return former == nil ? .whoSees(answer, ListPosition()) : nil
      }
      position.select(position.selected, count: answer.rows.count, height: height)
      return .whoSees(answer, position)
    }
  }

  private static func show(_ state: inout AppState, _ answer: RecipientsAnswer) {
    let height = state.layout.contentHeight
    replace(&state) { former in
      guard case .recipients(let old, var position) = former else {
        return former == nil ? .recipients(answer, ListPosition()) : nil
      }
      position.select(position.selected, count: answer.rows.count, height: height)
      // Former numbers stay until the new ones are counted.
      var next = answer
      for index in next.rows.indices {
        next.rows[index].shown = old.rows.first { $0.id == next.rows[index].id }?.shown
      }
      return .recipients(next, position)
    }
  }

  private static func show(_ state: inout AppState, _ answer: RulesAnswer) {
    let height = state.layout.contentHeight
    replace(&state) { former in
      guard case .rules(_, var position) = former else {
        return former == nil ? .rules(answer, ListPosition()) : nil
      }
      position.select(position.selected, count: answer.rows.count, height: height)
      return .rules(answer, position)
    }
  }

  private static func show(_ state: inout AppState, _ answer: ConsentHistoryAnswer) {
    replace(&state) { former in
      guard case .history(_, let position) = former else {
        return former == nil ? .history(answer, ListPosition()) : nil
      }
      return .history(answer, position)
    }
  }

  /// Puts an answer in place of the list that asked, wherever that lies; else in front.
  ///
  /// `make` gets each open list, the front one first, and finally `nil`; it returns `nil` for a
  /// list that the answer is not for.
  private static func replace(
    _ state: inout AppState, _ make: (SharingState?) -> SharingState?
  ) {
    for index in state.stack.indices.reversed() {
      guard case .sharing(let former) = state.stack[index], let next = make(former) else {
        continue
      }
      state.stack[index] = .sharing(next)
      return
    }
    if let next = make(nil) { state.stack.append(.sharing(next)) }
  }

  private static func take(_ state: inout AppState, _ counts: [RecipientID: Int]) {
    replace(&state) { former in
      guard case .recipients(var answer, let position) = former else { return nil }
      for index in answer.rows.indices {
        answer.rows[index].shown = counts[answer.rows[index].id] ?? answer.rows[index].shown
      }
      return .recipients(answer, position)
    }
  }
}
