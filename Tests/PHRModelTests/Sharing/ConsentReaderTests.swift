import Foundation
import Testing

@testable import PHRModel

private let now = Samples.now
private let base = "http://127.0.0.1:1"

/// Who and what a Consent can name in these tests.
private struct Names {
  var state = ConsentState()
  let clinic = RecipientID("clinic-a")
  let insurer = RecipientID("insurer-b")
  let records: [String: (id: RecordID, episode: EpisodeID?)] = [
    "Immunization/im1": (RecordID("dose"), nil),
    "DiagnosticReport/dr2": (RecordID("checkup"), EpisodeID("visit")),
    "MedicationDispense/m1": (RecordID("line1"), EpisodeID("e1")),
    "MedicationDispense/m2": (RecordID("line2"), EpisodeID("e1")),
  ]

  init() {
    state.recipients[clinic] = Recipient(
      id: clinic, name: "架空内科", recipientClass: .clinic, institutionCode: "1310000001",
      registered: Instant(seconds: 0))
    state.recipients[insurer] = Recipient(
      id: insurer, name: "架空健保", recipientClass: .insurer, institutionCode: "1360000004",
      registered: Instant(seconds: 0))
  }

  func writer() -> ConsentWriter {
    ConsentWriter(
      state: state, patient: "p1", now: now,
      instances: { [records] _, selector in
        records.filter {
          selector == .record($0.value.id) || selector == $0.value.episode.map { .episode($0) }
        }
        .keys.sorted()
      }, emergencyInstances: ["MedicationDispense/m1"])
  }

  func reader(_ origin: Directive.Origin = .portal(base)) -> ConsentReader {
    ConsentReader(
      state: state,
      recipient: { [state] name in
        state.recipients.values.first { "Organization/\($0.institutionCode ?? "")" == name }?.id
      }, record: { [records] in records[$0] }, origin: origin, now: now)
  }
}

private func consent(_ json: String) throws -> JSONValue {
  let head = #""resourceType":"Consent","id":"c1","status":"active","#
  return try JSONValue(parsing: "{\(head)\(json)}")
}

private func rules(_ reading: ConsentReading) -> [String]? {
  guard case .directives(let directives) = reading else { return nil }
  return directives.map { rule in
    let purpose = rule.purpose.map { " \($0.rawValue)" } ?? ""
    return "\(rule.effect.rawValue) \(rule.selector) \(rule.who)\(purpose)"
  }
}

@Suite struct `A Consent of our own shape` {
  static let selectors: [PHRModel.Selector] = [
    .record(RecordID("dose")), .episode(EpisodeID("e1")), .kind(.medication, nil),
    .kind(.checkup, DayPeriod(from: CivilDay(number: 20_000), to: CivilDay(number: 20_009))),
    .kind(.cost, DayPeriod(from: nil, to: CivilDay(number: 20_009))), .all,
  ]

  @Test(arguments: selectors, Effect.allCases)
  func `comes back exactly, for every recipient, purpose and window`(
    selector: PHRModel.Selector, effect: Effect
  ) throws {
    let names = Names()
    let whos: [WhoSelector] = [
      .recipient(names.clinic), .recipient(.emergency), .recipientClass(.clinic),
      .recipientClass(.insurer), .anyone,
    ]
    let windows = [
      ConsentWindow.always, ConsentWindow(from: now), ConsentWindow(until: now),
      ConsentWindow(from: now, until: now.adding(seconds: 1)),
    ]
    for who in whos {
      let purposes: [Purpose?] =
        who == .recipient(.emergency) ? [nil, .emergency] : [nil, .treatment, .research]
      for purpose in purposes {
        for window in windows {
          let directive = Directive(
            id: DirectiveID("d1"), effect: effect, selector: selector, who: who,
            purpose: purpose, window: window, set: now, by: .portal(base),
            origin: .portal(base))
          let written = try #require(names.writer().consent(directive))
          #expect(names.reader().read(written) == .directives([directive]))
        }
      }
    }
  }

  @Test(arguments: BaseRule.allCases)
  func `the base rule comes back`(rule: BaseRule) {
    var names = Names()
    names.state.base = rule
    #expect(names.reader().read(names.writer().base(named: "b")) == .base(rule))
  }

  @Test(arguments: [selectors[0], selectors[2], selectors[3], .all])
  func `a seal comes back`(selector: PHRModel.Selector) throws {
    let seal = RecordSeal(
      selector: selector, until: now.adding(seconds: 60), set: now, by: .portal(base))
    let names = Names()
    let written = try #require(names.writer().consent(seal, named: "s"))
    #expect(names.reader().read(written) == .seal(seal))
  }

