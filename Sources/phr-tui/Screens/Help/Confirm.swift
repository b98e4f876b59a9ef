import PHRModel

/// What an answer to a question does.
enum ConfirmUpdate {
  static func update(
    _ state: inout AppState, _ confirmation: Confirmation, _ command: Command
  ) -> [Effect] {
    var confirmation = confirmation
    switch command {
    case .nextChoice, .previousChoice:
      confirmation.focusedButton = 1 - confirmation.focusedButton
      state.destination = .confirm(confirmation)
    case .answerNo: state.goBack()
    case .answerYes: return yes(&state, confirmation.question)
    case .accept:
      if confirmation.focusedButton == 0 { return yes(&state, confirmation.question) }
      state.goBack()
    default: break
    }
    return []
  }

  private static func yes(
    _ state: inout AppState, _ question: Confirmation.Question
  ) -> [Effect] {
    state.goBack()
    switch question {
    case .quit, .quitWithoutCode: return [.lock, .quit]
    case .withdraw(let id): return [.setWithdrawn(id, true)]
    case .reinstate(let id): return [.setWithdrawn(id, false)]
    case .delegates(let question): return DelegatesUpdate.effects(of: question)
    case .birthday(.fifteen): return [.delegates(.load(opens: true))]
    case .birthday(.ofAge):
      HandoverUpdate.start(&state)
      return []
    case .recipient(let change, _): return [.saveRecipient(change)]
    case .replaceFile(var saving):
      saving.replaces = true
      return [.saveHandout(saving)]
    case .discardForm:
      state.goBack()
      return []
    }
  }
}

enum ConfirmView {
  static func dialog(_ confirmation: Confirmation, _ language: Language) -> Dialog {
    let text = ConfirmWords.question(confirmation.question)
    return Dialog(
      title: ConfirmWords.title.in(language),
      content: .document(DocumentView(blocks: [.paragraph(Line(text.in(language)))])),
      buttons: [ConfirmWords.yes.in(language), ConfirmWords.no.in(language)],
      focusedButton: confirmation.focusedButton, width: 56)
  }
}
