import Foundation
import Testing

@testable import PHRModel

/// What a summary computes from the records that it is given.
@Suite struct SummaryTests {
  private static let today = CivilDay(number: 20_700)
  private static let origin = PatientSummary.Origin(
    made: Instant(startOf: today), recipient: nil, frame: 7)

  private func record(
    _ number: Int, daysAgo: Int, _ content: Content, title: String = "x"
  ) -> Record {
    let body = RecordBody(
      date: PartialDate(Self.today.adding(days: -daysAgo)), title: title, content: content)
    return Record(
      id: RecordID("r\(1000 + number)"), version: 1, status: .active, body: body, episode: nil,
      provenance: Provenance(
        channel: .file, format: "jahis", name: "", received: Instant(seconds: 0)))
  }

  private func drug(_ name: String, days: Int?, origin: Medication.Origin = .dispensed) -> Content {
    var line = Medication(drug: CodedText(text: name), origin: origin)
    line.days = days
    return .medication(line)
  }

  private func result(_ value: String, flag: AbnormalFlag? = nil) -> Content {
    var item = Observation(
      code: CodedText(text: "検査"), value: .quantity(Quantity(value: value, unit: "mg/dL")))
    item.flag = flag
    return .checkup(Checkup(items: [item]))
  }

  private func summary(_ records: [Record]) -> PatientSummary {
    var builder = SummaryBuilder(today: Self.today, sex: .female)
    for record in records { builder.add(record) }
    return builder.summary(of: .init(profile: Profile()), note: nil, origin: Self.origin)
  }

  @Test(
    arguments: [
      (10, 28, .dispensed, "current"), (35, 28, .dispensed, "current"),
      (45, 28, .dispensed, "stopped"), (8, 5, .dispensed, "stopped"), (6, 5, .dispensed, "current"),
      (300, 28, .dispensed, "none"), (60, nil, .dispensed, "current"),
      (120, nil, .dispensed, "stopped"), (900, nil, .dispensed, "none"),
      (900, nil, .selfReported, "current"),
    ] as [(Int, Int?, Medication.Origin, String)])
  func `a drug is current, stopped or long past`(
    daysAgo: Int, days: Int?, origin: Medication.Origin, expected: String
  ) {
    let summary = summary([record(1, daysAgo: daysAgo, drug("架空錠", days: days, origin: origin))])
    let found =
      summary.current.isEmpty ? (summary.stopped.isEmpty ? "none" : "stopped") : "current"
    #expect(found == expected)
  }

  @Test func `since counts back to the last longer pause`() {
    let records = [10, 40, 70, 300].enumerated().map {
      record($0, daysAgo: $1, drug("架空錠", days: 28))
    }
    let course = summary(records).current.first
    #expect(course?.since == PartialDate(Self.today.adding(days: -70)))
    #expect(course?.lastDispensed == PartialDate(Self.today.adding(days: -10)))
  }

  @Test func `two drugs of one ingredient are marked`() {
    let records = [
      record(1, daysAgo: 3, drug("アムロ錠5mg「架空」", days: 28), title: "a"),
      record(2, daysAgo: 3, drug("アムロ錠2.5mg「試験」", days: 28), title: "b"),
    ]
    #expect(summary(records).current.map(\.isDuplicate) == [true, true])
  }

  @Test func `abnormal and formerly abnormal results are shown with their course`() {
    let normal = summary([record(1, daysAgo: 5, result("90", flag: .normal))])
    #expect(normal.results.isEmpty)
    let followed = summary([
      record(1, daysAgo: 400, result("150", flag: .high)),
      record(2, daysAgo: 5, result("90", flag: .normal)),
    ])
    #expect(followed.results.first?.mark == nil)
    #expect(followed.results.first?.values.map(\.quantity.value) == ["150", "90"])
    let high = summary([record(1, daysAgo: 5, result("150", flag: .high))])
    #expect(high.results.first?.mark == .flag(.high))
  }

  @Test func `the order in which records come does not matter`() {
    let records = (0..<12).map {
      record(
        $0, daysAgo: $0 * 20,
        $0.isMultiple(of: 2) ? drug("架空\($0 % 4)錠", days: 28) : result("\($0)", flag: .high))
    }
    #expect(summary(records) == summary(records.reversed()))
  }

