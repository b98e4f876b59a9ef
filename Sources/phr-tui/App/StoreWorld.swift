import Foundation
import PHRModel

/// Carries out what screens ask of an open vault's records.
final class StoreWorld: World {
  let store: RecordStore
  private let imports: ImportDesk
  private let now: () -> Instant
  /// How delegates' files are written.
  private let fileOptions: VaultOptions
  /// The delegate's own file, if the store is a delegate's.
  var delegated: DelegatedFile?
  /// How many frames the vault has.
  var frame: () -> UInt64 = { 0 }
  /// Whether a key waits: what only reads, and for long, is broken off then.
  private var keyWaits: () -> Bool = { false }

  init(
    store: RecordStore, mailbox: Mailbox,
    fileOptions: VaultOptions = VaultOptions(), now: @escaping () -> Instant
  ) {
    self.store = store
    imports = ImportDesk(store: store, mailbox: mailbox, now: now)
    self.fileOptions = fileOptions
    self.now = now
  }

  /// Whether an import is being stored.
  var isImporting: Bool { imports.isApplying }

  func giveWay(when keyWaits: @escaping () -> Bool) { self.keyWaits = keyWaits }

  func perform(_ effect: Effect) -> [Event] {
    guard effect.givesWay else { return answer(effect) }
    do {
      return try store.connection.givingWay(to: keyWaits) { answer(effect) }
    } catch {
      return [.gaveWay]
    }
  }

  private func answer(_ effect: Effect) -> [Event] {
    do {
      if case .delegates(let task) = effect {
        let desk = DelegatesDesk(
          delegates: DelegateStore(store), delegated: delegated, options: fileOptions, now: now())
        return desk.perform(task)
      }
      let now = now()
      let sharing = SharingDesk(store: store, now: now, delegated: delegated)
      if let answers = try sharing.perform(effect) { return answers }
      let desk = HandoutDesk(store: store, now: now, frame: frame(), delegated: delegated)
      if let handouts = try desk.perform(effect) { return handouts }
      return try reading(effect) ?? writing(effect)
    } catch {
      return [.failed(ErrorWords.report(error))]
    }
  }

  private func reading(_ effect: Effect) throws -> [Event]? {
    switch effect {
    case .loadList(let query):
      var page = query
      page.limit = Paging.rows
      let found = try store.overview(page)
      let rows = try marked(found.rows)
      return [.listLoaded(ListAnswer(query: query, counts: found.counts, rows: rows))]
    case .loadPage(let query, let number):
      var page = query
      page.offset = number * Paging.rows
      page.limit = Paging.rows
      return [.pageLoaded(query: query, page: number, rows: try marked(store.list(page)))]
    case .loadRecord(let id):
      guard let record = try store.record(id) else { throw CommandFailure.noSuchRecord }
      return [.recordLoaded(try store.detail(of: record))]
    case .loadHistory(let id): return [.historyLoaded(id, try store.history(of: id))]
    case .loadProfile: return [.profileLoaded(try store.profile())]
    case .loadInbox(let opens):
      return [
        .inboxLoaded(
          try SharingFacts(store, now: now()).telling(try store.inbox(limit: InboxState.most)),
          unread: try store.unreadNotices(), opens: opens)
      ]
    case .countUnread: return [.unreadCounted(try store.unreadNotices())]
    case .find(let id):
      let everything = RecordQuery()
      guard let index = try store.position(of: id, in: everything) else {
        throw CommandFailure.noSuchRecord
      }
      return [.found(query: everything, index: index)]
    default: return nil
    }
  }

  /// Rows of the holder's list with the mark of what somebody does not see.
  ///
  /// Not of notices: they go by what they are about, and to find that every name in the vault has
  /// to be read, which no key may wait for. `s` on a notice tells.
  private func marked(_ rows: [RecordSummary]) throws -> [RecordSummary] {
    let marked = rows.filter { $0.kind != .notice }.map(\.id)
    let hidden = try SharingFacts(store, now: now()).hidden(among: marked)
    guard !hidden.isEmpty else { return rows }
    return rows.map { row in
      var row = row
      row.isHidden = hidden.contains(row.id)
      return row
    }
  }

  private func writing(_ effect: Effect) throws -> [Event] {
    let now = now()
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: now)
    switch effect {
    case .add(let body):
      let applied = try store.connection.transaction {
        try store.add(body, provenance: typed)
      }
      switch applied {
      case .new(let id): return [.saved(id, .added)]
      case .changed(let id), .withdrawn(let id): return [.saved(id, .reinstated)]
      case .unchanged(let id): return [.saved(id, .known)]
      }
    case .correct(let id, let body):
      try store.connection.transaction { try store.edit(id, body: body, provenance: typed) }
      return [.saved(id, .corrected)]
    case .setWithdrawn(let id, let withdrawn):
      try store.connection.transaction {
        try store.setWithdrawn(withdrawn, id, provenance: typed)
      }
      return [.saved(id, withdrawn ? .withdrawn : .reinstated)]
    case .setInboxState(let state, let id):
      try store.setInboxState(state, of: id)
      return try reading(.loadInbox(opens: false)) ?? []
    case .refuseResearch(let id):
      let research = ResearchStore(store)
      try research.refuse(research.request(answering: id, at: now))
      return try reading(.loadInbox(opens: false)) ?? []
    case .saveProfile(let profile):
      try store.connection.transaction {
        try store.setProfile(profile, origin: "manual", recorded: now)
      }
      return [.profileSaved(profile)]
    case .importFile(let path): return imports.start(path)
    case .storeImport(let reading): return try imports.apply(reading)
    case .continueImport: return try imports.next()
    case .cancelImport:
      imports.cancel()
      return []
    default: return []
    }
  }
}
