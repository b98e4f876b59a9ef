import Foundation
import PHRModel

/// Answers what screens ask about delegates, and carries out what was confirmed.
struct DelegatesDesk {
  let delegates: DelegateStore
  /// The delegate's own file, if somebody acts for the holder.
  let delegated: DelegatedFile?
  /// How delegates' files are written.
  let options: VaultOptions
  let now: Instant

  private var store: RecordStore { delegates.records }

  /// Carries out a task; what goes wrong is told in the form or in the status line.
  func perform(_ task: DelegatesTask) -> [Event] {
    do {
      return [.delegates(try news(of: task))]
    } catch {
      return [.delegates(.refused(ErrorWords.report(error)))]
    }
  }

  private func news(of task: DelegatesTask) throws -> DelegatesNews {
    switch task {
    case .load(let opens): .loaded(try answer(), opens: opens)
    case .preview(let draft): .previewed(try preview(draft))
    case .give(let draft, let path): .given(try give(draft, path))
    case .change(let id, let draft): .done(try change(id, draft))
    case .refresh(let id): .done(try refresh(id))
    case .revoke(let id): .done(try revoke(id))
    case .confirm(let id): .done(try confirm(id))
    case .accept(let number): .done(try accept(number))
    case .decline(let number): .done(try decline(number))
    case .loadOwn: .ownLoaded(try own())
    case .propose(let proposal): .written(try write(.proposed(proposal), DelegateWords.proposed))
    case .note(let id, let text): .written(try write(.note(id, text), DelegateWords.noted))
    case .requestConsent(let request):
      .written(try write(.consent(try allowed(request)), DelegateWords.consentWritten))
    // The world that holds the file itself does this.
    case .handOver: throw VaultError.closed
    }
  }

  // MARK: The holder's page

  private func answer() throws -> DelegatesAnswer {
    let grants = try delegates.grants()
    let born = try store.profile().birthDate
    let entries = try delegates.entries()
    let names = Dictionary(
      grants.map { ($0.id, $0.delegate) }, uniquingKeysWith: { first, _ in first })
    let consent = try ConsentStore(store).state()
    var answer = DelegatesAnswer()
    answer.rows = try grants.map { grant in
      let standing = try delegates.standing(of: grant.id)
      return DelegatesAnswer.Row(
        grant: grant, status: grant.status(at: now), path: standing?.path ?? "",
        refreshed: standing?.refreshed, hasReplied: standing?.hasReplied ?? false,
        lastSeen: entries.first { $0.delegate == grant.id }?.at,
        needsConfirmation: born.map { grant.needsConfirmation(at: now, holderBorn: $0) } ?? false)
    }
    answer.proposals = try entries.filter { $0.state == .pending }.compactMap {
      try proposed($0, names, consent)
    }
    answer.log = try entries.prefix(DelegatesAnswer.logLines).map { entry in
      DelegatesAnswer.LogLine(
        entry: entry, delegate: names[entry.delegate] ?? entry.delegate.text,
        title: try title(of: entry.record ?? entry.act.record),
        consent: try said(entry.act, consent))
    }
    return answer
  }

  private func title(of id: RecordID?) throws -> String? {
    try id.flatMap { try store.record($0)?.body.title }
  }

  /// What a directive on the holder's behalf says, by the names that people know.
  private func said(_ act: DelegateAct, _ consent: ConsentState) throws -> Text? {
    guard case .consent(let request) = act else { return nil }
    return DelegateWords.consent(request, consent, about: try title(of: act.record))
  }

