import Foundation

@testable import PHRModel

/// A random vault of all kinds of records with one delegate, changed step by step; every text in
/// it is the only one of its sort, so that the bytes of a file tell what is in it.
final class DelegateWorld {
  let pair: DelegatePair
  private(set) var grant: Grant
  private(set) var now: Instant
  private var world: RandomWorld
  private var random: SplitMix64
  private var serial = 0
  private let ids: [RecordID]
  private var store: RecordStore { pair.records }

  init(seed: UInt64) throws {
    pair = try DelegatePair()
    random = SplitMix64(seed: seed)
    world = RandomWorld(seed: seed)
    now = RandomWorld.noon.adding(seconds: -2)
    world.records = world.records.map(Self.marked)
    _ = try StoredWorld(world, in: pair.records)
    ids = Set(world.records.map(\.id)).sorted()
    grant = DelegatePair.grant([.all])
    try secrets()
    try holdConsent()
    let scope = (0..<random.pick([1, 2])).map { _ in world.selector() }.filter(\.isWritable)
    let except = (random.once(in: 2) ? [world.selector()] : []).filter(\.isWritable)
    grant = try pair.give(
      Self.grant(scope.isEmpty || random.once(in: 3) ? scope + [.all] : scope, except: except),
      at: now)
  }

  private static func grant(_ scope: [Selector], except: [Selector]) -> Grant {
    var grant = DelegatePair.grant(
      scope, except: except, until: RandomWorld.noon.adding(seconds: 3_600))
    grant.window.from = RandomWorld.noon.adding(seconds: -3_600)
    return grant
  }

  // MARK: Texts that tell themselves apart

  /// A text that stands in one version of one record alone.
  static func mark(_ record: Record, _ place: String) -> String {
    "Zq\(record.id.text)v\(record.version)\(place)qZ"
  }

  /// The texts that only this version has.
  static func marks(in body: RecordBody) -> [String] {
    ["title", "note", "raw", "content"].map { body.title.replacing("title", with: $0) }
  }

  private static func marked(_ record: Record) -> Record {
    var record = record
    record.body.title = mark(record, "title")
    record.body.note = mark(record, "note")
    record.body.raw = [
      RawField(path: "own", value: mark(record, "raw")),
      RawField(path: "whole", value: mark(record, "shared"), ownToRecord: false),
    ]
    record.body.content = marked(record.body.content, mark(record, "content"))
    return record
  }

  private static func marked(_ content: Content, _ text: String) -> Content {
    switch content {
    case .medication(var line):
      line.drug = CodedText(text: text)
      return .medication(line)
    case .notice(var notice):
      notice.body = [text]
      notice.deadline = PartialDate(CivilDay(number: 20_610))
      return .notice(notice)
    case .cost(var cost):
      cost.careType = CodedText(text: text)
      cost.total = 1_000
      return .cost(cost)
    case .allergy: return .allergy(Allergy(substance: CodedText(text: text)))
    case .vaccination:
      var dose = Vaccination(vaccine: CodedText(text: text))
      dose.nextDue = PartialDate(CivilDay(number: 20_630))
      return .vaccination(dose)
    default: return content
    }
  }

  /// What stands in the vault beside records and never in a delegate's file.
  static let secrets = [
    "ZqTag", "ZqFileName", "ZqOriginal", "ZqRecipient", "ZqReason", "ZqNumber", "ZqOtherName",
  ]

  private func secrets() throws {
    for id in ids { try store.addTag("ZqTag\(id.text)", to: id, at: Samples.now) }
    let original = try store.beginOriginal(
      name: "ZqFileName.csv", format: "jahis", received: now)
    try store.addPiece(Data("ZqOriginal".utf8), number: 0, to: original)
    try ConsentStore(store).addRecipient(name: "ZqRecipient", note: "ZqReason", at: now)
    let other = DelegatePair.grant([.all])
    var named = other
    named.delegate = "ZqOtherName"
    _ = try pair.delegates.give(named, path: pair.place.directory + "/no/other.phr", at: now)
  }

  /// The directives and seals that the world drew, as steps of the vault's own history.
  private func holdConsent() throws {
    let consent = ConsentStore(store)
    for var directive in world.state.directives.all where directive.selector.isWritable {
      directive.reason = "ZqReason"
      try consent.append(.directives(removed: [], added: [directive]), at: now)
    }
    for seal in world.state.seals where seal.selector.isWritable {
      try consent.append(.sealed(seal), at: now)
    }
    for id in ids where try store.record(id)?.body.kind == .notice {
      try store.set(InboxMark(record: id.text, state: "unread", arrived: 1, deadline: nil))
    }
  }

  // MARK: Changes

