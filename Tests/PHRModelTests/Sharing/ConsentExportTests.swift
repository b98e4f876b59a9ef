import Testing

@testable import PHRModel

@Suite struct `Consent in an export of the whole vault` {
  private static let now = Samples.now

  private struct Fixture {
    let store: RecordStore
    let drug: RecordID
    let clinic: Recipient
  }

  private static func vault() throws -> Fixture {
    let store = try Samples.store()
    let id = try store.apply(
      Samples.drug(), provenance: Samples.manual, recorded: now
    ).id
    let clinic = try ConsentStore(store).addRecipient(name: "架空 医院", at: now).recipient
    return Fixture(store: store, drug: id, clinic: clinic)
  }

  private static func directive(
    _ name: String, _ effect: Effect, _ selector: PHRModel.Selector, _ who: WhoSelector,
    purpose: Purpose? = nil
  ) -> Directive {
    Directive(
      id: DirectiveID(name), effect: effect, selector: selector, who: who, purpose: purpose,
      window: ConsentWindow(until: now.adding(seconds: 60)), set: now, reason: "理由")
  }

  private static func set(_ directives: [Directive], in store: RecordStore) throws {
    try ConsentStore(store).append(.directives(removed: [], added: directives), at: now)
  }

  /// The resources by `Type/id`.
  private static func exported(_ store: RecordStore) throws -> [String: JSONValue] {
    var resources: [String: JSONValue] = [:]
    try ConsentExport(store, now: now).forEach(patient: "holder") { resource in
      let name = "\(resource["resourceType"]?.string ?? "")/\(resource["id"]?.string ?? "")"
      #expect(resources[name] == nil)
      resources[name] = resource
    }
    return resources
  }

  private static func rule(_ name: String, _ store: RecordStore) throws -> JSONValue {
    try #require(try exported(store)["Consent/\(name)"]?["provision"]?["provision"]?[0])
  }

  @Test func `recipients are Organizations, and directives name them without a code`() throws {
    let vault = try Self.vault()
    try Self.set([Self.directive("d1", .hide, .all, .recipient(vault.clinic.id))], in: vault.store)
    let resources = try Self.exported(vault.store)
    let name = "Organization/\(vault.clinic.id.text)"
    #expect(resources[name]?["name"]?.string == "架空 医院")
    #expect(resources[name]?["active"] == true)
    let rule = try Self.rule("d1", vault.store)
    #expect(rule["actor"]?[0]?["reference"]?["reference"]?.string == name)
    #expect(rule["actor"]?[0]?["role"]?["coding"]?[0]?["code"]?.string == "IRCP")
    let consent = try #require(resources["Consent/d1"])
    #expect(consent["patient"]?["reference"]?.string == "Patient/holder")
    let words = consent["extension"]?.elements.compactMap { $0["valueString"]?.string }
    #expect(words == ["all", "理由"])
  }

