import PHRModel

/// Answers what screens ask about sharing, and carries out what the holder has confirmed.
struct SharingDesk {
  let store: RecordStore
  let now: Instant

  /// Carries out an effect about sharing; `nil` for all others.
  func perform(_ effect: Effect) throws -> [Event]? {
    switch effect {
    case .loadWhoSees(let id): [.whoSeesLoaded(try whoSees(id))]
    case .loadRecipients: [.recipientsLoaded(try recipients())]
    case .loadSeeAs(let id): [.seeAsLoaded(try seeAs(id))]
    case .askSharing(let record, let recipient):
      [.sharingAsked(try question(record, recipient))]
    case .applySharing(let step, let record):
      try applied(step, record)
    default: nil
    }
  }

  private func applied(_ step: ConsentStep, _ record: RecordID) throws -> [Event] {
    try ConsentStore(store).append(step, at: now)
    return [.sharingChanged(record)]
  }

  private func whoSees(_ id: RecordID) throws -> WhoSees {
    guard let record = try store.record(id) else { throw CommandFailure.noSuchRecord }
    let consent = try ConsentStore(store).state()
    let rows = try registered(consent).map { known -> WhoSees.Row in
      let view = SharingView(store, state: consent, recipient: known.id, at: now)
      return WhoSees.Row(
        recipient: known.id,
        name: ConsentWords.screenName(of: known.id, consent),
        recipientClass: consent.recipients[known.id]?.recipientClass, purpose: view.purpose,
        decision: try view.decision(on: id) ?? Decision(.hide, .unknown))
    }
    return WhoSees(record: id, title: record.body.title, rows: rows, consent: consent)
  }

  private func recipients() throws -> RecipientsAnswer {
    let consent = try ConsentStore(store).state()
    let rows = try registered(consent).map { known -> RecipientsAnswer.Row in
      let view = SharingView(store, state: consent, recipient: known.id, at: now)
      let recipient = consent.recipients[known.id]
      return RecipientsAnswer.Row(
        id: known.id, name: ConsentWords.screenName(of: known.id, consent),
        recipientClass: recipient?.recipientClass, code: recipient?.institutionCode,
        shown: try view.count())
    }
    return RecipientsAnswer(
      rows: rows, total: try store.count(RecordQuery()), base: consent.base)
  }

  /// Everybody who can be shown anything; the built-in doctor in an emergency stands last.
  private func registered(_ consent: ConsentState) -> [(id: RecipientID, name: String)] {
    let all = consent.registered(at: now)
    return all.filter { $0.id != .emergency } + all.filter { $0.id == .emergency }
  }

  private func seeAs(_ id: RecipientID) throws -> SeeAsAnswer {
    let consent = try ConsentStore(store).state()
    let view = SharingView(store, state: consent, recipient: id, at: now)
    var page = RecordQuery()
    page.limit = SeeAsAnswer.rows
    return SeeAsAnswer(
      recipient: id, name: ConsentWords.screenName(of: id, consent), purpose: view.purpose,
      base: consent.base, own: try store.list(page), ownCount: try store.count(RecordQuery()),
      theirs: try view.list(page), theirCount: try view.count())
  }

  /// The change that turns the decision on one record around, with what it means.
  private func question(_ id: RecordID, _ recipient: RecipientID) throws -> SharingQuestion {
    let facts = try SharingFacts(store, now: now)
    let view = SharingView(store, state: facts.state, recipient: recipient, at: now)
    let isShown = try view.decision(on: id)?.isShown ?? false
    let directive = Directive(
      id: ConsentStore.newDirectiveID(), effect: isShown ? .hide : .show, selector: .record(id),
      who: .recipient(recipient), purpose: isShown ? nil : view.purpose, set: now)
    let step =
      isShown
      ? facts.state.hiding(directive)
      : try showing(directive, of: id, to: recipient, facts.state)
    guard let step else { throw ConsentFailure.nothingToTakeBack }
    let outlook = try facts.outlook(of: step)
    var sentences = outlook.changes.filter { $0.recipient == recipient }
      .flatMap { ConsentWords.difference($0, outlook.state) }
    if sentences.isEmpty { sentences = [ConsentWords.noDifference] }
    sentences += try outlook.leaks.flatMap { entry in
      try entry.leaks.prefix(2).map { leak in
        ConsentWords.leak(
          try store.record(leak.shown)?.body.title ?? "", leak,
          recipient: outlook.state.name(of: entry.recipient))
      }
    }
    return SharingQuestion(step: step, record: id, sentences: sentences)
  }

  /// A show that takes away the recipient's own hides of the record first: a show for one purpose
  /// stands under a hide for any.
  private func showing(
    _ show: Directive, of record: RecordID, to recipient: RecipientID, _ state: ConsentState
  ) throws -> ConsentStep? {
    let hides = state.directives.all.filter {
      $0.effect == .hide && $0.selector == show.selector && $0.who == show.who
    }
    guard !hides.isEmpty else {
      return state.showing(show, newID: ConsentStore.newDirectiveID)
    }
    let cleared = ConsentStep.directives(removed: hides, added: [])
    var after = state
    after.apply(cleared, at: now)
    let view = SharingView(store, state: after, recipient: recipient, at: now)
    return try view.decision(on: record)?.isShown ?? false
      ? cleared : .directives(removed: hides, added: [show])
  }
}

extension ConsentWords {
  /// What a list calls a recipient; the same in both languages but for the built-in one.
  static func screenName(of id: RecipientID, _ state: ConsentState) -> String {
    id == .emergency ? "救急 / emergency" : state.name(of: id)
  }
}
