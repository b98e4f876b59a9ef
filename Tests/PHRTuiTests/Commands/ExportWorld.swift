import Foundation

@testable import PHRModel
@testable import phr_tui

/// A small random vault in memory: few drugs, items and institutions, so that what is hidden and
/// what is shown meet in every sum, course and dispensing.
struct ExportWorld {
  /// One record with every word that only it can bring into an export.
  struct Entry {
    var draft: RecordDraft
    /// What it said before a correction.
    var former: RecordBody?
    var isWithdrawn = false
    var tag: String?
    /// Names, texts and numbers that it says.
    var words: [String] = []
    var amount: Int64 = 0
  }

  static let clinic = RecipientID("clinic")
  static let count = 12
  /// Words that no export for others holds, whatever is shown.
  static let holderWords = ["ZQ住所", "ZQ電話", "ZQ記号番号", "ZQ家族薬剤師", "ZQ患者番号", "ZQ生"]

  private(set) var entries: [Entry] = []
  private(set) var notes: [EpisodeDraft] = []
  private(set) var steps: [ConsentStep] = []
  /// The id of each entry, in its order.
  private(set) var ids: [RecordID] = []
  private var random: Draws

  /// The world of a seed; the same seed gives the same world.
  init(seed: UInt64) throws {
    random = Draws(state: seed &* 0x9E37_79B9)
    for number in 0..<Self.count { entries.append(entry(number)) }
    notes = (0..<3).map { number in
      var episode = EpisodeDraft(key: "e\(number)")
      episode.notes = [EpisodeNote(topic: .caution, text: "ZQ注意\(number)甲")]
      episode.raw = [RawField(path: "jahis.777", value: "ZQ生", ownToRecord: false)]
      return episode
    }
    let store = try self.store { _ in true }
    let known = try store.connection.query("SELECT id, row FROM record ORDER BY row") {
      RecordID(try $0.text("id"))
    }
    ids = known
    steps = consent()
  }

  // MARK: Stores

  /// A vault with some of the entries and all of the consent.
  ///
  /// Ids are the same in every vault of a world, because its secret is.
  func store(holding isIncluded: (Int) -> Bool) throws -> RecordStore {
    let connection = try Connection(path: ":memory:")
    try Schema.migrate(connection)
    try connection.run(
      "INSERT INTO setting(key, value) VALUES('record-id-secret', ?)",
      [.blob(Data(repeating: 7, count: 32))])
    let store = try RecordStore(connection)
    try connection.transaction {
      try store.setProfile(Self.profile, origin: "manual", recorded: Story.now)
      for (number, entry) in entries.enumerated() where isIncluded(number) {
        try add(entry, number, to: store)
      }
      let whole = notes.filter { episode in
        entries.indices.allSatisfy {
          entries[$0].draft.episodeKey != episode.key || isIncluded($0)
        }
      }
      for episode in whole { try store.apply(episode, source: "jahis") }
      let consent = ConsentStore(store)
      for step in steps { try consent.append(step, at: Self.past) }
    }
    return store
  }

  private func add(_ entry: Entry, _ number: Int, to store: RecordStore) throws {
    let origin = Provenance(
      channel: .file, format: "jahis", name: "ZQ生", received: Story.now)
    if let former = entry.former {
      var draft = entry.draft
      draft.body = former
      _ = try store.apply(draft, provenance: origin, recorded: Self.past)
    }
    let id = try store.apply(
      entry.draft, provenance: origin, occurrence: number, recorded: Story.now
    ).id
    if let tag = entry.tag { try store.addTag(tag, to: id, at: Story.now) }
    if entry.isWithdrawn { try store.setWithdrawn(true, id, provenance: origin) }
  }

  /// The entries that the recipient is not shown.
  func hidden(in store: RecordStore, from audience: ExportAudience) throws -> Set<Int> {
    guard let view = audience.view else { return [] }
    return Set(
      try ids.indices.filter { try view.decision(on: ids[$0])?.isShown != true })
  }

  // MARK: Words

