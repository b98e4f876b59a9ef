import PHRModel

/// The guided handover: a child who is of age takes the vault over.
struct HandoverState: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    /// What will happen; from here on the child sits at the keyboard.
    case introduction
    case form
    case working
    /// The child's recovery code, and how many grants by parenthood ended.
    case code(CodeProof, grantsEnded: Int)
  }

  enum FieldID: Hashable, Sendable {
    case passphrase
    case again
  }

  var step = Step.introduction
  var form = Form<FieldID>([
    .init(id: .passphrase, control: .text(TextField("", isSecret: true))),
    .init(id: .again, control: .text(TextField("", isSecret: true))),
  ])
  var problem: WelcomeState.Problem?

  var mode: KeyMode {
    switch step {
    case .introduction, .working: .browse
    case .form: form.mode
    case .code(let proof, _): proof.form.mode
    }
  }

  /// The code while it is on the screen.
  var code: String? {
    if case .code(let proof, _) = step { proof.code } else { nil }
  }
}

enum HandoverUpdate {
  /// Opens the steps, unless the holder is known to be a minor.
  static func start(_ state: inout AppState) {
    let day = state.vault?.profile.birthDate.map { LifeEvent.ofAge.day(born: $0) }
    if let day, state.today < day {
      state.message = .failure(ErrorWords.report(DelegateError.notOfAge(day)))
    } else {
      state.stack.append(.family(.handover(HandoverState())))
    }
  }

  static func update(
    _ state: inout AppState, _ handover: HandoverState, _ command: Command
  ) -> [Effect] {
    var handover = handover
    switch handover.step {
    case .introduction:
      guard command != .back else {
        state.goBack()
        return []
      }
      if command == .open { handover.step = .form }
    case .form: return updateForm(&state, handover, command)
    case .working: return []
    case .code(var proof, let ended):
      if proof.update(command) {
        state.goBack()
        state.message = .done(GrantWords.handedOver)
        return [.loadList(state.browser.query)]
      }
      handover.step = .code(proof, grantsEnded: ended)
    }
    state.destination = .family(.handover(handover))
    return []
  }

  private static func updateForm(
    _ state: inout AppState, _ handover: HandoverState, _ command: Command
  ) -> [Effect] {
    var handover = handover
    var effects: [Effect] = []
    handover.problem = nil
    switch command {
    case .cancel: handover = HandoverState()
    case .accept where !handover.form.isAtLastField: _ = handover.form.apply(.nextField)
    case .accept, .save:
      let passphrase = handover.form.text(.passphrase) ?? ""
      handover.problem = WelcomeUpdate.problem(
        of: passphrase, again: handover.form.text(.again) ?? "")
      if let problem = handover.problem {
        handover.form.focus(on: problem == .differs ? .again : .passphrase)
      } else {
        handover = HandoverState(step: .working)
        effects = [.delegates(.handOver(passphrase: passphrase))]
      }
    default: _ = handover.form.apply(command)
    }
    state.destination = .family(.handover(handover))
    return effects
  }
}

enum HandoverView {
  static func view(_ handover: HandoverState, _ state: AppState) -> View {
    let language = state.language
    var view = View()
    view.banner = BrowserView.banner(of: state)
    view.dialog = Dialog(
      title: GrantWords.handover.in(language), content: content(of: handover, language), width: 68)
    return view
  }

  private static func content(of handover: HandoverState, _ language: Language) -> Content {
    switch handover.step {
    case .introduction: return document(GrantWords.handoverSteps, language)
    case .working: return document([GrantWords.handingOver], language)
    case .code(let proof, let ended):
      let introduction = [DelegateWords.handedOver(grantsEnded: ended)] + WelcomeWords.codeAdvice
      return .form(proof.view(introduction: introduction, language))
    case .form:
      let rows = handover.form.fields.map { field in
        FormView.Row(
          label: GrantWords.label(field.id).in(language), control: field.control,
          isFocused: field.id == handover.form.focused?.id,
          hint: WelcomeWords.hint(.passphrase)?.in(language),
          error: error(of: field.id, handover)?.in(language))
      }
      let advice = [GrantWords.childTypes] + WelcomeWords.passphraseAdvice
      return .form(
        FormView(
          introduction: advice.flatMap { [.paragraph(Line($0.in(language))), .gap] }, rows: rows,
          language: language))
    }
  }

  private static func document(_ texts: [Text], _ language: Language) -> Content {
    let blocks = texts.flatMap { [Block.paragraph(Line($0.in(language))), .gap] }
    return .document(DocumentView(blocks: blocks.dropLast()))
  }

  private static func error(of field: HandoverState.FieldID, _ handover: HandoverState) -> Text? {
    guard let problem = handover.problem else { return nil }
    let place: HandoverState.FieldID = problem == .differs ? .again : .passphrase
    return place == field ? WelcomeWords.problem(problem) : nil
  }
}
