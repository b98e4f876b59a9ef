import PHRModel

/// The steps of the guided start.
enum WelcomeUpdate {
  static func update(
    _ state: inout AppState, _ welcome: WelcomeState, _ command: Command
  ) -> [Effect] {
    switch welcome.step {
    case .introduction:
      guard command == .open else { return [] }
      state.destination = .welcome(WelcomeState(step: .form))
      return []
    case .form: return updateForm(&state, welcome, command)
    case .creating: return []
    case .recoveryCode(let code): return updateProof(&state, welcome, code, command)
    case .whatNext: return updateNext(&state, command)
    }
  }

  private static func updateForm(
    _ state: inout AppState, _ welcome: WelcomeState, _ command: Command
  ) -> [Effect] {
    var welcome = welcome
    welcome.problem = nil
    switch command {
    case .cancel:
      state.destination = .welcome(WelcomeState())
      return []
    case .accept where !welcome.form.isAtLastField:
      _ = welcome.form.apply(.nextField)
    case .accept, .save:
      return create(&state, welcome)
    default:
      _ = welcome.form.apply(command)
    }
    state.destination = .welcome(welcome)
    return []
  }

  private static func create(_ state: inout AppState, _ welcome: WelcomeState) -> [Effect] {
    var welcome = welcome
    let passphrase = welcome.form.text(.passphrase) ?? ""
    if let problem = problem(of: passphrase, again: welcome.form.text(.again) ?? "") {
      welcome.problem = problem
      welcome.form.focus(on: problem == .differs ? .again : .passphrase)
      state.destination = .welcome(welcome)
      return []
    }
    let base = BaseRule.allCases[welcome.form.choice(.base) ?? 0]
    state.destination = .welcome(WelcomeState(step: .creating))
    return [.create(passphrase: passphrase, base: base)]
  }

  /// Why a new passphrase is refused, `nil` if it is good.
  static func problem(of passphrase: String, again: String) -> WelcomeState.Problem? {
    guard passphrase.count >= WelcomeState.shortestPassphrase else { return .tooShort }
    guard (try? Passphrase(passphrase)) != nil else { return .unusable }
    return passphrase == again ? nil : .differs
  }

  private static func updateProof(
    _ state: inout AppState, _ welcome: WelcomeState, _ code: String, _ command: Command
  ) -> [Effect] {
    var welcome = welcome
    welcome.problem = nil
    if command == .accept {
      let typed = FoldedText.search(welcome.form.text(.proof) ?? "")
      guard typed == FoldedText.search(WelcomeState.proof(of: code)) else {
        welcome.problem = .wrongProof
        state.destination = .welcome(welcome)
        return []
      }
      state.destination = .welcome(WelcomeState(step: .whatNext))
      return []
    }
    _ = welcome.form.apply(command)
    state.destination = .welcome(welcome)
    return []
  }

  private static func updateNext(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard let facts = state.vault, [.open, .importFile, .addRecord].contains(command) else {
      return []
    }
    let effects = VaultUpdate.enter(&state, facts)
    return effects + (command == .open ? [] : EditorUpdate.start(&state, command))
  }
}
