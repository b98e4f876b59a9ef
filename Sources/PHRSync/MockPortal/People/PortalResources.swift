import PHRModel

/// Writes the resources of one invented patient.
struct PortalResources {
  let patient: String

  var reference: JSONValue { ["reference": .string("Patient/" + patient)] }

  func id(_ text: String) -> JSONValue { .string("\(patient)-\(text)") }

  static func concept(_ text: String?, _ system: String? = nil, _ code: String = "") -> JSONValue {
    var members: [JSONMember] = []
    if let system {
      members.append(
        JSONMember("coding", [["system": .string(system), "code": .string(code)]]))
    }
    // FHIR has no empty strings (R4 json, "Representing Primitive Types").
    if let text { members.append(JSONMember("text", .string(text))) }
    return .object(members)
  }

  /// The institutions that all patients share.
  static var organizations: [JSONValue] {
    let medical = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no"
    let insurer = "http://jpfhir.jp/fhir/core/mhlw/IdSystem/InsurerNumber"
    return [
      organization("clinic1", "架空内科クリニック", medical, "1310000001", "clinic"),
      organization("dentist1", "架空歯科医院", medical, "1330000002", "clinic"),
      organization("pharmacy1", "かくう薬局", medical, "1340000003", "pharmacy"),
      organization("center1", "架空健診センター", medical, "1310000004", "clinic"),
      organization("insurer1", "架空健康保険組合", insurer, "06130001", "insurer"),
      organization("insurer2", "全国見本健康保険協会", insurer, "01130012", "insurer"),
    ]
  }

  private static func organization(
    _ id: String, _ name: String, _ system: String, _ value: String, _ kind: String
  ) -> JSONValue {
    let kinds = "https://phr-tui.example/fhir/recipient-class"
    return [
      "resourceType": "Organization", "id": .string(id),
      "type": [["coding": [["system": .string(kinds), "code": .string(kind)]]]],
      "identifier": [["system": .string(system), "value": .string(value)]],
      "name": .string(name),
    ]
  }

  func patientResource(
    name: (String, String), kana: (String, String), sex: String, born: String
  ) -> JSONValue {
    [
      "resourceType": "Patient", "id": .string(patient),
      "identifier": [
        [
          "system": "urn:oid:1.2.392.100495.20.3.51.11310000001",
          "value": .string("0000" + patient.filter(\.isNumber)),
        ]
      ],
      "name": [humanName("IDE", name), humanName("SYL", kana)],
      "gender": .string(sex), "birthDate": .string(born),
    ]
  }

  private func humanName(_ representation: String, _ name: (String, String)) -> JSONValue {
    let url = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
    return [
      "extension": [["url": .string(url), "valueCode": .string(representation)]],
      "use": "official", "text": .string(name.0 + " " + name.1), "family": .string(name.0),
      "given": [.string(name.1)],
    ]
  }

  /// The former insurer and the present one: checkups of both stay in one series.
  var coverages: [JSONValue] {
    [
      coverage("cov1", insurer: "insurer1", "cancelled", ("2010-04-01", "2024-03-31"), "１２"),
      coverage("cov2", insurer: "insurer2", "active", ("2024-04-01", nil), "３４"),
    ]
  }

  private func coverage(
    _ name: String, insurer: String, _ status: String, _ period: (String, String?), _ symbol: String
  ) -> JSONValue {
    var days: [JSONMember] = [JSONMember("start", .string(period.0))]
    if let end = period.1 { days.append(JSONMember("end", .string(end))) }
    return [
      "resourceType": "Coverage", "id": id(name), "status": .string(status),
      "type": [
        "coding": [
          ["system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "PUBLICPOL"]
        ]
      ],
      "subscriberId": .string(symbol + "・５６７８９"), "beneficiary": reference,
      "relationship": Self.concept(
        "本人", "http://terminology.hl7.org/CodeSystem/subscriber-relationship", "self"),
      "period": .object(days),
      "payor": [["reference": .string("Organization/" + insurer)]],
    ]
  }

  var vaccinations: [JSONValue] {
    [
      vaccination("im1", "インフルエンザHAワクチン", "88", "2024-11-05", lot: "FLU24A", dose: 1),
      vaccination("im2", "インフルエンザHAワクチン", "88", "2025-11-04", lot: "FLU25B", dose: 1),
      vaccination("im3", "肺炎球菌ワクチン", "33", "2022-10-03", lot: "X123", dose: 1),
    ]
  }

  func vaccination(
    _ name: String, _ vaccine: String, _ code: String, _ day: String, lot: String, dose: Int
  ) -> JSONValue {
    [
      "resourceType": "Immunization", "id": id(name), "status": "completed",
      "vaccineCode": Self.concept(vaccine, "http://hl7.org/fhir/sid/cvx", code),
      "patient": reference, "occurrenceDateTime": .string(day), "lotNumber": .string(lot),
      "performer": [["actor": ["reference": "Organization/clinic1"]]],
      "protocolApplied": [["doseNumberPositiveInt": .number(String(dose))]],
    ]
  }

  /// One dispensing of two drugs.
  func dispensing(month: Int) -> [JSONValue] {
    let day = "2026-\(month < 10 ? "0" : "")\(month)-12"
    return [
      dispense("md\(month)a", "アムロジピンＯＤ錠５ｍｇ", "2171022F4029", day, rp: 1, "１日１回朝食後"),
      dispense("md\(month)b", "ロスバスタチン錠２．５ｍｇ", "2189017F1022", day, rp: 2, "１日１回夕食後"),
    ]
  }

  func dispense(
    _ name: String, _ drug: String, _ code: String, _ day: String, rp: Int, _ usage: String
  ) -> JSONValue {
    let systems = "http://jpfhir.jp/fhir/core/mhlw/IdSystem/"
    return [
      "resourceType": "MedicationDispense", "id": id(name),
      "identifier": [
        [
          "system": .string(systems + "Medication-RPGroupNumber"),
          "value": .string(String(rp)),
        ],
        ["system": .string(systems + "MedicationAdministrationIndex"), "value": "1"],
      ],
      "status": "completed",
      "medicationCodeableConcept": Self.concept(
        drug, "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code", code),
      "subject": reference,
      "performer": [["actor": ["reference": "Organization/pharmacy1"]]],
      "quantity": ["value": 30, "unit": "錠"],
      "daysSupply": [
        "value": 30, "unit": "日", "system": "http://unitsofmeasure.org", "code": "d",
      ],
      "whenHandedOver": .string(day + "T10:30:00+09:00"),
      "dosageInstruction": [["text": .string(usage)]],
    ]
  }
}
