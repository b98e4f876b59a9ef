import PHRModel

/// Checkups, costs, notices and the rest of an invented patient.
extension PortalResources {
  /// One item of a checkup: code of the national list, name, unit, limits.
  private struct Item {
    let code: String
    let name: String
    let unit: (String, String)
    let value: Double
    let step: Double
    var high: String?
    var category = "laboratory"
  }

  private static let items: [Item] = [
    Item(
      code: "9N001000000000001", name: "身長", unit: ("cm", "cm"), value: 158.2, step: -0.1,
      category: "vital-signs"),
    Item(
      code: "9N006000000000001", name: "体重", unit: ("kg", "kg"), value: 54.1, step: 0.6,
      category: "vital-signs"),
    Item(
      code: "9A751000000000001", name: "収縮期血圧", unit: ("mmHg", "mm[Hg]"), value: 122, step: 4,
      high: "130", category: "vital-signs"),
    Item(
      code: "9A761000000000001", name: "拡張期血圧", unit: ("mmHg", "mm[Hg]"), value: 76, step: 2,
      high: "85", category: "vital-signs"),
    Item(
      code: "3F077000002327101", name: "LDLコレステロール", unit: ("mg/dL", "mg/dL"), value: 112, step: 6,
      high: "120"),
    Item(
      code: "3F015000002327101", name: "空腹時中性脂肪", unit: ("mg/dL", "mg/dL"), value: 88, step: 9,
      high: "150"),
    Item(
      code: "3D046000001906202", name: "HbA1c(NGSP)", unit: ("%", "%"), value: 5.3, step: 0.1,
      high: "5.6"),
    Item(
      code: "3B045000002327201", name: "ALT(GPT)", unit: ("U/L", "U/L"), value: 19, step: 2,
      high: "31"),
  ]

  /// A report with its observations.
  func checkup(year: Int, number: Int) -> [JSONValue] {
    let day = "\(year)-05-20"
    let observations = Self.items.enumerated().map { index, item in
      observation(item, id: "ob\(year)-\(index)", day: day, round: number - 1)
    }
    let results = observations.compactMap { $0["id"]?.string }
      .map { JSONValue.object([JSONMember("reference", .string("Observation/" + $0))]) }
    let report: JSONValue = [
      "resourceType": "DiagnosticReport", "id": id("dr\(year)"), "status": "final",
      "code": Self.concept(
        "特定健診", "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes", "53576-5"),
      "subject": reference, "effectiveDateTime": .string(day),
      "performer": [["reference": "Organization/center1"]], "result": .array(results),
    ]
    return [report] + observations
  }

  private func observation(_ item: Item, id name: String, day: String, round: Int) -> JSONValue {
    let shown = Self.decimal(item.value + item.step * Double(round))
    var members: [JSONMember] = [
      JSONMember("resourceType", "Observation"), JSONMember("id", id(name)),
      JSONMember("status", "final"),
      JSONMember("category", [Self.category(item.category)]),
      JSONMember("code", Self.concept(item.name, "urn:oid:1.2.392.200119.6.1005", item.code)),
      JSONMember("subject", reference), JSONMember("effectiveDateTime", .string(day)),
      JSONMember(
        "valueQuantity",
        [
          "value": .number(shown), "unit": .string(item.unit.0),
          "system": "http://unitsofmeasure.org", "code": .string(item.unit.1),
        ]),
    ]
    if let high = item.high {
      members.append(
        JSONMember(
          "referenceRange", [["high": ["value": .number(high), "unit": .string(item.unit.0)]]]))
      if (Double(shown) ?? 0) >= (Double(high) ?? .infinity) {
        members.append(
          JSONMember(
            "interpretation",
            [
              Self.concept(
                "高値", "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "H")
            ]))
      }
    }
    return .object(members)
  }

  private static func category(_ code: String) -> JSONValue {
    [
      "coding": [
        [
          "system": "http://terminology.hl7.org/CodeSystem/observation-category",
          "code": .string(code),
        ]
      ]
    ]
  }

  /// One decimal, none where it is zero.
  private static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
  }