  /// Does one random thing that the holder or the clock may do; says what.
  func change() throws -> String {
    serial += 1
    switch Int.random(in: 0..<11, using: &random) {
    case 0:
      now = now.adding(seconds: Int64.random(in: 1...2, using: &random))
      return "time"
    case 1: return try edit()
    case 2:
      try store.addTag(random.pick(["心", "A", "b"]), to: random.pick(ids), at: Samples.now)
      return "tag"
    case 3:
      _ = try store.removeTag(
        random.pick(["心", "A", "ｂ", "b"]), from: random.pick(ids), at: Samples.now)
      return "no tag"
    case 4:
      try store.unlinkTwin(random.pick(ids), at: Samples.now)
      return "no twin"
    case 5: return try hide()
    case 6: return try clear()
    case 7: return try withdraw()
    case 8: return try note()
    case 9: return try inbox()
    default:
      var profile = try store.profile()
      profile.name = "架空 はな\(serial)"
      try store.setProfile(profile, origin: "manual", recorded: now)
      return "profile"
    }
  }

  private var origin: Provenance {
    Provenance(channel: .manual, format: "manual", name: "ZqNumber", received: now)
  }

  private func edit() throws -> String {
    guard var record = try store.record(random.pick(ids)) else { return "nothing" }
    record.version += 1
    let next = Self.marked(record)
    try store.edit(record.id, body: next.body, provenance: origin)
    return "edit"
  }

  private func withdraw() throws -> String {
    try store.setWithdrawn(random.once(in: 2), random.pick(ids), provenance: origin)
    return "withdraw"
  }

  private func hide() throws -> String {
    var directive = world.directive(.hide)
    guard directive.selector.isWritable else { return "nothing" }
    directive.id = ConsentStore.newDirectiveID()
    directive.who = random.once(in: 2) ? .anyone : .recipient(grant.id)
    directive.reason = "ZqReason"
    try ConsentStore(store).append(.directives(removed: [], added: [directive]), at: now)
    return "hide"
  }

  private func clear() throws -> String {
    let consent = ConsentStore(store)
    guard let one = try consent.state().directives.all.min(by: { $0.id < $1.id }) else {
      return "nothing"
    }
    try consent.append(.directives(removed: [one], added: []), at: now)
    return "clear"
  }

  private func note() throws -> String {
    let row = try store.record(random.pick(ids))
    guard let episode = row?.episode else { return "nothing" }
    let notes = try store.json([EpisodeNote(topic: .remark, text: "note\(serial)")])
    try store.connection.run(
      """
      INSERT INTO episode(id, date, notes, raw) VALUES(?1, NULL, ?2, '[]')
      ON CONFLICT DO UPDATE SET notes = ?2
      """, [.text(episode.text), .text(notes)])
    return "note"
  }

  private func inbox() throws -> String {
    let notices = try ids.filter { try store.record($0)?.body.kind == .notice }
    guard let id = notices.first else { return "nothing" }
    try store.setInboxState(random.pick(InboxItem.State.allCases), of: id)
    return "inbox"
  }

  // MARK: What should be

  /// Every version of every record.
  func records() throws -> [Record] { try StoredWorld.read(store, ids) }

  /// The leading records that the plain restatement of the rule shows.
  func expected() throws -> Set<RecordID> {
    let plain = Restatement(
      state: try ConsentStore(store).state(), records: try records(), recipient: grant.id,
      purpose: .treatment, at: now)
    return Set(
      try store.list(RecordQuery()).map(\.id).filter { plain.verdict(on: $0).isShown })
  }

  /// The file as one that is made from nothing at this moment would be, line by line.
  func fresh() throws -> [String] {
    let target = try Samples.store()
    let view = try SharingView(store, recipient: grant.id, now: now)
    let writer = DelegateFileWriter(view: view, target: target)
    try writer.writeAll()
    try target.setProfile(
      try store.profile().forDelegate, origin: "holder", recorded: now)
    return try Self.lines(of: target)
  }

  /// Everything that a delegate's file shows, as lines in a fixed order.
  static func lines(of store: RecordStore) throws -> [String] {
    let queries = [
      """
      SELECT id || kind || version || status || coalesce(date, '') || moment || title
        || coalesce(detail, '') || coalesce(facility, '') || facilities || abnormal || source
        || coalesce(episode, '') || coalesce(about, '') || search FROM record ORDER BY id
      """,
      """
      SELECT r.id || v.number || v.status || v.body || v.provenance FROM version v
        JOIN record r ON r.row = v.record ORDER BY r.id
      """,
      "SELECT id || notes FROM episode WHERE notes <> '[]' ORDER BY id",
      "SELECT record || state || arrived FROM inbox ORDER BY record",
      "SELECT r.id || i.code || i.value FROM item i JOIN record r ON r.row = i.record ORDER BY 1",
    ]
    let rows = try queries.flatMap { try store.connection.query($0) { $0.text(at: 0) ?? "" } }
    return rows + [try store.json(store.profile())]
  }
}

extension PHRModel.Selector {
  /// Whether a vault can keep it: the world also draws institutions without any name.
  fileprivate var isWritable: Bool { (try? PHRModel.Selector(parsing: description)) == self }
}
