import PHRModel

/// Answers what screens ask about sharing, and carries out what the holder has confirmed.
struct SharingDesk {
  let store: RecordStore
  let now: Instant
  /// The delegate's own file, if somebody acts for the holder.
  var delegated: DelegatedFile?

  /// Carries out an effect about sharing; `nil` for all others.
  func perform(_ effect: Effect) throws -> [Event]? {
    switch effect {
    case .loadWhoSees(let id): [.whoSeesLoaded(try whoSees(id))]
    case .loadRecipients: [.recipientsLoaded(try recipients())]
    case .countShown(let everybody):
      [.shownCounted(try SharingFacts(store, now: now).shownCounts(for: everybody))]
    case .loadSeeAs(let question):
      [.seeAsLoaded(try seeAs(question, limit: Paging.rows))]
    case .judgeSeeAs(let question): [.seeAsLoaded(try seeAs(question, limit: nil))]
    case .loadSeeAsRows(let question, let ids):
      [.seeAsRows(try SideBySide(store, view: view(question)).rows(of: ids))]
    case .loadRules: [.rulesLoaded(try rules())]
    case .loadConsentHistory: [.consentHistoryLoaded(try history())]
    case .loadAccesses(let marked):
      [
        .accessesLoaded(
          try AccessLog(store).entries(), try ConsentStore(store).state(), marked: marked)
      ]
    case .loadTitles(let ids):
      [.titlesLoaded(try Dictionary(uniqueKeysWithValues: ids.map { ($0, try title($0)) }))]
    case .askConsent(let request):
      [.consentAsked(try delegated == nil ? preview(request) : previewOnBehalf(request))]
    case .loadOnBehalf(let id): [.onBehalfLoaded(try formOnBehalf(of: id))]
    case .applyConsent(let step, let cluesLeft): try applied(step, cluesLeft)
    case .saveRecipient(let change): [.recipientChanged(try saved(change))]
    default: nil
    }
  }

  private func applied(_ step: ConsentStep, _ cluesLeft: Int) throws -> [Event] {
    let consent = ConsentStore(store)
    if case .undone(let number) = step {
      // Somebody else may have changed something meanwhile: only what was shown is taken back.
      guard try consent.history().nextToUndo?.number == number else {
        throw ConsentFailure.nothingToTakeBack
      }
    }
    try consent.append(step, at: now)
    return [.consentChanged(cluesLeft: cluesLeft)]
  }

  private func saved(_ change: RecipientChange) throws -> RecipientOutcome {
    let consent = ConsentStore(store)
    do {
      return try store.connection.transaction { try saved(change, consent) }
    } catch let problem as RecipientProblem {
      throw ConsentFailure.recipient(problem)
    }
  }

  private func saved(
    _ change: RecipientChange, _ consent: ConsentStore
  ) throws -> RecipientOutcome {
    func name(_ id: RecipientID) throws -> String { try consent.state().name(of: id) }
    switch change {
    case .add(let name, let about):
      let added = try consent.addRecipient(
        name: name, recipientClass: about.recipientClass, institutionCode: about.institutionCode,
        note: about.note, at: now)
      return added.returned ? .returned(added.recipient.name) : .added(added.recipient.name)
    case .describe(let id, let name, let description):
      if try consent.state().name(of: id) != name { try consent.rename(id, to: name, at: now) }
      try consent.describe(id, description, at: now)
      return .described(name)
    case .archive(let id):
      try consent.archive(id, at: now)
      return .archived(try name(id))
    case .register(let id):
      guard let known = try consent.state().recipients[id] else {
        throw RecipientProblem.notARecipient
      }
      try consent.addRecipient(
        name: known.name, institutionCode: known.institutionCode, at: now)
      return .returned(known.name)
    case .rotateCodes(let id):
      _ = try consent.rotateCodes(of: id, at: now)
      return .rotated(try name(id))
    }
  }

  // MARK: Lists

  private func recipients() throws -> RecipientsAnswer {
    let consent = try ConsentStore(store).state()
    func row(_ id: RecipientID, isRegistered: Bool) -> RecipientsAnswer.Row {
      RecipientsAnswer.Row(
        id: id, name: ConsentWords.screenName(of: id, consent), recipient: consent.recipients[id],
        isRegistered: isRegistered,
        rules: consent.directives.all.count { $0.who == .recipient(id) })
    }
    let registered = registered(consent)
    let archived = consent.recipients.values.filter { !$0.isRegistered(at: now) }
      .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    let rows =
      registered.map { row($0, isRegistered: true) }
      + archived.map { row($0.id, isRegistered: false) }
    return RecipientsAnswer(
      rows: rows, total: try store.count(RecordQuery()), base: consent.base, now: now)
  }

  /// Everybody who can be shown anything; the built-in doctor in an emergency stands last.
  func registered(_ consent: ConsentState) -> [RecipientID] {
    let all = consent.registered(at: now).map(\.id)
    return all.filter { $0 != .emergency } + all.filter { $0 == .emergency }
  }

  private func rules() throws -> RulesAnswer {
    let consent = try ConsentStore(store).state()
    let standing = try ConsentPortal(store).standing()
    // What was set together stands together, the newest first.
    let newestFirst = consent.directives.all.sorted {
      ($1.set, $0.selector.description) < ($0.set, $1.selector.description)
    }
    let directives = newestFirst.map { directive in
      RulesAnswer.Row.directive(directive, standing[directive.id.text] ?? .local)
    }
    let seals = consent.seals.sorted { $0.set > $1.set }.map { RulesAnswer.Row.seal($0) }
    return RulesAnswer(
      rows: seals + directives, names: try names(in: consent), consent: consent, now: now)
  }

  private func history() throws -> ConsentHistoryAnswer {
    let consent = try ConsentStore(store).state()
    let changes = try ConsentStore(store).changes()
    let undone = changes.compactMap { change -> Int? in
      if case .undone(let number) = change.step { number } else { nil }
    }
    var names = RecordNames()
    for change in changes { try add(selectors(of: change.step), to: &names) }
    return ConsentHistoryAnswer(
      changes: changes.reversed(), undone: Set(undone), names: names, consent: consent)
  }

  // MARK: With a recipient's eyes

  private func view(_ question: SeeAsQuestion) throws -> SharingView {
    try SharingView(
      store, recipient: question.recipient, purpose: question.purpose, at: question.moment,
      now: now)
  }

  /// The beginning of both lists, or the whole.
  private func seeAs(_ question: SeeAsQuestion, limit: Int?) throws -> SeeAsAnswer {
    let view = try view(question)
    var query = RecordQuery()
    query.search = question.search
    let beside = SideBySide(store, view: view)
    let survey = try beside.survey(query, limit: limit)
    return SeeAsAnswer(
      question: question,
      name: ConsentWords.name(of: .recipient(question.recipient), view.state),
      purpose: view.purpose, base: view.state.base, isRegistered: view.isRegistered,
      survey: survey, isWhole: limit.map { survey.ids.count < $0 } ?? true,
      rows: limit == nil ? [] : try beside.rows(of: survey.ids))
  }
}
