/// The screen that asks for the passphrase.
struct UnlockState: Sendable, Equatable {
  var field = TextField("", isSecret: true)
  /// The key is being derived; takes about a third of a second, on purpose.
  var isWorking = false
  var failure: ErrorReport?
}

enum UnlockUpdate {
  static func update(
    _ state: inout AppState, _ unlock: UnlockState, _ command: Command
  ) -> [Effect] {
    var unlock = unlock
    guard !unlock.isWorking else { return [] }
    switch command {
    case .accept:
      guard !unlock.field.isEmpty else { return [] }
      let passphrase = unlock.field.text
      unlock = UnlockState()
      unlock.isWorking = true
      state.destination = .unlock(unlock)
      return [.unlock(passphrase: passphrase)]
    case .showPeople: return [.people(.list)]
    case .cancel:
      unlock.field = TextField("", isSecret: true)
    default:
      _ = unlock.field.edit(command)
    }
    state.destination = .unlock(unlock)
    return []
  }
}

/// What happens when a vault opens, or does not.
enum VaultUpdate {
  static func update(_ state: inout AppState, _ event: Event) -> [Effect] {
    switch event {
    case .unlocked(let key):
      guard case .unlock = state.destination else { return [] }
      return [.open(key)]
    case .unlockFailed(let report):
      // Also when the file of an open vault was replaced: what it showed must go.
      state.forgetVault()
      state.stack = [.unlock(UnlockState(failure: report))]
      return []
    case .opened(let facts):
      return enter(&state, facts)
    case .created(let facts, let code):
      state.vault = facts
      state.destination = .welcome(WelcomeState(step: .recoveryCode(code)))
      return []
    default: return []
    }
  }

  /// Shows the records.
  static func enter(_ state: inout AppState, _ facts: VaultFacts) -> [Effect] {
    state.vault = facts
    state.browser = BrowserState()
    state.stack = [.browser]
    state.message = facts.notices.first.map { .notice($0) }
    if facts.pendingProposals > 0 {
      state.message = .done(DelegateWords.waiting(facts.pendingProposals))
    }
    if let birthday = facts.birthday {
      state.stack.append(.confirm(Confirmation(question: .birthday(birthday))))
    }
    return [.loadList(state.browser.query)]
  }
}

enum UnlockView {
  static func view(_ unlock: UnlockState, _ state: AppState) -> View {
    let language = state.language
    var view = View()
    view.banner = Banner(leading: Line("phr-tui"))
    let row = FormView.Row(
      label: UnlockWords.passphrase.in(language), control: .text(unlock.field), isFocused: true,
      hint: hint(unlock, state.file).in(language))
    let ask = UnlockWords.introduction(state.file?.standing)
    var introduction: [Block] = [.paragraph(Line(ask.in(language))), .gap]
    if let failure = unlock.failure { introduction += FailureBlocks.of(failure, language) }
    let form = FormView(introduction: introduction, rows: [row], language: language)
    let name = state.file.map { ": " + TextWidth.safe($0.name) } ?? ""
    view.dialog = Dialog(
      title: UnlockWords.title.in(language) + name, content: .form(form), width: 60)
    return view
  }

  private static func hint(_ unlock: UnlockState, _ file: PersonFile?) -> Text {
    if unlock.isWorking { return UnlockWords.working }
    return file?.standing.isDelegates == true ? UnlockWords.delegateHint : UnlockWords.hint
  }
}
