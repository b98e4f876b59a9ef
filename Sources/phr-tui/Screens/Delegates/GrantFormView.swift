import PHRModel

/// Draws the form for a grant, with what the file will hold above it.
enum GrantFormView {
  static func view(_ grant: GrantFormState, _ state: AppState) -> View {
    let language = state.language
    var view = View()
    view.banner = BrowserView.banner(of: state)
    let rows = grant.form.fields.map { field in
      FormView.Row(
        label: GrantWords.label(field.id).in(language) + (isNeeded(field.id) ? " *" : ""),
        control: field.control, isFocused: field.id == grant.form.focused?.id,
        hint: GrantWords.hint(field.id, today: state.today)?.in(language),
        error: grant.fault.flatMap { $0.field == field.id ? GrantWords.fault($0) : nil }?
          .in(language))
    }
    let title = grant.changing.map { GrantWords.changeTitle($0.delegate) } ?? GrantWords.addTitle
    view.panes = [
      Pane(
        title: Line(title.in(language)), isFocused: true,
        content: .form(
          FormView(introduction: introduction(grant, language), rows: rows, language: language)))
    ]
    return view
  }

  private static func isNeeded(_ field: GrantFormState.FieldID) -> Bool {
    [.name, .until, .purpose, .file].contains(field)
  }

  private static func introduction(_ grant: GrantFormState, _ language: Language) -> [Block] {
    if let failure = grant.failure { return FailureBlocks.of(failure, language) }
    if grant.isWorking { return [.paragraph(Line(GrantWords.writing.in(language))), .gap] }
    let preview = grant.preview.map(GrantWords.preview) ?? GrantWords.noPreview
    return [.paragraph(Line(preview.in(language), .heading)), .gap]
  }
}