  private func proposed(
    _ entry: DelegateEntry, _ names: [RecipientID: String], _ consent: ConsentState
  ) throws -> DelegatesAnswer.Proposed? {
    let name = names[entry.delegate] ?? entry.delegate.text
    if let said = try said(entry.act, consent) {
      return DelegatesAnswer.Proposed(
        number: entry.id, delegate: name, at: entry.at, subject: .consent(said))
    }
    guard case .proposed(let proposal) = entry.act else { return nil }
    let record = try proposal.correcting.flatMap { try store.record($0) }
    let present = record.map {
      Dictionary(
        ManualEntry.values(of: $0.body).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
    let subject: DelegatesAnswer.Proposed.Subject =
      proposal.correcting.map { .correction(record?.body.title ?? $0.text) } ?? .new(proposal.kind)
    return DelegatesAnswer.Proposed(
      number: entry.id, delegate: name, at: entry.at, subject: subject,
      changes: proposal.fields.map { field in
        DelegatesAnswer.Proposed.Change(
          field: field.name, now: present.map { $0[field.name] ?? "" },
          proposed: SafeText(field.value).text)
      })
  }

  // MARK: Grants

  /// Records that somebody named by their first characters get their whole ids.
  private func settled(_ draft: GrantDraft) throws -> GrantDraft {
    func whole(_ selector: Selector) throws -> Selector {
      guard case .record(let id) = selector else { return selector }
      return .record(try store.find(id.text).id)
    }
    let texts = [draft.name, draft.relation, draft.purpose, draft.reason ?? ""]
    guard !texts.contains(where: MyNumber.isPresent) else { throw StoreError.myNumber }
    var draft = draft
    draft.scope = try draft.scope.map(whole)
    draft.exclusions = try draft.exclusions.map(whole)
    return draft
  }

  /// What the file would hold, through the one rule that decides.
  private func preview(_ draft: GrantDraft) throws -> GrantPreview {
    let id = RecipientID("preview")
    var grant = try settled(draft).grant(id: id, from: now)
    // The end does not change what is in the file; it may be half typed.
    grant.window = ConsentWindow(from: now)
    var state = try ConsentStore(store).state()
    state.apply(.granted(grant), at: now)
    let view = SharingView(store, state: state, recipient: id, at: now)
    return GrantPreview(draft: draft, counts: try view.countsByKind())
  }

  private func give(_ draft: GrantDraft, _ typed: String) throws -> GrantCodeState {
    let path = URL(fileURLWithPath: TypedPath.expanded(typed)).path
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else {
      throw CommandFailure.alreadyExists(file: typed)
    }
    guard files.fileExists(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    else { throw DelegateError.unreachable(path: path) }
    let grant = try settled(draft).grant(id: RecipientID(""), from: now)
    let given = try delegates.give(grant, path: path, at: now)
    let outcome = try exchange.refresh(given.grant.id, now: now)
    return GrantCodeState(
      grant: given.grant, path: path, records: outcome.records,
      proof: CodeProof(given.code.printed))
  }

  /// Another scope, right or end; the file is made anew if it becomes narrower.
  private func change(_ id: RecipientID, _ draft: GrantDraft) throws -> Text {
    guard let former = try delegates.grants().first(where: { $0.id == id }) else {
      throw DelegateError.noSuchDelegate
    }
    var grant = try settled(draft).grant(id: id, from: former.window.from)
    grant.readsReasons = former.readsReasons
    grant.confirmed = former.confirmed
    let born = try store.profile().birthDate
    grant = grant.limited(holderBorn: born)
    let problems = grant.problems(at: now, holderBorn: born)
    guard problems.isEmpty else { throw DelegateError.problems(problems) }
    try ConsentStore(store).append(.granted(grant), at: now)
    return GrantWords.changed(grant.delegate, try reached(id))
  }

  private func revoke(_ id: RecipientID) throws -> Text {
    let name = try delegates.grants().first { $0.id == id }?.delegate ?? id.text
    try delegates.revoke(id, at: now)
    return GrantWords.revoked(name, reached: try reached(id) != nil)
  }

  private func confirm(_ id: RecipientID) throws -> Text {
    let name = try delegates.grants().first { $0.id == id }?.delegate ?? id.text
    try delegates.confirm(id, at: now)
    _ = try reached(id)
    return DelegateWords.confirmed(name)
  }

  /// Brings a file up to date; `nil` if it cannot be reached where it was written.
  private func reached(_ id: RecipientID) throws -> DelegateExchange.Outcome? {
    do {
      return try exchange.refresh(id, now: now)
    } catch DelegateError.unreachable {
      return nil
    }
  }

  private func refresh(_ id: RecipientID?) throws -> Text {
    let grants = try delegates.grants().filter { id == nil || $0.id == id }
    let texts = try grants.map { grant in
      try reached(grant.id).map { DelegateWords.refreshed(grant.delegate, $0) }
        ?? GrantWords.unreached(grant.delegate)
    }
    guard !texts.isEmpty else { return DelegateWords.none }
    return Text(
      ja: texts.map(\.ja).joined(separator: "　"), en: texts.map(\.en).joined(separator: "  "))
  }

  private var exchange: DelegateExchange { DelegateExchange(delegates, options: options) }

  // MARK: Proposals

  private func accept(_ number: Int) throws -> Text {
    let id = try delegates.accept(number, at: now)
    // The delegate sees what was taken, if it lies in scope.
    _ = try exchange.refreshReachable(now: now)
    return try title(of: id).map(GrantWords.accepted) ?? DelegateWords.accepted(number)
  }

  private func decline(_ number: Int) throws -> Text {
    try delegates.decline(number)
    return DelegateWords.declined(number)
  }

  // MARK: The delegate's side

  private func own() throws -> OwnGrant {
    guard let file = delegated else { throw DelegateError.notADelegateFile }
    let entries = try file.reply.entries()
    var titles: [Int: String] = [:]
    var consents: [Int: Text] = [:]
    var states: [Int: DelegateEntry.State] = [:]
    for entry in entries.suffix(OwnGrantPage.listed) {
      titles[entry.number] = try title(of: entry.act.record)
      consents[entry.number] = try said(entry.act, file.head.consentState)
      states[entry.number] = file.state(of: entry)
    }
    return OwnGrant(
      grant: file.head.grant, holder: file.holder, refreshed: file.head.refreshed,
      entries: entries, titles: titles, consents: consents, states: states)
  }

  private func allowed(_ request: ConsentRequest) throws -> ConsentRequest {
    guard try delegated?.allows(request, now: now) ?? false else {
      throw DelegateError.consentOutsideGrant
    }
    return request
  }

  private func write(_ act: DelegateAct, _ done: Text) throws -> Text {
    guard let file = delegated else { throw DelegateError.notADelegateFile }
    try file.reply.note(act, at: now)
    return done
  }
}
