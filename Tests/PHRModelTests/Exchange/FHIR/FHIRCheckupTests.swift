import PHRModel
import Testing

@Suite("FHIR checkups and measurements")
struct FHIRCheckupTests {
  static func observation(_ id: String, _ rest: String) -> String {
    """
    {"resourceType":"Observation","id":"\(id)","status":"final","code":{"text":"\(id)"},\(rest)}
    """
  }

  @Test func `a report takes its observations in their order, others are measurements`() throws {
    let report = """
      {"resourceType":"DiagnosticReport","status":"final","code":{"text":"血液検査"},
      "effectiveDateTime":"2026-03-10","conclusion":"異常なし","issued":"2026-03-12T00:00:00+09:00",
      "performer":[{"display":"見本病院"},{"display":"例 太郎","type":"Practitioner"}],
      "result":[{"reference":"Observation/b","display":"b"},{"reference":"Observation/panel"},
      {"reference":"#c"},{"reference":"Observation/gone"}],
      "contained":[{"resourceType":"Observation","id":"c","code":{"text":"c"},"valueInteger":3}]}
      """
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection", report, Self.observation("a", #""valueString":"alone""#),
        Self.observation("b", #""valueQuantity":{"value":5.60,"unit":"%"}"#),
        Self.observation("panel", #""hasMember":[{"reference":"Observation/d"}]"#),
        Self.observation("d", #""valueBoolean":true,"effectiveDateTime":"2026-03-11""#)))
    #expect(found.drafts.map(\.body.title) == ["血液検査", "a"])
    let body = try #require(found.drafts.first?.body)
    let checkup = try #require(body.checkup)
    #expect(checkup.items.map(\.code.text) == ["b", "d", "c"])
    #expect(checkup.items.map(\.group) == [nil, "panel", nil])
    #expect(checkup.items[0].value == .quantity(Quantity(value: "5.60", unit: "%")))
    #expect(checkup.items[1].value == .text("true"))
    #expect(checkup.items[1].raw == [RawField(path: "effectiveDateTime", value: "2026-03-11")])
    #expect(checkup.items[2].value == .quantity(Quantity(value: "3")))
    #expect(checkup.conclusion == "異常なし")
    #expect(checkup.reported == PartialDate(year: 2026, month: 3, day: 12))
    #expect(checkup.practitioners == [Practitioner(role: .performer, name: "例 太郎")])
    #expect(body.facilities.map(\.name) == ["見本病院"])
    #expect(found.problems.map(\.field) == ["DiagnosticReport.result[3]"])
    #expect(body.rawByPath["result[3].reference"] == "Observation/gone")
  }

  @Test func `the Japanese checkup document is one record`() throws {
    func entry(_ name: String, _ resource: String) -> String {
      "{\"fullUrl\":\"urn:uuid:\(name)\",\"resource\":\(resource)}"
    }
    let composition = """
      {"resourceType":"Composition","status":"final","type":{"coding":[{"code":"53576-5",
      "system":"http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes"}]},
      "category":[{"coding":[{"system":"urn:oid:2.16.840.1.113883.2.2.1.6.1001","code":"10"}]}],
      "subject":{"reference":"urn:uuid:p"},"encounter":{"reference":"urn:uuid:e"},
      "date":"2026-04-05","author":[{"reference":"urn:uuid:d"}],"title":"健診結果",
      "event":[{"code":[{"coding":[{"code":"010","system":"urn:oid:1.2.392.200119.6.1002"}]}]}],
      "section":[{"code":{"coding":[{"code":"01011"}]},"entry":[{"reference":"urn:uuid:o2"},
      {"reference":"urn:uuid:o1"}]}]}
      """
    let entries = [
      entry("c", composition),
      entry("p", #"{"resourceType":"Patient","name":[{"text":"見本 花子"}]}"#),
      entry("d", #"{"resourceType":"Practitioner","name":[{"text":"例 太郎"}]}"#),
      entry("g", #"{"resourceType":"Organization","name":"架空健診センター"}"#),
      entry(
        "e",
        """
        {"resourceType":"Encounter","period":{"start":"2026-03-10"},
        "serviceProvider":{"reference":"urn:uuid:g"}}
        """),
      entry(
        "v",
        """
        {"resourceType":"Coverage","type":{"coding":[{"system":"urn:oid:1.2.392.200119.6.208",
        "code":"1"}]},"subscriberId":"24100000123","period":{"start":"2026-04-01"}}
        """),
      entry("o1", Self.observation("一", #""valueString":"1","effectiveDateTime":"2026-03-10""#)),
      entry("o2", Self.observation("二", #""valueString":"2""#)),
      entry("o3", Self.observation("三", #""valueString":"3""#)),
    ]
    let found = try FHIRFindings(
      "{\"resourceType\":\"Bundle\",\"type\":\"document\",\"entry\":[\(entries.joined(separator: ","))]}"
    )
    let body = try #require(found.body)
    let checkup = try #require(body.checkup)
    #expect(found.persons.map(\.name) == ["見本 花子"])
    #expect(body.title == "架空健診センター")
    #expect(body.date == PartialDate(year: 2026, month: 3, day: 10))
    #expect(checkup.items.map(\.code.text) == ["二", "一", "三"])
    #expect(checkup.items.allSatisfy { $0.raw.isEmpty })
    #expect(checkup.category?.code == "10" && checkup.programme?.code == "010")
    #expect(checkup.reported == PartialDate(year: 2026, month: 4, day: 5))
    #expect(checkup.ticket == "24100000123")
    #expect(checkup.practitioners == [Practitioner(role: .assessor, name: "例 太郎")])
    #expect(found.keptRaw.sorted() == ["Encounter", "Organization", "Practitioner"])
    let coverage = body.raw.filter { $0.path.hasPrefix("Coverage[6]") }
    #expect(coverage.contains { $0.value == "2026-04-01" })
    #expect(coverage.allSatisfy { !$0.ownToRecord })
  }

  @Test(arguments: [
    (#""valueQuantity":{"value":5,"comparator":"<"}"#, "<5"),
    (#""valueCodeableConcept":{"text":"陰性"}"#, "陰性"),
    (#""valueRange":{"low":{"value":1,"unit":"g"},"high":{"value":2}}"#, "1 g – 2"),
    (#""valueRatio":{"numerator":{"value":1},"denominator":{"value":128}}"#, "1 : 128"),
    (#""valueDateTime":"2026-03-10""#, "2026-03-10"), (#""valueTime":"10:00""#, "10:00"),
    (#""dataAbsentReason":{"text":"未実施"}"#, "notPerformed"),
    (#""dataAbsentReason":{"text":"測定不能"}"#, "notMeasurable"),
    (#""dataAbsentReason":{"coding":[{"code":"not-performed"}]}"#, "notPerformed"),
    (#""dataAbsentReason":{"coding":[{"code":"masked"}]}"#, "unknown"),
    (#""issued":"2026-03-10T00:00:00Z""#, "unknown"),
  ])
  func `every form of a value is read`(element: String, shown: String) throws {
    let found = try FHIRFindings(Self.observation("x", element))
    let item = try #require(found.body?.measured?.item)
    let text =
      switch item.value {
      case .quantity(let quantity): (quantity.comparator ?? "") + quantity.value
      case .coded(let concept): concept.text
      case .text(let text): text
      case .absent(let reason): reason.rawValue
      }
    #expect(text == shown)
  }

  @Test func `blood pressure is one measurement, as components or as members`() throws {
    let parts = """
      "component":[{"code":{"text":"上"},"valueQuantity":{"value":128,"unit":"mmHg"},
      "interpretation":[{"coding":[{"code":"H"}]}]},
      {"code":{"text":"下"},"valueQuantity":{"value":80,"unit":"mmHg"}}]
      """
    let panel = try FHIRFindings(Self.observation("血圧", parts))
    let members = try FHIRFindings(
      FHIRFindings.bundle(
        "collection",
        Self.observation(
          "血圧",
          #""hasMember":[{"reference":"Observation/上"},{"reference":"Observation/下"}]"#),
        Self.observation("上", #""valueQuantity":{"value":128,"unit":"mmHg"}"#),
        Self.observation("下", #""valueQuantity":{"value":80,"unit":"mmHg"}"#)))
    for found in [panel, members] {
      let item = try #require(found.body?.measured?.item)
      #expect(item.value == .absent(.inComponents))
      #expect(item.components.map(\.code.text) == ["上", "下"])
      #expect(item.components.map(\.value)[1] == .quantity(Quantity(value: "80", unit: "mmHg")))
    }
    #expect(panel.body?.measured?.item.components.first?.flag == .high)
  }

  @Test func `flags, ranges and both category lists are read`() throws {
    let found = try FHIRFindings(
      Self.observation(
        "x",
        """
        "valueQuantity":{"value":162,"unit":"mg/dl","code":"mg/dL"},
        "interpretation":[{"text":"高い"},{"coding":[{"code":"ZZ"},{"code":"HH",
        "system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"}]}],
        "referenceRange":[{"low":{"value":30},"high":{"value":149},"text":"30-149",
        "age":{"low":{"value":20}}}],
        "category":[{"coding":[{"code":"laboratory",
        "system":"http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"}]},
        {"coding":[{"code":"laboratory",
        "system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}],
        "device":{"display":"架空計"},"performer":[{"display":"例 太郎","type":"Practitioner"}]
        """))
    let body = try #require(found.body)
    let item = try #require(body.measured?.item)
    #expect(item.flag == .criticallyHigh)
    #expect(
      item.reference
        == ReferenceRange(
          low: Quantity(value: "30"), high: Quantity(value: "149"), text: "30-149"))
    #expect(item.category?.code == "laboratory")
    #expect(body.measured?.device == "架空計")
    #expect(
      body.raw.map(\.path) == [
        "interpretation[0].text", "interpretation[1].coding[0].code",
        "referenceRange[0].age.low.value", "performer[0].display", "performer[0].type",
      ])
  }

  @Test func `a number of any size is kept or stays raw, never traps`() throws {
    let huge = String(repeating: "9", count: 400)
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection",
        Self.observation("a", #""valueQuantity":{"value":92233720368547758080}"#),
        Self.observation("b", "\"valueQuantity\":{\"value\":\(huge)}"),
        Self.observation("c", #""valueQuantity":{"value":1e999}"#)))
    let values = found.drafts.compactMap { $0.body.measured?.item.value }
    #expect(values[0] == .quantity(Quantity(value: "92233720368547758080")))
    #expect(values[1] == .absent(.unknown))
    #expect(values[2] == .quantity(Quantity(value: "1e999")))
    #expect(found.reasons == [.numberTooLarge])
    #expect(found.drafts[1].body.rawByPath["valueQuantity.value"] == huge)
  }
}
