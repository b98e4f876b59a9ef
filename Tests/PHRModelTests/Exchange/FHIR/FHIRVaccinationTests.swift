import PHRModel
import Testing

@Suite("FHIR vaccinations")
struct FHIRVaccinationTests {
  static let full = """
    {"resourceType":"Immunization","id":"i1","meta":{"versionId":"2","profile":["x"],
    "security":[{"code":"R"}]},"identifier":[{"system":"https://a.example/id","value":"77"}],
    "extension":[{"url":"http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Immunization_DueDateOfNextDose",
    "valueDate":"2027-01-10"},{"url":"http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Immunization_ManufacturedDate",
    "valueDate":"2025-03-01"}],
    "status":"completed","vaccineCode":{"coding":[{"system":"urn:oid:1.2.392.200119.4.403.1",
    "code":"111501701","display":"見本ワクチン","version":"9"}]},
    "patient":{"reference":"Patient/p"},"occurrenceDateTime":"2026-07-01T10:30:00+09:00",
    "manufacturer":{"display":"架空製薬"},"lotNumber":"AB123","expirationDate":"2027-03",
    "site":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActSite","code":"LA"}]},
    "route":{"text":"皮下"},"doseQuantity":{"value":0.50,"unit":"mL","code":"mL",
    "system":"http://unitsofmeasure.org"},
    "performer":[{"function":{"text":"接種"},"actor":{"display":"見本内科クリニック"}},
    {"actor":{"reference":"Practitioner/d","display":"例 太郎"}}],
    "programEligibility":[{"text":"定期接種"}],"note":[{"text":"左腕が腫れた"}],
    "reaction":[{"detail":{"display":"発赤"}}],
    "protocolApplied":[{"series":"1期初回","targetDisease":[{"text":"見本病"}],
    "doseNumberPositiveInt":2,"seriesDosesPositiveInt":3},{"series":"other"}]}
    """

  @Test func `every field of a dose is read`() throws {
    let found = try FHIRFindings(Self.full)
    let body = try #require(found.body)
    let dose = try #require(body.vaccination)
    #expect(body.title == "見本ワクチン")
    #expect(body.date == PartialDate(year: 2026, month: 7, day: 1))
    #expect(body.time?.description == "2026-07-01T10:30:00+09:00")
    #expect(body.note == "左腕が腫れた")
    #expect(body.facilities == [Facility(role: .performer, name: "見本内科クリニック")])
    #expect(dose.practitioners == [Practitioner(role: .performer, name: "例 太郎")])
    #expect(dose.status == .completed)
    #expect(dose.manufacturer == "架空製薬")
    #expect(dose.lotNumber == "AB123")
    #expect(dose.expires == PartialDate(year: 2027, month: 3))
    #expect(dose.amount?.value == "0.50")
    #expect(dose.route == CodedText(text: "皮下"))
    #expect(dose.site?.codings.first?.code == "LA")
    #expect(dose.stage == "1期初回")
    #expect(dose.doseNumber == 2)
    #expect(dose.seriesDoses == 3)
    #expect(dose.targets == [CodedText(text: "見本病")])
    #expect(dose.programme == .routine)
    #expect(dose.nextDue == PartialDate(year: 2027, month: 1, day: 10))
    #expect(dose.reactions == ["発赤"])
    #expect(found.drafts.first?.sourceKey == "fhir:Immunization|https://a.example/id|77")
  }

  @Test func `what has no field stays raw with its path`() throws {
    let raw = try #require(try FHIRFindings(Self.full).body).rawByPath
    #expect(raw["meta.security[0].code"] == "R")
    #expect(raw["vaccineCode.coding[0].version"] == "9")
    #expect(raw["extension[1].valueDate"] == "2025-03-01")
    #expect(raw["performer[0].function.text"] == "接種")
    #expect(raw["performer[1].actor.reference"] == "Practitioner/d")
    #expect(raw["protocolApplied[1].series"] == "other")
    #expect(raw["identifier[0].value"] == "77")
    #expect(raw["meta.versionId"] == nil && raw["lotNumber"] == nil)
    #expect(raw.count == 9)
  }

