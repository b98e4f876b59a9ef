import PHRModel
import Testing

@Suite("FHIR medications")
struct FHIRMedicationTests {
  /// A dispensing as JP Core 1.1.2 writes it, with the old names of its systems.
  static let dispense = """
    {"resourceType":"MedicationDispense","id":"m","identifier":[
    {"system":"urn:oid:1.2.392.100495.20.3.81","value":"1"},
    {"system":"urn:oid:1.2.392.100495.20.3.82","value":"2"},
    {"system":"urn:oid:1.2.392.100495.20.3.11","value":"RX-9"}],
    "status":"completed","medicationCodeableConcept":{"coding":[{"code":"103835401",
    "system":"urn:oid:1.2.392.200119.4.403.1","display":"見本錠２５０ｍｇ"}]},
    "performer":[{"actor":{"display":"見本薬局"}},{"actor":{"reference":"#d"}}],
    "contained":[{"resourceType":"Practitioner","id":"d","name":[{"text":"例 薬子"}]}],
    "quantity":{"value":9,"code":"TAB","unit":"錠","system":"urn:oid:1.2.392.100495.20.2.101"},
    "daysSupply":{"value":7,"code":"d","system":"http://unitsofmeasure.org","unit":"日"},
    "whenPrepared":"2026-03-10T10:47:19+09:00","whenHandedOver":"2026-03-10T10:55:23+09:00",
    "note":[{"text":"後発品へ変更不可"}],
    "dosageInstruction":[{"text":"１日３回朝昼夕食後","timing":{"code":{"coding":[
    {"code":"1013044400000000","system":"urn:oid:1.2.392.200250.2.2.20"}]}},
    "additionalInstruction":[{"text":"粉砕"}],
    "method":{"coding":[{"code":"10","system":"urn:oid:1.2.392.200250.2.2.20.40"}]},
    "doseAndRate":[{"doseQuantity":{"value":1,"unit":"錠"},
    "rateRatio":{"numerator":{"value":3,"unit":"錠"},
    "denominator":{"value":1,"code":"d","system":"http://unitsofmeasure.org","unit":"日"}}}]},
    {"text":"疼痛時に追加","sequence":2}]}
    """