  @Test func `withdrawn records and costs leave no trace`() {
    var withdrawn = record(1, daysAgo: 1, .allergy(Allergy(substance: CodedText(text: "卵"))))
    withdrawn.status = .withdrawn
    let cost = record(2, daysAgo: 1, .cost(MedicalCost(careType: CodedText(text: "医科外来"))))
    let made = summary([withdrawn, cost])
    #expect(made.allergies.isEmpty)
    #expect(made.sources.isEmpty)
    #expect(made.newest == nil)
  }

  @Test func `only ticked parts of the profile leave`() {
    var profile = Profile()
    profile.name = "試験　花子"
    profile.address = "架空県"
    profile.phone = "000"
    profile.weight = "50"
    profile.identifiers = [Coding(system: "s", code: "1")]
    #expect(profile.reduced(to: []).address == nil)
    #expect(profile.reduced(to: [.phone]).phone == "000")
    #expect(profile.reduced(to: Set(ProfileTick.allCases)).identifiers.isEmpty)
    #expect(profile.reduced(to: Set(ProfileTick.allCases)).weight == nil)
  }

  @Test func `an empty document still has the three required sections`() throws {
    let made = summary([])
    let page = PrintedDocument(
      language: "en", title: .init(received: "Summary"), sections: [], foot: [])
    let bundle = IPSDocument(made, page: page, nothing: "Nothing recorded to show") { "u-" + $0 }
      .bundle()
    let composition = try #require(bundle["entry"]?[0]?["resource"])
    let codes = composition["section"]?.elements.compactMap {
      $0["code"]?["coding"]?[0]?["code"]?.string
    }
    #expect(codes == ["10160-0", "48765-2", "11450-4"])
    #expect(!bundle.serialized().contains("withheld"))
    #expect(!bundle.serialized().contains("emptyReason"))
  }

  @Test func `text keeps to its columns and HTML escapes`() {
    let words = String(repeating: "長い言葉。", count: 40) + " <script>&"
    let page = PrintedDocument(
      language: "ja", title: .init(received: "題"),
      sections: [.init(.note, .init(received: "見出し"), [.paragraph(.init(received: words))])],
      foot: [])
    let text = PlainPage(width: { $0.isASCII ? 1 : 2 }).text(page)
    for line in text.split(separator: "\n") {
      #expect(line.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } <= 82)
    }
    let html = HTMLPage(page).html
    #expect(html.contains("&lt;script&gt;&amp;"))
    #expect(!html.contains("http://") && !html.contains("https://"))
  }
}

/// Medical expenses and research copies.
@Suite struct OtherCopiesTests {
  @Test(
    arguments: [
      (80_000, nil, 100_000, 0), (250_000, nil, 100_000, 150_000),
      (250_000, 1_000_000, 50_000, 200_000), (5_000_000, nil, 100_000, 2_000_000),
    ] as [(Int64, Int64?, Int64, Int64)])
  func `the deduction is what exceeds the threshold`(
    paid: Int64, income: Int64?, borne: Int64, amount: Int64
  ) throws {
    let rule = try #require(MedicalExpenseDeduction.rule(for: 2026))
    let made = MedicalExpenseDeduction(paid: paid, income: income, rule: rule)
    #expect(made.borne == borne)
    #expect(made.amount == amount)
  }

  @Test func `a research copy has no words beside codes and moves every date alike`() throws {
    var line = Medication(
      drug: CodedText(
        text: "架空錠", codings: [Coding(system: "s", code: "c", display: "架空錠")]),
      origin: .dispensed)
    line.start = PartialDate(iso: "2026-01-05")
    line.practitioners = [Practitioner(role: .prescriber, name: "見本")]
    var body = RecordBody(
      date: PartialDate(iso: "2026-01-01"), title: "題", content: .medication(line))
    body.facilities = [Facility(role: .dispenser, name: "架空薬局")]
    body.note = "備考"
    let record = Record(
      id: RecordID("r"), version: 1, status: .active, body: body, episode: nil,
      provenance: Provenance(
        channel: .manual, format: "manual", name: "", received: Instant(seconds: 0)))
    let copy = try #require(ResearchCopy(shift: -10).copy(of: record))
    #expect(copy.date == PartialDate(iso: "2025-12-22"))
    #expect(copy.medication?.start == PartialDate(iso: "2025-12-26"))
    #expect(
      copy.medication?.drug == CodedText(text: nil, codings: [Coding(system: "s", code: "c")]))
    #expect(copy.facilities.isEmpty && copy.note == nil && copy.title.isEmpty)
    #expect(copy.medication?.practitioners == [])
  }
}
