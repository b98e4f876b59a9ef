import PHRModel

/// What reaches people as FHIR: vaccinations, home measurements, notices, qualification.
enum DemoFHIR {
  static func adult(_ person: DemoPerson, _ today: CivilDay) -> [DemoDocument] {
    var resources = vaccinations(adultDoses(today))
    resources += bloodPressures(today)
    resources += [
      resource(
        "Condition", "c1",
        [
          ("clinicalStatus", coding("condition-clinical", "active")),
          ("code", ["text": "２型糖尿病の疑い"]), ("subject", subject),
          ("onsetDateTime", .string(today.adding(months: -14).description)),
        ])
    ]
    return [document("portal.json", person, resources)]
  }

  /// What the demonstration's portal has for the first person.
  static func portal(_ person: DemoPerson, _ today: CivilDay) -> [JSONValue] {
    [
      patient(person),
      resource(
        "Communication", "n1",
        [
          ("status", "completed"), ("topic", ["text": "特定健診の結果が届きました"]),
          ("subject", subject), ("recipient", [subject]),
          ("sent", .string("\(today.adding(days: -3))T09:00:00+09:00")),
          ("payload", [["contentString": "今年度の健診結果をご確認ください。"]]),
        ]),
      resource(
        "Communication", "n2",
        [
          ("status", "completed"), ("topic", ["text": "インフルエンザ予防接種のご案内"]),
          ("subject", subject), ("recipient", [subject]),
          ("sent", .string("\(today.adding(days: -25))T09:00:00+09:00")),
          ("payload", [["contentString": "年内の接種をお勧めします。"]]),
        ]),
      coverage(today),
    ] + DemoConsent.portal(subject, today)
  }

  /// The notice that tells what to try from another terminal.
  static func invitation(_ lines: [String], today: CivilDay) -> JSONValue {
    resource(
      "Communication", "invitation",
      [
        ("status", "completed"), ("topic", ["text": "別の端末から試す / Try this from another terminal"]),
        ("subject", subject), ("recipient", [subject]),
        ("sent", .string("\(today)T00:00:00+09:00")),
        ("payload", .array(lines.map { ["contentString": .string($0)] })),
      ])
  }

  static func child(_ person: DemoPerson, _ today: CivilDay) -> [DemoDocument] {
    let doses = childDoses(person.birthDate).filter { $0.day <= today }
    return [document("yobou.json", person, vaccinations(doses))]
  }

  /// One dose that was given.
  private struct Dose {
    let name: String
    let cvx: String
    let number: Int
    let day: CivilDay
    let lot: String
  }

  private static func adultDoses(_ today: CivilDay) -> [Dose] {
    let flu = (0..<4).map { back in
      Dose(
        name: "インフルエンザＨＡワクチン", cvx: "88", number: 1,
        day: today.adding(months: -12 * back - 1), lot: "FL\(20 + back)A")
    }
    let zoster = [14, 16].enumerated().map { index, months in
      Dose(
        name: "帯状疱疹ワクチン（組換え）", cvx: "187", number: 2 - index,
        day: today.adding(months: -months), lot: "ZX\(months)")
    }
    return flu + zoster
  }

  /// The routine schedule of formats/yobou-sesshu.md, counted from birth.
  private static func childDoses(_ birth: CivilDay) -> [Dose] {
    let plan: [(String, String, [Int])] = [
      ("ロタウイルスワクチン（５価）", "116", [2, 3, 4]), ("Ｂ型肝炎ワクチン", "08", [2, 3, 8]),
      ("小児用肺炎球菌ワクチン（ＰＣＶ２０）", "216", [2, 3, 4, 13]), ("五種混合ワクチン", "170", [2, 3, 4, 14]),
      ("ＢＣＧ", "19", [6]), ("麻しん風しん混合ワクチン", "04", [12, 66]), ("水痘ワクチン", "21", [12, 19]),
      ("日本脳炎ワクチン", "129", [36, 37, 48]),
    ]
    return plan.flatMap { name, cvx, months in
      months.enumerated().map { index, month in
        Dose(
          name: name, cvx: cvx, number: index + 1,
          day: birth.adding(months: month).adding(days: 4 + index), lot: "\(cvx)L\(index + 1)")
      }
    }
  }

