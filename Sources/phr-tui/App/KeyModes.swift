extension AppState {
  /// Which keys hold where the person is.
  var keyMode: KeyMode {
    switch destination {
    case .browser: browser.filter == nil ? .browse : .text
    case .inbox: .browse
    case .help, .reader: .read
    case .confirm: .confirm
    case .unlock, .importing: .text
    case .kindMenu, .sharing: .choice
    case .welcome(let welcome): welcome.mode
    case .editor(let editor): editor.form.mode
    }
  }

  /// Whether the recovery code of a new vault is on the screen.
  var showsRecoveryCode: Bool {
    stack.contains { destination in
      guard case .welcome(let welcome) = destination, case .recoveryCode = welcome.step else {
        return false
      }
      return true
    }
  }

  /// Whether a form holds answers that nobody has saved.
  var hasUnsavedInput: Bool {
    stack.contains { destination in
      if case .editor(let editor) = destination { editor.isChanged } else { false }
    }
  }
}
