import PHRModel

/// What keys do in the lists about sharing.
enum SharingUpdate {
  static func update(
    _ state: inout AppState, _ sharing: SharingState, _ command: Command
  ) -> [Effect] {
    let own: [Effect]? =
      switch sharing {
      case .seeAs(let seeAs): SeeAsUpdate.update(&state, seeAs, command)
      case .accesses(let accesses): AccessesUpdate.update(&state, accesses, command)
      case .whoSees(let answer, let position): update(&state, answer, position, command)
      case .recipients(let answer, let position):
        RecipientsUpdate.update(&state, answer, position, command)
      case .rules(let answer, let position): update(&state, answer, position, command)
      case .history: nil
      }
    if let own { return own }
    if let moved = moved(sharing, command, height: state.layout.contentHeight) {
      state.destination = .sharing(moved)
      return []
    }
    return updateAnywhere(&state, command)
  }

  /// The commands that mean the same in all these lists.
  private static func updateAnywhere(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .back, .cancel: state.goBack()
    case .undoConsent: return ConsentAsking.ask(&state, ConsentWish(change: .undo))
    case .showRules: return open(&state, .loadRules)
    case .showConsentHistory: return open(&state, .loadConsentHistory)
    case .showRecipients: return open(&state, .loadRecipients)
    case .showAccessLog: return open(&state, .loadAccesses(marked: nil))
    default: break
    }
    return []
  }

  /// Opens a list in front; one of its kind that lies below is not kept.
  static func open(_ state: inout AppState, _ effect: Effect) -> [Effect] {
    state.stack.removeAll { destination in
      switch (effect, destination) {
      case (.loadRules, .sharing(.rules)), (.loadConsentHistory, .sharing(.history)),
        (.loadRecipients, .sharing(.recipients)), (.loadAccesses, .sharing(.accesses)),
        (.loadWhoSees, .sharing(.whoSees)), (.loadSeeAs, .sharing(.seeAs)):
        true
      default: false
      }
    }
    return [effect]
  }

  /// Keys on who sees a record.
  private static func update(
    _ state: inout AppState, _ answer: WhoSees, _ position: ListPosition, _ command: Command
  ) -> [Effect]? {
    if command == .seal { return seal(&state, answer) }
    guard let row = answer.row(position) else { return nil }
    switch command {
    case .open:
      guard ReadOnly.mayChange(state) else { return ReadOnly.tell(&state) }
      state.stack.append(.sheet(SheetState(.directive(DirectiveSheet(answer, row)))))
      return []
    case .toggleSharing:
      let change = ConsentWish.Change.toggle(answer.record, row.recipient)
      return ConsentAsking.ask(&state, ConsentWish(change: change))
    case .seeAs: return open(&state, .loadSeeAs(SeeAsQuestion(recipient: row.recipient)))
    case .checkLeaks:
      return ConsentAsking.ask(&state, ConsentWish(change: .hideLeaks(row.recipient)))
    case .handOut: return HandoutUpdate.start(&state, for: row.recipient)
    default: return nil
    }
  }

  /// Takes the seal off, or asks how to put one on.
  private static func seal(_ state: inout AppState, _ answer: WhoSees) -> [Effect] {
    if let seal = answer.seal {
      return ConsentAsking.ask(&state, ConsentWish(change: .unseal(seal)))
    }
    guard ReadOnly.mayChange(state) else { return ReadOnly.tell(&state) }
    let sheet = SealSheet(title: answer.title, scopes: answer.scopes)
    state.stack.append(.sheet(SheetState(.seal(sheet))))
    return []
  }

  /// Keys on what is set.
  private static func update(
    _ state: inout AppState, _ answer: RulesAnswer, _ position: ListPosition, _ command: Command
  ) -> [Effect]? {
    guard answer.rows.indices.contains(position.selected) else { return nil }
    switch (command, answer.rows[position.selected]) {
    case (.removeEntry, .directive(let directive, _)):
      return ConsentAsking.ask(&state, ConsentWish(change: .clear(directive.id)))
    case (.removeEntry, .seal(let seal)):
      return ConsentAsking.ask(&state, ConsentWish(change: .unseal(seal)))
    case (.open, .directive(let directive, _)), (.whoSees, .directive(let directive, _)):
      guard case .record(let id) = directive.selector else { return [] }
      return open(&state, .loadWhoSees(id))
    default: return nil
    }
  }

  private static func moved(
    _ sharing: SharingState, _ command: Command, height: Int
  ) -> SharingState? {
    func move(_ position: ListPosition, _ count: Int) -> ListPosition? {
      var position = position
      return position.move(command, count: count, height: height) ? position : nil
    }
    switch sharing {
    case .whoSees(let answer, let position):
      return move(position, answer.rows.count).map { .whoSees(answer, $0) }
    case .recipients(let answer, let position):
      return move(position, answer.rows.count).map { .recipients(answer, $0) }
    case .rules(let answer, let position):
      return move(position, answer.rows.count).map { .rules(answer, $0) }
    case .history(let answer, let position):
      return move(position, answer.changes.count).map { .history(answer, $0) }
    case .seeAs, .accesses: return nil
    }
  }

  /// Types a character into the line of a list that has one.
  static func type(
    _ state: inout AppState, _ sharing: SharingState, _ character: Character
  ) -> [Effect] {
    switch sharing {
    case .seeAs(let seeAs) where seeAs.filter != nil:
      SeeAsUpdate.type(&state, seeAs, character)
    case .accesses(let accesses) where accesses.filter != nil:
      AccessesUpdate.type(&state, accesses, character)
    default: []
    }
  }
}

