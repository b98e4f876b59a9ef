import Foundation
import PHRModel

/// Bringing a delegate's file of 100,000 records up to date: time by the clock and by the
/// processor, bytes, and commits, each of which is one fdatasync, in the holder's vault and in the
/// file.
enum DelegateBench {
  private static let count = 100_000
  private static let now = Instant(seconds: 1_790_000_000)

  static func run(in folder: String) throws {
    let path = folder + "/delegates.phr"
    try FilledVault.make([path, String(count)])
    let vault = try Vault.open(
      at: path, credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    defer { vault.close() }
    try Round(vault, file: folder + "/mother.phr").run()
  }

  /// One holder with one delegate.
  private final class Round {
    private let vault: Vault
    private let file: String
    private let store: RecordStore
    private let exchange: DelegateExchange
    private let delegate: RecipientID
    private var moment = now
    private var drugs = count

    init(_ vault: Vault, file: String) throws {
      self.vault = vault
      self.file = file
      store = try RecordStore(Connection(path: vault.path, vfs: vault.vfsName))
      let delegates = DelegateStore(store)
      exchange = DelegateExchange(delegates, options: StorageBench.Database.options)
      let grant = Grant(
        id: RecipientID(""), delegate: "架空 ゆり", relation: "娘", basis: .powerOfAttorney,
        scope: [.kind(.medication, nil)], window: ConsentWindow(from: now, until: .distantEnd),
        purpose: "見守り")
      delegate = try delegates.give(grant, path: file, at: now).grant.id
    }

    func run() throws {
      Measure.heading(
        "a delegate's file of \(count) records",
        ["", "time", "processor", "file grows", "commits", "aim"])
      try refresh("first file", rounds: 1, aim: "–") {}
      try refresh("nothing changed", aim: "–") {}
      try refresh("one record added", aim: "∝ change") { try self.addDrug() }
      try refresh("one record corrected", aim: "∝ change") { try self.correct() }
      try refresh("one record out of scope", aim: "∝ change") { try self.addAllergy() }
      try refresh("profile", aim: "∝ change") { try self.rename() }
      try refresh("one clinic's consent", aim: "∝ change") { try self.hide(from: "clinic") }
      try refresh("one hide that narrows: a new file", rounds: 3, aim: "–") {
        try self.hide(from: self.delegate.text)
      }
    }

    /// The median of several changes, each with its refresh; only the refresh is measured.
    private func refresh(
      _ name: String, rounds: Int = 9, aim: String, _ change: () throws -> Void
    ) throws {
      var times: [Double] = []
      var processor: [Double] = []
      var grown = 0
      var commits: UInt64 = 0
      for _ in 0..<rounds {
        moment = moment.adding(seconds: 1)
        try store.connection.transaction(change)
        let before = (size, vault.position.commit)
        var way = DelegateExchange.Outcome.Way.unchanged
        processor.append(
          try Measure.processor {
            times.append(
              try Measure.milliseconds {
                way = try exchange.refresh(delegate, onlyIfChanged: true, now: moment).way
              })
          })
        grown = size - before.0
        commits = vault.position.commit - before.1 + (way == .unchanged ? 0 : 1)
      }
      Measure.row([
        name, Measure.shown(times.sorted()[times.count / 2]),
        Measure.shown(processor.sorted()[processor.count / 2]), "\(grown)", "\(commits)", aim,
      ])
    }

    private var size: Int {
      let facts = try? FileManager.default.attributesOfItem(atPath: file)
      return facts?[.size] as? Int ?? 0
    }

    private var origin: Provenance {
      Provenance(channel: .manual, format: "manual", name: "", received: moment)
    }

    private func addDrug() throws {
      drugs += 1
      let fields = [("drug", "架空の新薬\(drugs)"), ("date", "2026-03-01")]
      let body = try ManualEntry.body(of: .medication, fields: fields)
      _ = try store.apply(RecordDraft(body: body), provenance: origin, recorded: moment)
    }

    private func correct() throws {
      drugs += 1
      let query = RecordQuery()
      guard let row = try store.list(query).first, var body = try store.record(row.id)?.body
      else { return }
      body.note = "訂正 \(drugs)"
      try store.edit(row.id, body: body, provenance: origin)
    }

    private func addAllergy() throws {
      drugs += 1
      let body = try ManualEntry.body(of: .allergy, fields: [("substance", "架空\(drugs)")])
      _ = try store.apply(RecordDraft(body: body), provenance: origin, recorded: moment)
    }

    private func rename() throws {
      drugs += 1
      var profile = Profile()
      profile.name = "架空 はな\(drugs)"
      try store.setProfile(profile, origin: "manual", recorded: moment)
    }

    private func hide(from id: String) throws {
      var query = RecordQuery()
      query.offset = drugs % 100
      query.limit = 1
      guard let row = try store.list(query).first else { return }
      drugs += 1
      let directive = Directive(
        id: ConsentStore.newDirectiveID(), effect: .hide, selector: .record(row.id),
        who: .recipient(RecipientID(id)), set: moment)
      try ConsentStore(store).append(.directives(removed: [], added: [directive]), at: moment)
    }
  }
}

extension Instant {
  /// Far after everything that is measured.
  fileprivate static var distantEnd: Instant { Instant(seconds: 1_890_000_000) }
}
