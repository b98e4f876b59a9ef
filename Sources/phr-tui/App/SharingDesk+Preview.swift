import PHRModel

extension SharingDesk {
  /// What a change would mean.
  ///
  /// - Throws: `ConsentFailure.nothingToTakeBack` if it would change nothing that is set.
  func preview(_ request: ConsentWish) throws -> ConsentPreview {
    let facts = try SharingFacts(store, now: now)
    if case .undo = request.change { return try undoing(request, facts) }
    guard let asked = try step(request, facts) else { throw ConsentFailure.nothingToTakeBack }
    var step = asked
    var outlook = try facts.outlook(of: step)
    if request.withLeaks, case .directives(_, let added) = step, let hide = added.first {
      step = ConsentHideCommand.withLeaks(step, hide, outlook)
      outlook = try facts.outlook(of: step)
    }
    return try preview(request, step, outlook)
  }

  private func preview(
    _ request: ConsentWish, _ step: ConsentStep, _ outlook: ConsentOutlook
  ) throws -> ConsentPreview {
    var names = try names(in: outlook.state)
    try add(selectors(of: step), to: &names)
    let state = outlook.state
    // What it means for care comes before until when it holds.
    let ordered =
      outlook.consequences.filter(\.isAboutCare)
      + outlook.consequences.filter { !$0.isAboutCare }
    var consequences = try ordered.map { try consequenceWords($0, state) }
    if case .sealed = step { consequences.append(ConsentWords.sealWarning) }
    return ConsentPreview(
      request: request, step: step,
      sentence: PreviewWords.sentence(request, step, state, names: names).asSentence,
      differences: try differences(outlook.changes, state),
      stillShown: try outlook.stillShown.prefix(ConsentPreview.listed).map { still in
        ConsentWords.stillShown(
          try title(still.record), state.name(of: still.recipient),
          ConsentWords.reason(still.decision, state, names: names))
      },
      consequences: consequences, clues: try clues(request, outlook),
      law: law(step, state))
  }

  private func consequenceWords(
    _ consequence: Consequence, _ state: ConsentState
  ) throws -> Text {
    ConsentWords.consequence(consequence, state) { id in
      // A title that cannot be read is not worth losing the preview.
      (try? title(id)) ?? "–"
    }
  }

  private func differences(
    _ changes: [ConsentOutlook.Change], _ state: ConsentState
  ) throws -> [ConsentPreview.Difference] {
    try changes.map { change in
      let lost = change.difference.lost.prefix(ConsentPreview.listed)
      let gained = change.difference.gained.prefix(ConsentPreview.listed)
      let all = change.difference.lost.count + change.difference.gained.count
      return ConsentPreview.Difference(
        name: ConsentWords.name(of: .recipient(change.recipient), state),
        sentences: ConsentWords.difference(change, state).map(\.asSentence),
        lost: try lost.map(title),
        gained: try gained.map(title), unlisted: all - lost.count - gained.count)
    }
  }

  /// What the change leaves visible that gives something away; for a leak check, what it hides.
  private func clues(
    _ request: ConsentWish, _ outlook: ConsentOutlook
  ) throws -> [ConsentPreview.Clue] {
    let found: [(RecipientID, [Leak])]
    if case .hideLeaks(let id) = request.change {
      found = [(id, try SharingFacts(store, now: now).leaks(for: id))]
    } else {
      found = outlook.leaks.map { ($0.recipient, $0.leaks) }
    }
    return try found.flatMap { recipient, leaks in
      try ConsentPreview.Clue.list(
        leaks, recipient: outlook.state.name(of: recipient), title: title)
    }
  }

  func law(_ step: ConsentStep, _ state: ConsentState) -> [Text] {
    guard case .directives(_, let added) = step, let first = added.first else { return [] }
    return ConsentWords.law(first.who, first.purpose, state, on: now.day)
  }

  // MARK: Steps

  private func step(
    _ request: ConsentWish, _ facts: SharingFacts
  ) throws -> ConsentStep? {
    let state = facts.state
    switch request.change {
    case .toggle(let record, let recipient): return try toggle(record, recipient, state)
    case .directive(let draft): return directive(draft, state)
    case .seal(let selector, let until, let reason):
      guard until.map({ $0 > now }) ?? true else { throw ConsentFailure.emptyWindow }
      return .sealed(RecordSeal(selector: selector, until: until, set: now, reason: reason))
    case .unseal(let seal): return state.unsealing { $0 == seal }
    case .clear(let id): return state.clearing { $0.id == id }
    case .hideLeaks(let recipient):
      let ids = Set(try facts.leaks(for: recipient).map(\.shown)).sorted()
      guard !ids.isEmpty else { throw ConsentFailure.noLeaks }
      return .directives(removed: [], added: ids.map { hide(.record($0), recipient) })
    case .undo: return nil
    }
  }

  private func hide(_ selector: PHRModel.Selector, _ recipient: RecipientID) -> Directive {
    Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: selector,
      who: .recipient(recipient), set: now)
  }

  private func directive(_ draft: DirectiveDraft, _ state: ConsentState) -> ConsentStep? {
    let directive = Directive(
      id: ConsentStore.newDirectiveID(), effect: draft.effect, selector: draft.selector,
      who: draft.who, purpose: state.purpose(draft.purpose, of: draft.effect, for: draft.who),
      window: draft.window, set: now, reason: draft.reason)
    return draft.effect == .show
      ? state.showing(directive, newID: ConsentStore.newDirectiveID) : state.hiding(directive)
  }

  /// The step that turns the decision on one record around.
  private func toggle(
    _ record: RecordID, _ recipient: RecipientID, _ state: ConsentState
  ) throws -> ConsentStep? {
    let view = SharingView(store, state: state, recipient: recipient, at: now)
    let isShown = try view.decision(on: record)?.isShown ?? false
    if isShown { return state.hiding(hide(.record(record), recipient)) }
    var show = hide(.record(record), recipient)
    show.effect = .show
    show.purpose = view.purpose
    return try showing(show, of: record, to: recipient, state)
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

  /// What taking the latest change back would mean.
  private func undoing(
    _ request: ConsentWish, _ facts: SharingFacts
  ) throws -> ConsentPreview {
    var history = try ConsentStore(store).history()
    guard let change = history.nextToUndo, change.number > 0 else {
      throw ConsentFailure.nothingToTakeBack
    }
    history.undo(at: now)
    let after = history.current
    var names = RecordNames()
    try add(selectors(of: change.step), to: &names)
    return ConsentPreview(
      request: request, step: .undone(change.number),
      sentence: PreviewWords.undoing(ConsentWords.change(change.step, facts.state, names: names)),
      differences: try differences(try facts.differences(to: after), after),
      stillShown: [], consequences: [], clues: [], law: [])
  }
}

extension Consequence {
  /// Whether it says what follows for care, not how long the rule holds.
  fileprivate var isAboutCare: Bool {
    switch self {
    case .laterRecordsToo, .endsByItself: false
    default: true
    }
  }
}

extension ConsentPreview.Clue {
  /// One clue for each shown record, with every way in which it gives something away.
  static func list(
    _ leaks: [Leak], recipient: String, title: (RecordID) throws -> String
  ) rethrows -> [Self] {
    let reasons = Dictionary(grouping: leaks, by: \.shown)
    var seen: Set<RecordID> = []
    return try leaks.filter { seen.insert($0.shown).inserted }.map { leak in
      Self(
        recipient: recipient, title: try title(leak.shown),
        reasons: (reasons[leak.shown] ?? []).map { ConsentWords.why($0.reason) })
    }
  }
}
