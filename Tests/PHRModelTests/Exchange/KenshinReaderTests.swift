import Foundation
import Testing

@testable import PHRModel

@Suite struct KenshinReaderTests {
  private func read() throws -> Reading {
    try Reading(fixture("kenshin_every_pattern.xml"), with: KenshinReader(), pieces: 1000)
  }

  @Test func `the header gives the person, the day and the places`() throws {
    let reading = try read()
    #expect(reading.marks == [])
    let person = try #require(reading.people.first)
    #expect(person.kana == "シケン　ジロウ")
    #expect(person.name == nil)
    #expect(person.sex == .male)
    #expect(person.birthDate == PartialDate(iso: "1970-05-15"))
    #expect(person.address == "東京都千代田区○")
    #expect(person.postalCode == "100-0000")
    #expect(person.phone == "0300000001")
    let insured = InsuredIdentity(
      insurerNumber: "00139998", symbol: "１２", number: "３４", branch: "01")
    #expect(person.insured == insured)
    let record = try #require(reading.records.first)
    #expect(record.body.date == PartialDate(iso: "2025-07-14"))
    #expect(record.body.title == "試験健診所")
    #expect(record.body.facilities.map(\.role) == [.performer, .author])
    #expect(record.body.facilities.map(\.code) == ["1319999924", "1319999916"])
    let checkup = try #require(reading.checkup)
    #expect(checkup.insured == insured)
    #expect(checkup.ticket == "25000000001")
    #expect(checkup.reported == PartialDate(iso: "2025-08-01"))
    #expect(checkup.category == Coding(system: "urn:oid:1.2.392.200119.6.1001", code: "40"))
    #expect(checkup.programme?.code == "030")
    #expect(checkup.practitioners == [Practitioner(role: .assessor, name: "医師　丙")])
    #expect(
      record.body.raw.contains(RawField(path: "participant/time/high/@value", value: "20260331")))
  }

  @Test func `every entry pattern gives its item`() throws {
    let items = try #require(try read().checkup?.items)
    #expect(items.count == 9)
    #expect(items[0].value == .quantity(Quantity(value: "170.50", unit: "cm")))
    #expect(items[0].code.text == "身長")
    #expect(
      items[0].code.codings.first?.system == "urn:oid:1.2.392.200119.6.1005")
    #expect(items[0].raw.map(\.value) == ["min", "12"])
    #expect(
      items[1].value
        == .coded(
          CodedText(
            text: nil, codings: [Coding(system: "urn:oid:1.2.392.200119.6.24060", code: "2")])))
    #expect(items[2].group == "anemia")
    #expect(items[3].group == "anemia")
    #expect(items[3].value == .text("貧血の既往"))
    #expect(items[4].value == .absent(.notPerformed))
    #expect(items[5].value == .absent(.notMeasurable))
    #expect(items[6].value == .quantity(Quantity(value: "0.10", unit: "mg/dL")))
    #expect(items[6].beyondRange == .low)
    #expect(items[6].method?.codings.first?.code == "5C07010000")
    #expect(items[7].flag == .high)
    #expect(items[7].reference?.high == Quantity(value: "5.5", unit: "%"))
    #expect(items[8].value == .text("要経過観察"))
    #expect(items.allSatisfy { $0.category?.code == "01010" })
  }

  @Test(arguments: ["Shift_JIS", "windows-31J"])
  func `a file in CP932 with characters beyond strict Shift_JIS is read`(name: String) throws {
    let text = """
      <?xml version="1.0" encoding="\(name)"?>
      <ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><patient>
      <name>髙﨑　①</name><administrativeGenderCode code="1"/><birthTime value="19700515"/>
      </patient></patientRole></recordTarget></ClinicalDocument>
      """
    let reading = try Reading(cp932: text, with: KenshinReader())
    #expect(reading.people.first?.name == "髙﨑　①")
    let wide = try #require(text.data(using: .utf16))
    #expect(try Reading(wide, with: KenshinReader()).people == reading.people)
  }

  private func wrap(_ observation: String) -> Data {
    Data(
      """
      <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <code code="10" codeSystem="1.2.392.200119.6.1001"/><recordTarget><patientRole><patient>
      <administrativeGenderCode code="1"/><birthTime value="19700515"/></patient></patientRole>
      </recordTarget><documentationOf><serviceEvent><effectiveTime value="20250714"/></serviceEvent>
      </documentationOf><component><structuredBody><component><section><entry><observation>
      \(observation)</observation></entry></section></component></structuredBody></component>
      </ClinicalDocument>
      """.utf8)
  }

  @Test(arguments: [
    (
      "<code code='9N001000000000001'/><value xsi:type='PQ' value='tall'/>",
      "badNumber 1 value.@value"
    ),
    (
      "<code code='9N001000000000001'/><value xsi:type='PQ' value='99999999999999999999'/>",
      "numberTooLarge 1 value.@value"
    ),
    ("<code code='9N001000000000001'/>", "missingField 1 value"),
    ("<value xsi:type='ST'>x</value>", "missingField 1 code"),
    (
      "<code code='9N736000000000011'/><value xsi:type='CD' code='9' codeSystem='1.2.392.200119.6.2003'/>",
      "unknownCode 1 value.@code"
    ),
    (
      "<code code='9N736000000000011'/><value xsi:type='CD' code='9'/>", "unknownCode 1 value.@code"
    ),
    (
      "<code code='1'/><value xsi:type='ST'>x</value><interpretationCode code='?'/>",
      "unknownCode 1 interpretationCode"
    ),
    ("<code code='1'/><value xsi:type='ST'>a&#x202E;b</value>", "unsafeText 1 value"),
    ("<code code='1'/><value xsi:type='ST'>123456789018</value>", "myNumberMasked 1 value"),
  ])
  func `each slip gives its problem at its entry`(observation: String, mark: String) throws {
    let reading = try Reading(wrap(observation), with: KenshinReader())
    #expect(reading.marks == [mark])
    #expect(reading.checkup?.items.count == 1)
  }

  @Test func `entities and odd dates are told`() throws {
    let text = String(
      decoding: wrap("<code code='1'/><value xsi:type='ST'>x</value>"), as: UTF8.self)
    let bad = text.replacingOccurrences(of: "20250714", with: "20250732")
    let reading = try Reading(Data(bad.utf8), with: KenshinReader())
    #expect(
      reading.marks == [
        "badDate serviceEvent/effectiveTime", "missingField serviceEvent/effectiveTime",
      ])
    let timed = text.replacingOccurrences(of: "20250714", with: "20250714093000+0900")
    #expect(
      try Reading(Data(timed.utf8), with: KenshinReader()).records.first?.body.date
        == PartialDate(iso: "2025-07-14"))
  }

  @Test(arguments: [
    ("<ClinicalDocument><a>", ImportProblem.Reason.malformed),
    ("<ClinicalDocument><a></ClinicalDocument>", .malformed),
    ("<ClinicalDocument>\u{0}</ClinicalDocument>", .malformed),
    ("<ClinicalDocument>\u{1B}[31m</ClinicalDocument>", .malformed),
    ("<ClinicalDocument>&bomb;</ClinicalDocument>", .malformed),
    ("<!DOCTYPE x [<!ENTITY a \"b\">]><ClinicalDocument>&a;</ClinicalDocument>", .doctypeRefused),
    ("<!-- --><?pi ?>\n<!ENTITY a \"b\"><ClinicalDocument/>", .doctypeRefused),
    ("<ClinicalDocument><code code=\"22\"/></ClinicalDocument>", .notACheckup),
    ("<html/>", .notACheckup), (" \n", .emptyFile), ("", .emptyFile), ("no xml", .malformed),
    (String(repeating: "<a>", count: 10_000), .tooDeep),
  ])
  func `what cannot be read is refused as a whole`(text: String, reason: ImportProblem.Reason)
    throws
  {
    let reading = try Reading(Data(text.utf8), with: KenshinReader())
    #expect(reading.problems.map(\.reason) == [reason])
    #expect(reading.problems.allSatisfy { $0.severity == .error && $0.reason.concernsWholeFile })
    #expect(reading.records.isEmpty)
  }

  @Test func `an entity bomb is refused before any parser sees it`() throws {
    var bomb = "<!DOCTYPE b [<!ENTITY e0 \"ha\">"
    for level in 1...30 { bomb += "<!ENTITY e\(level) \"&e\(level - 1);&e\(level - 1);\">" }
    let reading = try Reading(
      Data((bomb + "]><ClinicalDocument>&e30;</ClinicalDocument>").utf8), with: KenshinReader())
    #expect(reading.problems.map(\.reason) == [.doctypeRefused])
  }

  @Test func `a document above the limit is declined before it is read`() throws {
    let piece = Data(repeating: 0x20, count: 1 << 20)
    var reader = KenshinReader()
    var problems: [ImportProblem] = []
    for _ in 0..<70 {
      try reader.consume(piece) { if case .problem(let problem) = $0 { problems.append(problem) } }
    }
    try reader.finish { if case .problem(let problem) = $0 { problems.append(problem) } }
    #expect(problems.map(\.reason) == [.tooLarge])
  }

  @Test func `a file cut at any byte is refused and never crashes`() throws {
    let bytes = try fixture("kenshin_every_pattern.xml")
    for length in stride(from: 0, to: bytes.count - 1, by: 13) {
      let reading = try Reading(bytes.prefix(length), with: KenshinReader())
      #expect(reading.records.isEmpty)
      #expect(reading.problems.count == 1)
    }
  }
}