  @Test(arguments: [
    ("not-done", Vaccination.Status.notDone, false), ("completed", .completed, false),
    ("entered-in-error", .completed, true),
  ])
  func `the state of a dose is read`(
    code: String, status: Vaccination.Status, withdrawn: Bool
  ) throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Immunization","status":"\(code)","vaccineCode":{"text":"v"},
      "statusReason":{"text":"発熱"}}
      """)
    #expect(found.body?.vaccination?.status == status)
    #expect(found.body?.vaccination?.statusReason == "発熱")
    #expect(found.drafts.map(\.withdrawn) == [withdrawn])
  }

  @Test func `a time in another zone stays raw beside the instant`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Immunization","vaccineCode":{"text":"v"},
      "occurrenceDateTime":"2013-05-05T23:30:00-05:00"}
      """)
    #expect(found.body?.date == PartialDate(year: 2013, month: 5, day: 5))
    #expect(found.body?.time?.utc == "2013-05-06T04:30:00Z")
    #expect(found.body?.rawByPath["occurrenceDateTime"] == "2013-05-05T23:30:00-05:00")
  }

  @Test(arguments: ["令和99年", "2026-13-01", "soon", "9999-01-01", "2026-02-30"])
  func `a date that does not exist is reported and stays raw`(date: String) throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Immunization","vaccineCode":{"text":"v"},"occurrenceDateTime":"\(date)"}
      """)
    #expect(found.body?.date == nil)
    #expect(found.problems.map(\.field) == ["Immunization.occurrenceDateTime"])
    #expect(found.body?.rawByPath["occurrenceDateTime"] == date)
  }

  @Test func `a dose without a vaccine is named, no information is only counted`() throws {
    let missing = try FHIRFindings(#"{"resourceType":"Immunization","status":"completed"}"#)
    #expect(missing.problems.map(\.field) == ["Immunization.vaccineCode"])
    #expect(missing.keptRaw == ["Immunization"])
    let none = try FHIRFindings(
      """
      {"resourceType":"Immunization","vaccineCode":{"coding":[{"code":"no-known-immunizations",
      "system":"http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"}]}}
      """)
    #expect(none.problems.isEmpty && none.drafts.isEmpty)
    #expect(none.keptRaw == ["Immunization"])
  }

  @Test func `terminal sequences and direction marks never reach a field`() throws {
    let found = try FHIRFindings(
      #"""
      {"resourceType":"Immunization","vaccineCode":{"text":"安\u001b[31m全\u202e"},
      "lotNumber":"A\u0000B\uD800","note":[{"text":"\u0007鐘"}]}
      """#)
    #expect(found.body?.title == "安全")
    #expect(found.body?.vaccination?.lotNumber == "AB\u{FFFD}")
    #expect(found.body?.note == "鐘")
    #expect(Set(found.reasons) == [.unsafeText, .undecodableText])
    #expect(found.problems.allSatisfy { $0.severity == .error })
  }

  @Test func `a My Number is masked in fields and in what stays raw`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Immunization","vaccineCode":{"text":"v"},"note":[{"text":"番号123456789018"}],
      "text":{"status":"additional","div":"<div>1234-5678-9018</div>"},
      "identifier":[{"value":"123456789018"}]}
      """)
    let body = try #require(found.body)
    let texts = [body.note ?? ""] + body.raw.map(\.value)
    #expect(!texts.contains { $0.contains("5678") })
    #expect(found.reasons.allSatisfy { $0 == .myNumberMasked })
    #expect(found.reasons.count == 3)
    #expect(body.raw.first { $0.path == "text.div" }?.ownToRecord == false)
  }
}