  /// What hidden entries say and no shown one does.
  func secrets(_ hidden: Set<Int>) -> Set<String> {
    let shown = entries.indices.filter { !hidden.contains($0) }.flatMap { entries[$0].words }
    var secrets = Set(hidden.flatMap { entries[$0].words + [ids[$0].text] })
    secrets = secrets.filter { secret in !shown.contains { $0.contains(secret) } }
    for number in notes.indices
    where hidden.contains(where: { entries[$0].draft.episodeKey == "e\(number)" }) {
      secrets.insert("ZQ注意\(number)甲")
    }
    return secrets.union(Self.holderWords).union(["ZQ旧", "ZQ印"])
  }

  static let past = Story.now.adding(seconds: -1_000)

  private static var profile: Profile {
    var profile = Profile()
    profile.name = "試験　花子"
    profile.kana = "シケン　ハナコ"
    profile.birthDate = PartialDate(iso: "1985-04-15")
    profile.sex = .female
    profile.address = "ZQ住所"
    profile.phone = "ZQ電話"
    profile.bloodType = "A"
    profile.contacts = [Profile.Contact(name: "ZQ連絡先", relation: "夫", phone: "090-0000-0000")]
    profile.careTeam = [Profile.CareTeamMember(name: "ZQ家族薬剤師")]
    profile.identifiers = [Coding(system: "urn:x", code: "ZQ患者番号")]
    profile.insured = InsuredIdentity(insurerNumber: "06139999", number: "ZQ記号番号")
    profile.raw = [RawField(path: "jahis.1", value: "ZQ生", ownToRecord: false)]
    return profile
  }
}

extension ExportWorld {
  // MARK: Records

  private static let drugs = ["架空錠５ｍｇ", "架空カプセル", "架空軟膏", "架空錠１０ｍｇ"]
  private static let places = ["みなと薬局", "海辺医院", "山手病院"]

  private mutating func entry(_ number: Int) -> Entry {
    let token = "ZQ" + String(1000 + number).map { Self.digit($0) }.joined()
    let day = Story.now.day.adding(days: -Int.random(in: 0...60, using: &random))
    var entry = Entry(
      draft: RecordDraft(
        body: RecordBody(date: nil, title: "", content: .cost(.init(careType: CodedText(text: ""))))
      ))
    let content = content(number, token, &entry)
    var body = RecordBody(
      date: PartialDate(day), title: title(of: content, token), content: content)
    let place = once(in: 2) ? token + "薬局" : pick(Self.places)
    body.facilities = [Facility(role: .dispenser, name: place)]
    body.note = "<\(token)>&\"備考\""
    body.raw = [
      RawField(path: "x", value: token + "生の値", ownToRecord: true),
      RawField(path: "y", value: "ZQ生", ownToRecord: false),
    ]
    entry.words += [token, place, body.title]
    if case .medication(let line) = content, let rp = line.rpNumber {
      entry.draft.episodeKey = "e\(rp % 3)"
      // A received line counts what is hidden beside it.
      body.raw.append(RawField(path: "jahis.201", value: "201,\(rp),ZQ生", ownToRecord: true))
    }
    entry.draft.body = body
    entry.draft.sourceKey = once(in: 2) ? "key\(number)" : nil
    if entry.draft.sourceKey != nil, once(in: 3) {
      entry.former = body
      entry.former?.note = "ZQ旧"
    }
    entry.isWithdrawn = once(in: 8)
    if once(in: 4) { entry.tag = "ZQ印\(number % 2)" }
    return entry
  }

