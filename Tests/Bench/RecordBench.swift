import Foundation
import PHRModel

/// The store's own work on 100,000 records: what a screen asks for.
enum RecordBench {
  static func run(in folder: String) throws {
    let path = folder + "/records.phr"
    let took = try Measure.milliseconds { try FilledVault.make([path, "100000"]) }
    Measure.heading("100,000 records in a vault", ["", "time"])
    Measure.row(["apply one by one and compact", Measure.shown(took)])
    let key = try Vault.unlock(
      at: path, credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    let vault = try Vault.open(key, options: StorageBench.Database.options)
    let store = try RecordStore(Connection(path: path, vfs: vault.vfsName))
    try show("first page of 50", runs: 20) { try page(store, offset: 0) }
    try show("last page of 50", runs: 5) { try page(store, offset: 99_950) }
    try show("counts by kind", runs: 5) { _ = try store.countsByKind() }
    for word in ["架", "架空薬123錠", "ｱ", "見つからない"] {
      var query = RecordQuery()
      query.search = word
      query.limit = 50
      try show("filter “\(word)”: page and counts", runs: 5) { _ = try store.overview(query) }
    }
    try showSharing(store)
    Measure.row(["peak memory", String(format: "%.1f MB", Measure.peakMemory)])
  }

  /// What the look with a recipient's eyes asks for, beside the holder's own list.
  private static func showSharing(_ store: RecordStore) throws {
    let now = Instant(seconds: 1_790_000_000)
    let consent = ConsentStore(store)
    let clinic = try consent.addRecipient(name: "架空歯科", at: now).recipient.id
    let insurer = try consent.addRecipient(
      name: "架空組合", recipientClass: .insurer, at: now
    ).recipient.id
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide,
      selector: .facility(FacilityName(name: "架空薬局1")), who: .recipient(clinic), set: now)
    try consent.append(.directives(removed: [], added: [hide]), at: now)
    for (name, id) in [("clinic", clinic), ("insurer, who gets none", insurer)] {
      let beside = SideBySide(store, view: try SharingView(store, recipient: id, now: now))
      try show("side by side with a \(name): first rows", runs: 5) {
        let survey = try beside.survey(RecordQuery(), limit: 100)
        _ = try beside.rows(of: survey.ids)
      }
      var survey = SideBySide.Survey()
      try show("side by side with a \(name): all judged", runs: 3) {
        survey = try beside.survey(RecordQuery())
      }
      try show("side by side with a \(name): a page at the end", runs: 5) {
        _ = try beside.rows(of: survey.ids.suffix(100))
      }
    }
    try show("what a hide would mean, with its leak check", runs: 1) {
      let facts = try SharingFacts(store, now: now)
      let next = Directive(
        id: ConsentStore.newDirectiveID(), effect: .hide, selector: .record(try anyRecord(store)),
        who: .recipient(clinic), set: now)
      if let step = facts.state.hiding(next) { _ = try facts.outlook(of: step) }
    }
  }

  private static func anyRecord(_ store: RecordStore) throws -> RecordID {
    var query = RecordQuery()
    query.limit = 1
    return try store.list(query).first?.id ?? RecordID("")
  }

  private static func page(_ store: RecordStore, offset: Int) throws {
    var query = RecordQuery()
    query.limit = 50
    query.offset = offset
    _ = try store.list(query)
  }

  private static func show(_ name: String, runs: Int, _ body: () throws -> Void) throws {
    Measure.row([name, Measure.shown(try Measure.median(of: runs, body))])
  }
}