/// Who may change consent: the holder, in a vault that can be written.
enum ReadOnly {
  /// Whether it may be changed here and now.
  static func mayChange(_ state: AppState) -> Bool {
    state.vault?.readOnlyReason == nil && state.vault?.grant == nil
  }

  /// Whether a delegate may set consent in the holder's name.
  static func maySetOnBehalf(_ state: AppState) -> Bool { state.vault?.grant?.right == .consent }

  /// Says why nothing can be changed.
  static func tell(_ state: inout AppState) -> [Effect] {
    state.message =
      state.vault?.grant == nil ? .readOnly : .failure(ErrorWords.report(DelegateError.viewOnly))
    return []
  }
}

/// Keys on the recipients.
enum RecipientsUpdate {
  static func update(
    _ state: inout AppState, _ answer: RecipientsAnswer, _ position: ListPosition,
    _ command: Command
  ) -> [Effect]? {
    if [.addEntry, .editEntry, .removeEntry, .rotateCode].contains(command) {
      guard ReadOnly.mayChange(state) else { return ReadOnly.tell(&state) }
      return change(&state, answer.row(position), command)
    }
    guard let row = answer.row(position) else { return nil }
    switch command {
    case .open, .seeAs:
      return SharingUpdate.open(&state, .loadSeeAs(SeeAsQuestion(recipient: row.id)))
    case .checkLeaks: return ConsentAsking.ask(&state, ConsentWish(change: .hideLeaks(row.id)))
    case .handOut: return HandoutUpdate.start(&state, for: row.id)
    default: return nil
    }
  }

  private static func change(
    _ state: inout AppState, _ row: RecipientsAnswer.Row?, _ command: Command
  ) -> [Effect] {
    if command == .addEntry {
      state.stack.append(.sheet(SheetState(.recipient(nil))))
      return []
    }
    guard let row else { return [] }
    guard let recipient = row.recipient else {
      state.message = .builtInRecipient
      return []
    }
    switch command {
    case .editEntry: state.stack.append(.sheet(SheetState(.recipient(recipient))))
    case .removeEntry:
      let change: RecipientChange =
        row.isRegistered ? .archive(recipient.id) : .register(recipient.id)
      state.stack.append(
        .confirm(Confirmation(question: .recipient(change, name: recipient.name))))
    case .rotateCode where row.isRegistered:
      let change = RecipientChange.rotateCodes(recipient.id)
      state.stack.append(
        .confirm(Confirmation(question: .recipient(change, name: recipient.name))))
    default: break
    }
    return []
  }
}
