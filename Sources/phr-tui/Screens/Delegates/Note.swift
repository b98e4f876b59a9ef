import PHRModel

/// A delegate's own note on a record; it reaches the holder.
struct NoteState: Sendable, Equatable {
  var record: RecordID
  var title: String
  var field = TextField()
  /// It holds a My Number (個人番号).
  var isRefused = false
}

enum NoteUpdate {
  /// Begins a note on the selected record.
  static func start(_ state: inout AppState) -> [Effect] {
    guard state.vault?.grant != nil else {
      state.message = .failure(GrantWords.onlyForDelegates)
      return []
    }
    guard let selected = state.browser.selected else { return [] }
    let note = NoteState(record: selected.id, title: selected.title)
    state.stack.append(.family(.note(note)))
    return []
  }

  static func update(_ state: inout AppState, _ note: NoteState, _ command: Command) -> [Effect] {
    var note = note
    note.isRefused = false
    switch command {
    case .cancel:
      state.goBack()
      return []
    case .accept, .save:
      guard !note.field.isEmpty else { return [] }
      note.isRefused = MyNumber.isPresent(in: note.field.text)
      if !note.isRefused {
        return [.delegates(.note(note.record, SafeText(note.field.text).text))]
      }
    default: _ = note.field.edit(command)
    }
    state.destination = .family(.note(note))
    return []
  }
}

enum NoteView {
  static func dialog(_ note: NoteState, _ language: Language) -> Dialog {
    let row = FormView.Row(
      label: GrantWords.note.in(language), control: .text(note.field), isFocused: true,
      hint: GrantWords.noteHint.in(language),
      error: note.isRefused ? EditorWords.problem(.myNumber(field: "")).in(language) : nil)
    let introduction: [Block] = [.paragraph(Line(note.title)), .gap]
    return Dialog(
      title: KeyWords.summary(of: .addNote).asSentence.in(language),
      content: .form(FormView(introduction: introduction, rows: [row], language: language)),
      width: 66)
  }
}
