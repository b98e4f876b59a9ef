import Foundation
import Testing

@testable import PHRModel

/// One holder with some records, one delegate for the medication and what is tagged.
private final class Household {
  let pair: DelegatePair
  let grant: Grant
  let drug: RecordID
  let notice: RecordID
  let condition: RecordID
  var now = DelegatePair.now
  var store: RecordStore { pair.records }

  init() throws {
    pair = try DelegatePair()
    drug = try pair.add(Samples.drug("架空薬Ａ錠"))
    condition = try pair.add(
      RecordDraft(body: try ManualEntry.body(of: .condition, fields: [("name", "架空の病")])))
    var body = RecordBody(
      date: PartialDate(iso: "2026-03-01"), title: "知らせ",
      content: .notice(Notice(category: .announcement)))
    body.note = "だれにでも"
    notice = try pair.add(RecordDraft(body: body))
    try pair.records.set(
      InboxMark(record: notice.text, state: "unread", arrived: 1, deadline: nil))
    grant = try pair.give(
      DelegatePair.grant([.kind(.medication, nil), .kind(.notice, nil), .tag("家族")]))
  }

  /// What a refresh does now, and how many commits the file gets.
  func refresh() throws -> (way: DelegateExchange.Outcome.Way, commits: UInt64, epochs: UInt64) {
    let before = try pair.lineage(of: grant)
    let way = try pair.exchange.refresh(grant.id, onlyIfChanged: true, now: now).way
    let after = try pair.lineage(of: grant)
    return (way, after.commit - before.commit, after.epoch - before.epoch)
  }

  var shown: Set<RecordID> {
    get throws { try pair.content(of: grant) { Set(try $0.list(RecordQuery()).map(\.id)) } }
  }

  func marks() throws -> Int64 {
    try store.connection.first("SELECT count(*) FROM touched") { $0.int(at: 0) } ?? 0
  }

  func directive(
    _ selector: PHRModel.Selector, _ window: ConsentWindow = .always
  ) throws -> Directive {
    let directive = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: selector,
      who: .recipient(grant.id), window: window, set: now)
    try ConsentStore(store).append(.directives(removed: [], added: [directive]), at: now)
    return directive
  }
}

/// One change of the holder's, and what it costs the file.
private struct Change: Sendable, CustomTestStringConvertible {
  let name: String
  let way: DelegateExchange.Outcome.Way
  let make: @Sendable (Household) throws -> Void
  var testDescription: String { name }

  static let manual = Provenance(
    channel: .manual, format: "manual", name: "", received: DelegatePair.now)

  static let all = [
    Change(name: "nothing", way: .unchanged) { _ in },
    Change(name: "a record of the scope", way: .updated(1)) {
      try $0.pair.add(Samples.drug("あとの薬", pharmacy: "あとの薬局"))
    },
    Change(name: "a record out of the scope", way: .unchanged) {
      try $0.pair.add(
        RecordDraft(body: try ManualEntry.body(of: .allergy, fields: [("substance", "そば")])))
    },
    Change(name: "a correction in the scope", way: .updated(1)) { house in
      guard var body = try house.store.record(house.drug)?.body else { return }
      body.note = "直した"
      try house.store.edit(house.drug, body: body, provenance: manual)
    },
    Change(name: "a correction out of the scope", way: .unchanged) { house in
      guard var body = try house.store.record(house.condition)?.body else { return }
      body.note = "直した"
      try house.store.edit(house.condition, body: body, provenance: manual)
    },
    Change(name: "a withdrawal", way: .updated(1)) {
      try $0.store.setWithdrawn(true, $0.drug, provenance: manual)
    },
    Change(name: "a record that its portal lost", way: .updated(1)) {
      try $0.store.setVanished($0.drug)
    },
    Change(name: "a tag that brings a record in", way: .updated(1)) {
      try $0.store.addTag("家族", to: $0.condition, at: DelegatePair.now)
    },
    Change(name: "another tag", way: .unchanged) {
      try $0.store.addTag("心", to: $0.drug, at: DelegatePair.now)
    },
    Change(name: "the name", way: .updated(0)) { house in
      var profile = try house.store.profile()
      profile.name = "架空 なは"
      try house.store.setProfile(profile, origin: "manual", recorded: house.now)
    },
    Change(name: "the address, which is not in the file", way: .unchanged) { house in
      var profile = try house.store.profile()
      profile.address = "架空町"
      try house.store.setProfile(profile, origin: "manual", recorded: house.now)
    },
    Change(name: "a notice read", way: .updated(0)) {
      try $0.store.setInboxState(.read, of: $0.notice)
    },
    Change(name: "a recipient", way: .unchanged) {
      try ConsentStore($0.store).addRecipient(name: "みなと医院", at: $0.now)
    },
    Change(name: "a hide from somebody else", way: .unchanged) { house in
      let hide = Directive(
        id: ConsentStore.newDirectiveID(), effect: .hide, selector: .all,
        who: .recipientClass(.clinic), set: house.now)
      try ConsentStore(house.store).append(
        .directives(removed: [], added: [hide]), at: house.now)
    },
    Change(name: "an original", way: .unchanged) { house in
      let number = try house.store.beginOriginal(
        name: "x.csv", format: "jahis", received: house.now)
      try house.store.addPiece(Data("x".utf8), number: 0, to: number)
    },
  ]
}

