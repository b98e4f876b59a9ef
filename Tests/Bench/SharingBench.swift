import Foundation
import PHRModel

/// Decisions on 100,000 records for one recipient with 200 directives, and the leak check.
enum SharingBench {
  private static let recipient = RecipientID("clinic")
  private static let now = Instant(seconds: 1_790_000_000)
  private static let count = 100_000

  static func run(in folder: String) throws {
    let records = (0..<count).map(record)
    var facts: [RecordFacts] = []
    let building = Measure.milliseconds {
      var builder = RecordFactsBuilder()
      facts = builder.facts(of: records)
    }
    Measure.heading("100,000 records, one recipient, 200 directives", ["rules", "time", "aim"])
    Measure.row(["record facts, once", Measure.shown(building), "–"])
    for (name, selector) in rules {
      let policy = policy(selector)
      var shown = 0
      let time = Measure.median(of: 5) {
        let evaluator = policy.evaluator(for: recipient, purpose: .treatment, at: now)
        shown = facts.count(where: evaluator.shows)
      }
      Measure.row(["\(name) (\(shown) shown)", Measure.shown(time), "≤ 100 ms"])
    }
    leaks(records)
  }

  private static func leaks(_ records: [Record]) {
    for hidden in [100, 1000] {
      var found = 0
      let time = Measure.milliseconds {
        found = LeakCheck(hidden: Array(records[..<hidden])).leaks(in: records[hidden...]).count
      }
      Measure.row(["leak check, \(hidden) hidden (\(found) leaks)", Measure.shown(time), "–"])
    }
  }

  private static let rules: [(String, @Sendable (Int) -> Selector)] = [
    ("one record each", { .record(id($0 * 7)) }),
    ("a facility each", { .facility(FacilityName(name: "架空薬局\($0)")) }),
    ("a period each", { DayPeriod(from: day($0), to: day($0)).map { .period($0) } ?? .all }),
    ("all sorts", { mixed($0) }),
  ]

  private static func mixed(_ number: Int) -> Selector {
    switch number % 7 {
    case 0: .record(id(number))
    case 1: .episode(EpisodeID("episode-\(number)"))
    case 2: .tag("tag\(number % 50)")
    case 3: .facility(FacilityName(name: "架空薬局\(number)"))
    case 4: .facility(FacilityName(name: "", code: "1349\(100_000 + number)"))
    case 5: .kind(.medication, DayPeriod(from: day(number), to: day(number + 3)))
    default: .kind(.measurement, DayPeriod(from: day(number), to: nil))
    }
  }

  private static func policy(_ selector: (Int) -> Selector) -> Policy {
    var state = ConsentState()
    state.recipients[recipient] = Recipient(
      id: recipient, name: "架空医院", registered: Instant(seconds: 0))
    for number in 0..<200 {
      state.directives.insert(
        Directive(
          id: DirectiveID("d\(number)"), effect: number.isMultiple(of: 3) ? .show : .hide,
          selector: selector(number), who: .recipient(recipient), set: now))
    }
    return Policy(state)
  }

  private static func record(_ number: Int) -> Record {
    var line = Medication(drug: CodedText(text: drugName(number % 500)), origin: .dispensed)
    line.days = 28
    var body = RecordBody(
      date: PartialDate(day(number % 9000)), title: "架空薬", content: .medication(line))
    body.facilities = [
      Facility(
        role: .dispenser, name: "架空薬局\(number % 300)", code: "1349\(100_000 + number % 300)"),
      Facility(role: .prescriber, name: "架空病院\(number % 200)"),
    ]
    body.note = number.isMultiple(of: 50) ? "架空薬局\(number % 1000)で受け取り" : "食後に飲む"
    return Record(
      id: id(number), version: 1, status: .active, body: body,
      episode: EpisodeID("episode-\(number / 3)"),
      provenance: Provenance(channel: .manual, format: "manual", name: "", received: now),
      tags: number.isMultiple(of: 10) ? ["tag\(number % 50)"] : [])
  }

  /// A name of its own for each number: digits would count as strength.
  static func drugName(_ number: Int) -> String {
    let syllables = Array("アカサタナハマヤラワ")
    let places = [number / 100 % 10, number / 10 % 10, number % 10]
    return String(places.map { syllables[$0] }) + "ミン錠5mg"
  }

  private static func id(_ number: Int) -> RecordID { RecordID("record-\(number)-abcdefghijkl") }

  private static func day(_ number: Int) -> CivilDay { CivilDay(number: 12_000 + number) }
}
