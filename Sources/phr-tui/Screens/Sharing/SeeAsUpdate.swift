import PHRModel

/// Keys and answers in the look with a recipient's eyes.
enum SeeAsUpdate {
  /// Rows that are kept; more are forgotten when new ones come.
  private static let keptRows = 2_000

  static func ask(_ state: inout AppState, _ question: SeeAsQuestion) -> [Effect] {
    [.loadSeeAs(question)]
  }

  static func update(
    _ state: inout AppState, _ seeAs: SeeAsState, _ command: Command
  ) -> [Effect]? {
    var seeAs = seeAs
    if seeAs.filter != nil { return type(&state, seeAs, command) }
    switch command {
    case .nextPane, .previousPane:
      seeAs.focus = seeAs.focus == .own ? .theirs : .own
    case .filter: seeAs.filter = TextField(seeAs.answer.question.search)
    case .chooseMoment:
      state.stack.append(.sheet(SheetState(.moment(seeAs.answer.question))))
      return []
    case .whoSees, .open: return seeAs.selected.map { [.loadWhoSees($0)] } ?? []
    case .handOut:
      return HandoutUpdate.start(&state, for: seeAs.answer.question.recipient)
    case .checkLeaks:
      let request = ConsentWish(change: .hideLeaks(seeAs.answer.question.recipient))
      return ConsentAsking.ask(&state, request)
    default: return move(&state, seeAs, command)
    }
    state.destination = .sharing(.seeAs(seeAs))
    return []
  }

  private static func move(
    _ state: inout AppState, _ seeAs: SeeAsState, _ command: Command
  ) -> [Effect]? {
    var seeAs = seeAs
    let height = state.layout.contentHeight
    switch seeAs.focus {
    case .own:
      let count = seeAs.count(.own)
      guard seeAs.own.move(command, count: count, height: height) else { return nil }
      let before = seeAs.survey.shownCount(through: seeAs.own.selected)
      seeAs.theirs.select(max(0, before - 1), count: seeAs.count(.theirs), height: height)
    case .theirs:
      let count = seeAs.count(.theirs)
      guard seeAs.theirs.move(command, count: count, height: height) else { return nil }
      if count > 0 {
        let place = seeAs.survey.shown[seeAs.theirs.selected]
        seeAs.own.select(place, count: seeAs.count(.own), height: height)
      }
    }
    state.destination = .sharing(.seeAs(seeAs))
    return missing(seeAs, height: height)
  }

  private static func type(
    _ state: inout AppState, _ seeAs: SeeAsState, _ command: Command
  ) -> [Effect] {
    var seeAs = seeAs
    switch command {
    case .accept, .nextField: seeAs.filter = nil
    case .cancel:
      seeAs.filter = nil
      state.destination = .sharing(.seeAs(seeAs))
      return search(seeAs, "")
    default: _ = seeAs.filter?.edit(command)
    }
    state.destination = .sharing(.seeAs(seeAs))
    return seeAs.filter.map { search(seeAs, $0.text) } ?? []
  }

  /// Types a character into the search.
  static func type(
    _ state: inout AppState, _ seeAs: SeeAsState, _ character: Character
  ) -> [Effect] {
    var seeAs = seeAs
    seeAs.filter?.insert(character)
    state.destination = .sharing(.seeAs(seeAs))
    return search(seeAs, seeAs.filter?.text ?? "")
  }

  private static func search(_ seeAs: SeeAsState, _ text: String) -> [Effect] {
    var question = seeAs.answer.question
    guard question.search != text else { return [] }
    question.search = text
    return [.loadSeeAs(question)]
  }

  /// Takes in an answer; one to the same recipient replaces the list in front.
  static func receive(_ state: inout AppState, _ answer: SeeAsAnswer) -> [Effect] {
    let height = state.layout.contentHeight
    var next = SeeAsState(answer)
    if let index = state.seeAsPlace(of: answer.question.recipient),
      case .sharing(.seeAs(let former)) = state.stack[index]
    {
      // The whole list after its beginning, or the same list after a change.
      if former.answer.question == answer.question {
        next.own = former.own
        next.theirs = former.theirs
        next.rows.merge(former.rows) { new, _ in new }
      }
      next.focus = former.focus
      next.filter = former.filter
      next.own.select(next.own.selected, count: next.count(.own), height: height)
      next.theirs.select(next.theirs.selected, count: next.count(.theirs), height: height)
      state.stack[index] = .sharing(.seeAs(next))
    } else {
      state.stack.append(.sharing(.seeAs(next)))
    }
    let rest: [Effect] = answer.isWhole ? [] : [.judgeSeeAs(answer.question)]
    return rest + missing(next, height: height)
  }

  /// Takes in rows of either list.
  static func receive(_ state: inout AppState, _ rows: [RecordSummary]) -> [Effect] {
    // No rows: nothing more can be read, asking again would never end.
    guard case .sharing(.seeAs(var seeAs)) = state.destination, !rows.isEmpty else { return [] }
    if seeAs.rows.count > keptRows { seeAs.rows = [:] }
    for row in rows { seeAs.rows[row.id] = row }
    state.destination = .sharing(.seeAs(seeAs))
    return missing(seeAs, height: state.layout.contentHeight)
  }

  /// What has to be read so that the rows on screen can be shown.
  static func missing(_ seeAs: SeeAsState, height: Int) -> [Effect] {
    func places(_ side: SeeAsState.Side, _ position: ListPosition) -> [RecordID] {
      let last = min(seeAs.count(side), position.top + height)
      return (min(position.top, last)..<last).compactMap { seeAs.id(side, $0) }
    }
    let visible = places(.own, seeAs.own) + places(.theirs, seeAs.theirs)
    guard visible.contains(where: { seeAs.rows[$0] == nil }) else { return [] }
    let own = page(around: seeAs.own.top, in: seeAs, .own)
    let known = Set(own)
    let theirs = page(around: seeAs.theirs.top, in: seeAs, .theirs)
    let wanted = own + theirs.filter { !known.contains($0) }
    return [
      .loadSeeAsRows(seeAs.answer.question, wanted.filter { seeAs.rows[$0] == nil })
    ]
  }

  private static func page(
    around top: Int, in seeAs: SeeAsState, _ side: SeeAsState.Side
  ) -> [RecordID] {
    let first = max(0, top - Paging.rows / 2)
    let last = min(seeAs.count(side), top + Paging.rows)
    return (min(first, last)..<last).compactMap { seeAs.id(side, $0) }
  }
}

extension AppState {
  /// Where in the stack the look with a recipient's eyes lies.
  fileprivate func seeAsPlace(of recipient: RecipientID) -> Int? {
    stack.lastIndex { destination in
      guard case .sharing(.seeAs(let seeAs)) = destination else { return false }
      return seeAs.answer.question.recipient == recipient
    }
  }
}
