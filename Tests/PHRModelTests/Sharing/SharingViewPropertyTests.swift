import Foundation
import Testing

@testable import PHRModel

/// How many random vaults each property sees: 2,000 in every run, more with PHR_LONG=1.
private enum Effort {
  static let chunks = 20
  static let perChunk = ProcessInfo.processInfo.environment["PHR_LONG"] == "1" ? 1_000 : 100
}

/// A random world put into a store, so that columns and bodies are read as in a vault.
struct StoredWorld {
  let store: RecordStore
  /// The records as the store gives them back, every version of them.
  let records: [Record]
  let state: ConsentState

  /// Puts the world into the emptied store under its own ids.
  init(_ world: RandomWorld, in store: RecordStore) throws {
    self.store = store
    state = world.state
    try store.connection.execute(
      """
      DELETE FROM tag; DELETE FROM item; DELETE FROM twin_key; DELETE FROM version;
      UPDATE record SET lead = NULL; DELETE FROM record;
      """)
    let versions = world.records.sorted { ($0.id, $0.version) < ($1.id, $1.version) }
    var names: [RecordID: RecordID] = [:]
    try store.connection.transaction {
      for record in versions {
        var draft = RecordDraft(body: record.body, sourceKey: record.id.text)
        draft.upstream = record.provenance.upstream
        let origin = Provenance(
          channel: .file, format: "fhir", name: "f", received: RandomWorld.noon)
        let id = try store.apply(draft, provenance: origin, recorded: RandomWorld.noon).id
        names[record.id] = id
        for tag in record.tags { try store.addTag(tag, to: id, at: RandomWorld.noon) }
      }
      try Self.arrange(versions, names, store)
    }
    records = try Self.read(store, names.keys.sorted())
  }

  /// Gives the records the ids, episodes and twins that the world chose.
  private static func arrange(
    _ versions: [Record], _ names: [RecordID: RecordID], _ store: RecordStore
  ) throws {
    for (own, stored) in names {
      let last = versions.last { $0.id == own }
      try store.connection.run(
        "UPDATE record SET id = ?, episode = ?, lead = NULL WHERE id = ?",
        [.text(own.text), SQLiteValue(last?.episode?.text), .text(stored.text)])
    }
    for record in versions {
      for twin in record.twins {
        try store.connection.run(
          """
          UPDATE record SET lead = (SELECT coalesce(lead, row) FROM record WHERE id = ?)
          WHERE id = ? AND id <> ?
          """, [.text(twin.text), .text(record.id.text), .text(twin.text)])
      }
    }
  }

  /// Every version of those records.
  static func read(_ store: RecordStore, _ ids: [RecordID]) throws -> [Record] {
    try ids.flatMap { id -> [Record] in
      guard let current = try store.record(id) else { return [] }
      return try store.history(of: id).map { version in
        var record = current
        record.version = version.number
        record.body = version.body
        record.provenance = version.provenance
        return record
      }
    }
  }
}

