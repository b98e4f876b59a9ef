import PHRModel

/// Shows the menu of kinds and the forms.
enum EditorView {
  static func dialog(_ menu: KindMenuState, _ language: Language) -> Dialog {
    let names = menu.offered.map { EditorWords.subject($0).in(language) }
    let list = ListView(
      columns: [.init(spec: ColumnSpec(minimum: 8, ideal: 20, weight: 1))], count: names.count,
      position: menu.position, row: { [Line(names[$0])] }, emptyText: "")
    return Dialog(title: EditorWords.menuTitle.in(language), content: .list(list), width: 30)
  }

  static func dialog(_ editor: EditorState, _ state: AppState) -> Dialog {
    let language = state.language
    let labels = labels(of: editor)
    let rows = editor.form.fields.map { field in
      let isRequired = labels[field.id]?.isRequired ?? (field.id == "contact-name")
      return FormView.Row(
        label: EditorWords.label(field.id).in(language) + (isRequired ? " *" : ""),
        control: field.control, isFocused: field.id == editor.form.focused?.id,
        hint: EditorWords.hint(labels[field.id], of: editor.subject, today: state.today)?
          .in(language),
        error: error(of: field.id, editor)?.in(language))
    }
    return Dialog(
      title: title(of: editor, state).in(language),
      content: .form(FormView(rows: rows, language: language)), width: 68)
  }

  private static func title(of editor: EditorState, _ state: AppState) -> Text {
    state.vault?.grant == nil
      ? EditorWords.title(editor.subject) : GrantWords.proposal(of: editor.subject)
  }

  private static func labels(of editor: EditorState) -> [String: ManualField] {
    let fields: [ManualField] =
      switch editor.subject {
      case .new(let kind): ManualEntry.fields(of: kind)
      case .correction(_, let body): ManualEntry.fields(of: body.kind)
      case .contact: []
      }
    return Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  private static func error(of field: String, _ editor: EditorState) -> Text? {
    guard let problem = editor.problem, problem.field == field else { return nil }
    return EditorWords.problem(problem)
  }
}