  /// One block of a medical-cost notice.
  func cost(month: Int) -> JSONValue {
    let stamp = "2026-\(month < 10 ? "0" : "")\(month)"
    let total = 6_000 + month * 370
    return [
      "resourceType": "ExplanationOfBenefit", "id": id("eob\(month)"), "status": "active",
      "type": Self.concept(
        "医科入院外", "http://terminology.hl7.org/CodeSystem/claim-type", "professional"),
      "use": "claim", "patient": reference,
      "billablePeriod": ["start": .string(stamp + "-01"), "end": .string(stamp + "-28")],
      "created": "2026-10-20",
      "insurer": ["reference": "Organization/insurer2", "display": "全国見本健康保険協会"],
      "provider": ["reference": "Organization/clinic1", "display": "架空内科クリニック"],
      "outcome": "complete",
      "supportingInfo": [
        [
          "sequence": 1, "category": ["text": "受診日数"],
          "valueQuantity": ["value": 1, "unit": "日"],
        ]
      ],
      "insurance": [
        ["focal": true, "coverage": ["reference": .string("Coverage/\(patient)-cov2")]]
      ],
      "total": [
        amount("submitted", "医療費総額", total), amount("benefit", "保険者負担額", total * 7 / 10),
        amount("copay", "自己負担相当額", total - total * 7 / 10),
      ],
    ]
  }

  private func amount(_ code: String, _ text: String, _ yen: Int) -> JSONValue {
    [
      "category": Self.concept(
        text, "http://terminology.hl7.org/CodeSystem/adjudication", code),
      "amount": ["value": .number(String(yen)), "currency": "JPY"],
    ]
  }

  var allergiesAndConditions: [JSONValue] {
    let status = "http://terminology.hl7.org/CodeSystem/"
    return [
      [
        "resourceType": "AllergyIntolerance", "id": id("al1"),
        "clinicalStatus": Self.concept(nil, status + "allergyintolerance-clinical", "active"),
        "code": Self.concept("そば"), "patient": reference, "recordedDate": "2015-06-01",
        "reaction": [["manifestation": [Self.concept("蕁麻疹")]]],
      ],
      [
        "resourceType": "Condition", "id": id("co1"),
        "clinicalStatus": Self.concept(nil, status + "condition-clinical", "active"),
        "code": Self.concept("高血圧症", "http://hl7.org/fhir/sid/icd-10", "I10"),
        "subject": reference, "onsetDateTime": "2021-03",
      ],
      [
        "resourceType": "MedicationStatement", "id": id("ms1"), "status": "active",
        "medicationCodeableConcept": Self.concept("総合ビタミン剤（市販）"), "subject": reference,
        "effectivePeriod": ["start": "2025-01-10"],
        "informationSource": reference, "dosage": [["text": "１日１回"]],
      ],
    ]
  }

  /// One access to the data that somebody made before.
  var access: JSONValue {
    PortalAudit.event(
      organization: "clinic1", name: "架空内科クリニック", purpose: "TREAT", interaction: "read",
      patient: patient, records: ["DiagnosticReport/\(patient)-dr2026"], refused: false,
      recorded: "2026-06-02T09:12:00.000+09:00"
    ).with("id", id("ae1"))
  }

  var notices: [JSONValue] {
    [
      notice(
        "n1", "特定健診の結果が届きました", "2026年5月20日受診分の健診結果を登録しました。",
        about: "DiagnosticReport/\(patient)-dr2026", sent: "2026-06-10T09:00:00+09:00"),
      notice(
        "n2", "インフルエンザ予防接種のご案内", "市の助成は1月31日までです。",
        sent: "2026-10-01T09:00:00+09:00", category: "reminder", until: "2027-01-31"),
      notice(
        "n3", "医療費のお知らせ", "2026年9月分の医療費通知を登録しました。",
        about: "ExplanationOfBenefit/\(patient)-eob9", sent: "2026-11-02T09:00:00+09:00"),
    ]
  }

  /// A notice (mapping.md section 6).
  func notice(
    _ name: String, _ title: String, _ text: String, about: String? = nil, sent: String,
    category: String = "notification", until: String? = nil
  ) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("resourceType", "Communication"), JSONMember("id", id(name)),
      JSONMember("status", "completed"),
      JSONMember(
        "category",
        [
          [
            "coding": [
              [
                "system": "http://terminology.hl7.org/CodeSystem/communication-category",
                "code": .string(category),
              ]
            ]
          ]
        ]),
      JSONMember("priority", "routine"), JSONMember("subject", reference),
      JSONMember("topic", ["text": .string(title)]),
      JSONMember("sent", .string(sent)), JSONMember("recipient", [reference]),
      JSONMember("sender", ["reference": "Organization/insurer2"]),
      JSONMember("payload", [["contentString": .string(text)]]),
    ]
    if let about { members.append(JSONMember("about", [["reference": .string(about)]])) }
    if let until {
      members.append(
        JSONMember(
          "extension",
          [["url": "urn:phr-tui:extension:deadline", "valueDate": .string(until)]]))
    }
    return .object(members)
  }
}