  private static func vaccinations(_ doses: [Dose]) -> [JSONValue] {
    doses.enumerated().map { index, dose in
      resource(
        "Immunization", "i\(index)",
        [
          ("status", "completed"),
          (
            "vaccineCode",
            [
              "coding": [
                ["system": "http://hl7.org/fhir/sid/cvx", "code": .string(dose.cvx)]
              ], "text": .string(dose.name),
            ]
          ), ("patient", subject), ("occurrenceDateTime", .string(dose.day.description)),
          ("lotNumber", .string(dose.lot)), ("manufacturer", ["display": "架空製薬"]),
          ("site", ["text": "左上腕"]),
          ("performer", [["actor": ["display": "架空こどもクリニック"]]]),
          ("protocolApplied", [["doseNumberPositiveInt": .number("\(dose.number)")]]),
        ])
    }
  }

  private static func bloodPressures(_ today: CivilDay) -> [JSONValue] {
    (0..<20).map { index in
      let day = today.adding(days: -1 - index * 3)
      let values = [132 + index * 7 % 11, 82 + index * 5 % 7]
      return resource(
        "Observation", "bp\(index)",
        [
          ("status", "final"), ("code", loinc("85354-9", "血圧（家庭）")), ("subject", subject),
          ("effectiveDateTime", .string("\(day)T07:10:00+09:00")),
          (
            "component",
            [
              component("8480-6", "収縮期血圧", values[0]), component("8462-4", "拡張期血圧", values[1]),
            ]
          ),
        ])
    }
  }

  private static func component(_ code: String, _ name: String, _ value: Int) -> JSONValue {
    [
      "code": loinc(code, name),
      "valueQuantity": [
        "value": .number("\(value)"), "unit": "mmHg", "system": "http://unitsofmeasure.org",
        "code": "mm[Hg]",
      ],
    ]
  }

  private static func coverage(_ today: CivilDay) -> JSONValue {
    resource(
      "Coverage", "cov1",
      [
        ("status", "active"), ("beneficiary", subject), ("payor", [["display": "架空健康保険組合"]]),
        ("period", ["start": .string(today.adding(months: -40).description)]),
      ])
  }

  private static let subject: JSONValue = ["reference": "Patient/p1"]

  private static func loinc(_ code: String, _ text: String) -> JSONValue {
    [
      "coding": [["system": "http://loinc.org", "code": .string(code)]], "text": .string(text),
    ]
  }

  private static func coding(_ list: String, _ code: String) -> JSONValue {
    [
      "coding": [
        [
          "system": .string("http://terminology.hl7.org/CodeSystem/\(list)"),
          "code": .string(code),
        ]
      ]
    ]
  }

  private static func resource(
    _ type: String, _ id: String, _ members: [(String, JSONValue)]
  ) -> JSONValue {
    RecordJSON.object(
      [("resourceType", JSONValue.string(type)), ("id", .string(id))] + members)
  }

  private static func document(
    _ name: String, _ person: DemoPerson, _ resources: [JSONValue]
  ) -> DemoDocument {
    let entries = ([patient(person)] + resources).map {
      JSONValue.object([JSONMember("resource", $0)])
    }
    let bundle: JSONValue = [
      "resourceType": "Bundle", "type": "collection", "entry": .array(entries),
    ]
    return DemoDocument(name, .fhir, bundle.serialized())
  }

  private static func patient(_ person: DemoPerson) -> JSONValue {
    resource(
      "Patient", "p1",
      [
        (
          "name",
          [
            written(person.name, "IDE"), written(person.kana, "SYL"), written(person.roman, "ABC"),
          ]
        ), ("gender", person.isMale ? "male" : "female"),
        ("birthDate", .string(person.birthDate.description)),
      ])
  }

  private static func written(_ name: String, _ form: String) -> JSONValue {
    [
      "extension": [
        [
          "url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
          "valueCode": .string(form),
        ]
      ], "text": .string(name),
    ]
  }
}
