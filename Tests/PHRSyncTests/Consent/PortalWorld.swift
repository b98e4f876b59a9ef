import Foundation
import Testing

@testable import PHRModel
@testable import PHRSync

/// A small random portal whose resources were pulled into a vault, where consent was set and sent
/// back: few names and many collisions, so that every rule meets every other.
struct PortalWorld {
  /// An institution at the portal; the holder's class for it is drawn, whatever its code says.
  struct Place: Sendable {
    let name: String
    let code: String
  }

  static let noon = Instant(startOf: CivilDay(number: 20_600)).adding(seconds: 43_200)
  static let places = [
    Place(name: "架空内科", code: "1310000001"), Place(name: "架空歯科", code: "1330000002"),
    Place(name: "架空薬局", code: "1340000003"), Place(name: "架空介護", code: "1360000004"),
  ]
  /// At the portal, and never added by the holder.
  static let stranger = "1390000009"
  private static let base = PortalBase("http://127.0.0.1:9/fhir")

  let store: RecordStore
  var portal = PortalStore()
  private(set) var recipients: [String: RecipientID] = [:]
  private(set) var records: [(version: PortalStore.Version, record: RecordID)] = []
  private var random: SplitMix64
  private let desk: SyncDesk
  private var reader: ResourceReader

  /// The world of a seed; the same seed gives the same world.
  init(seed: UInt64, seals: Bool = true) throws {
    random = SplitMix64(seed: seed)
    let base = try #require(Self.base)
    store = try RecordStore(Connection(path: ":memory:"))
    desk = try SyncDesk(store, portal: base)
    reader = ResourceReader(base: base, patient: "p1")
    try desk.sync.save(
      PortalAccount(
        base: base.text, patient: "p1", client: "c", tokenEndpoint: base.text, accessToken: "a",
        refreshToken: nil))
    let places = addPlaces()
    let resources = (1...random.pick([3, 5, 8])).flatMap { resource($0) }
    for resource in resources { portal.put(resource, at: 0) }
    // Reports are put together from what the vault keeps, institutions among it.
    try pull(places + resources)
    try findRecords(resources)
    try addRecipients()
    try addConsent(seals: seals)
    try publish()
  }

  // MARK: Asking

  /// What the portal serves, by its own reading of the Consents it was sent.
  func served(to code: String, _ purpose: Purpose, at moment: Instant) -> Set<RecordID> {
    let evaluation = ConsentEvaluation(store: portal, now: moment.seconds)
    let reason = purpose.actReason ?? ""
    return Set(
      records.filter { evaluation.shows($0.version, to: code, purpose: reason) }.map(\.record))
  }

  /// What our own rules show.
  func shown(
    to recipient: RecipientID, _ purpose: Purpose, at moment: Instant
  ) throws -> Set<RecordID> {
    let view = SharingView(
      store, state: try ConsentStore(store).state(), recipient: recipient, purpose: purpose,
      at: moment)
    return Set(try view.list().map(\.id))
  }

  /// What two answers differ in, by type of resource.
  func types(_ one: Set<RecordID>, _ other: Set<RecordID>) -> [String] {
    let different = one.symmetricDifference(other)
    return records.filter { different.contains($0.record) }.map(\.version.type)
  }

  mutating func moment() -> Instant {
    Self.noon.adding(seconds: Int64.random(in: -2...2, using: &random))
  }

  // MARK: The portal

  private mutating func addPlaces() -> [JSONValue] {
    let all = Self.places + [Place(name: "知らない医院", code: Self.stranger)]
    return all.map { place in
      let resource: JSONValue = [
        "resourceType": "Organization", "id": .string(place.code), "name": .string(place.name),
        "identifier": [
          [
            "system": "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no",
            "value": .string(place.code),
          ]
        ],
      ]
      portal.put(resource, at: 0)
      reader.learn(resource)
      return resource
    }
  }

  private func pull(_ resources: [JSONValue]) throws {
    let pages = Dictionary(grouping: resources) { $0["resourceType"]?.string ?? "" }
    for (type, found) in pages.sorted(by: { $0.key < $1.key }) {
      let now = Self.noon.adding(seconds: -1_000)
      let read = found.compactMap { reader.read($0, received: now) }
      _ = try desk.answer(.store(SyncPage(type: type, resources: read)), now: now)
    }
    var last: ResourceKey?
    repeat {
      let reply = try desk.answer(
        .assemble(after: last), now: Self.noon.adding(seconds: -1_000))
      guard case .assembled(_, let next) = reply else { break }
      last = next
    } while last != nil
  }

