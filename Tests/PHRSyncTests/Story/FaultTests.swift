import PHRModel
import Testing

@testable import PHRSync

/// One line of the fault script and what a pull must make of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
  let faults: [String]
  /// Types that are not pulled whole, with the reason.
  var skipped: [String: SkipReason] = [:]
  /// Kinds whose records are missing or different after the first pull.
  var missing: Set<Kind> = []
  /// Whether the second pull heals everything.
  var heals = true
  var warnings = false
  /// How long a client waits; where nothing is slow on purpose, longer than a busy machine takes.
  var patience = 30.0

  var testDescription: String { faults.joined(separator: " ") }

  static let table: [FaultCase] = [
    FaultCase(faults: []),
    FaultCase(faults: ["equal-timestamps", "pages:1"]),
    FaultCase(faults: ["duplicate-entry", "pages:2"]),
    FaultCase(faults: ["update-during-paging", "pages:1"]),
    FaultCase(faults: ["next-gone", "pages:1"]),
    FaultCase(faults: ["throttle-seconds:1"]),
    FaultCase(faults: ["throttle-date:2"]),
    FaultCase(faults: ["expire-token"]),
    FaultCase(
      faults: ["refuse-type:Immunization"], skipped: ["Immunization": .refused(status: 403)],
      missing: [.vaccination], heals: false),
    FaultCase(
      faults: ["html-error:Coverage"], skipped: ["Coverage": .refused(status: 404)],
      missing: [.insurance], heals: false),
    FaultCase(
      faults: ["html-page:Condition"], skipped: ["Condition": .notFHIR], missing: [.condition],
      heals: false),
    FaultCase(faults: ["outcome-in-list"], warnings: true),
    FaultCase(faults: ["missing-meta"]),
    FaultCase(faults: ["missing-entry:Immunization"], missing: [.vaccination], heals: false),
    FaultCase(faults: ["long-ids"]),
    FaultCase(faults: ["truncated"]),
    FaultCase(
      faults: ["foreign-next", "pages:1"],
      skipped: [
        "Communication": .foreignLink, "DiagnosticReport": .foreignLink,
        "Observation": .foreignLink, "Immunization": .foreignLink,
        "MedicationDispense": .foreignLink, "ExplanationOfBenefit": .foreignLink,
        "Coverage": .foreignLink,
      ], missing: [.notice, .checkup, .vaccination, .medication, .cost, .insurance],
      heals: false),
    FaultCase(faults: ["redirect"]),
    FaultCase(
      faults: ["foreign-redirect"], skipped: ["Communication": .foreignLink], missing: [.notice]),
    FaultCase(faults: ["clock-skew"]),
    FaultCase(faults: ["slow-loris"], patience: 1),
    FaultCase(
      faults: ["endless"], skipped: ["Communication": .tooLarge], missing: [.notice]),
    FaultCase(
      faults: ["gzip-bomb"], skipped: ["Communication": .compressed], missing: [.notice]),
    FaultCase(faults: ["invalid-utf8"], missing: [.notice], heals: false, warnings: true),
    FaultCase(faults: ["deep-json"], missing: [.notice], heals: false),
    FaultCase(faults: ["reset:10"]),
    FaultCase(faults: ["reset:400"]),
    FaultCase(
      faults: ["unavailable:1"], skipped: ["Communication": .server(status: 503)],
      missing: [.notice], heals: false),
    FaultCase(
      faults: ["server-error:AllergyIntolerance"],
      skipped: ["AllergyIntolerance": .server(status: 500)], missing: [.allergy], heals: false),
    FaultCase(faults: ["unreadable"], missing: [.notice], heals: false),
    FaultCase(faults: ["category-required"]),
  ]
}

