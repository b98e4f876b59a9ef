import PHRModel

/// What keys and answers of the world do in the family overview.
enum PeopleUpdate {
  static func update(
    _ state: inout AppState, _ people: PeopleState, _ command: Command
  ) -> [Effect] {
    if let prompt = people.prompt { return updatePrompt(&state, people, prompt, command) }
    var people = people
    people.failure = nil
    switch command {
    case .back, .showPeople:
      state.goBack()
      return []
    case .open: return open(&state, people)
    case .lookIn: return ask(&state, people)
    case .addRecord:
      people.prompt = .path(TextField())
    case .withdrawRecord:
      return people.selected.map { [.people(.remove($0.file.path))] } ?? []
    default:
      let height = state.layout.contentHeight
      _ = people.position.move(command, count: people.rows.count, height: height)
    }
    state.destination = .family(.people(people))
    return []
  }

  /// Goes to the selected person's file: the present one is locked, the other asks for its own
  /// passphrase.
  private static func open(_ state: inout AppState, _ people: PeopleState) -> [Effect] {
    guard let row = people.selected else { return [] }
    guard !row.isCurrent else {
      state.goBack()
      return []
    }
    guard row.file.standing.canBeOpened else {
      fail(&state, FamilyWords.cannotOpen(row.file.standing))
      return []
    }
    return FamilyUpdate.leave(&state, for: row.file.path)
  }

  /// Asks for the passphrase of a locked file, to read its overview.
  private static func ask(_ state: inout AppState, _ people: PeopleState) -> [Effect] {
    var people = people
    guard let row = people.selected, row.digest == nil else { return [] }
    guard row.file.standing.canBeRead else {
      fail(&state, FamilyWords.cannotOpen(row.file.standing))
      return []
    }
    people.prompt = .passphrase(TextField("", isSecret: true), isWorking: false)
    state.destination = .family(.people(people))
    return []
  }

  private static func updatePrompt(
    _ state: inout AppState, _ people: PeopleState, _ prompt: PeopleState.Prompt,
    _ command: Command
  ) -> [Effect] {
    var people = people
    var effects: [Effect] = []
    switch (prompt, command) {
    case (_, .cancel): people.prompt = nil
    case (.passphrase(_, isWorking: true), _): return []
    case (.passphrase(let field, _), .accept):
      guard let row = people.selected, !field.isEmpty else { return [] }
      people.prompt = .passphrase(TextField("", isSecret: true), isWorking: true)
      effects = [.people(.look(path: row.file.path, passphrase: field.text))]
    case (.path(let field), .accept):
      guard !field.isEmpty else { return [] }
      people.prompt = nil
      effects = [.people(.add(field.text))]
    case (.passphrase(var field, let isWorking), _):
      _ = field.edit(command)
      people.prompt = .passphrase(field, isWorking: isWorking)
    case (.path(var field), _):
      _ = field.edit(command)
      people.prompt = .path(field)
    }
    state.destination = .family(.people(people))
    return effects
  }

  static func insert(_ state: inout AppState, _ people: PeopleState, _ character: Character) {
    var people = people
    switch people.prompt {
    case .passphrase(var field, isWorking: false):
      field.insert(character)
      people.prompt = .passphrase(field, isWorking: false)
    case .path(var field):
      field.insert(character)
      people.prompt = .path(field)
    case .passphrase, nil: return
    }
    state.destination = .family(.people(people))
  }

  // MARK: Answers

  static func receive(_ state: inout AppState, _ news: PeopleNews) -> [Effect] {
    switch news {
    case .listed(let rows): list(&state, rows)
    case .ready(let file): ready(&state, file)
    case .derived(let key, let path):
      // The overview was left meanwhile: the key is dropped unused.
      return open(state) == nil ? [] : [.people(.read(key, path: path))]
    case .looked(let path, let digest):
      guard var people = open(state) else { return [] }
      people.prompt = nil
      people.show(digest, of: path)
      state.destination = .family(.people(people))
    case .admitted:
      state.file?.standing = .delegate
      state.message = .done(FamilyWords.admitted)
    case .added:
      state.message = .done(DelegateWords.personAdded)
      return [.people(.list)]
    case .removed:
      state.message = .done(DelegateWords.personRemoved)
      return [.people(.list)]
    case .failed(let report): fail(&state, report)
    }
    return []
  }

  private static func open(_ state: AppState) -> PeopleState? {
    guard case .family(.people(let people)) = state.destination else { return nil }
    return people
  }

  private static func list(_ state: inout AppState, _ rows: [PeopleState.Row]) {
    if var people = open(state) {
      people.take(rows)
      state.destination = .family(.people(people))
    } else {
      var people = PeopleState(rows: [])
      people.take(rows)
      if let current = rows.firstIndex(where: \.isCurrent) {
        people.position.select(current, count: rows.count, height: state.layout.contentHeight)
      }
      state.stack.append(.family(.people(people)))
    }
  }

  /// A file waits: for its one-time code at the first opening, else for its passphrase.
  private static func ready(_ state: inout AppState, _ file: PersonFile) {
    state.file = file
    guard file.standing != .sealed else {
      state.stack = [.family(.admission(AdmissionState()))]
      return
    }
    var unlock = UnlockState()
    if !file.standing.canBeOpened { unlock.failure = FamilyWords.cannotOpen(file.standing) }
    state.stack = [.unlock(unlock)]
  }

  private static func fail(_ state: inout AppState, _ report: ErrorReport) {
    if case .family(.admission(var admission)) = state.destination {
      admission.isWorking = false
      admission.failure = report
      // The passphrases are the person's own; what can be wrong is the code.
      admission.form.focus(on: .code)
      state.destination = .family(.admission(admission))
      return
    }
    if var people = open(state) {
      people.prompt = nil
      people.failure = report
      state.destination = .family(.people(people))
      return
    }
    state.message = .failure(report)
  }
}

extension PeopleList.Standing {
  /// Whether there is something to open: by a passphrase or, the first time, by a code.
  var canBeOpened: Bool { self != .missing && self != .replyMissing }

  /// Whether it is a delegate's file that was opened before.
  var isDelegates: Bool { self == .delegate || self == .replyMissing }

  /// Whether a passphrase opens it.
  var canBeRead: Bool { self == .vault || self == .delegate }
}
