import PHRModel

/// What keys and answers of the vault do in the form for a grant.
enum GrantFormUpdate {
  static func update(
    _ state: inout AppState, _ grant: GrantFormState, _ command: Command
  ) -> [Effect] {
    guard !grant.isWorking else { return [] }
    var grant = grant
    grant.fault = nil
    grant.failure = nil
    switch command {
    case .cancel:
      if grant.isChanged {
        state.stack.append(.confirm(Confirmation(question: .discardForm)))
      } else {
        state.goBack()
      }
      return []
    case .save: return save(&state, grant)
    case .accept where grant.form.isAtLastField: return save(&state, grant)
    case .accept, .nextField:
      grant.suggestFile()
      _ = grant.form.apply(.nextField)
    default: _ = grant.form.apply(command)
    }
    state.destination = .family(.grantForm(grant))
    return preview(grant, after: command)
  }

  /// What the file will hold is counted anew when a choice turns or a field is left.
  private static func preview(_ grant: GrantFormState, after command: Command) -> [Effect] {
    let counts: Set<Command> = [
      .nextChoice, .previousChoice, .nextField, .previousField, .accept,
    ]
    guard counts.contains(command), let draft = try? grant.draft(), draft != grant.preview?.draft
    else { return [] }
    return [.delegates(.preview(draft))]
  }

  private static func save(_ state: inout AppState, _ grant: GrantFormState) -> [Effect] {
    var grant = grant
    var effects: [Effect] = []
    do throws(GrantFormState.Fault) {
      let draft = try grant.draft()
      if let changing = grant.changing {
        effects = [.delegates(.change(changing.id, draft))]
      } else {
        grant.suggestFile()
        guard let path = grant.form.text(.file), path != "~/" else { throw .missing(.file) }
        effects = [.delegates(.give(draft, path: path))]
      }
      grant.isWorking = true
    } catch {
      grant.fault = error
      grant.form.focus(on: error.field)
    }
    state.destination = .family(.grantForm(grant))
    return effects
  }

  static func receive(_ state: inout AppState, _ preview: GrantPreview) {
    guard case .family(.grantForm(var grant)) = state.destination else { return }
    grant.preview = preview
    state.destination = .family(.grantForm(grant))
  }

  /// The form stays, with the reason.
  static func refuse(_ state: inout AppState, _ report: ErrorReport) {
    switch state.destination {
    case .family(.grantForm(var grant)):
      grant.isWorking = false
      grant.failure = report
      state.destination = .family(.grantForm(grant))
    case .family(.handover):
      state.destination = .family(.handover(HandoverState()))
      state.message = .failure(report)
    default: state.message = .failure(report)
    }
  }
}

extension GrantFormState {
  /// Names the file after the delegate until somebody names it otherwise.
  mutating func suggestFile() {
    guard changing == nil, let name = form.text(.name), form.text(.file) == "~/" else { return }
    let safe = SafeText(name).text.filter { !$0.isWhitespace && $0 != "/" && $0 != "." }
    guard !safe.isEmpty else { return }
    form.set(.file, to: "~/\(safe).phr")
  }
}