  private mutating func content(
    _ number: Int, _ token: String, _ entry: inout Entry
  ) -> PHRModel.Content {
    // A number that no other record has.
    let value = "\(101 + number).73"
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1, 2:
      let drug = pick(Self.drugs)
      entry.words += [drug, value, token + "医師"]
      var line = Medication(drug: CodedText(text: drug), origin: .dispensed)
      line.dose = Quantity(value: value, unit: "錠")
      line.usage = CodedText(text: token + "用法")
      line.days = pick([nil, 14, 28])
      line.rpNumber = Int.random(in: 1...9, using: &random)
      line.orderInRP = 1
      line.practitioners = [Practitioner(role: .prescriber, name: token + "医師")]
      return .medication(line)
    case 3:
      return .allergy(Allergy(substance: CodedText(text: token + "物質")))
    case 4:
      return .condition(Condition(code: CodedText(text: token + "病")))
    case 5, 6:
      entry.words.append(value)
      var item = Observation(
        code: CodedText(text: pick(["架空検査甲", "架空検査乙"])),
        value: .quantity(Quantity(value: value, unit: "mg/dL")))
      item.flag = pick([.high, .normal, nil])
      return .checkup(Checkup(items: [item]))
    case 7:
      return .vaccination(
        Vaccination(vaccine: CodedText(text: pick(["架空ワクチン", token + "ワクチン"]))))
    default:
      var cost = MedicalCost(careType: CodedText(text: "医科外来"))
      entry.amount = 1 << Int64(number + 8)
      cost.selfPay = entry.amount
      cost.total = entry.amount * 3
      return .cost(cost)
    }
  }

  private func title(of content: PHRModel.Content, _ token: String) -> String {
    if case .medication(let line) = content { return line.drug.text ?? token }
    return token + "題"
  }

  private static func digit(_ character: Character) -> String {
    let digits = Array("〇一二三四五六七八九")
    return character.wholeNumberValue.map { String(digits[$0]) } ?? String(character)
  }

  // MARK: Consent

  private mutating func consent() -> [ConsentStep] {
    var clinic = Recipient(id: Self.clinic, name: "Clinic", registered: Self.past)
    if let code = LinkageCode(randomBytes: Array(1...16)) {
      clinic.codes = [AssignedCode(code: code, since: Self.past)]
    }
    var steps: [ConsentStep] = [.recipientAdded(clinic)]
    if once(in: 4) { steps.append(.base(.optIn)) }
    // Costs and research are hidden by the base rule; here something is to be seen.
    steps.append(directive(.show, .all, purpose: .research))
    steps.append(directive(.show, .kind(.cost, nil), purpose: nil))
    if once(in: 3) { steps.append(directive(.show, .all, purpose: nil)) }
    for _ in 0..<Int.random(in: 2...7, using: &random) {
      let drawn = selector()
      for purpose in [Purpose?.none, .research] where purpose == nil || once(in: 2) {
        steps.append(directive(once(in: 5) ? .show : .hide, drawn, purpose: purpose))
      }
    }
    if once(in: 6) { steps.append(.sealed(RecordSeal(selector: selector(), set: Self.past))) }
    var emergency = EmergencyProfile()
    emergency.currentMedication = once(in: 2)
    emergency.bloodType = once(in: 2)
    emergency.contacts = once(in: 2)
    steps.append(.emergency(emergency))
    return steps
  }

  private mutating func directive(
    _ effect: PHRModel.Effect, _ selector: Selector, purpose: Purpose?
  ) -> ConsentStep {
    let edge = pick([nil, nil, Story.now.adding(seconds: -5), Story.now.adding(seconds: 5)])
    let who: WhoSelector = pick([
      .recipient(Self.clinic), .recipient(Self.clinic), .recipientClass(.clinic), .anyone,
      .recipient(.emergency),
    ])
    let fixed = purpose == .research || effect == .show
    let rule = Directive(
      id: DirectiveID("d\(UInt32.random(in: 0...UInt32.max, using: &random))"), effect: effect,
      selector: selector, who: fixed ? .recipient(Self.clinic) : who, purpose: purpose,
      window: fixed ? .always : ConsentWindow(until: edge), set: Self.past)
    return .directives(removed: [], added: [rule])
  }

  private mutating func selector() -> Selector {
    let place = Int.random(in: 0..<ids.count, using: &random)
    let body = entries[place].draft.body
    switch Int.random(in: 0..<8, using: &random) {
    case 0...2: return .record(ids[place])
    case 3, 4: return .facility(FacilityName(name: body.facilities.first?.name ?? "–"))
    case 5: return .tag("ZQ印\(place % 2)")
    case 6: return .kind(body.kind, nil)
    default:
      return DayPeriod(from: body.date?.first, to: body.date?.first).map { .period($0) }
        ?? .record(ids[place])
    }
  }

  // MARK: Chance

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  private mutating func once(in count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }

  /// The same numbers for the same seed (SplitMix64; Steele, Lea, Flood 2014).
  private struct Draws: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
