import PHRModel

/// A code that is shown once: the person types its last group to prove that it was written down.
struct CodeProof: Sendable, Equatable {
  enum FieldID: Hashable, Sendable {
    case proof
  }

  let code: String
  var form = Form<FieldID>([.init(id: .proof, control: .text(TextField()))])
  var isWrong = false

  init(_ code: String) {
    self.code = code
  }

  /// Carries out a command; `true` once the right group was typed.
  mutating func update(_ command: Command) -> Bool {
    isWrong = false
    guard command == .accept else {
      _ = form.apply(command)
      return false
    }
    let typed = FoldedText.search(form.text(.proof) ?? "")
    isWrong = typed != FoldedText.search(WelcomeState.proof(of: code))
    return !isWrong
  }

  /// The form below what is to be known about the code.
  func view(introduction: [Text], _ language: Language) -> FormView {
    let blocks = introduction.flatMap { [Block.paragraph(Line($0.in(language))), .gap] }
    let row = FormView.Row(
      label: WelcomeWords.label(.proof).in(language),
      control: form.fields.first?.control ?? .text(TextField()), isFocused: true,
      hint: WelcomeWords.hint(.proof)?.in(language),
      error: isWrong ? WelcomeWords.problem(.wrongProof).in(language) : nil)
    return FormView(
      introduction: blocks + [.paragraph(Line(code, .secret)), .gap], rows: [row],
      language: language)
  }
}

/// The one-time code of a delegate's new file.
struct GrantCodeState: Sendable, Equatable {
  var grant: Grant
  var path: String
  var records: Int
  var proof: CodeProof

  var form: Form<CodeProof.FieldID> { proof.form }
}

enum GrantCodeUpdate {
  static func update(
    _ state: inout AppState, _ given: GrantCodeState, _ command: Command
  ) -> [Effect] {
    var given = given
    guard given.proof.update(command) else {
      state.destination = .family(.grantCode(given))
      return []
    }
    state.goBack()
    return [.delegates(.load(opens: false))]
  }
}

enum GrantCodeView {
  static func view(_ given: GrantCodeState, _ state: AppState) -> View {
    let language = state.language
    var view = View()
    view.banner = BrowserView.banner(of: state)
    let introduction =
      [DelegateWords.given(given.grant, given.path, given.records)] + DelegateWords.limits
      + [DelegateWords.code]
    view.dialog = Dialog(
      title: GrantWords.codeTitle.in(language),
      content: .form(given.proof.view(introduction: introduction, language)), width: 70)
    return view
  }
}
