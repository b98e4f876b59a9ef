@testable import PHRModel

/// A small random vault: few names and many collisions, so that every rule meets every other.
struct RandomWorld {
  var records: [Record] = []
  var state: ConsentState
  private var random: SplitMix64
  private var directiveCount = 0

  static let recipients: [RecipientID] = ["a", "b", "c", "d", "e"].map { RecipientID($0) }
  static let delegate = RecipientID("daughter")
  static let asking = recipients + [delegate, .emergency, RecipientID("stranger")]
  static let noon = Instant(startOf: CivilDay(number: 20_600)).adding(seconds: 43_200)

  /// The world of a seed; the same seed gives the same world.
  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    state = ConsentState(base: random.once(in: 2) ? .optIn : .optOut)
    addRecipients()
    addRecords()
    for _ in 0..<random.pick([0, 1, 2, 4, 8]) { state.directives.insert(directive()) }
    if random.once(in: 4) {
      state.seals = [RecordSeal(selector: selector(), until: moment(), set: Self.noon)]
    }
  }

  /// A moment near the others, often equal to one of them, sometimes none.
  mutating func moment() -> Instant? {
    random.once(in: 3) ? nil : near()
  }

  /// A moment within some seconds of noon.
  mutating func near() -> Instant {
    Self.noon.adding(seconds: Int64.random(in: -2...2, using: &random))
  }

  mutating func purpose() -> Purpose { random.pick([.treatment, .care, .emergency, .research]) }

  mutating func asker() -> RecipientID { random.pick(Self.asking) }

  mutating func directive(_ effect: Effect? = nil) -> Directive {
    directiveCount += 1
    let drawn = random.once(in: 2) ? Effect.hide : .show
    return Directive(
      id: DirectiveID("d\(directiveCount)"), effect: effect ?? drawn, selector: selector(),
      who: who(), purpose: random.once(in: 2) ? nil : purpose(),
      window: ConsentWindow(from: moment(), until: moment()), set: near())
  }

  /// The same elements in another order.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    elements.shuffled(using: &random)
  }

  private mutating func who() -> WhoSelector {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: .anyone
    case 1: .recipientClass(random.pick([.clinic, .pharmacy, .careProvider]))
    default: .recipient(random.pick(Self.asking))
    }
  }

  mutating func selector() -> Selector {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: .record(random.pick(records).id)
    case 1: .episode(random.pick([EpisodeID("e1"), EpisodeID("e2")]))
    case 2: .tag(random.pick(["心", "Ａ", "A", "b"]))
    case 3: .facility(facilityName())
    case 4: .kind(random.pick(Kind.allCases), period())
    case 5: .kind(random.pick([.medication, .cost, .notice, .checkup]), nil)
    case 6: .period(period())
    default: .all
    }
  }

  private mutating func facilityName() -> FacilityName {
    FacilityName(
      name: random.pick(["みなと医院", "ﾐﾅﾄ 薬局", "ミナト薬局", ""]),
      code: random.pick([nil, nil, "1319999916", "1319999924"]))
  }

  private mutating func period() -> DayPeriod {
    let day = CivilDay(number: 20_600 + Int.random(in: -20...20, using: &random))
    let last = random.once(in: 3) ? nil : day.adding(days: random.pick([0, 1, 10, 40]))
    return DayPeriod(from: last != nil && random.once(in: 3) ? nil : day, to: last)
      ?? DayPeriod(from: day, to: nil) ?? Self.anyPeriod
  }

  private static let anyPeriod: DayPeriod = {
    guard let period = DayPeriod(from: CivilDay(number: 0), to: nil) else {
      preconditionFailure("a period with one end exists")
    }
    return period
  }()

  // MARK: Making it

  private mutating func addRecipients() {
    let classes: [RecipientClass] = [.clinic, .clinic, .pharmacy, .careProvider, .researcher]
    for (id, recipientClass) in zip(Self.recipients, classes) {
      var recipient = Recipient(
        id: id, name: id.text, recipientClass: recipientClass,
        registered: random.once(in: 5) ? near() : Instant(seconds: 0))
      if random.once(in: 5) { recipient.registrations[0].until = near() }
      state.recipients[id] = recipient
    }
  }

  private mutating func addGrant() {
    state.grants[Self.delegate] = Grant(
      id: Self.delegate, delegate: "daughter", relation: "child", basis: .powerOfAttorney,
      scope: (0..<random.pick([0, 1, 2])).map { _ in selector() },
      exclusions: random.once(in: 2) ? [selector()] : [],
      window: ConsentWindow(until: moment()), purpose: "help")
  }

  private mutating func addRecords() {
    for number in 1...random.pick([2, 4, 6]) {
      let id = RecordID("r\(number)")
      for version in 1...random.pick([1, 1, 1, 3]) {
        records.append(record(id, version: version))
      }
      if number > 1, random.once(in: 4) {
        records[records.count - 1].twins = [RecordID("r\(number - 1)")]
      }
    }
    state.emergency.records = [random.pick(records).id]
    state.emergency.tags = [random.pick(["A", "b"])]
    addGrant()
    records = records.shuffled(using: &random)
  }

  private mutating func record(_ id: RecordID, version: Int) -> Record {
    var body = RecordBody(date: date(), title: "t", content: content())
    body.facilities = (0..<random.pick([0, 1, 2])).map { _ in
      let name = facilityName()
      return Facility(role: .performer, name: name.name, code: name.code)
    }
    var provenance = Provenance(channel: .file, format: "fhir", name: "f", received: Self.noon)
    provenance.upstream = UpstreamReference(base: nil, type: "R", id: id.text)
    return Record(
      id: id, version: version, status: .active, body: body,
      episode: random.pick([nil, EpisodeID("e1"), EpisodeID("e2")]), provenance: provenance,
      tags: random.once(in: 3) ? [random.pick(["心", "A", "ｂ"])] : [])
  }

  private mutating func date() -> PartialDate? {
    let day = CivilDay(number: 20_600 + Int.random(in: -20...20, using: &random))
    let parts = day.components
    return switch Int.random(in: 0..<12, using: &random) {
    case 0: nil
    case 1...3: PartialDate(year: parts.year, month: parts.month)
    case 4: PartialDate(year: parts.year)
    default: PartialDate(day)
    }
  }

  private mutating func content() -> Content {
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1:
      var line = Medication(drug: CodedText(text: "drug"), origin: .dispensed)
      line.days = random.pick([nil, 3, 20])
      return .medication(line)
    case 2, 3:
      var notice = Notice(category: .result)
      notice.readable = !random.once(in: 8)
      notice.about = (0..<random.pick([0, 1, 2])).map { _ in
        UpstreamReference(base: nil, type: "R", id: "r\(Int.random(in: 1...6, using: &random))")
      }
      return .notice(notice)
    case 4:
      var cost = MedicalCost(careType: CodedText(text: "調剤"))
      cost.periodEnd = date()
      return .cost(cost)
    case 5: return .allergy(Allergy(substance: CodedText(text: "s")))
    case 6: return .vaccination(Vaccination(vaccine: CodedText(text: "v")))
    default: return .checkup(Checkup(items: []))
    }
  }
}
