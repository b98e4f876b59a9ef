import PHRModel

/// What keys and answers of the vault do in the places about sharing.
enum SharingUpdate {
  static func update(
    _ state: inout AppState, _ sharing: SharingState, _ command: Command
  ) -> [Effect] {
    if command == .cancel || command == .back {
      state.goBack()
      return []
    }
    if let moved = moved(sharing, command, height: state.layout.contentHeight) {
      state.destination = .sharing(moved)
      return []
    }
    switch (sharing, command) {
    case (.whoSees(let answer, let position), .accept):
      guard let row = answer.row(position) else { return [] }
      return [.askSharing(answer.record, row.recipient)]
    case (.whoSees(let answer, let position), .nextChoice):
      return answer.row(position).map { [.loadSeeAs($0.recipient)] } ?? []
    case (.recipients(let answer, let position), .accept),
      (.recipients(let answer, let position), .nextChoice):
      guard answer.rows.indices.contains(position.selected) else { return [] }
      return [.loadSeeAs(answer.rows[position.selected].id)]
    default: return []
    }
  }

  /// Takes in an answer of the vault, unless it was locked meanwhile.
  static func receive(_ state: inout AppState, _ event: Event) -> [Effect] {
    guard state.vault != nil else { return [] }
    switch event {
    case .whoSeesLoaded(let answer): show(&state, answer)
    case .recipientsLoaded(let answer):
      state.stack.append(.sharing(.recipients(answer, ListPosition())))
    case .seeAsLoaded(let answer):
      state.stack.append(.sharing(.seeAs(answer, ListPosition())))
    case .sharingAsked(let question):
      state.stack.append(.confirm(Confirmation(question: .share(question))))
    case .sharingChanged(let record):
      state.message = .sharingChanged
      return [.loadWhoSees(record)]
    default: break
    }
    return []
  }

  /// A new answer replaces the one in front, so that the selection stays.
  private static func show(_ state: inout AppState, _ answer: WhoSees) {
    if case .sharing(.whoSees(let former, let position)) = state.destination,
      former.record == answer.record
    {
      state.destination = .sharing(.whoSees(answer, position))
    } else {
      state.stack.append(.sharing(.whoSees(answer, ListPosition())))
    }
  }

  private static func moved(
    _ sharing: SharingState, _ command: Command, height: Int
  ) -> SharingState? {
    let movement: Command =
      switch command {
      case .nextField: .moveDown
      case .previousField: .moveUp
      default: command
      }
    func move(_ position: ListPosition, _ count: Int) -> ListPosition? {
      var position = position
      return position.move(movement, count: count, height: height) ? position : nil
    }
    switch sharing {
    case .whoSees(let answer, let position):
      return move(position, answer.rows.count).map { .whoSees(answer, $0) }
    case .recipients(let answer, let position):
      return move(position, answer.rows.count).map { .recipients(answer, $0) }
    case .seeAs(let answer, let position):
      return move(position, answer.own.count).map { .seeAs(answer, $0) }
    }
  }
}

extension WhoSees {
  /// The selected recipient.
  func row(_ position: ListPosition) -> Row? {
    rows.indices.contains(position.selected) ? rows[position.selected] : nil
  }
}