@Suite struct `A refresh of a delegate's file` {
  @Test(arguments: Change.all)
  private func `costs one commit if something is to be shown, and none if not`(
    change: Change
  ) throws {
    let house = try Household()
    _ = try house.refresh()
    try change.make(house)
    let done = try house.refresh()
    #expect(done.way == change.way)
    #expect(done.commits == (change.way == .unchanged ? 0 : 1))
    #expect(done.epochs == 0)
    #expect(try house.refresh().way == .unchanged)
    #expect(try house.marks() == 0)
  }

  @Test func `makes a file anew for every way out of the scope`() throws {
    let ways: [(Household) throws -> Void] = [
      { _ = try $0.directive(.record($0.drug)) },
      { house in
        try ConsentStore(house.store).append(
          .sealed(RecordSeal(selector: .kind(.medication, nil), set: house.now)), at: house.now)
      },
      { house in
        guard var body = try house.store.record(house.drug)?.body else { return }
        body.content = .allergy(Allergy(substance: CodedText(text: "そば")))
        try house.store.edit(house.drug, body: body, provenance: Change.manual)
      },
      { try $0.pair.delegates.revoke($0.grant.id, at: $0.now) },
    ]
    for leave in ways {
      let house = try Household()
      _ = try house.refresh()
      try leave(house)
      let done = try house.refresh()
      #expect(done.way == .written)
      #expect(done.epochs == 1)
      #expect(try !house.shown.contains(house.drug))
    }
  }

  @Test func `takes a record out when its tag goes, and another in when its hide ends`() throws {
    let house = try Household()
    try house.store.addTag("家族", to: house.condition, at: DelegatePair.now)
    #expect(try house.refresh().way == .updated(1))
    _ = try house.store.removeTag("家族", from: house.condition, at: DelegatePair.now)
    #expect(try house.refresh().way == .written)
    let hide = try house.directive(.record(house.drug))
    #expect(try house.refresh().way == .written)
    try ConsentStore(house.store).append(
      .directives(removed: [hide], added: []), at: house.now)
    #expect(try house.refresh().way == .updated(1))
    #expect(try house.shown == [house.drug, house.notice])
  }

  @Test func `follows windows that begin and end while nothing is changed`() throws {
    let house = try Household()
    let (start, end) = (house.now.adding(seconds: 100), house.now.adding(seconds: 200))
    _ = try house.directive(.record(house.drug), ConsentWindow(from: start, until: end))
    #expect(try house.refresh().way == .unchanged)
    house.now = start.adding(seconds: -1)
    #expect(try house.refresh().way == .unchanged)
    house.now = start
    #expect(try house.refresh().way == .written)
    #expect(try !house.shown.contains(house.drug))
    house.now = end
    #expect(try house.refresh().way == .updated(1))
    #expect(try house.shown.contains(house.drug))
  }

  @Test func `adds a twin to nobody: what stands behind another leaves with its own tag`() throws {
    let house = try Household()
    try house.store.addTag("家族", to: house.condition, at: DelegatePair.now)
    _ = try house.refresh()
    let same = RecordDraft(
      body: try ManualEntry.body(of: .condition, fields: [("name", "別の名")]), sourceKey: "k")
    let other = try house.store.apply(
      same, provenance: Samples.file("x.xml", original: 9), recorded: house.now
    ).id
    try house.store.connection.run(
      """
      UPDATE record SET lead = (SELECT row FROM record WHERE id = ?) WHERE id = ?
      """, [.text(other.text), .text(house.condition.text)])
    // The tagged one stands behind the new one now; by its tag the whole event is in scope.
    _ = try house.refresh()
    #expect(try house.shown.contains(other))
    #expect(try !house.shown.contains(house.condition))
    try house.store.unlinkTwin(house.condition, at: DelegatePair.now)
    _ = try house.refresh()
    #expect(try house.shown.contains(house.condition))
    #expect(try !house.shown.contains(other))
  }

  @Test func `shows a notice only while all that it is about is shown`() throws {
    let house = try Household()
    var draft = Samples.drug("知らせの薬", pharmacy: "知らせ薬局")
    draft.upstream = UpstreamReference(base: nil, type: "MedicationDispense", id: "m1")
    var notice = Notice(category: .result)
    notice.about = [UpstreamReference(base: nil, type: "MedicationDispense", id: "m1")]
    let told = try house.pair.add(
      RecordDraft(
        body: RecordBody(
          date: PartialDate(iso: "2026-03-02"), title: "結果", content: .notice(notice))))
    #expect(try house.refresh().way == .unchanged)
    // What it is about comes later; the notice itself was not touched.
    let drug = try house.pair.add(draft)
    #expect(try house.refresh().way == .updated(2))
    #expect(try house.shown.isSuperset(of: [told, drug]))
    guard var body = try house.store.record(drug)?.body else { return }
    body.content = .allergy(Allergy(substance: CodedText(text: "そば")))
    try house.store.edit(drug, body: body, provenance: Change.manual)
    #expect(try house.refresh().way == .written)
    #expect(try house.shown.isDisjoint(with: [told, drug]))
  }

