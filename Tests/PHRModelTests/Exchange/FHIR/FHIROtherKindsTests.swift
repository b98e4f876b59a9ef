import PHRModel
import Testing

@Suite("FHIR costs, allergies, conditions, notices, insurance")
struct FHIROtherKindsTests {
  private static func cost(_ rest: String) -> String {
    """
    {"resourceType":"ExplanationOfBenefit","status":"active","use":"claim","outcome":"complete",
    "type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type",
    "code":"professional"}],"text":"医科入院外"},"provider":{"display":"見本内科"},
    "insurer":{"display":"架空健康保険組合"},\(rest)}
    """
  }

  @Test func `a cost block is read with its month, days and amounts`() throws {
    let found = try FHIRFindings(
      Self.cost(
        """
        "billablePeriod":{"start":"2026-02-01","end":"2026-02-28"},
        "supportingInfo":[{"sequence":1,"category":{"text":"受診日数"},
        "valueQuantity":{"value":2,"unit":"日"}}],
        "total":[{"category":{"coding":[{"code":"submitted"}]},"amount":{"value":12340,"currency":"JPY"}},
        {"category":{"coding":[{"code":"benefit"}]},"amount":{"value":8640}},
        {"category":{"coding":[{"code":"paidbypatient"}]},"amount":{"value":3700}},
        {"category":{"text":"食事療養標準負担額"},"amount":{"value":460}},
        {"category":{"text":"その他の公費"},"amount":{"value":0}},
        {"category":{"text":"査定"},"amount":{"value":1.50,"currency":"USD"}}]
        """))
    let body = try #require(found.body)
    let cost = try #require(body.cost)
    #expect(body.date == PartialDate(year: 2026, month: 2))
    #expect(body.title == "医科入院外")
    #expect(body.facilities.map(\.role) == [.performer, .insurer])
    #expect(cost.careType == CodedText(text: "医科入院外"))
    #expect(cost.days == 2)
    #expect(
      [cost.total, cost.insurerShare, cost.selfPay, cost.mealCharge, cost.publicShare]
        == [12_340, 8_640, 3_700, 460, 0])
    #expect(cost.otherAmounts == [.init(label: "査定", amount: "1.50", currency: "USD")])
    #expect(body.raw.isEmpty)
  }

  @Test(arguments: ["92233720368547758080", "9999999999999999999999999"])
  func `an amount above 2^63 is kept as written and said`(amount: String) throws {
    let found = try FHIRFindings(
      Self.cost(
        """
        "billablePeriod":{"start":"2026-02-03","end":"2026-03-04"},
        "total":[{"category":{"coding":[{"code":"submitted"}]},"amount":{"value":\(amount)}}]
        """))
    #expect(found.reasons == [.numberTooLarge])
    #expect(found.body?.cost?.total == nil)
    #expect(found.body?.cost?.otherAmounts.map(\.amount) == [amount])
    #expect(found.body?.date == PartialDate(year: 2026, month: 2, day: 3))
    #expect(found.body?.cost?.periodEnd == PartialDate(year: 2026, month: 3, day: 4))
  }

  @Test func `a person who provided care is not lost`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"ExplanationOfBenefit","provider":{"reference":"Practitioner/1",
      "display":"例 太郎"}}
      """)
    #expect(found.body?.rawByPath["provider.display"] == "例 太郎")
  }

  private static let absentUnknown = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"

  @Test(arguments: [
    ("AllergyIntolerance", absentUnknown, "no-known-allergies", true),
    ("AllergyIntolerance", "http://snomed.info/sct", "716186003", true),
    ("AllergyIntolerance", absentUnknown, "no-allergy-info", false),
    ("AllergyIntolerance", "http://snomed.info/sct", "1287211007", false),
    ("Condition", absentUnknown, "no-known-problems", true),
    ("Condition", "http://snomed.info/sct", "160245001", true),
    ("Condition", absentUnknown, "no-problem-info", false),
    ("Procedure", absentUnknown, "no-known-procedures", true),
    ("Procedure", absentUnknown, "no-procedure-info", false),
  ])
  func `none known is a record, no information is none`(
    type: String, system: String, code: String, isRecord: Bool
  ) throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"\(type)","code":{"coding":[{"system":"\(system)","code":"\(code)"}]}}
      """)
    let stated = found.body?.allergy?.noneKnown ?? found.body?.condition?.noneKnown
    #expect(stated == (isRecord ? true : nil))
    #expect(found.keptRaw == (isRecord ? [] : [type]))
    #expect(found.problems.isEmpty)
  }

  @Test func `an empty section states none known only with nilknown`() throws {
    func section(_ code: String, _ reason: String) -> String {
      """
      {"code":{"coding":[{"code":"\(code)"}]},"emptyReason":{"coding":[{"code":"\(reason)"}]}}
      """
    }
    let sections = [
      section("48765-2", "nilknown"), section("11450-4", "nilknown"),
      section("11450-4", "unavailable"), section("10160-0", "nilknown"),
    ]
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "document",
        """
        {"resourceType":"Composition","subject":{"reference":"Patient/p"},
        "section":[\(sections.joined(separator: ","))]}
        """, #"{"resourceType":"Patient","id":"p"}"#))
    #expect(found.drafts.map(\.body.kind) == [.allergy, .condition])
    #expect(found.drafts.allSatisfy { $0.body.title.hasPrefix("No ") })
    #expect(found.keptRaw == ["Composition"])
  }

  @Test func `an allergy and a resolved condition are read`() throws {
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection",
        """
        {"resourceType":"AllergyIntolerance","type":"intolerance","category":["food"],
        "criticality":"low","code":{"text":"牛乳"},"clinicalStatus":{"text":"Active","coding":[
        {"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
        "code":"active","display":"Active"}]},"recordedDate":"2026-03",
        "asserter":{"reference":"Practitioner/1","display":"例 太郎"},
        "reaction":[{"manifestation":[{"text":"下痢"}],"severity":"mild"}]}
        """,
        """
        {"resourceType":"Condition","code":{"text":"肺炎"},"onsetString":"子どもの頃",
        "clinicalStatus":{"coding":[{"code":"resolved"}]},"abatementDateTime":"2001",
        "recorder":{"display":"例 太郎"}}
        """,
        """
        {"resourceType":"Condition","code":{"text":"誤り"},"verificationStatus":{"coding":[
        {"code":"entered-in-error"}]}}
        """,
        """
        {"resourceType":"Procedure","status":"completed","code":{"text":"虫垂切除"},
        "performedPeriod":{"start":"1999-05","end":"1999-06"}}
        """))
    let allergy = try #require(found.drafts[0].body.allergy)
    #expect(allergy.category == .intolerance && allergy.clinicalStatus == "active")
    #expect(allergy.reactions == [CodedText(text: "下痢")])
    #expect(found.drafts[0].body.date == PartialDate(year: 2026, month: 3))
    #expect(
      found.drafts[0].body.raw.map(\.path)
        == ["asserter.reference", "asserter.display", "reaction[0].severity"])
    let pneumonia = try #require(found.drafts[1].body.condition)
    #expect(pneumonia.category == .history)
    #expect(pneumonia.abatement == PartialDate(year: 2001))
    #expect(pneumonia.practitioners.map(\.name) == ["例 太郎"])
    #expect(found.drafts[1].body.rawByPath == ["onsetString": "子どもの頃"])
    #expect(found.drafts.map(\.withdrawn) == [false, false, true, false])
    let operation = try #require(found.drafts[3].body.condition)
    #expect(operation.category == .procedure)
    #expect(operation.abatement == PartialDate(year: 1999, month: 6))
  }

  @Test(arguments: [
    ("alert", "DiagnosticReport", Notice.Category.alert), ("reminder", "Immunization", .reminder),
    ("notification", "DiagnosticReport", .result), ("notification", "AuditEvent", .access),
    ("notification", "Consent", .research), ("notification", "Organization", .announcement),
    ("instruction", "Observation", .other),
  ])
  func `a notice is told by its category and what it is about`(
    code: String, about: String, category: Notice.Category
  ) throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Communication","status":"completed","priority":"urgent",
      "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/communication-category",
      "code":"\(code)"}]}],"topic":{"text":"お知らせ"},"sent":"2026-03-10T09:00:00+09:00",
      "about":[{"reference":"\(about)/x"}],"recipient":[{"reference":"Patient/p"}],
      "sender":{"display":"架空健康保険組合"},
      "payload":[{"contentString":"一行目\\n二行目"},
      {"contentReference":{"reference":"\(about)/x"}},
      {"contentAttachment":{"title":"添付","url":"https://a.example/f"}}]}
      """, base: "https://portal.example")
    let body = try #require(found.body)
    let notice = try #require(body.notice)
    #expect(notice.category == category)
    #expect(notice.body == ["一行目\n二行目", "添付"])
    #expect(
      notice.about == [UpstreamReference(base: "https://portal.example", type: about, id: "x")])
    #expect(notice.sender == "架空健康保険組合" && notice.priority == "urgent")
    #expect(body.title == "お知らせ" && body.time == notice.sent)
    #expect(body.rawByPath == ["payload[2].contentAttachment.url": "https://a.example/f"])
  }

  @Test(arguments: [("Patient/p", 1), ("RelatedPerson/r", 1), ("Practitioner/d", 0)])
  func `a task is a notice only for the patient`(owner: String, count: Int) throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Task","status":"requested","intent":"order","for":{"reference":"Patient/p"},
      "owner":{"reference":"\(owner)"},"code":{"text":"再検査"},"description":"再検査の予約",
      "focus":{"reference":"DiagnosticReport/d"},"authoredOn":"2026-03-10",
      "restriction":{"period":{"end":"2026-04-30"}}}
      """)
    #expect(found.drafts.count == count)
    #expect(found.keptRaw == (count == 0 ? ["Task"] : []))
    let deadline = found.body?.notice?.deadline
    #expect(deadline == (count == 0 ? nil : PartialDate(year: 2026, month: 4, day: 30)))
  }

  @Test func `an insurance card is read, its raw numbers stay with the holder`() throws {
    let url = "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Coverage_InsuredPerson"
    let payer = """
      {"resourceType":"Organization","id":"i","name":"架空健康保険組合",
      "identifier":[{"system":"urn:oid:1.2.392.100495.20.3.61","value":"06139992"}]}
      """
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection", payer,
        """
        {"resourceType":"Coverage","status":"active","identifier":[{"value":"１２３:４５６７"}],
        "extension":[{"url":"\(url)Symbol","valueString":"１２３"},
        {"url":"\(url)Number","valueString":"４５６７"},
        {"url":"\(url)SubNumber","valueString":"０１"}],"dependent":"０１",
        "relationship":{"text":"本人"},"period":{"start":"2024-04-01"},
        "payor":[{"reference":"Organization/i"}]}
        """))
    let body = try #require(found.body)
    #expect(
      body.insurance?.insured
        == InsuredIdentity(
          insurerNumber: "06139992", symbol: "１２３", number: "４５６７", branch: "０１"))
    #expect(body.title == "架空健康保険組合")
    #expect(body.date == PartialDate(year: 2024, month: 4, day: 1))
    #expect(
      body.raw == [
        RawField(path: "identifier[0].value", value: "１２３:４５６７", ownToRecord: false)
      ])
  }

  @Test(arguments: [
    (nil as String?, "x", nil as String?),
    ("https://p.example/fhir", "x", "https://p.example/fhir"),
    (nil, "AD5A5F3E-0000-4000-8000-000000000001", "urn"),
  ])
  func `a name at the source is only what stays the same`(
    base: String?, id: String, kind: String?
  ) throws {
    let found = try FHIRFindings(
      "{\"resourceType\":\"Procedure\",\"id\":\"\(id)\",\"code\":{\"text\":\"c\"}}", base: base)
    let expected =
      switch kind {
      case nil: nil as String?
      case "urn": "fhir:urn:uuid:\(id.lowercased())"
      default: "fhir:https://p.example/fhir/Procedure/x"
      }
    #expect(found.drafts.map(\.sourceKey) == [expected])
    #expect(found.drafts.first?.upstream?.base == base)
  }

  @Test func `an id of ninety characters is accepted`() throws {
    let id = String(repeating: "a", count: 90)
    let found = try FHIRFindings(
      "{\"resourceType\":\"Procedure\",\"id\":\"\(id)\",\"code\":{\"text\":\"c\"}}",
      base: "https://p.example")
    #expect(found.drafts.first?.upstream?.id == id)
  }
}
