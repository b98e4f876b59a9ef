import PHRModel

/// Adding, correcting and withdrawing records by hand.
enum EditorUpdate {
  /// Begins what a command of the browser asks for; a vault that may not be changed says so.
  static func start(_ state: inout AppState, _ command: Command) -> [Effect] {
    let proposes = state.vault?.grant != nil
    if proposes, command != .addRecord, command != .editRecord {
      state.message = .failure(GrantWords.cannotHere)
      return []
    }
    guard proposes || state.vault?.readOnlyReason == nil else {
      state.message = .readOnly
      return []
    }
    switch command {
    case .addRecord:
      state.stack.append(.kindMenu(KindMenuState(isProposal: proposes)))
    case .handOver: HandoverUpdate.start(&state)
    case .importFile: state.stack.append(.importing(ImportState()))
    case .editRecord:
      guard let record = currentRecord(&state) else { return [] }
      let subject = EditorState.Subject.correction(record.id, record.body)
      state.stack.append(.editor(EditorState(subject: subject, today: state.today)))
    case .withdrawRecord:
      guard let record = currentRecord(&state) else { return [] }
      let question: Confirmation.Question =
        record.status == .withdrawn ? .reinstate(record.id) : .withdraw(record.id)
      state.stack.append(.confirm(Confirmation(question: question)))
    default: break
    }
    return []
  }

  private static func currentRecord(_ state: inout AppState) -> Record? {
    if state.browser.selected == nil { state.message = .failure(BrowserWords.noneSelected) }
    return state.browser.isDetailCurrent ? state.browser.detail?.record : nil
  }

  /// Keys in the menu of kinds.
  static func update(
    _ state: inout AppState, _ menu: KindMenuState, _ command: Command
  ) -> [Effect] {
    var menu = menu
    let count = menu.offered.count
    switch command {
    case .nextField, .nextChoice: _ = menu.position.move(.moveDown, count: count, height: count)
    case .previousField, .previousChoice:
      _ = menu.position.move(.moveUp, count: count, height: count)
    case .accept:
      let subject = menu.offered[menu.position.selected]
      state.destination = .editor(EditorState(subject: subject, today: state.today))
      return []
    case .cancel:
      state.goBack()
      return []
    default: break
    }
    state.destination = .kindMenu(menu)
    return []
  }

  /// Keys in a form.
  static func update(
    _ state: inout AppState, _ editor: EditorState, _ command: Command
  ) -> [Effect] {
    var editor = editor
    editor.problem = nil
    switch command {
    case .cancel:
      if editor.isChanged {
        state.stack.append(.confirm(Confirmation(question: .discardForm)))
      } else {
        state.goBack()
      }
      return []
    case .save: return save(&state, editor)
    case .accept where editor.form.isAtLastField: return save(&state, editor)
    case .accept: _ = editor.form.apply(.nextField)
    default: _ = editor.form.apply(command)
    }
    state.destination = .editor(editor)
    return []
  }

  private static func save(_ state: inout AppState, _ editor: EditorState) -> [Effect] {
    do throws(ManualEntryError) {
      let proposes = state.vault?.grant != nil
      switch editor.subject {
      case .new(let kind):
        let values = editor.changedValues(of: kind)
        let body = try ManualEntry.body(of: kind, fields: values)
        return proposes ? [proposal(kind, nil, values)] : [.add(body)]
      case .correction(let id, var body):
        let changes = editor.changedValues(of: body.kind)
        guard !changes.isEmpty else {
          state.goBack()
          return []
        }
        try ManualEntry.set(changes, in: &body)
        return proposes ? [proposal(body.kind, id, changes)] : [.correct(id, body)]
      case .contact:
        return [.saveProfile(try profileWithContact(state, editor))]
      }
    } catch {
      var editor = editor
      editor.problem = error
      editor.form.focus(on: error.field)
      state.destination = .editor(editor)
      return []
    }
  }

  /// What a delegate hands back: typed fields, which the holder's program judges again.
  private static func proposal(
    _ kind: Kind, _ id: RecordID?, _ values: [(name: String, value: String)]
  ) -> Effect {
    let fields = values.map { Proposal.Field(name: $0.name, value: $0.value) }
    return .delegates(.propose(Proposal(kind: kind, correcting: id, fields: fields)))
  }

  private static func profileWithContact(
    _ state: AppState, _ editor: EditorState
  ) throws(ManualEntryError) -> Profile {
    func typed(_ field: String) throws(ManualEntryError) -> String? {
      guard let text = editor.form.text(field) else { return nil }
      guard let safe = TypedText.accepted(text) else { throw .myNumber(field: field) }
      return safe.isEmpty ? nil : safe
    }
    guard let name = try typed("contact-name") else { throw .missing(field: "contact-name") }
    var profile = state.vault?.profile ?? Profile()
    profile.contacts.append(
      Profile.Contact(
        name: name, relation: try typed("contact-relation"), phone: try typed("contact-phone")))
    return profile
  }

  /// Shows the list anew after something was saved.
  static func afterSaving(
    _ state: inout AppState, _ id: RecordID, _ way: WayOfSaving
  ) -> [Effect] {
    if case .editor = state.destination { state.goBack() }
    state.message = .saved(way)
    state.browser.detail = nil
    return [.loadList(state.browser.query)]
  }

  /// The profile has a new version.
  static func afterSaving(_ state: inout AppState, _ profile: Profile) -> [Effect] {
    if case .editor = state.destination { state.goBack() }
    state.vault?.profile = profile
    state.message = .profileSaved
    return []
  }
}

extension ManualEntryError {
  /// The field that the error is about.
  var field: String {
    switch self {
    case .unknownField(let name), .badValue(let name), .endsTooEarly(let name),
      .missing(let name), .myNumber(let name):
      name
    }
  }
}