  @Test(arguments: [PHRModel.Selector.Rank.tag, .facility])
  func `a list whose name only its vault knows is kept`(word: PHRModel.Selector.Rank) throws {
    let names = Names()
    let directive = Directive(
      id: DirectiveID("d1"), effect: .hide, selector: .record(RecordID("dose")), who: .anyone,
      set: now)
    let written = try #require(names.writer().consent(directive)).serialized()
      .replacingOccurrences(of: #""valueCode":"record""#, with: #""valueCode":"\#(word.rawValue)""#)
    #expect(names.reader().read(try JSONValue(parsing: written)) == .kept(.list))
  }

  @Test(arguments: ["inactive", "rejected", "entered-in-error"])
  func `one that no longer holds takes back what it said`(status: String) throws {
    let names = Names()
    let text = names.writer().base(named: "b").serialized()
      .replacingOccurrences(of: #""status":"active""#, with: #""status":"\#(status)""#)
    #expect(names.reader().read(try JSONValue(parsing: text)) == .ended)
  }
}

@Suite struct `A Consent of somebody else` {
  private static let clinic = #""actor":[{"reference":{"reference":"Organization/1310000001"}}]"#
  private static let treat = #""purpose":[{"code":"TREAT"}]"#
  private static let dose =
    #""data":[{"meaning":"instance","reference":{"reference":"Immunization/im1"}}]"#
  private static let drugs =
    #""class":[{"code":"MedicationDispense"},{"code":"MedicationStatement"},{"code":"MedicationRequest"}]"#

  private static func stance(_ code: String) -> String {
    #""policyRule":{"coding":[{"code":"\#(code)"}]}"#
  }

  /// What it says, and the rules that say it here.
  static let said: [(String, [String])] = [
    (stance("OPTINR"), ["show all anyone"]),
    (stance("OPTOUT"), ["hide all anyone"]),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny",\#(clinic),\#(treat),\#(dose)}]}"#,
      ["show all anyone", "hide dose id:clinic-a treatment"]
    ),
    (
      stance("OPTIN") + #","provision":{"type":"deny",\#(drugs)}"#,
      ["show all anyone", "hide kind:medication anyone"]
    ),
    (
      stance("OPTOUTE") + #","provision":{"provision":[{"type":"permit",\#(clinic),\#(drugs)}]}"#,
      ["hide all anyone", "show kind:medication id:clinic-a"]
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny",\#(clinic),\#(dose),"provision":[{"type":"permit","purpose":[{"code":"ETREAT"}]}]}]}"#,
      [
        "show all anyone", "hide dose id:clinic-a", "show dose id:clinic-a emergency",
      ]
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny",\#(treat),"data":[{"meaning":"related","reference":{"reference":"DiagnosticReport/dr2"}}]}]}"#,
      ["show all anyone", "hide checkup anyone treatment"]
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","dataPeriod":{"start":"2025-06","end":"2025"}}]}"#,
      ["show all anyone", "hide period:2025-06-01..2025-12-31 anyone"]
    ),
  ]

  @Test(arguments: said)
  func `is taken as rules with the same outcome`(text: String, expected: [String]) throws {
    #expect(rules(Names().reader().read(try consent(text))) == expected)
  }

  /// What it says, and why that cannot be said here.
  static let unsaid: [(String, ConsentReading.Obstacle)] = [
    (#""provision":{}"#, .stance),
    (stance("hipaa"), .stance),
    (stance("OPTINR") + #","scope":{"coding":[{"code":"research"}]}"#, .notPrivacy),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","actor":[{"reference":{"reference":"RelatedPerson/rp1"}}]}]}"#,
      .actor
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","purpose":[{"code":"BTG"}]}]}"#, .purpose
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","class":[{"code":"MedicationDispense"}]}]}"#,
      .data
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","data":[{"meaning":"instance","reference":{"reference":"Immunization/none"}}]}]}"#,
      .data
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","data":[{"meaning":"dependents","reference":{"reference":"Immunization/im1"}}]}]}"#,
      .data
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","securityLabel":[{"code":"PSY"}]}]}"#, .data
    ),
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny","action":[{"coding":[{"code":"correct"}]}]}]}"#,
      .action
    ),
    (stance("OPTINR") + #","provision":{"provision":[{"type":"deny",\#(drugs),\#(dose)}]}"#, .data),
    (stance("OPTINR") + #","provision":{"period":{"start":"soon"}}"#, .period),
    (stance("OPTINR") + #","provision":{"provision":[{}]}"#, .precedence),
    // Deny beats permit at one depth there; here the kind would beat everything.
    (
      stance("OPTOUTE")
        + #","provision":{"provision":[{"type":"permit",\#(drugs)},{"type":"deny",\#(clinic)}]}"#,
      .precedence
    ),
    // The deeper one wins there; here a hide of the same rank would.
    (
      stance("OPTINR")
        + #","provision":{"provision":[{"type":"deny",\#(dose),"provision":[{"type":"permit"}]}]}"#,
      .precedence
    ),
  ]

  @Test(arguments: unsaid)
  func `is kept whole if any part of it cannot be said`(
    text: String, obstacle: ConsentReading.Obstacle
  ) throws {
    #expect(Names().reader().read(try consent(text)) == .kept(obstacle))
  }

  @Test func `its period holds whole days, and its last second is inside`() throws {
    let text =
      Self.stance("OPTOUT") + #","provision":{"period":{"start":"2025-06","end":"2026-06-10"}}"#
    guard case .directives(let found) = Names().reader().read(try consent(text)) else {
      Issue.record("not read")
      return
    }
    let window = try #require(found.first?.window)
    #expect(window.from == Instant(iso: "2025-06-01T00:00:00+09:00"))
    #expect(window.until == Instant(iso: "2026-06-11T00:00:00+09:00"))
  }

  @Test func `a rule that could match nothing is left out`() throws {
    let text =
      Self.stance("OPTINR")
      + #","provision":{"provision":[{"type":"deny",\#(Self.treat),\#(Self.dose),"provision":[{"type":"permit","purpose":[{"code":"ETREAT"}]}]}]}"#
    #expect(
      rules(Names().reader().read(try consent(text)))
        == ["show all anyone", "hide dose anyone treatment"])
  }
}
