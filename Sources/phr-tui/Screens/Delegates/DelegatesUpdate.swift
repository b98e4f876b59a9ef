import PHRModel

/// What keys and answers of the vault do on the page about delegates.
enum DelegatesUpdate {
  /// Opens the holder's page, or a delegate's own.
  static func start(_ state: AppState) -> [Effect] {
    state.vault?.grant == nil ? [.delegates(.load(opens: true))] : [.delegates(.loadOwn)]
  }

  static func update(
    _ state: inout AppState, _ page: DelegatesState, _ command: Command
  ) -> [Effect] {
    var page = page
    switch command {
    case .back, .showDelegates:
      state.goBack()
      return []
    case .nextPane, .previousPane:
      let step = command == .nextPane ? 1 : DelegatesState.Tab.allCases.count - 1
      let next = (page.tab.rawValue + step) % DelegatesState.Tab.allCases.count
      page.tab = DelegatesState.Tab(rawValue: next) ?? .delegates
    case .open: return open(&state, page)
    case .addRecord, .editRecord, .withdrawRecord, .refreshFiles, .takeProposal,
      .declineProposal:
      return change(&state, page, command)
    default:
      let height = state.layout.contentHeight
      guard page.position.move(command, count: page.count, height: height) else { return [] }
    }
    state.destination = .family(.delegates(page))
    return []
  }

  /// Goes from a line of the log to the record that it is about, and from a delegate to the log.
  private static func open(_ state: inout AppState, _ page: DelegatesState) -> [Effect] {
    if let record = page.selectedLine?.entry.record ?? page.selectedLine?.entry.act.record {
      state.goBack()
      return [.find(record)]
    }
    guard page.tab == .delegates, page.count > 0 else { return [] }
    var page = page
    page.tab = .log
    state.destination = .family(.delegates(page))
    return []
  }

  private static func change(
    _ state: inout AppState, _ page: DelegatesState, _ command: Command
  ) -> [Effect] {
    guard let vault = state.vault, vault.readOnlyReason == nil else {
      state.message = .readOnly
      return []
    }
    switch (command, page.selectedRow, page.selectedProposal) {
    case (.addRecord, _, _):
      let form = GrantFormState(
        today: state.today, holderBorn: vault.profile.birthDate,
        purpose: DelegateWords.usualPurpose.in(state.language))
      state.stack.append(.family(.grantForm(form)))
    case (.refreshFiles, let row, _): return [.delegates(.refresh(row?.grant.id))]
    case (.takeProposal, _, let proposal?): ask(&state, .accept(proposal))
    case (.declineProposal, _, let proposal?): ask(&state, .decline(proposal))
    case (_, let row?, _) where row.status.isOver:
      state.message = .failure(GrantWords.isOver(row.grant))
    case (.editRecord, let row?, _):
      let form = GrantFormState(changing: row.grant)
      state.stack.append(.family(.grantForm(form)))
      return (try? form.draft()).map { [.delegates(.preview($0))] } ?? []
    case (.withdrawRecord, let row?, _): ask(&state, .revoke(row.grant))
    case (.takeProposal, let row?, _) where row.needsConfirmation:
      ask(&state, .confirm(row.grant))
    default: break
    }
    return []
  }

  private static func ask(_ state: inout AppState, _ question: DelegateQuestion) {
    state.stack.append(.confirm(Confirmation(question: .delegates(question))))
  }

  // MARK: Answers

  static func receive(_ state: inout AppState, _ news: DelegatesNews) -> [Effect] {
    guard state.vault != nil else { return [] }
    switch news {
    case .loaded(let answer, let opens): show(&state, answer, opens: opens)
    case .previewed(let preview): GrantFormUpdate.receive(&state, preview)
    case .given(let given): state.destination = .family(.grantCode(given))
    case .refused(let report): GrantFormUpdate.refuse(&state, report)
    case .done(let text):
      if case .family(.grantForm) = state.destination { state.goBack() }
      state.message = .done(text)
      return [.delegates(.load(opens: false)), .loadList(state.browser.query)]
    case .handedOver(let code, let ended):
      state.destination = .family(
        .handover(HandoverState(step: .code(CodeProof(code), grantsEnded: ended))))
    case .ownLoaded(let own):
      state.stack.append(.reader(ReaderState(content: .ownGrant(own))))
    case .written(let text):
      state.goBack()
      state.message = .done(text)
    }
    return []
  }

  private static func show(_ state: inout AppState, _ answer: DelegatesAnswer, opens: Bool) {
    state.vault?.pendingProposals = answer.proposals.count
    if let place = state.stack.lastIndex(where: \.isDelegates),
      case .family(.delegates(var page)) = state.stack[place]
    {
      page.take(answer)
      state.stack[place] = .family(.delegates(page))
    } else if opens {
      var page = DelegatesState(answer: answer)
      if !answer.proposals.isEmpty { page.tab = .proposals }
      state.stack.append(.family(.delegates(page)))
    }
  }

  /// What a yes to a question means.
  static func effects(of question: DelegateQuestion) -> [Effect] {
    switch question {
    case .revoke(let grant): [.delegates(.revoke(grant.id))]
    case .confirm(let grant): [.delegates(.confirm(grant.id))]
    case .accept(let proposal): [.delegates(.accept(proposal.number))]
    case .decline(let proposal): [.delegates(.decline(proposal.number))]
    }
  }
}

/// A question before something that concerns a delegate.
enum DelegateQuestion: Sendable, Equatable {
  case revoke(Grant)
  /// The child, now 15, lets a parent's grant go on.
  case confirm(Grant)
  case accept(DelegatesAnswer.Proposed)
  case decline(DelegatesAnswer.Proposed)
}

extension Destination {
  fileprivate var isDelegates: Bool {
    if case .family(.delegates) = self { true } else { false }
  }
}

extension Grant.Status {
  /// Whether it was revoked or has run out.
  var isOver: Bool {
    switch self {
    case .expired, .revoked: true
    case .notYet, .inForce: false
    }
  }
}

extension DelegateAct {
  /// The record that it is about.
  var record: RecordID? {
    switch self {
    case .viewed(let id): id
    case .note(let id, _): id
    case .proposed(let proposal): proposal.correcting
    case .consent(let request):
      if case .record(let id) = request.selector { id } else { nil }
    case .opened, .exported: nil
    }
  }
}
