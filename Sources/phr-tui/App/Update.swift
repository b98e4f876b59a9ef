import PHRModel

/// The one place where the state changes: what happened → new state and what the world must do.
func update(_ state: inout AppState, _ event: Event) -> [Effect] {
  switch event {
  case .key(let key):
    return updateForKey(&state, key)
  case .resized(let size):
    state.size = size
    return BrowserUpdate.afterResize(&state)
  case .idle:
    return lock(&state, message: .lockedByIdleness)
  case .hangup:
    return [.lock, .quit]
  case .themeChanged(let name, let theme):
    state.themeName = name
    state.theme = theme
    state.message = .themeChanged(theme.name)
    return []
  case .failed(let report):
    return fail(&state, report)
  case .unlocked, .unlockFailed, .opened, .created:
    return VaultUpdate.update(&state, event)
  case .listLoaded, .pageLoaded, .recordLoaded, .historyLoaded, .profileLoaded:
    return BrowserUpdate.receive(&state, event)
  case .whoSeesLoaded, .onBehalfLoaded, .recipientsLoaded, .shownCounted, .seeAsLoaded, .seeAsRows,
    .rulesLoaded,
    .consentHistoryLoaded, .accessesLoaded, .titlesLoaded, .consentAsked, .consentChanged,
    .recipientChanged:
    return SharingUpdate.receive(&state, event)
  case .handoutChoices, .handoutMade, .handoutSaved, .handoutExists, .handoutPrinted, .fileOpened:
    return HandoutUpdate.receive(&state, event)
  case .people(let news):
    return PeopleUpdate.receive(&state, news)
  case .delegates(let news):
    return DelegatesUpdate.receive(&state, news)
  case .saved(let id, let way):
    return EditorUpdate.afterSaving(&state, id, way)
  case .importing(let number, let news):
    return ImportUpdate.receive(&state, number, news)
  case .imported(let report, let profile):
    return ImportUpdate.afterImport(&state, report, profile)
  case .profileSaved(let profile):
    return EditorUpdate.afterSaving(&state, profile)
  case .inboxLoaded, .unreadCounted, .found, .portal, .pulled, .secondPassed, .recordsChanged:
    return updateForPortal(&state, event)
  case .verified(let found):
    // Good news must not take the answer to a key off the screen.
    if case .failure = state.message { return [] }
    if state.vault != nil { state.message = .verified(found) }
    return []
  // The run loop asks for it again.
  case .gaveWay:
    return []
  }
}

/// What arrives from the portal and from other programs.
private func updateForPortal(_ state: inout AppState, _ event: Event) -> [Effect] {
  switch event {
  case .inboxLoaded(let items, let unread, let opens):
    return opens
      ? InboxUpdate.show(&state, items, unread: unread)
      : InboxUpdate.receive(&state, items, unread: unread)
  case .unreadCounted(let count):
    if state.vault != nil { state.portal.unread = count }
    return []
  case .found(let query, let index): return InboxUpdate.found(&state, query, index: index)
  // Also while locked: an unanswered question would keep the background work waiting.
  case .portal(let parcel): return [.handle(parcel)]
  case .pulled(let outcome): return InboxUpdate.afterPull(&state, outcome)
  case .secondPassed: return state.vault == nil ? [] : [.lookForChanges, .verifySlice]
  case .recordsChanged: return state.vault == nil ? [] : InboxUpdate.refresh(state)
  default: return []
  }
}

/// Tells what was not done, beside the field that asked for it or in the status line.
private func fail(_ state: inout AppState, _ report: ErrorReport) -> [Effect] {
  switch state.destination {
  case .importing(var importing):
    importing.failure = report
    importing.progress = nil
    state.destination = .importing(importing)
  case .welcome(var welcome) where welcome.step == .creating:
    welcome = WelcomeState(step: .form)
    state.destination = .welcome(welcome)
    state.message = .failure(report)
  case .askingConsent:
    state.goBack()
    state.message = .failure(report)
  default:
    state.message = .failure(report)
  }
  return []
}

/// Finds out what a key means where the person is, and does it.
private func updateForKey(_ state: inout AppState, _ key: Key) -> [Effect] {
  state.message = nil
  guard let command = state.keymap.command(for: key, in: state.keyMode) else {
    if state.keyMode == .text, case .character(let character) = key {
      return insert(&state, character)
    }
    return []
  }
  return updateEverywhere(&state, command) ?? updateHere(&state, command)
}

