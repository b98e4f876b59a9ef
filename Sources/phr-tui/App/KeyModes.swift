extension AppState {
  /// Which keys hold where the person is.
  var keyMode: KeyMode {
    switch destination {
    case .browser: browser.filter == nil ? .browse : .text
    case .inbox: .browse
    case .help, .reader: .read
    case .confirm: .confirm
    case .unlock, .importing: .text
    case .kindMenu: .choice
    case .sharing(let sharing): sharing.filter == nil ? .sharing : .text
    case .askingConsent, .consentPreview, .handout: .preview
    case .sheet(let sheet): sheet.form.mode
    case .welcome(let welcome): welcome.mode
    case .editor(let editor): editor.form.mode
    case .family(let place): place.keyMode
    }
  }

  /// Whether the recovery code of a new vault is on the screen.
  var showsRecoveryCode: Bool {
    stack.contains { destination in
      switch destination {
      case .welcome(let welcome):
        if case .recoveryCode = welcome.step { true } else { false }
      case .family(let place): place.showsCode
      default: false
      }
    }
  }

  /// Whether a form holds answers that nobody has saved.
  var hasUnsavedInput: Bool {
    stack.contains { destination in
      switch destination {
      case .editor(let editor): editor.isChanged
      case .family(let place): place.isUnsaved
      default: false
      }
    }
  }

  /// Whether something is in memory that must go when nobody is there.
  var holdsSecrets: Bool {
    vault != nil
      || stack.contains { destination in
        if case .family(let place) = destination { place.showsDigests } else { false }
      }
  }
}