  private mutating func findRecords(_ resources: [JSONValue]) throws {
    for resource in resources {
      guard let key = ResourceReader.key(of: resource), let record = try desk.sync.record(for: key)
      else { continue }
      let version = try #require(portal.version(key.type, key.id))
      records.append((version, record))
    }
  }

  // MARK: The vault

  private mutating func addRecipients() throws {
    let consent = ConsentStore(store)
    for place in Self.places {
      let added = try consent.addRecipient(
        name: place.name,
        recipientClass: random.pick([.clinic, .clinic, .pharmacy, .careProvider, .researcher]),
        institutionCode: place.code, at: Instant(seconds: 0))
      recipients[place.code] = added.recipient.id
    }
    guard random.once(in: 3), let gone = recipients[Self.places[0].code] else { return }
    try consent.archive(gone, at: Self.noon.adding(seconds: -100))
  }

  private mutating func addConsent(seals: Bool) throws {
    let consent = ConsentStore(store)
    for (_, record) in records where random.once(in: 3) {
      try store.addTag(random.pick(["心", "腎"]), to: record, at: Self.noon)
    }
    if random.once(in: 4) { try consent.append(.base(.optIn), at: Self.noon) }
    if random.once(in: 2) { try consent.append(.emergency(profile()), at: Self.noon) }
    let directives = (0..<random.pick([1, 4, 8, 12])).map { _ in directive() }
    try consent.append(.directives(removed: [], added: directives), at: Self.noon)
    guard seals, random.once(in: 6) else { return }
    var seal = RecordSeal(selector: selector(), set: Self.noon)
    seal.window = window()
    try consent.append(.sealed(seal), at: Self.noon)
  }

  /// What is sent is in force at once.
  private mutating func publish() throws {
    try ConsentPortal(store).publish(now: Self.noon)
    for item in try desk.sync.outbox() { portal.put(try JSONValue(parsing: item.body), at: 1) }
  }

  private mutating func profile() -> EmergencyProfile {
    var profile = EmergencyProfile()
    profile.kinds = Set(Kind.allCases.filter { _ in random.once(in: 4) })
    profile.currentMedication = random.once(in: 2)
    if random.once(in: 2) { profile.tags = ["心"] }
    if random.once(in: 2), let any = records.first { profile.records = [any.record] }
    return profile
  }

  private mutating func window() -> ConsentWindow {
    ConsentWindow(
      from: random.once(in: 4) ? moment() : nil, until: random.once(in: 4) ? moment() : nil)
  }

  private mutating func directive() -> Directive {
    Directive(
      id: ConsentStore.newDirectiveID(), effect: random.once(in: 2) ? .hide : .show,
      selector: selector(), who: who(),
      purpose: random.pick([nil, nil, .treatment, .treatment, .care, .research, .emergency]),
      window: window(), set: Self.noon)
  }

  private mutating func who() -> WhoSelector {
    let ids = recipients.values.sorted()
    return switch Int.random(in: 0..<7, using: &random) {
    case 0, 1: .anyone
    case 2, 3: .recipientClass(random.pick([.clinic, .clinic, .pharmacy, .careProvider]))
    case 4: .recipient(.emergency)
    default: .recipient(random.pick(ids))
    }
  }

  private mutating func selector() -> PHRModel.Selector {
    let place = random.pick(Self.places)
    switch Int.random(in: 0..<8, using: &random) {
    case 0 where !records.isEmpty: return .record(random.pick(records).record)
    case 1:
      let episodes = records.compactMap { try? store.record($0.record)?.episode }
      return episodes.isEmpty ? .all : .episode(random.pick(episodes))
    case 2: return .tag(random.pick(["心", "腎"]))
    case 3:
      return .facility(FacilityName(name: place.name, code: random.pick([nil, place.code])))
    case 4: return .kind(random.pick([.medication, .vaccination, .cost]), period())
    case 5: return .kind(random.pick([.medication, .notice, .checkup]), nil)
    case 6: return period().map { .period($0) } ?? .all
    default: return .all
    }
  }

