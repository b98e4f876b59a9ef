/// Makes the view of a state: what is to be seen now.
enum AppView {
  static func view(of state: AppState) -> View {
    var view = base(of: state)
    if let vault = state.vault, let grant = vault.grant {
      let text = DelegateWords.banner(grant, holder: vault.profile).in(state.language)
      view.banner = Banner(leading: Line("phr-tui  \(text)"), isWarning: true)
    }
    view.mode = state.keyMode
    view.hints = hints(of: state)
    if view.status == nil {
      view.status = state.message.map { MessageWords.line($0, state.language) }
    }
    return view
  }

  /// The place in front; dialogs stand before the place that opened them.
  private static func base(of state: AppState) -> View {
    switch state.destination {
    case .browser: return BrowserView.view(of: state)
    case .welcome(let welcome): return WelcomeView.view(welcome, state)
    case .unlock(let unlock): return UnlockView.view(unlock, state)
    case .help(let help): return HelpView.view(help, state)
    case .reader(let reader): return ReaderView.view(reader, state)
    case .inbox(let inbox): return InboxView.view(inbox, state)
    case .sharing(let sharing): return SharingScreen.view(sharing, state)
    case .confirm, .kindMenu, .editor, .importing:
      return withDialog(of: state)
    }
  }

  private static func withDialog(of state: AppState) -> View {
    var behind = state
    behind.stack.removeLast()
    var view = behind.stack.isEmpty ? View() : base(of: behind)
    view.prompt = nil
    let dialog: Dialog? =
      switch state.destination {
      case .confirm(let confirmation): ConfirmView.dialog(confirmation, state.language)
      case .kindMenu(let menu): EditorView.dialog(menu, state.language)
      case .editor(let editor): EditorView.dialog(editor, state)
      case .importing(let importing): ImportView.dialog(importing, state.language)
      default: nil
      }
    view.dialog = dialog
    return view
  }

  /// The keys worth a hint, by mode; the words are those of the key table.
  private static func hints(of state: AppState) -> [Hint] {
    let mode = state.keyMode
    return HintTable.commands(for: state).compactMap { command in
      guard let key = state.keymap.keys(for: command, in: mode).first else { return nil }
      return Hint(key: key.name, summary: KeyWords.short(command).in(state.language))
    }
  }
}

/// Which commands the hint line names, the most useful first.
enum HintTable {
  static func commands(for state: AppState) -> [Command] {
    switch state.destination {
    case .browser where state.browser.filter != nil: [.accept, .cancel, .deleteLine]
    case .browser where state.portal.unread > 0:
      [.open, .openInbox, .nextPane, .filter, .help, .addRecord, .editRecord, .importFile, .quit]
    case .browser:
      [
        .open, .nextPane, .filter, .help, .addRecord, .editRecord, .importFile, .quit,
        .zoom, .lock,
      ]
    case .inbox: [.open, .archive, .markUnread, .back, .help, .moveDown]
    case .help, .reader: [.back, .moveDown, .pageDown, .moveToLast]
    case .confirm: [.answerYes, .answerNo, .nextChoice, .accept]
    case .unlock: [.accept, .reveal, .quit, .help]
    case .kindMenu: [.accept, .nextField, .cancel]
    case .welcome(let welcome): commands(for: welcome)
    case .editor: [.accept, .nextField, .save, .cancel, .help]
    case .importing: [.accept, .cancel]
    case .sharing: [.accept, .nextChoice, .cancel, .help]
    }
  }

  private static func commands(for welcome: WelcomeState) -> [Command] {
    switch welcome.step {
    case .introduction: [.open, .changeLanguage, .help, .quit]
    case .form: [.accept, .nextField, .reveal, .cancel, .help]
    case .creating: []
    case .recoveryCode: [.accept, .help]
    case .whatNext: [.open, .importFile, .addRecord, .quit]
    }
  }
}