/// The commands that mean the same everywhere; `nil` for all others.
private func updateEverywhere(_ state: inout AppState, _ command: Command) -> [Effect]? {
  switch command {
  case .redraw:
    // Another program may have changed the vault meanwhile.
    return [.redraw] + (state.vault == nil ? [] : [.loadList(state.browser.query)])
  case .suspend: return [.suspend]
  case .lock: return lock(&state, message: nil)
  case .changeTheme: return [.nextTheme]
  case .changeLanguage:
    state.language = state.language.other
    return []
  case .help:
    if case .help = state.destination { return [] }
    state.stack.append(.help(HelpState(mode: state.keyMode)))
    return []
  case .quit:
    return quit(&state)
  default: return nil
  }
}

/// Leaves at once unless something was typed that would be lost.
private func quit(_ state: inout AppState) -> [Effect] {
  if case .confirm = state.destination { return [.lock, .quit] }
  if state.showsRecoveryCode {
    state.stack.append(.confirm(Confirmation(question: .quitWithoutCode)))
  } else if state.hasUnsavedInput {
    state.stack.append(.confirm(Confirmation(question: .quit)))
  } else {
    return [.lock, .quit]
  }
  return []
}

private func updateHere(_ state: inout AppState, _ command: Command) -> [Effect] {
  switch state.destination {
  case .browser: BrowserUpdate.update(&state, command)
  case .welcome(let welcome): WelcomeUpdate.update(&state, welcome, command)
  case .unlock(let unlock): UnlockUpdate.update(&state, unlock, command)
  case .help(let help): HelpUpdate.update(&state, help, command)
  case .reader(let reader): ReaderUpdate.update(&state, reader, command)
  case .confirm(let confirmation): ConfirmUpdate.update(&state, confirmation, command)
  case .kindMenu(let menu): EditorUpdate.update(&state, menu, command)
  case .editor(let editor): EditorUpdate.update(&state, editor, command)
  case .importing(let importing): ImportUpdate.update(&state, importing, command)
  case .inbox(let inbox): InboxUpdate.update(&state, inbox, command)
  case .sharing(let sharing): SharingUpdate.update(&state, sharing, command)
  case .family(let place): FamilyUpdate.update(&state, place, command)
  case .askingConsent: ConsentAsking.update(&state, command)
  case .consentPreview(let preview): ConsentPreviewUpdate.update(&state, preview, command)
  case .sheet(let sheet): SheetUpdate.update(&state, sheet, command)
  case .handout(let page): HandoutUpdate.update(&state, page, command)
  }
}

private func insert(_ state: inout AppState, _ character: Character) -> [Effect] {
  switch state.destination {
  case .browser: return BrowserUpdate.type(&state, character)
  case .welcome(var welcome):
    welcome.form.insert(character)
    state.destination = .welcome(welcome)
  case .unlock(var unlock):
    guard !unlock.isWorking else { return [] }
    unlock.field.insert(character)
    unlock.failure = nil
    state.destination = .unlock(unlock)
  case .editor(var editor):
    editor.form.insert(character)
    state.destination = .editor(editor)
  case .importing(var importing):
    guard importing.progress == nil else { return [] }
    importing.field.insert(character)
    state.destination = .importing(importing)
  case .family(let place): FamilyUpdate.insert(&state, place, character)
  case .sharing(let sharing): return SharingUpdate.type(&state, sharing, character)
  case .sheet(var sheet):
    sheet.form.insert(character)
    sheet.problem = nil
    state.destination = .sheet(sheet)
  case .help, .reader, .confirm, .kindMenu, .inbox, .askingConsent, .consentPreview, .handout: break
  }
  return []
}

/// Forgets everything that was read from the vault and asks for the passphrase again.
private func lock(_ state: inout AppState, message: Message?) -> [Effect] {
  // A recovery code that nobody has written down yet must not vanish by itself.
  guard state.holdsSecrets, !state.showsRecoveryCode else { return [] }
  state.forgetVault()
  state.stack = [.unlock(UnlockState())]
  state.message = message
  return [.lock]
}