  private mutating func period() -> DayPeriod? {
    let day = CivilDay(number: 20_600 - Int.random(in: 0...40, using: &random))
    return DayPeriod(
      from: random.once(in: 4) ? nil : day,
      to: random.once(in: 4) ? nil : day.adding(days: random.pick([0, 5, 40])))
  }
}

// MARK: Resources

extension PortalWorld {
  private mutating func date() -> String {
    let day = CivilDay(number: 20_600 - Int.random(in: 0...40, using: &random))
    return random.once(in: 5) ? String(day.description.prefix(7)) : day.description
  }

  private mutating func place() -> JSONValue {
    ["reference": .string("Organization/" + random.pick(Self.places).code)]
  }

  /// One record in FHIR; a checkup with its results.
  private mutating func resource(_ number: Int) -> [JSONValue] {
    let maker = PortalResources(patient: "p1")
    switch Int.random(in: 0..<9, using: &random) {
    case 0:
      return [
        maker.vaccination("r\(number)", "架空ワクチン", "88", date(), lot: "X", dose: 1)
          .with("performer", [["actor": place()]])
      ]
    case 1, 2:
      return [
        maker.dispense(
          "r\(number)", "架空薬\(number)", "2171022F402\(number)", "2026-01-01", rp: 1, "朝"
        )
        .with("performer", [["actor": place()]]).with("whenHandedOver", .string(date()))
        .with("daysSupply", ["value": random.pick([3, 30]), "code": "d"])
      ]
    case 3: return checkup(number)
    case 4:
      return [
        made("Condition", number, ["code": ["text": "架空症"], "recordedDate": .string(date())])
      ]
    case 5:
      return [made("AllergyIntolerance", number, ["code": ["text": "架空食品"]], owner: "patient")]
    case 6:
      return [
        made(
          "ExplanationOfBenefit", number,
          [
            "use": "claim", "outcome": "complete", "billablePeriod": days(),
            "provider": place(),
            "type": ["text": "医科外来"], "insurance": [["focal": true]],
          ], owner: "patient")
      ]
    case 7:
      return [
        made("Coverage", number, ["period": days(), "payor": [place()]], owner: "beneficiary")
      ]
    default: return [notice(number)]
    }
  }

  private mutating func days() -> JSONValue {
    let first = CivilDay(number: 20_600 - Int.random(in: 20...40, using: &random))
    return [
      "start": .string(first.description),
      "end": .string(first.adding(days: random.pick([0, 10, 30])).description),
    ]
  }

  private func made(
    _ type: String, _ number: Int, _ parts: JSONValue, owner: String = "subject"
  ) -> JSONValue {
    .object(
      [
        JSONMember("resourceType", .string(type)), JSONMember("id", .string("p1-r\(number)")),
        JSONMember("status", "active"), JSONMember(owner, ["reference": "Patient/p1"]),
      ] + parts.members)
  }

  private mutating func checkup(_ number: Int) -> [JSONValue] {
    let day = date()
    let result = made(
      "Observation", 100 + number,
      [
        "code": ["text": "架空値"], "effectiveDateTime": .string(day),
        "valueQuantity": ["value": 1, "unit": "mg"],
      ]
    ).with("status", "final")
    guard !random.once(in: 3) else { return [result] }
    let report = made(
      "DiagnosticReport", number,
      [
        "code": ["text": "健診"], "effectiveDateTime": .string(day), "performer": [place()],
        "result": [["reference": .string("Observation/p1-r\(100 + number)")]],
      ]
    ).with("status", "final")
    return [report, result]
  }

  private mutating func notice(_ number: Int) -> JSONValue {
    let types = ["Immunization", "MedicationDispense", "Condition", "Communication"]
    let about = (0..<random.pick([0, 1, 2])).map { _ -> JSONValue in
      let target = Int.random(in: 1...8, using: &random)
      return ["reference": .string("\(random.pick(types))/p1-r\(target)")]
    }
    return made(
      "Communication", number,
      [
        "recipient": [["reference": "Patient/p1"]], "sent": .string(date()),
        "payload": [["contentString": "お知らせ"]], "about": .array(about), "sender": place(),
      ]
    ).with("status", "completed")
  }
}

extension SplitMix64 {
  /// True once in that many times.
  mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

  /// One of the elements.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &self)]
  }
}