  @Test func `waits with its marks for files that are away, and forgets them when all have seen`()
    throws
  {
    let house = try Household()
    var other = DelegatePair.grant([.all])
    other.delegate = "架空 次郎"
    let folder = house.pair.place.directory + "/usb"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let given = try house.pair.delegates.give(
      other, path: folder + "/second.phr", at: house.now)
    _ = try house.pair.exchange.refresh(given.grant.id, now: house.now)
    _ = try house.refresh()
    #expect(try house.marks() == 0)
    try FileManager.default.moveItem(atPath: folder, toPath: folder + "-away")
    for number in 0..<5 {
      try house.pair.add(Samples.drug("薬\(number)", pharmacy: "薬局\(number)"))
      let sweep = try house.pair.exchange.refreshReachable(now: house.now)
      #expect(sweep.updated == [house.grant.id])
    }
    #expect(try house.marks() >= 5)
    #expect(throws: DelegateError.unreachable(path: folder + "/second.phr")) {
      try house.pair.exchange.refresh(given.grant.id, now: house.now)
    }
    try FileManager.default.moveItem(atPath: folder + "-away", toPath: folder)
    let back = try house.pair.exchange.refresh(given.grant.id, now: house.now)
    #expect(back.way == .updated(5))
    #expect(try house.marks() == 0)
  }

  @Test func `compares everything after very many changes`() throws {
    let house = try Household()
    _ = try house.refresh()
    try house.store.connection.transaction {
      for number in 0...DelegateReach.limit {
        try house.pair.add(Samples.drug("薬\(number)", pharmacy: "薬局\(number)"))
      }
    }
    let reach = DelegateReach(records: house.store)
    let link = try #require(try house.pair.delegates.link(of: house.grant.id))
    #expect(try reach.records(since: try #require(link.stamp)) == nil)
    #expect(try house.refresh().way == .updated(DelegateReach.limit + 1))
    #expect(try house.marks() == 0)
  }

  @Test func `never writes over the file of the delegate who took an ended one's place`() throws {
    let house = try Household()
    try house.pair.delegates.revoke(house.grant.id, at: house.now)
    try FileManager.default.removeItem(atPath: house.pair.path)
    var next = DelegatePair.grant([.all])
    next.delegate = "架空 次郎"
    let given = try house.pair.delegates.give(next, path: house.pair.path, at: house.now)
    _ = try house.pair.exchange.refresh(given.grant.id, now: house.now)
    for _ in 0..<3 {
      try house.pair.add(Samples.drug("薬\(Int.random(in: 0..<1_000_000))"))
      _ = try house.pair.exchange.refreshReachable(now: house.now)
    }
    #expect(try house.pair.content(of: given.grant) { try $0.count(RecordQuery()) } == 6)
    #expect(throws: DelegateError.self) {
      try house.pair.exchange.refresh(house.grant.id, now: house.now)
    }
    var third = next
    third.delegate = "架空 三郎"
    #expect(throws: DelegateError.placeTaken) {
      try house.pair.delegates.give(third, path: house.pair.path, at: house.now)
    }
  }

  @Test func `moves to another place and stays there`() throws {
    let house = try Household()
    let place = house.pair.place.directory + "/moved.phr"
    let outcome = try house.pair.exchange.refresh(
      house.grant.id, movingTo: place, now: house.now)
    #expect(outcome.way == .written)
    try house.pair.add(Samples.drug("あとの薬", pharmacy: "あとの薬局"))
    #expect(try house.pair.exchange.refreshReachable(now: house.now).updated == [house.grant.id])
    #expect(try house.pair.delegates.standing(of: house.grant.id)?.path == place)
  }

  @Test func `marks once, however many stores one connection has`() throws {
    let house = try Household()
    _ = try house.refresh()
    _ = try RecordStore(house.store.connection)
    _ = try RecordStore(house.store.connection)
    try house.store.addTag("心", to: house.drug, at: DelegatePair.now)
    #expect(try house.marks() == 1)
  }

  @Test func `in a vault without delegates leaves no marks at all`() throws {
    let store = try Samples.store()
    for number in 0..<3 {
      let id = try store.apply(
        Samples.drug("薬\(number)"), provenance: Samples.manual, recorded: Samples.now
      ).id
      try store.addTag("心", to: id, at: DelegatePair.now)
    }
    #expect(try store.connection.first("SELECT count(*) FROM touched") { $0.int(at: 0) } == 0)
    #expect(try DelegateStore(store).hasAny() == false)
  }
}
