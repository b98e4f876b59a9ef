import PHRModel

/// Hands keys and characters to the family's places.
enum FamilyUpdate {
  static func update(
    _ state: inout AppState, _ place: FamilyPlace, _ command: Command
  ) -> [Effect] {
    switch place {
    case .people(let people): PeopleUpdate.update(&state, people, command)
    case .admission(let admission): AdmissionUpdate.update(&state, admission, command)
    case .delegates(let page): DelegatesUpdate.update(&state, page, command)
    case .grantForm(let form): GrantFormUpdate.update(&state, form, command)
    case .grantCode(let code): GrantCodeUpdate.update(&state, code, command)
    case .handover(let handover): HandoverUpdate.update(&state, handover, command)
    case .note(let note): NoteUpdate.update(&state, note, command)
    }
  }

  static func insert(_ state: inout AppState, _ place: FamilyPlace, _ character: Character) {
    switch place {
    case .people(let people): return PeopleUpdate.insert(&state, people, character)
    case .admission(var admission):
      guard !admission.isWorking else { return }
      admission.form.insert(character)
      state.destination = .family(.admission(admission))
    case .grantForm(var form):
      form.form.insert(character)
      state.destination = .family(.grantForm(form))
    case .grantCode(var given):
      given.proof.form.insert(character)
      state.destination = .family(.grantCode(given))
    case .handover(var handover):
      if case .code(var proof, let ended) = handover.step {
        proof.form.insert(character)
        handover.step = .code(proof, grantsEnded: ended)
      } else {
        handover.form.insert(character)
      }
      state.destination = .family(.handover(handover))
    case .note(var note):
      note.field.insert(character)
      state.destination = .family(.note(note))
    case .delegates: break
    }
  }

  /// Locks the present file for another one; everything that was read is forgotten.
  static func leave(_ state: inout AppState, for path: String) -> [Effect] {
    state.forgetVault()
    state.stack = [.unlock(UnlockState())]
    return [.people(.switchTo(path))]
  }
}

/// Draws the family's places.
enum FamilyScreen {
  static func view(_ place: FamilyPlace, _ state: AppState) -> View {
    switch place {
    case .people(let people): PeopleView.view(people, state)
    case .admission(let admission): AdmissionView.view(admission, state)
    case .delegates(let page): DelegatesView.view(page, state)
    case .grantForm(let form): GrantFormView.view(form, state)
    case .grantCode(let code): GrantCodeView.view(code, state)
    case .handover(let handover): HandoverView.view(handover, state)
    case .note: View()
    }
  }
}
