/// Shows the guided start.
enum WelcomeView {
  static func view(_ welcome: WelcomeState, _ state: AppState) -> View {
    let language = state.language
    var view = View()
    view.banner = Banner(leading: Line("phr-tui"))
    view.dialog = Dialog(
      title: WelcomeWords.title(welcome.step).in(language),
      content: content(of: welcome, language), width: 66)
    return view
  }

  private static func content(of welcome: WelcomeState, _ language: Language) -> Content {
    switch welcome.step {
    case .introduction:
      return document(WelcomeWords.introduction, language)
    case .creating:
      return document([WelcomeWords.creating], language)
    case .whatNext:
      return document(WelcomeWords.whatNext, language)
    case .form:
      return .form(form(of: welcome, introduction: WelcomeWords.passphraseAdvice, language))
    case .recoveryCode(let code):
      var view = form(of: welcome, introduction: WelcomeWords.codeAdvice, language)
      view.introduction += [.paragraph(Line(code, .secret)), .gap]
      return .form(view)
    }
  }

  private static func document(_ texts: [Text], _ language: Language) -> Content {
    .document(DocumentView(blocks: paragraphs(texts, language).dropLast()))
  }

  private static func paragraphs(_ texts: [Text], _ language: Language) -> [Block] {
    texts.flatMap { [.paragraph(Line($0.in(language))), .gap] }
  }

  private static func form(
    of welcome: WelcomeState, introduction: [Text], _ language: Language
  ) -> FormView {
    let rows = welcome.form.fields.map { field in
      FormView.Row(
        label: WelcomeWords.label(field.id).in(language), control: field.control,
        isFocused: field.id == welcome.form.focused?.id,
        hint: WelcomeWords.hint(field.id)?.in(language),
        error: error(of: field.id, welcome)?.in(language))
    }
    return FormView(
      introduction: paragraphs(introduction, language), rows: rows, language: language)
  }

  private static func error(of field: WelcomeState.FieldID, _ welcome: WelcomeState) -> Text? {
    guard let problem = welcome.problem else { return nil }
    let place: WelcomeState.FieldID =
      switch problem {
      case .tooShort, .unusable: .passphrase
      case .differs: .again
      case .wrongProof: .proof
      }
    return place == field ? WelcomeWords.problem(problem) : nil
  }
}
