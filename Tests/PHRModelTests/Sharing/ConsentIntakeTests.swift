import Foundation
import Testing

@testable import PHRModel

@Suite struct `Consents that come from a portal` {
  private static let base = "http://127.0.0.1:1"
  private static let now = Samples.now

  private static func vault() throws -> (RecordStore, RecipientID) {
    let store = try Samples.store()
    try SyncStore(store, portal: base).save(
      PortalAccount(
        base: base, patient: "p1", client: "c", tokenEndpoint: base, accessToken: "a",
        refreshToken: nil))
    let clinic = try ConsentStore(store).addRecipient(
      name: "架空歯科", institutionCode: "1331234567", at: now
    ).recipient.id
    return (store, clinic)
  }

  private static func hold(_ store: RecordStore, _ id: String, _ text: String) throws {
    let head = #""resourceType":"Consent","id":"\#(id)""#
    let page = SyncPage(
      type: "Consent",
      resources: [
        PulledResource(
          key: ResourceKey(type: "Consent", id: id), mark: String(text.hashValue),
          reading: .kept("{\(head),\(text)}"))
      ])
    _ = try SyncStore(store, portal: base).apply(page, recorded: now)
  }

  private static func denial(_ status: String = "active", type: String = "deny") -> String {
    let own = ConsentWire.selector
    return #"""
      "status":"\#(status)","policyRule":{"coding":[{"code":"OPTOUTE"}]},"provision":{"provision":[
        {"extension":[{"url":"\#(own)","valueCode":"kind"}],"type":"\#(type)",
         "actor":[{"reference":{"reference":"Organization/1331234567"}}],
         "class":[{"code":"Immunization"}]}]}
      """#
  }

  @Test func `what hides holds at once, once, and by the portal's name`() throws {
    let (store, clinic) = try Self.vault()
    try Self.hold(store, "other-device", Self.denial())
    let intake = ConsentIntake(store)
    #expect(try intake.takeIn(now: Self.now).map(\.outcome) == [.applied(1)])
    #expect(try intake.takeIn(now: Self.now).isEmpty)
    let directive = try #require(try ConsentStore(store).state().directives.all.first)
    #expect(directive.id.text == "other-device" && directive.origin == .portal(Self.base))
    #expect(directive.effect == .hide && directive.who == .recipient(clinic))
    #expect(try ConsentStore(store).changes().last?.by == .portal(Self.base))
    // It stands at that portal already: it is not sent there again.
    let key = ResourceKey(type: "Consent", id: "other-device")
    #expect(try SyncStore(store, portal: Self.base).outboxItem(key) == nil)
  }

  @Test func `what the holder undoes is not taken in again, and its end takes it back`() throws {
    let (store, _) = try Self.vault()
    let intake = ConsentIntake(store)
    try Self.hold(store, "c", Self.denial())
    _ = try intake.takeIn(now: Self.now)
    try ConsentStore(store).undo(at: Self.now)
    #expect(try intake.takeIn(now: Self.now).isEmpty)
    #expect(try ConsentStore(store).state().directives.all.isEmpty)
    try Self.hold(store, "d", Self.denial())
    _ = try intake.takeIn(now: Self.now)
    try Self.hold(store, "d", Self.denial("inactive"))
    #expect(try intake.takeIn(now: Self.now).map(\.outcome) == [.takenBack])
    #expect(try ConsentStore(store).state().directives.all.isEmpty)
  }

  @Test func `what shows waits for the holder's word`() throws {
    let (store, _) = try Self.vault()
    let intake = ConsentIntake(store)
    try Self.hold(store, "wide", Self.denial(type: "permit"))
    #expect(try intake.takeIn(now: Self.now).map(\.outcome) == [.wouldShow])
    #expect(try ConsentStore(store).state().directives.all.isEmpty)
    #expect(try intake.takeIn(only: "wide", now: Self.now).map(\.outcome) == [.applied(1)])
    #expect(try ConsentStore(store).state().directives.all.map(\.effect) == [.show])
  }

  @Test func `what cannot be said is told once and nothing of it holds`() throws {
    let (store, _) = try Self.vault()
    try Self.hold(
      store, "odd",
      #""status":"active","policyRule":{"coding":[{"code":"OPTINR"}]},"provision":{"provision":[{"type":"deny","purpose":[{"code":"BTG"}]}]}"#
    )
    let before = try ConsentStore(store).changes().count
    #expect(try ConsentIntake(store).takeIn(now: Self.now).map(\.outcome) == [.kept(.purpose)])
    #expect(try ConsentIntake(store).takeIn(now: Self.now).isEmpty)
    #expect(try ConsentStore(store).changes().count == before)
  }

  @Test func `our own consents are known by their names when they come back`() throws {
    let (store, clinic) = try Self.vault()
    let hide = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: .all, who: .recipient(clinic),
      set: Self.now)
    try ConsentStore(store).append(.directives(removed: [], added: [hide]), at: Self.now)
    for item in try SyncStore(store, portal: Self.base).outbox() {
      let text = String(item.body.dropFirst().dropLast())
      let body = text.split(separator: ",", maxSplits: 2).last.map(String.init) ?? ""
      try Self.hold(store, item.key.id, body)
    }
    #expect(try ConsentIntake(store).takeIn(now: Self.now).isEmpty)
  }
}

@Suite struct `A file with Consents` {
  private static func bundle(_ purpose: String) -> String {
    #"""
    {"resourceType":"Bundle","type":"collection","entry":[
     {"resource":{"resourceType":"Organization","id":"clinic1","identifier":[{"value":"1310000001"}]}},
     {"resource":{"resourceType":"Immunization","id":"im1","status":"completed",
      "vaccineCode":{"text":"架空ワクチン"},"patient":{"reference":"Patient/pt1"},
      "occurrenceDateTime":"2025-11-04"}},
     {"resource":{"resourceType":"Patient","id":"pt1"}},
     {"resource":{"resourceType":"Consent","id":"c1","status":"active",
      "scope":{"coding":[{"code":"patient-privacy"}]},"patient":{"reference":"Patient/pt1"},
      "policyRule":{"coding":[{"code":"OPTINR"}]},
      "provision":{"period":{"start":"2025-06-11","end":"2026-06-10"},"provision":[
       {"type":"deny","actor":[{"reference":{"reference":"Organization/clinic1"}}],
        "purpose":[{"code":"\#(purpose)"}],
        "data":[{"meaning":"instance","reference":{"reference":"Immunization/im1"}}]}]}}}]}
    """#
  }

  private static func take(_ text: String, into store: RecordStore) throws -> ImportReport {
    try store.connection.transaction {
      let session = try ImportSession(
        store: store, format: .fhir, reader: FHIRReader(), name: "f", now: Samples.now,
        samePerson: true)
      try session.consume(Data(text.utf8))
      return try session.finish()
    }
  }

  @Test func `gives the holder's rules, with institutions named by their codes`() throws {
    let store = try Samples.store()
    let clinic = try ConsentStore(store).addRecipient(
      name: "架空内科", institutionCode: "1310000001", at: Samples.now
    ).recipient.id
    let report = try Self.take(Self.bundle("TREAT"), into: store)
    #expect(report.consents == 1 && report.problems.isEmpty)
    let directives = try ConsentStore(store).state().directives.all
    #expect(directives.count == 2)
    let hide = try #require(directives.first { $0.effect == .hide })
    let dose = try #require(try store.list(RecordQuery()).first { $0.kind == .vaccination })
    #expect(hide.selector == .record(dose.id) && hide.who == .recipient(clinic))
    #expect(hide.window.until == Instant(iso: "2026-06-11T00:00:00+09:00"))
    #expect(try Self.take(Self.bundle("TREAT"), into: store).consents == 0)
  }

  @Test func `says what it could not take, and keeps the original`() throws {
    let store = try Samples.store()
    let report = try Self.take(Self.bundle("BTG"), into: store)
    #expect(report.consents == 0 && report.keptRaw["Consent"] == 1)
    #expect(report.problems.map(\.reason) == [.consentKept])
    #expect(report.problems.map(\.line) == [4])
    #expect(report.original != nil)
    #expect(try ConsentStore(store).state().directives.all.isEmpty)
  }
}
