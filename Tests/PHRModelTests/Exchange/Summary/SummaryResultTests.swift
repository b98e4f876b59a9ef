import Testing

@testable import PHRModel

/// Which results a summary shows.
@Suite struct SummaryResultTests {
  private static let today = CivilDay(number: 20_700)
  private static let loinc = "http://loinc.org"

  private static func record(_ name: String, daysAgo: Int, _ content: Content) -> Record {
    let body = RecordBody(
      date: PartialDate(today.adding(days: -daysAgo)), title: "", content: content)
    return Record(
      id: RecordID(name), version: 1, status: .active, body: body, episode: nil,
      provenance: Provenance(
        channel: .file, format: "fhir", name: "", received: Instant(seconds: 0)))
  }

  private static func item(
    _ code: CodedText, _ value: String, flag: AbnormalFlag? = nil, unit: String = "mmHg"
  ) -> Observation {
    var item = Observation(code: code, value: .quantity(Quantity(value: value, unit: unit)))
    item.flag = flag
    return item
  }

  private static func coded(_ key: String) -> CodedText {
    let code = CheckupItems.item(key: key)?.codes.first?.code ?? ""
    return CodedText(text: nil, codings: [Coding(system: CheckupItems.codeSystem, code: code)])
  }

  private static let upper = CodedText(text: nil, codings: [Coding(system: loinc, code: "8480-6")])
  private static let lower = CodedText(text: nil, codings: [Coding(system: loinc, code: "8462-4")])

  /// A blood pressure that was measured at home.
  private static func home(_ daysAgo: Int, _ high: String, _ low: String) -> Record {
    var panel = Observation(
      code: CodedText(text: "血圧"), value: .absent(.inComponents))
    panel.components = [item(upper, high), item(lower, low)]
    return record("home\(daysAgo)", daysAgo: daysAgo, .measurement(.init(item: panel)))
  }

  private static func checkup(
    _ daysAgo: Int, _ high: String, _ highFlag: AbnormalFlag?, _ low: String,
    _ lowFlag: AbnormalFlag?
  ) -> Record {
    let items = [
      item(coded("diastolic-pressure"), low, flag: lowFlag),
      item(coded("systolic-pressure"), high, flag: highFlag),
    ]
    return record("checkup\(daysAgo)", daysAgo: daysAgo, .checkup(Checkup(items: items)))
  }

  private static func results(_ records: [Record]) -> [PatientSummary.ResultCourse] {
    var builder = SummaryBuilder(today: today, sex: .female)
    for record in records { builder.add(record) }
    return builder.summary(
      of: .init(profile: Profile()), note: nil,
      origin: .init(made: Instant(startOf: today), recipient: nil, frame: 1)
    ).results
  }

  @Test func `of a blood pressure both numbers are shown if one is abnormal`() {
    let found = Self.results([Self.checkup(3, "150", .high, "70", .normal)])
    #expect(found.map(\.item?.key) == ["systolic-pressure", "diastolic-pressure"])
    #expect(found.map(\.mark) == [.flag(.high), nil])
    #expect(Self.results([Self.checkup(3, "120", .normal, "70", .normal)]).isEmpty)
  }

  @Test func `the other number of another day is not taken for its pair`() {
    let alone = Self.record(
      "c", daysAgo: 9,
      .checkup(
        Checkup(items: [Self.item(Self.coded("diastolic-pressure"), "70", flag: .normal)])))
    let high = Self.record(
      "d", daysAgo: 3,
      .checkup(Checkup(items: [Self.item(Self.coded("systolic-pressure"), "150", flag: .high)])))
    #expect(Self.results([alone, high]).map(\.item?.key) == ["systolic-pressure"])
  }

  @Test func `home values are a course of their own, behind all others, without official levels`() {
    let records = [
      Self.home(1, "138", "88"), Self.home(4, "142", "90"), Self.home(9, "135", "85"),
      Self.checkup(30, "150", .high, "95", .high),
    ]
    let found = Self.results(records)
    #expect(found.map(\.record.body.kind) == [.checkup, .checkup, .measurement, .measurement])
    #expect(
      found.map(\.item?.key) == [
        "systolic-pressure", "diastolic-pressure", "systolic-pressure", "diastolic-pressure",
      ])
    #expect(found[2].values.map(\.quantity.value) == ["135", "142", "138"])
    #expect(found[2].mark == nil && found[3].mark == nil)
    #expect(found[0].values.map(\.quantity.value) == ["150"])
  }

  @Test(arguments: [(2, 0), (3, 2), (5, 2)])
  func `home values are followed from three in six months on`(count: Int, shown: Int) {
    let records = (0..<count).map { Self.home($0 * 10, "120", "70") }
    #expect(Self.results(records).count == shown)
  }

  @Test func `a value that was abnormal before says so`() {
    let found = Self.results([
      Self.checkup(400, "150", .high, "70", .normal),
      Self.checkup(3, "120", .normal, "70", .normal),
    ])
    #expect(found.map(\.mark) == [nil, nil])
    #expect(found.map(\.wasAbnormal) == [true, false])
  }
}
