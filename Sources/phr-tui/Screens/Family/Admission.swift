import PHRModel

/// The first opening of a delegate's file: the one-time code, then a passphrase of one's own.
struct AdmissionState: Sendable, Equatable {
  enum FieldID: Hashable, Sendable {
    case code
    case passphrase
    case again
  }

  var form = Form<FieldID>([
    .init(id: .code, control: .text(TextField())),
    .init(id: .passphrase, control: .text(TextField("", isSecret: true))),
    .init(id: .again, control: .text(TextField("", isSecret: true))),
  ])
  /// What is wrong with the new passphrase.
  var problem: WelcomeState.Problem?
  /// Why the file was not opened.
  var failure: ErrorReport?
  /// Two keys are being derived.
  var isWorking = false
}

enum AdmissionUpdate {
  static func update(
    _ state: inout AppState, _ admission: AdmissionState, _ command: Command
  ) -> [Effect] {
    guard !admission.isWorking else { return [] }
    var admission = admission
    admission.problem = nil
    admission.failure = nil
    switch command {
    case .cancel, .showPeople: return [.people(.list)]
    case .accept where !admission.form.isAtLastField: _ = admission.form.apply(.nextField)
    case .accept, .save: return admit(&state, admission)
    default: _ = admission.form.apply(command)
    }
    state.destination = .family(.admission(admission))
    return []
  }

  private static func admit(_ state: inout AppState, _ admission: AdmissionState) -> [Effect] {
    var admission = admission
    let passphrase = admission.form.text(.passphrase) ?? ""
    let again = admission.form.text(.again) ?? ""
    var effects: [Effect] = []
    if (admission.form.text(.code) ?? "").isEmpty {
      admission.form.focus(on: .code)
    } else if let problem = WelcomeUpdate.problem(of: passphrase, again: again) {
      admission.problem = problem
      admission.form.focus(on: problem == .differs ? .again : .passphrase)
    } else {
      admission.isWorking = true
      effects = [
        .people(.admit(code: admission.form.text(.code) ?? "", passphrase: passphrase))
      ]
    }
    state.destination = .family(.admission(admission))
    return effects
  }
}

enum AdmissionView {
  static func view(_ admission: AdmissionState, _ state: AppState) -> View {
    let language = state.language
    var view = View()
    view.banner = Banner(leading: Line("phr-tui"))
    var introduction: [Block] = [
      .paragraph(Line(FamilyWords.admissionIntroduction.in(language))), .gap,
    ]
    if let failure = admission.failure {
      introduction += FailureBlocks.of(failure, language)
    } else if admission.isWorking {
      introduction += [.paragraph(Line(WelcomeWords.creating.in(language))), .gap]
    }
    let rows = admission.form.fields.map { field in
      FormView.Row(
        label: FamilyWords.label(field.id).in(language), control: field.control,
        isFocused: field.id == admission.form.focused?.id,
        hint: FamilyWords.hint(field.id).in(language),
        error: error(of: field.id, admission)?.in(language))
    }
    let name = state.file.map { ": " + TextWidth.safe($0.name) } ?? ""
    view.dialog = Dialog(
      title: FamilyWords.admission.in(language) + name,
      content: .form(FormView(introduction: introduction, rows: rows, language: language)),
      width: 66)
    return view
  }

  private static func error(of field: AdmissionState.FieldID, _ admission: AdmissionState) -> Text?
  {
    guard let problem = admission.problem else { return nil }
    let place: AdmissionState.FieldID = problem == .differs ? .again : .passphrase
    return place == field ? WelcomeWords.problem(problem) : nil
  }
}

/// What went wrong and what to do next, above a form.
enum FailureBlocks {
  static func of(_ failure: ErrorReport, _ language: Language) -> [Block] {
    var blocks: [Block] = [.paragraph(Line(failure.message.in(language), .fieldError))]
    if let hint = failure.hint { blocks.append(.paragraph(Line(hint.in(language), .textDim))) }
    return blocks + [.gap]
  }
}
