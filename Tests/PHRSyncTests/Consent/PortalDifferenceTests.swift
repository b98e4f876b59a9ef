import Foundation
import Testing

@testable import PHRModel
@testable import PHRSync

/// Where a portal answers otherwise than see-as, on purpose: it cannot know better, or must not.
///
/// Everything else is compared at random in `PortalPropertyTests`.
@Suite struct `A portal differs on purpose` {
  private static let now = PortalWorld.noon

  /// One vault and one portal with chosen resources.
  private struct Scene {
    let store: RecordStore
    let desk: SyncDesk
    let consent: ConsentStore
    var portal = PortalStore()
    var reader: ResourceReader

    init(_ resources: [JSONValue]) throws {
      let base = try #require(PortalBase("http://127.0.0.1:9/fhir"))
      store = try RecordStore(Connection(path: ":memory:"))
      desk = try SyncDesk(store, portal: base)
      consent = ConsentStore(store)
      reader = ResourceReader(base: base, patient: "p1")
      try desk.sync.save(
        PortalAccount(
          base: base.text, patient: "p1", client: "c", tokenEndpoint: base.text, accessToken: "a",
          refreshToken: nil))
      for organization in PortalResources.organizations {
        portal.put(organization, at: 0)
        reader.learn(organization)
      }
      try receive(resources)
    }

    mutating func receive(_ resources: [JSONValue]) throws {
      for resource in resources {
        portal.put(resource, at: 0)
        try pull(resource)
      }
    }

    func pull(_ resource: JSONValue) throws {
      let type = resource["resourceType"]?.string ?? ""
      let read = [reader.read(resource, received: now)].compactMap(\.self)
      let page = SyncPage(type: type, resources: read)
      _ = try desk.answer(.store(page), now: now)
    }

    mutating func publish() throws {
      try ConsentPortal(store).publish(now: now)
      for item in try desk.sync.outbox() { portal.put(try JSONValue(parsing: item.body), at: 1) }
    }

    func record(_ type: String, _ id: String) throws -> RecordID {
      try #require(try desk.sync.record(for: ResourceKey(type: type, id: id)))
    }

    func add(_ code: String?, _ name: String = "架空歯科") throws -> RecipientID {
      try consent.addRecipient(name: name, institutionCode: code, at: Instant(seconds: 0))
        .recipient.id
    }

    func set(
      _ effect: Effect, _ selector: PHRModel.Selector, _ who: WhoSelector, _ purpose: Purpose? = nil
    ) throws {
      let rule = Directive(
        id: ConsentStore.newDirectiveID(), effect: effect, selector: selector, who: who,
        purpose: purpose, set: now)
      try consent.append(.directives(removed: [], added: [rule]), at: now)
    }

    func served(
      _ type: String, to code: String, _ purpose: Purpose = .treatment
    ) -> [String] {
      let evaluation = ConsentEvaluation(store: portal, now: now.seconds)
      return portal.standing(type).filter {
        evaluation.shows($0, to: code, purpose: purpose.actReason ?? "")
      }.map(\.id).sorted()
    }

    func shown(to who: RecipientID, _ purpose: Purpose = .treatment) throws -> Int {
      try SharingView(store, recipient: who, purpose: purpose, at: now, now: now).count()
    }
  }

  private static let maker = PortalResources(patient: "p1")
  private static let dose = maker.vaccination(
    "v", "架空ワクチン", "88", "2026-05-20", lot: "X", dose: 1)
  private static let dentist = "1330000002"

  @Test func `it knows nobody without an institution code`() throws {
    var scene = try Scene([Self.dose])
    let nameless = try scene.add(nil)
    try scene.publish()
    #expect(try scene.shown(to: nameless) == 1)
    #expect(scene.served("Immunization", to: "dentist1").isEmpty)
  }

  @Test func `a new record of a facility waits for the next list`() throws {
    var scene = try Scene([Self.dose])
    let dentist = try scene.add(Self.dentist)
    try scene.set(.hide, .facility(FacilityName(name: "架空内科クリニック")), .recipient(dentist))
    try scene.publish()
    #expect(scene.served("Immunization", to: Self.dentist).isEmpty)
    let fresh = Self.maker.vaccination(
      "new", "架空ワクチン", "88", "2026-06-01", lot: "X", dose: 2)
    scene.portal.put(fresh, at: 2)
    #expect(scene.served("Immunization", to: Self.dentist) == ["p1-new"])
    // The pull that brings it in sends the list again.
    try scene.pull(fresh)
    #expect(try scene.shown(to: dentist) == 0)
    try scene.publish()
    #expect(scene.served("Immunization", to: Self.dentist).isEmpty)
  }

  @Test func `it reads its own date alone, not that of a former version`() throws {
    var scene = try Scene([Self.dose])
    let dentist = try scene.add(Self.dentist)
    try scene.receive([Self.dose.with("occurrenceDateTime", "2026-06-20")])
    let may = try #require(
      DayPeriod(from: nil, to: CivilDay(year: 2026, month: 5, day: 31)))
    try scene.set(.hide, .kind(.vaccination, may), .recipient(dentist))
    try scene.publish()
    #expect(try scene.shown(to: dentist) == 0)
    #expect(scene.served("Immunization", to: Self.dentist) == ["p1-v"])
  }

  @Test func `an institution in an emergency meets its own rules and those for emergencies`()
    throws
  {
    let allergy: JSONValue = [
      "resourceType": "AllergyIntolerance", "id": "al", "code": ["text": "架空食品"],
      "patient": ["reference": "Patient/p1"],
    ]
    var scene = try Scene([allergy])
    let dentist = try scene.add(Self.dentist)
    try scene.publish()
    #expect(try scene.shown(to: dentist, .emergency) == 0)
    #expect(try scene.shown(to: .emergency, .emergency) == 1)
    #expect(scene.served("AllergyIntolerance", to: Self.dentist, .emergency) == ["al"])
    try scene.set(.hide, .all, .recipient(dentist))
    try scene.publish()
    #expect(scene.served("AllergyIntolerance", to: Self.dentist, .emergency).isEmpty)
    #expect(scene.served("AllergyIntolerance", to: "1310000004", .emergency) == ["al"])
  }

  @Test func `it serves resources whole, insured numbers among them`() throws {
    var scene = try Scene(Self.maker.coverages)
    let dentist = try scene.add(Self.dentist)
    try scene.set(.show, .kind(.insurance, nil), .recipient(dentist), .treatment)
    try scene.publish()
    let view = try SharingView(scene.store, recipient: dentist, at: Self.now, now: Self.now)
    let ours = try view.records().map { "\($0.body.content)" }
    #expect(!ours.isEmpty && !ours.contains { $0.contains("５６７８９") || $0.contains("56789") })
    #expect(scene.served("Coverage", to: Self.dentist) == ["p1-cov1", "p1-cov2"])
  }

  @Test func `what it has never sent is no record, and it decides alone`() throws {
    var scene = try Scene([Self.dose])
    let dentist = try scene.add(Self.dentist)
    try scene.set(.show, .all, .recipient(dentist), .treatment)
    try scene.publish()
    scene.portal.put(
      [
        "resourceType": "DocumentReference", "id": "d", "status": "current",
        "subject": ["reference": "Patient/p1"],
      ], at: 2)
    // A show names the types that are records: what is none of them stays with the portal.
    #expect(scene.served("DocumentReference", to: Self.dentist).isEmpty)
    #expect(scene.served("Immunization", to: Self.dentist) == ["p1-v"])
  }
}