@Suite struct `What a recipient gets` {
  @Test(arguments: 0..<Effort.chunks)
  func `list, search, counts, sums and records are the plain restatement`(chunk: Int) throws {
    let store = try Samples.store()
    for number in 0..<Effort.perChunk {
      let seed = UInt64(chunk * 1_000_000 + number) ^ 0x5EE
      var world = RandomWorld(seed: seed)
      let (asker, purpose, at) = (world.asker(), world.purpose(), world.near())
      let stored = try StoredWorld(world, in: store)
      let plain = Restatement(
        state: world.state, records: stored.records, recipient: asker, purpose: purpose, at: at)
      let view = SharingView(
        store, state: world.state, recipient: asker, purpose: purpose, at: at)
      for query in Self.queries {
        let expected = try store.list(query).filter { plain.verdict(on: $0.id).isShown }
        #expect(try view.list(query) == expected, "seed \(seed)")
        #expect(try view.count(query) == expected.count, "seed \(seed)")
        let counts = Dictionary(grouping: expected, by: \.kind).mapValues(\.count)
        if query.kinds.isEmpty {
          #expect(try view.countsByKind(query) == counts, "seed \(seed)")
        }
        #expect(Set(try view.records(query).map(\.id)) == Set(expected.map(\.id)))
        #expect(try view.facts(query).map(\.id) == expected.map(\.id))
        #expect(try view.costSum(query).records == expected.count { $0.kind == .cost })
        #expect(try Self.paged(query, view.list) == expected, "seed \(seed)")
        #expect(
          try Self.paged(query) { try view.sparse($0, 2) } == expected, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<Effort.chunks / 4)
  func `a decision on one record is that of the list, with the same reason`(chunk: Int) throws {
    let store = try Samples.store()
    for number in 0..<Effort.perChunk {
      var world = RandomWorld(seed: UInt64(chunk * 1_000_000 + number) ^ 0xE1)
      let (asker, purpose, at) = (world.asker(), world.purpose(), world.near())
      let stored = try StoredWorld(world, in: store)
      let view = SharingView(
        store, state: world.state, recipient: asker, purpose: purpose, at: at)
      var builder = RecordFactsBuilder()
      for facts in builder.facts(of: stored.records) {
        let decision = view.evaluator.decide(facts)
        let found = try #require(try view.decision(on: facts.id))
        #expect(found.effect == decision.effect)
        #expect(found.reason == decision.reason || decision.through != nil)
        #expect((try view.record(facts.id) != nil) == decision.isShown)
      }
    }
  }

  @Test(arguments: 0..<Effort.chunks / 4)
  func `counts in one walk and the difference of a change are those of each one's list`(
    chunk: Int
  ) throws {
    let store = try Samples.store()
    let at = RandomWorld.noon
    var changed = 0
    for number in 0..<Effort.perChunk {
      let world = RandomWorld(seed: UInt64(chunk * 1_000_000 + number) ^ 0xC07)
      _ = try StoredWorld(world, in: store)
      var after = world.state
      after.base = world.state.base == .optIn ? .optOut : .optIn
      after.seals = [RecordSeal(selector: .kind(.medication, nil), set: at)]
      let facts = SharingFacts(store, state: world.state, now: at)
      let everybody = world.state.registered(at: at).map(\.id)
      let (counts, changes) = (
        try facts.shownCounts(for: everybody), try facts.differences(to: after)
      )
      for id in everybody {
        let before = try Self.shown(store, world.state, id)
        let then = try Self.shown(store, after, id)
        let found = changes.first { $0.recipient == id }?.difference ?? SharingDifference()
        #expect(counts[id] == before.count)
        #expect(Set(found.lost) == before.subtracting(then))
        #expect(Set(found.gained) == then.subtracting(before))
        changed += before == then ? 0 : 1
      }
    }
    #expect(changed > Effort.perChunk)
  }

  @Test(arguments: 0..<Effort.chunks / 4)
  func `what a hide means is what it means for one record after the other`(chunk: Int) throws {
    let store = try Samples.store()
    let at = RandomWorld.noon
    var (clues, still) = (0, 0)
    for number in 0..<Effort.perChunk {
      var world = RandomWorld(seed: UInt64(chunk * 1_000_000 + number) ^ 0x0D7)
      _ = try StoredWorld(world, in: store)
      var hide = world.directive(.hide)
      hide.window = ConsentWindow(from: nil, until: nil)
      let facts = SharingFacts(store, state: world.state, now: at)
      let outlook = try facts.outlook(of: .directives(removed: [], added: [hide]))
      let plain = try PlainOutlook(hide, outlook.state, store, at: at)
      #expect(outlook.stillShown.map(\.record) == plain.stillShown)
      #expect(outlook.consequences == plain.consequences)
      #expect(outlook.leaks == plain.leaks)
      (clues, still) = (clues + outlook.leaks.count, still + outlook.stillShown.count)
    }
    #expect(clues > 5)
    #expect(still > 0)
  }

  /// What a hide means, found without classes: every record is asked and read by itself.
  private struct PlainOutlook {
    var stillShown: [RecordID] = []
    var consequences: [Consequence] = []
    var leaks: [ConsentOutlook.Leaks] = []

    init(_ hide: Directive, _ state: ConsentState, _ store: RecordStore, at: Instant) throws {
      let reader = FactsReader(store, readsTaking: true)
      let ids = try store.list(RecordQuery()).map(\.id)
      let all = try ids.compactMap { try reader.facts(of: $0) }
      let index = RuleIndex([(.hide, hide.selector)])
      var search = ConsequenceSearch(of: hide, in: state, at: at)
      for facts in all where index.strongest(for: facts) != nil {
        let record = try #require(try store.record(facts.id))
        if record.status != .withdrawn { search.add(facts.current) { record.body } }
      }
      consequences = search.found
      for id in state.named(by: hide.who, at: at) {
        let purpose = hide.purpose ?? state.usualPurpose(for: .recipient(id))
        let rules = Policy(state).evaluator(for: id, purpose: purpose, at: at)
        stillShown += all.filter { index.strongest(for: $0) != nil && rules.shows($0) }.map(\.id)
        let asked = id == .emergency ? state.usualPurpose(for: .recipient(id)) : purpose
        let found = try Self.leaks(
          Policy(state), Policy(state).evaluator(for: id, purpose: asked, at: at), all, store)
        if !found.isEmpty { leaks.append(ConsentOutlook.Leaks(recipient: id, leaks: found)) }
      }
    }

    private static func leaks(
      _ policy: Policy, _ rules: Evaluator, _ all: [RecordFacts], _ store: RecordStore
    ) throws -> [Leak] {
      guard rules.isRegistered else { return [] }
      let hidden = all.filter { facts in
        facts.current.kind.map { policy.isHiddenOnPurpose(rules.decide(facts), kind: $0) } ?? false
      }
      return LeakCheck(hidden: try hidden.compactMap { try store.record($0.id) })
        .leaks(in: try all.filter(rules.shows).compactMap { try store.record($0.id) })
    }
  }

  private static func shown(
    _ store: RecordStore, _ state: ConsentState, _ recipient: RecipientID
  ) throws -> Set<RecordID> {
    let view = SharingView(store, state: state, recipient: recipient, at: RandomWorld.noon)
    return Set(try view.list().map(\.id))
  }

  private static let queries: [RecordQuery] = {
    var all = Array(repeating: RecordQuery(), count: 6)
    all[1].kinds = [.medication, .cost]
    all[2].search = "みなと"
    all[3].from = CivilDay(number: 20_595)
    all[3].to = CivilDay(number: 20_605)
    all[4].tag = "A"
    all[5].includesTwins = true
    return all
  }()

  /// The list put together from pages of two.
  private static func paged(
    _ query: RecordQuery, _ list: (RecordQuery) throws -> [RecordSummary]
  ) throws -> [RecordSummary] {
    var rows: [RecordSummary] = []
    var page = query
    page.limit = 2
    while true {
      page.offset = rows.count
      let more = try list(page)
      rows += more
      if more.isEmpty { return rows }
    }
  }
}