@Suite struct FaultTests {
  @Test(arguments: FaultCase.table)
  func `every fault ends as its line says, and nothing is doubled`(_ line: FaultCase) async throws {
    let reference = try await Household.reference()
    let faults = try line.faults.map { try #require(PortalFault(parsing: $0)) }
    let limits = HTTPLimits(seconds: line.patience, bytes: 1 << 20)
    let house = try await Household.open(faults, limits: limits)
    defer { house.portal.stop() }

    let first = try await house.sync()
    #expect(first.outcome == .complete)
    #expect(first.skips == line.skipped)
    #expect(first.rows.contains { $0.warnings > 0 } == line.warnings)
    for kind in Kind.allCases where !line.missing.contains(kind) {
      #expect(try house.contents(of: kind) == reference[kind] ?? [], "\(kind)")
    }

    let second = try await house.sync()
    if line.heals {
      for kind in Kind.allCases {
        #expect(try house.contents(of: kind) == reference[kind] ?? [], "\(kind)")
      }
    }
    let before = try house.contents()
    let third = try await house.sync()
    #expect(third.total.new == 0)
    #expect(third.total.changed == 0)
    #expect(second.total.changed == 0)
    #expect(try house.contents() == before)
  }

  @Test func `a throttle beyond two minutes stops everything, also the next time`() async throws {
    let house = try await Household.open([PortalFault(.throttleSeconds, "600")])
    defer { house.portal.stop() }
    let report = try await house.sync()
    guard case .notBefore(let moment) = report.outcome else {
      Issue.record("the pull was not stopped")
      return
    }
    #expect(moment > Household.now.adding(seconds: 500))
    #expect(report.isIncomplete)
    let asked = house.portal.requests
    #expect(try await house.sync().outcome == .notBefore(moment))
    #expect(house.portal.requests == asked)
  }

  @Test func `a token that cannot be renewed stops everything and says so`() async throws {
    let house = try await Household.open([
      PortalFault(.expireToken), PortalFault(.refreshRefused),
    ])
    defer { house.portal.stop() }
    let report = try await house.sync()
    #expect(report.outcome == .signInAgain)
    #expect(try house.records.countsByKind()[.notice] == 3)
  }

  @Test func `somebody else at the portal: nothing is stored`() async throws {
    let records = try RecordStore(Connection(path: ":memory:"))
    var profile = Profile()
    profile.name = "試験 花子"
    profile.birthDate = PartialDate(iso: "1975-04-01")
    try records.setProfile(profile, origin: "manual", recorded: Household.now)
    let house = try await Household.open([PortalFault(.wrongPatient)], records: records)
    defer { house.portal.stop() }
    let report = try await house.sync()
    #expect(report.outcome == .stranger([.birthDate]))
    #expect(try records.count(RecordQuery()) == 0)
  }

  @Test func `what the portal deletes is marked and stays`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    _ = try await house.sync()
    house.portal.delete("Immunization", "pt1-im1")
    let report = try await house.sync()
    #expect(report.total.vanished == 1)
    let doses = try house.contents(of: .vaccination)
    #expect(doses.count == 3)
    #expect(doses.count { $0.contains("vanished") } == 1)
    #expect(try await house.sync().total.vanished == 0)
  }

  @Test func `a full pull finds what vanished without a word`() async throws {
    let house = try await Household.open([PortalFault(.missingMeta)])
    defer { house.portal.stop() }
    _ = try await house.sync()
    house.portal.delete("AllergyIntolerance", "pt1-al1")
    #expect(try await house.sync().total.vanished == 0)
    #expect(try await house.sync(full: true).total.vanished == 1)
  }

  @Test func `entered in error becomes withdrawn, and a correction a version`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    _ = try await house.sync()
    let dose = try #require(house.portal.resource("Immunization", "pt1-im2"))
    house.portal.put(dose.with("lotNumber", "NEW77"))
    #expect(try await house.sync().total.changed == 1)
    house.portal.put(dose.with("status", "entered-in-error"))
    #expect(try await house.sync().total.withdrawn == 1)
    let summary = try #require(
      try house.records.list(RecordQuery()).first { $0.status == .withdrawn })
    #expect(try house.records.history(of: summary.id).count == 3)
  }

  @Test func `a corrected result makes a new version of its checkup`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    _ = try await house.sync()
    let result = try #require(house.portal.resource("Observation", "pt1-ob2026-4"))
    house.portal.put(result.with("valueQuantity", ["value": 101, "unit": "mg/dL"]))
    let report = try await house.sync()
    #expect(report.total.changed == 1)
    #expect(report.total.new == 0)
  }

  @Test func `a resource of somebody else is left out and counted`() async throws {
    let house = try await Household.open([PortalFault(.strangerInList)])
    defer { house.portal.stop() }
    let report = try await house.sync()
    #expect(report.rows.first { $0.type == "Immunization" }?.strangers == 1)
    #expect(report.hasProblems)
    #expect(try house.records.countsByKind()[.vaccination] == 3)
  }

  @Test func `an unreadable notice is kept, shown and counted`() async throws {
    let house = try await Household.open([PortalFault(.unreadable)])
    defer { house.portal.stop() }
    let report = try await house.sync()
    #expect(report.total.unreadable == 1)
    #expect(report.hasProblems)
    let inbox = try house.records.inbox()
    #expect(inbox.count == 3)
    #expect(inbox.count { !$0.notice.readable } == 1)
    #expect(try house.desk.sync.unreadable().count == 1)

    let whole = try #require(house.portal.resource("Communication", "pt1-n1"))
    house.portal.put(whole.with("id", "pt1-n2"))
    #expect(try await house.sync().total.changed == 1)
    #expect(try house.records.inbox().allSatisfy { $0.notice.readable })
  }

  @Test func `a server clock ahead of the world never moves the watermark beyond it`()
    async throws
  {
    let house = try await Household.open([PortalFault(.clockSkew)])
    defer { house.portal.stop() }
    _ = try await house.sync()
    for (type, cursor) in try house.desk.sync.cursors() {
      #expect(cursor.watermark ?? Household.now <= Household.now.adding(seconds: 2), "\(type)")
    }
  }
}

extension SyncReport {
  /// The types that were skipped, apart from those that the portal does not have.
  var skips: [String: SkipReason] {
    let pairs = rows.compactMap { row in row.skipped.map { (row.type, $0) } }
    return Dictionary(pairs.filter { $0.1 != .notOffered }, uniquingKeysWith: { $1 })
  }
}
