import PHRModel

/// What the demonstration needs to play the story of consent: people who may be shown records, and
/// a treatment that not all of them should see.
enum DemoConsent {
  /// Somebody who may be shown records.
  struct Institution: Sendable {
    /// Its id at the portal.
    let id: String
    let name: String
    let code: String
    let recipientClass: RecipientClass
    var isRecipient = true
  }

  static let dentist = Institution(
    id: "dentist", name: "見本歯科医院", code: "1339999904", recipientClass: .clinic)
  static let psychiatrist = Institution(
    id: "mind", name: "架空こころのクリニック", code: "1319999957", recipientClass: .clinic,
    isRecipient: false)

  static let institutions = [
    dentist, psychiatrist,
    Institution(id: "harbour", name: "架空みなと内科", code: "1319999924", recipientClass: .clinic),
    Institution(
      id: "sunflower", name: "架空ひまわり薬局", code: "1349999902", recipientClass: .pharmacy),
  ]

  /// Registers the recipients; the dentist is shown costs too.
  ///
  /// - Throws: `SQLiteError`, `RecipientProblem`.
  static func fill(_ store: RecordStore, now: Instant) throws {
    let consent = ConsentStore(store)
    for institution in institutions where institution.isRecipient {
      let added = try consent.addRecipient(
        name: institution.name, recipientClass: institution.recipientClass,
        institutionCode: institution.code, at: now)
      guard institution.id == dentist.id else { continue }
      let costs = Directive(
        id: ConsentStore.newDirectiveID(), effect: .show, selector: .kind(.cost, nil),
        who: .recipient(added.recipient.id), purpose: .treatment, set: now,
        reason: "自費の見積もりを相談するため")
      try consent.append(.directives(removed: [], added: [costs]), at: now)
    }
  }

  /// The institutions, a prescription, its follow-up, the cost notice of the first, an allergy.
  static func portal(_ patient: JSONValue, _ today: CivilDay) -> [JSONValue] {
    let first = today.adding(days: -75)
    return institutions.map(organization)
      + [
        dispensing("mind1", on: first, patient),
        dispensing("mind2", on: today.adding(days: -19), patient),
        cost(of: first, patient), allergy(patient),
      ]
  }

  private static func organization(_ institution: Institution) -> JSONValue {
    RecordJSON.object([
      ("resourceType", "Organization"), ("id", .string(institution.id)),
      (
        "identifier",
        [
          [
            "system": "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no",
            "value": .string(institution.code),
          ]
        ]
      ),
      ("name", .string(institution.name)),
    ])
  }

  private static func dispensing(_ id: String, on day: CivilDay, _ patient: JSONValue) -> JSONValue
  {
    let codes = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code"
    return RecordJSON.object([
      ("resourceType", "MedicationDispense"), ("id", .string(id)), ("status", "completed"),
      (
        "medicationCodeableConcept",
        [
          "coding": [["system": .string(codes), "code": "1179054F9010"]],
          "text": "架空エスシタロプラム錠１０ｍｇ",
        ]
      ),
      ("subject", patient),
      ("performer", [["actor": reference(psychiatrist)]]),
      ("whenHandedOver", .string("\(day)T15:40:00+09:00")),
      (
        "daysSupply",
        [
          "value": .number("28"), "unit": "日", "system": "http://unitsofmeasure.org", "code": "d",
        ]
      ),
      ("dosageInstruction", [["text": "１日１回夕食後"]]),
    ])
  }

  private static func cost(of day: CivilDay, _ patient: JSONValue) -> JSONValue {
    let month = String(day.description.prefix(7))
    return RecordJSON.object([
      ("resourceType", "ExplanationOfBenefit"), ("id", "mind-cost"), ("status", "active"),
      ("type", ["text": "医科外来"]), ("use", "claim"), ("patient", patient),
      ("billablePeriod", ["start": .string(month), "end": .string(month)]),
      ("insurer", ["display": "架空健康保険組合"]), ("provider", reference(psychiatrist)),
      ("outcome", "complete"),
      ("total", [amount("submitted", 6_420), amount("benefit", 4_494), amount("copay", 1_926)]),
    ])
  }

  /// What every doctor should know, the dentist too.
  private static func allergy(_ patient: JSONValue) -> JSONValue {
    RecordJSON.object([
      ("resourceType", "AllergyIntolerance"), ("id", "penicillin"), ("patient", patient),
      ("category", ["medication"]), ("code", ["text": "ペニシリン系抗菌薬"]),
      ("reaction", [["manifestation": [["text": "発疹"]]]]),
    ])
  }

  private static func reference(_ institution: Institution) -> JSONValue {
    ["reference": .string("Organization/" + institution.id), "display": .string(institution.name)]
  }

  private static func amount(_ code: String, _ yen: Int) -> JSONValue {
    [
      "category": [
        "coding": [
          [
            "system": "http://terminology.hl7.org/CodeSystem/adjudication",
            "code": .string(code),
          ]
        ]
      ], "amount": ["value": .number("\(yen)"), "currency": "JPY"],
    ]
  }
}