  @Test func `a record is named as the export names it`() throws {
    let vault = try Self.vault()
    let record = Self.directive("d1", .show, .record(vault.drug), .anyone)
    let place = Self.directive("d2", .hide, .facility(FacilityName(name: "架空薬局")), .anyone)
    let gone = Self.directive("d3", .hide, .tag("消えた印"), .anyone)
    try Self.set([record, place, gone], in: vault.store)
    for name in ["d1", "d2"] {
      let data = try Self.rule(name, vault.store)["data"]
      #expect(
        data?[0]?["reference"]?["reference"]?.string == "MedicationDispense/\(vault.drug.text)")
    }
    // Without any data the rule would mean every record.
    let empty = try Self.rule("d3", vault.store)["data"]?[0]
    #expect(empty?["reference"]?["display"]?.string == "tag:消えた印")
  }

  @Test(
    arguments: [
      (WhoSelector.recipientClass(.pharmacy), Effect.show, "pharmacy"),
      (.recipientClass(.pharmacy), .hide, "pharmacy"), (.anyone, .show, nil), (.anyone, .hide, nil),
      (.recipient(.emergency), .show, nil),
    ] as [(WhoSelector, Effect, String?)])
  func `what a portal could not tell is said all the same`(
    who: WhoSelector, effect: Effect, actor: String?
  ) throws {
    let vault = try Self.vault()
    try Self.set([Self.directive("d1", effect, .all, who)], in: vault.store)
    let rule = try Self.rule("d1", vault.store)
    #expect(rule["type"]?.string == (effect == .show ? "permit" : "deny"))
    #expect(rule["actor"]?[0]?["reference"]?["display"]?.string == actor)
    let isEmergency = who == .recipient(.emergency)
    #expect(rule["purpose"]?[0]?["code"]?.string == (isEmergency ? "ETREAT" : nil))
  }

  @Test(arguments: Purpose.allCases) func `every purpose has a code`(purpose: Purpose) throws {
    let vault = try Self.vault()
    try Self.set([Self.directive("d1", .hide, .all, .anyone, purpose: purpose)], in: vault.store)
    let code = try Self.rule("d1", vault.store)["purpose"]?[0]?["code"]?.string
    #expect(code == purpose.actReason ?? purpose.rawValue)
  }

  @Test func `what was taken back is inactive, a seal and the base rule are Consents`() throws {
    let vault = try Self.vault()
    let hide = Self.directive("d1", .hide, .all, .anyone)
    try Self.set([hide], in: vault.store)
    let consent = ConsentStore(vault.store)
    try consent.append(.directives(removed: [hide], added: []), at: Self.now)
    try consent.append(
      .sealed(RecordSeal(selector: .kind(.condition, nil), set: Self.now)), at: Self.now)
    let resources = try Self.exported(vault.store)
    #expect(resources["Consent/d1"]?["status"]?.string == "inactive")
    let seal = resources["Consent/seal-1"]
    #expect(seal?["provision"]?["provision"]?[0]?["type"]?.string == "deny")
    #expect(seal?["provision"]?["provision"]?[0]?["class"]?[0]?["code"]?.string == "Condition")
    let base = resources["Consent/base"]
    #expect(base?["policyRule"]?["coding"]?[0]?["code"]?.string == "OPTOUTE")
    let classes = base?["provision"]?["provision"]?.elements.flatMap { $0["actor"]?.elements ?? [] }
    #expect(classes?.isEmpty == false)
    #expect(classes?.allSatisfy { $0["reference"] != nil && $0["role"] != nil } == true)
  }

  @Test func `a delegate is a RelatedPerson who may set directives`() throws {
    let vault = try Self.vault()
    let id = RecipientID("daughter")
    let grant = Grant(
      id: id, delegate: "架空 娘", relation: "子", basis: .powerOfAttorney, scope: [.all],
      window: ConsentWindow(from: Self.now, until: Self.now.adding(seconds: 100)), purpose: "介護")
    let consent = ConsentStore(vault.store)
    try consent.append(.granted(grant), at: Self.now)
    var hide = Self.directive("d1", .hide, .all, .recipient(id))
    hide.by = .delegate(id)
    try Self.set([hide], in: vault.store)
    let resources = try Self.exported(vault.store)
    let person = resources["RelatedPerson/daughter"]
    #expect(person?["name"]?[0]?["text"]?.string == "架空 娘")
    #expect(person?["active"] == true)
    #expect(person?["period"]?["end"]?.string == Self.now.adding(seconds: 99).description)
    let performer = resources["Consent/d1"]?["performer"]?[0]?["reference"]?.string
    #expect(performer == "RelatedPerson/daughter")
    let actor = resources["Consent/d1"]?["provision"]?["provision"]?[0]?["actor"]?[0]
    #expect(actor?["reference"]?["reference"]?.string == "RelatedPerson/daughter")
  }
}