  @Test func `a dispensing in the old systems is read`() throws {
    let found = try FHIRFindings(Self.dispense)
    let body = try #require(found.body)
    let line = try #require(body.medication)
    #expect(body.title == "見本錠２５０ｍｇ")
    #expect(body.time?.description == "2026-03-10T10:55:23+09:00")
    #expect(body.note == "後発品へ変更不可")
    #expect(line.origin == .dispensed)
    #expect(line.rpNumber == 1 && line.orderInRP == 2)
    #expect(line.days == 7)
    #expect(line.quantity?.value == "9" && line.quantity?.unitCode == "TAB")
    #expect(line.dose == Quantity(value: "3", unit: "錠"))
    #expect(line.doseBasis == .perDay)
    #expect(line.form == .oral)
    #expect(line.usage?.text == "１日３回朝昼夕食後")
    #expect(line.usage?.codings.map(\.code) == ["1013044400000000"])
    #expect(
      line.remarks == [
        .init(topic: .usageSupplement, text: "粉砕"),
        .init(topic: .usageSupplement, text: "疼痛時に追加"),
      ])
    #expect(line.practitioners == [Practitioner(role: .dispenser, name: "例 薬子")])
    #expect(body.facilities == [Facility(role: .dispenser, name: "見本薬局")])
    #expect(found.drafts.first?.episodeKey == "fhir:RX-9|2026-03-10")
    #expect(found.drafts.first?.sourceKey == nil)
    let raw = body.rawByPath
    #expect(raw["whenPrepared"] == "2026-03-10T10:47:19+09:00")
    #expect(raw["dosageInstruction[0].doseAndRate[0].doseQuantity.value"] == "1")
    #expect(raw["dosageInstruction[0].method.coding[0].code"] == "10")
    #expect(raw["dosageInstruction[1].sequence"] == "2")
  }

  @Test func `a prescription of JP-CLINS is read with its department and duration`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"MedicationRequest","status":"active","intent":"order",
      "extension":[{"url":"http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department",
      "valueCodeableConcept":{"text":"循環器科"}}],
      "medicationCodeableConcept":{"text":"見本散"},"authoredOn":"2026-03-09",
      "groupIdentifier":{"value":"G-1"},
      "requester":{"display":"例 太郎","type":"Practitioner"},
      "dosageInstruction":[{"extension":[
      {"url":"http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse",
      "valuePeriod":{"start":"2026-03-10"}},
      {"url":"http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_UsageDuration",
      "valueDuration":{"value":14,"unit":"日"}}],
      "asNeededCodeableConcept":{"text":"発熱時"},
      "doseAndRate":[{"doseQuantity":{"value":0.5,"unit":"g"}}]}],
      "dispenseRequest":{"quantity":{"value":14,"unit":"回分"}}}
      """)
    let body = try #require(found.body)
    let line = try #require(body.medication)
    #expect(line.origin == .prescribed && line.status == "active")
    #expect(
      line.practitioners == [Practitioner(role: .prescriber, name: "例 太郎", department: "循環器科")])
    #expect(line.start == PartialDate(year: 2026, month: 3, day: 10))
    #expect(line.days == 14)
    #expect(line.form == .asNeeded)
    #expect(line.doseBasis == .perUse && line.dose?.value == "0.5")
    #expect(line.remarks == [.init(topic: .usageSupplement, text: "発熱時")])
    #expect(line.dispensed == Quantity(value: "14", unit: "回分"))
    #expect(line.quantity == nil)
    #expect(found.drafts.first?.episodeKey == "fhir:G-1")
  }

  @Test func `a mixture is named by its ingredients, its strengths stay raw`() throws {
    let mixture = """
      {"resourceType":"Medication","id":"x","ingredient":[
      {"itemCodeableConcept":{"text":"見本注射液"},"strength":{"numerator":{"value":1}}},
      {"itemCodeableConcept":{"text":"生理食塩液"}}]}
      """
    let reference = """
      {"resourceType":"MedicationAdministration","status":"completed",
      "effectiveDateTime":"2026-03-10","medicationReference":{"reference":"Medication/x"}}
      """
    let found = try FHIRFindings(FHIRFindings.bundle("collection", mixture, reference))
    let body = try #require(found.body)
    #expect(body.title == "見本注射液 + 生理食塩液")
    #expect(body.medication?.ingredients.map(\.text) == ["見本注射液", "生理食塩液"])
    let raw = body.rawByPath
    #expect(raw["medicationReference.resolve().ingredient[0].strength.numerator.value"] == "1")
    #expect(raw["resourceType"] == "MedicationAdministration")
    #expect(found.keptRaw == ["Medication"])
  }

  @Test(arguments: [
    ("{}", Medication.Origin.selfReported),
    (#"{"reference":"Patient/p"}"#, .selfReported),
    (#"{"reference":"Practitioner/d"}"#, .prescribed),
  ])
  func `a statement is self-reported unless a professional made it`(
    source: String, origin: Medication.Origin
  ) throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"MedicationStatement","status":"active","informationSource":\(source),
      "medicationCodeableConcept":{"text":"見本かぜ薬"},
      "effectivePeriod":{"start":"2026-03-01","end":"2026-03-04"}}
      """)
    let line = try #require(found.body?.medication)
    #expect(line.origin == origin)
    #expect(line.start == PartialDate(year: 2026, month: 3, day: 1))
    #expect(line.end == PartialDate(year: 2026, month: 3, day: 4))
    #expect(found.body?.date == line.start)
  }

  @Test func `a reference that leads nowhere is said, a display serves`() throws {
    let lost = try FHIRFindings(
      #"{"resourceType":"MedicationRequest","medicationReference":{"reference":"Medication/x"}}"#)
    #expect(lost.reasons == [.unresolvedReference, .missingField])
    #expect(lost.keptRaw == ["MedicationRequest"])
    let named = try FHIRFindings(
      """
      {"resourceType":"MedicationRequest",
      "medicationReference":{"reference":"Medication/x","display":"見本錠"}}
      """)
    #expect(named.body?.title == "見本錠")
    #expect(named.problems.isEmpty)
  }

  @Test func `no known medications gives no record`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"MedicationStatement","medicationCodeableConcept":{"coding":[
      {"system":"http://snomed.info/sct","code":"787481004"}]}}
      """)
    #expect(found.drafts.isEmpty && found.problems.isEmpty)
    #expect(found.keptRaw == ["MedicationStatement"])
  }
}
