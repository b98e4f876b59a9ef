import PHRModel

/// Makes the view of a state: what is to be seen now.
enum AppView {
  static func view(of state: AppState) -> View {
    var view = base(of: state)
    if let vault = state.vault, let grant = vault.grant {
      view.banner = banner(of: grant, vault, state)
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
    case .family(let place) where !place.isDialog: return FamilyScreen.view(place, state)
    case .askingConsent: return ConsentPreviewView.view(state)
    case .consentPreview(let preview): return ConsentPreviewView.view(preview, state)
    case .handout(let page): return HandoutView.view(page, state)
    case .confirm, .kindMenu, .editor, .importing, .family, .sheet:
      return withDialog(of: state)
    }
  }

  /// For whom a delegate acts, and, where there is room, that the holder learns of it.
  private static func banner(
    of grant: Grant, _ vault: VaultFacts, _ state: AppState
  ) -> Banner {
    let text = DelegateWords.banner(grant, holder: vault.profile).in(state.language)
    var banner = Banner(leading: Line("phr-tui  \(text)"), isWarning: true)
    let note = Line(GrantWords.holderSeesShort.in(state.language))
    if banner.leading.width + note.width + 6 <= state.size.width { banner.trailing = note }
    return banner
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
      case .family(.note(let note)): NoteView.dialog(note, state.language)
      case .sheet(let sheet): SheetView.dialog(sheet, state.language)
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
      let summary = HintTable.words(for: command, in: state) ?? KeyWords.short(command)
      return Hint(key: key.name, summary: summary.in(state.language))
    }
  }
}

/// Which commands the hint line names, the most useful first.
enum HintTable {
  /// What a command is called where it means something of its own.
  static func words(for command: Command, in state: AppState) -> Text? {
    switch state.destination {
    case .family(.delegates(let page)) where page.tab == .delegates: GrantWords.hint(command)
    case .family(.people): FamilyWords.hint(command)
    case .browser where state.vault?.grant != nil: GrantWords.ownHint(command)
    case .handout where command == .answerNo: KeyWords.short(.back)
    case .kindMenu where command == .nextField: KeyWords.short(.moveDown)
    case .sharing(.whoSees) where command == .open: SharingWords.terms
    case .sheet(let sheet) where command == .save: SheetWords.done(sheet.subject)
    case .welcome where command == .open: SheetWords.goOn
    default: nil
    }
  }

  static func commands(for state: AppState) -> [Command] {
    switch state.destination {
    case .browser where state.browser.filter != nil: [.accept, .cancel, .deleteLine]
    case .browser where state.vault?.grant != nil:
      [.open, .filter, .addRecord, .editRecord, .addNote]
        + (ReadOnly.maySetOnBehalf(state) ? [.whoSees] : [])
        + [.showDelegates, .showPeople, .help]
    case .browser: browser(state)
    case .inbox(let inbox) where inbox.selected?.notice.category == .research:
      [.open, .refuseResearch, .archive, .markUnread, .back, .help]
    case .inbox: [.open, .archive, .markUnread, .back, .help, .moveDown]
    case .help, .reader: [.back, .moveDown, .pageDown, .moveToLast]
    case .confirm: [.answerYes, .answerNo, .nextChoice, .accept]
    case .unlock: [.accept, .reveal, .showPeople, .quit, .help]
    case .family(let place): commands(for: place)
    case .kindMenu: [.accept, .nextField, .cancel]
    case .welcome(let welcome): commands(for: welcome)
    case .importing(let importing): importing.progress == nil ? [.accept, .cancel] : [.cancel]
    case .editor, .sheet: [.accept, .nextField, .save, .cancel, .help]
    case .sharing(let sharing): commands(for: sharing)
    case .askingConsent: [.answerNo]
    case .consentPreview(let preview):
      [.answerYes, .answerNo] + (preview.canHideClues ? [.hideLeaks] : []) + [.moveDown, .pageDown]
    case .handout(let page):
      [.saveFile, .printPage] + (page.savedPath == nil ? [] : [.openPage])
        + (page.canHideClues ? [.hideLeaks] : [])
        + (page.handout.symbols.count > 1 ? [.accept] : []) + [.answerNo, .moveDown, .pageDown]
    }
  }

  /// Who reads a record needs other keys than who looks for one.
  private static func browser(_ state: AppState) -> [Command] {
    let news: [Command] = state.portal.unread > 0 ? [.openInbox] : []
    guard state.browser.focus != .detail else {
      return [.back] + news + [
        .whoSees, .editRecord, .help, .nextRecord, .zoom, .showHistory, .withdrawRecord, .showRaw,
        .quit, .handOut, .lock,
      ]
    }
    return [.open] + news + [
      .nextPane, .whoSees, .filter, .help, .addRecord, .quit, .importFile, .editRecord,
      .showRecipients, .handOut, .showDelegates, .showPeople, .showAccessLog, .zoom, .lock,
    ]
  }

  private static func commands(for sharing: SharingState) -> [Command] {
    if sharing.filter != nil { return [.accept, .cancel, .deleteLine] }
    return switch sharing {
    case .whoSees:
      [
        .toggleSharing, .open, .seeAs, .back, .help, .seal, .undoConsent, .checkLeaks, .handOut,
        .showRules,
      ]
    case .recipients:
      [
        .seeAs, .addEntry, .editEntry, .removeEntry, .back, .help, .rotateCode, .handOut,
        .checkLeaks, .showRules, .showAccessLog,
      ]
    case .seeAs: [.nextPane, .filter, .chooseMoment, .whoSees, .checkLeaks, .back, .help]
    case .rules: [.removeEntry, .open, .undoConsent, .showConsentHistory, .back, .help]
    case .history: [.undoConsent, .showRules, .back, .help]
    case .accesses: [.flaggedOnly, .filter, .open, .whoSees, .back, .help]
    }
  }

  private static func commands(for place: FamilyPlace) -> [Command] {
    switch place {
    case .people(let people) where people.prompt != nil:
      [.accept, .cancel] + (people.asksForPassphrase ? [.reveal] : [])
    case .people: [.open, .lookIn, .addRecord, .withdrawRecord, .back, .help]
    case .admission: [.accept, .nextField, .reveal, .cancel, .quit]
    case .delegates(let page): commands(for: page.tab)
    case .grantForm: [.save, .nextField, .nextChoice, .cancel, .help]
    case .grantCode: [.accept]
    case .note: [.accept, .cancel]
    case .handover(let handover):
      handover.step == .introduction ? [.open, .back] : [.accept, .nextField, .reveal]
    }
  }

  private static func commands(for tab: DelegatesState.Tab) -> [Command] {
    switch tab {
    case .delegates:
      [.nextPane, .addRecord, .editRecord, .withdrawRecord, .refreshFiles, .back, .help]
    case .proposals: [.nextPane, .takeProposal, .declineProposal, .refreshFiles, .back, .help]
    case .log: [.nextPane, .open, .refreshFiles, .back, .help]
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
