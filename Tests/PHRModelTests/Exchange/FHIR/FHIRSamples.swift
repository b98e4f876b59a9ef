import PHRModel

/// Records of an invented person with every field filled, for writing and reading back.
enum FHIRSamples {
  static let clinic: Facility = {
    var clinic = Facility(role: .performer, name: "見本内科クリニック", code: "1319999916")
    clinic.address = "東京都見本区１－２－３"
    clinic.postalCode = "100-0000"
    clinic.phone = "03-0000-0000"
    return clinic
  }()
  static let day = PartialDate(CivilDay(year: 2026, month: 3, day: 10) ?? CivilDay(number: 0))
  static let units = "http://unitsofmeasure.org"

  static func quantity(_ value: String, _ unit: String, code: String? = nil) -> Quantity {
    var quantity = Quantity(value: value, unit: unit)
    quantity.unitCode = code
    quantity.unitSystem = code == nil ? nil : units
    return quantity
  }

  static let vaccination: RecordBody = {
    var dose = Vaccination(
      vaccine: CodedText(
        text: "見本ワクチン", codings: [Coding(system: "http://hl7.org/fhir/sid/cvx", code: "88")]))
    dose.product = "見本ワクチン「架空」"
    dose.stage = "1期初回"
    dose.doseNumber = 1
    dose.seriesDoses = 2
    dose.targets = [CodedText(text: "見本病")]
    dose.programme = .voluntary
    dose.manufacturer = "架空製薬"
    dose.lotNumber = "AB123"
    dose.expires = PartialDate(year: 2027, month: 5)
    dose.amount = quantity("0.50", "mL", code: "mL")
    dose.route = CodedText(text: "皮下")
    dose.site = CodedText(text: "左上腕")
    dose.practitioners = [
      Practitioner(role: .performer, name: "例 太郎", department: "小児科", contact: "内線 12")
    ]
    dose.nextDue = PartialDate(year: 2026, month: 4, day: 7)
    dose.reactions = ["発赤"]
    var body = RecordBody(date: day, title: "見本ワクチン", content: .vaccination(dose))
    body.time = Instant(startOf: day.first).adding(seconds: 9 * 3600)
    body.facilities = [clinic]
    body.note = "二行の\n備考"
    return body
  }()

  static func medication(_ origin: Medication.Origin) -> RecordBody {
    var line = Medication(
      drug: CodedText(
        text: "見本錠５ｍｇ",
        codings: [
          Coding(
            system: "http://medis.or.jp/CodeSystem/master-HOT9", code: "103835401",
            display: "見本錠")
        ]), origin: origin)
    line.genericName = CodedText(text: "ミホン")
    line.status = origin == .prescribed ? "active" : "completed"
    line.dose = quantity("3", "錠")
    line.doseBasis = .perDay
    line.usage = CodedText(
      text: "１日３回毎食後",
      codings: [
        Coding(system: "http://jami.jp/CodeSystem/MedicationUsage", code: "1013044400000000")
      ])
    line.form = .oral
    line.dispensed = quantity("14", "日分")
    line.quantity = quantity("42", "錠")
    line.days = 14
    line.start = day
    line.rpNumber = 1
    line.orderInRP = 2
    line.remarks = [
      .init(topic: .drugSupplement, text: "一包化"), .init(topic: .drugCaution, text: "牛乳と飲まない"),
      .init(topic: .usageSupplement, text: "粉砕"), .init(topic: .usageCaution, text: "眠気に注意"),
    ]
    line.ingredients = [CodedText(text: "成分ア"), CodedText(text: "成分イ")]
    var body = RecordBody(date: day, title: "見本錠５ｍｇ", content: .medication(line))
    body.note = "備考"
    var pharmacy = Facility(role: .dispenser, name: "見本薬局", code: "1349999902")
    pharmacy.phone = "03-1111-1111"
    switch origin {
    case .dispensed:
      line.practitioners = [
        Practitioner(role: .prescriber, name: "例 太郎", department: "内科"),
        Practitioner(role: .dispenser, name: "例 薬子"),
      ]
      body.facilities = [pharmacy, Facility(role: .prescriber, name: "見本病院")]
    case .prescribed:
      line.practitioners = [Practitioner(role: .prescriber, name: "例 太郎", department: "内科")]
      line.reason = CodedText(text: "頭痛")
      body.facilities = [Facility(role: .prescriber, name: "見本病院"), pharmacy]
    case .selfReported:
      line.quantity = nil
      line.reason = CodedText(text: "頭痛")
    }
    body.content = .medication(line)
    return body
  }

  static let checkup: RecordBody = {
    let categories = "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"
    func item(_ code: String, _ name: String, _ value: ObservedValue) -> Observation {
      let coding = Coding(system: "urn:oid:1.2.392.200119.6.1005", code: code, display: name)
      var item = Observation(code: CodedText(text: name, codings: [coding]), value: value)
      item.category = Coding(system: categories, code: "laboratory")
      return item
    }
    var fat = item("3F015000002327101", "中性脂肪", .quantity(quantity("162", "mg/dl", code: "mg/dL")))
    fat.flag = .high
    fat.reference = ReferenceRange(
      low: quantity("30", "mg/dl", code: "mg/dL"), high: quantity("149", "mg/dl", code: "mg/dL"))
    fat.method = CodedText(text: "酵素法")
    fat.note = "空腹時"
    var crp = item("5C070000002306201", "CRP", .quantity(quantity("0.1", "mg/dl", code: "mg/dL")))
    crp.beyondRange = .low
    var bound = Quantity(value: "0.30", unit: "mg/dL")
    bound.comparator = "<"
    var red = item("2A020000001930101", "赤血球数", .quantity(quantity("412", "10*4/uL")))
    red.group = "2A000"
    var blood = item("2A030000001930101", "血色素量", .quantity(bound))
    blood.group = "2A000"
    let protein = CodedText(
      text: nil,
      codings: [Coding(system: "urn:oid:1.2.392.200119.6.2102", code: "2", display: "±")])
    var history = item("9N056000000000011", "既往歴", .coded(CodedText(text: "特記事項あり")))
    history.components = [item("9N056160400000049", "具体的な既往歴", .text("腰痛"))]
    history.components[0].category = nil
    var checkup = Checkup(items: [
      fat, crp, red, blood, item("1A010000000191111", "尿蛋白", .coded(protein)), history,
      item("1B030000001599611", "便潜血", .absent(.notPerformed)),
      item("5F016141002399811", "HBs抗原", .absent(.notMeasurable)),
      item("9N511000000000049", "医師の診断", .text("異常なし")),
    ])
    checkup.category = Coding(
      system: "urn:oid:2.16.840.1.113883.2.2.1.6.1001", code: "10", display: "特定健診")
    checkup.programme = Coding(system: "urn:oid:1.2.392.200119.6.1002", code: "010")
    checkup.reported = PartialDate(year: 2026, month: 3, day: 20)
    checkup.practitioners = [Practitioner(role: .assessor, name: "例 太郎")]
    checkup.conclusion = "要観察"
    checkup.insured = InsuredIdentity(
      insurerNumber: "06139992", symbol: "１２３", number: "４５６７", branch: "01")
    checkup.ticket = "24100000123"
    var body = RecordBody(date: day, title: clinic.name, content: .checkup(checkup))
    body.facilities = [clinic]
    body.note = "結果は保管"
    return body
  }()

  static let cost: RecordBody = {
    var cost = MedicalCost(careType: CodedText(text: "医科外来"))
    cost.days = 2
    cost.total = 12_340
    cost.insurerShare = 8_640
    cost.publicShare = 0
    cost.selfPay = 3_700
    cost.mealCharge = 460
    cost.otherAmounts = [.init(label: "減額査定", amount: "12.5", currency: "JPY")]
    cost.insured = InsuredIdentity(
      insurerNumber: "06139992", symbol: "１２３", number: "４５６７", branch: "01")
    var body = RecordBody(
      date: PartialDate(year: 2026, month: 1), title: "医科外来", content: .cost(cost))
    body.facilities = [
      clinic, Facility(role: .insurer, name: "架空健康保険組合", code: "06139992"),
    ]
    body.note = "二か月後に届いた"
    return body
  }()

  static func allergy(_ category: Allergy.Category) -> RecordBody {
    var allergy = Allergy(substance: CodedText(text: "卵"), category: category)
    allergy.substanceTypes = ["food"]
    allergy.criticality = "high"
    allergy.clinicalStatus = "active"
    allergy.verification = "confirmed"
    allergy.reactions = [CodedText(text: "じんましん")]
    allergy.onset = PartialDate(year: 1990)
    var body = RecordBody(
      date: PartialDate(year: 1990), title: "卵", content: .allergy(allergy))
    body.facilities = [clinic]
    return body
  }

  static func condition(_ category: Condition.Category) -> RecordBody {
    var condition = Condition(
      code: CodedText(
        text: "高血圧症",
        codings: [
          Coding(system: "http://medis.or.jp/CodeSystem/master-disease-exCode", code: "F9QK")
        ]),
      category: category)
    condition.clinicalStatus = category == .procedure ? "completed" : "active"
    condition.verification = category == .procedure ? nil : "confirmed"
    condition.severity = category == .procedure ? nil : CodedText(text: "軽症")
    condition.sites = [CodedText(text: "左")]
    condition.onset = PartialDate(year: 2019, month: 4)
    condition.abatement = PartialDate(year: 2020)
    condition.practitioners = [Practitioner(role: .performer, name: "例 太郎")]
    var body = RecordBody(
      date: PartialDate(year: 2019, month: 4), title: "高血圧症", content: .condition(condition))
    body.facilities = [clinic]
    body.note = "経過良好"
    return body
  }

  static let measurement: RecordBody = {
    func pressure(_ code: String, _ name: String, _ value: String) -> Observation {
      Observation(
        code: CodedText(text: name, codings: [Coding(system: "http://loinc.org", code: code)]),
        value: .quantity(quantity(value, "mmHg", code: "mm[Hg]")))
    }
    var item = pressure("85354-9", "血圧", "0")
    item.value = .absent(.inComponents)
    item.components = [pressure("8480-6", "収縮期", "128"), pressure("8462-4", "拡張期", "80")]
    var measurement = SelfMeasurement(item: item)
    measurement.device = "架空血圧計"
    var body = RecordBody(date: day, title: "血圧", content: .measurement(measurement))
    body.time = Instant(startOf: day.first).adding(seconds: 7 * 3600)
    body.note = "朝食前"
    return body
  }()

  static let notice: RecordBody = {
    var notice = Notice(category: .result)
    notice.priority = "routine"
    notice.body = ["健診の結果が届きました。", "ご確認ください。"]
    notice.sent = Instant(startOf: day.first).adding(seconds: 10 * 3600)
    notice.sender = "架空健康保険組合"
    notice.about = [UpstreamReference(base: nil, type: "DiagnosticReport", id: "d1")]
    notice.deadline = PartialDate(year: 2026, month: 4, day: 30)
    var body = RecordBody(date: day, title: "結果のお知らせ", content: .notice(notice))
    body.time = notice.sent
    body.facilities = [Facility(role: .author, name: "架空健康保険組合")]
    return body
  }()

  static let insurance: RecordBody = {
    var insurance = Insurance(
      insured: InsuredIdentity(
        insurerNumber: "06139992", symbol: "１２３", number: "４５６７", branch: "01"))
    insurance.status = "active"
    insurance.type = CodedText(text: "社会保険")
    insurance.relationship = CodedText(text: "本人")
    insurance.validFrom = PartialDate(year: 2024, month: 4, day: 1)
    insurance.validTo = PartialDate(year: 2027, month: 3, day: 31)
    var body = RecordBody(
      date: insurance.validFrom, title: "架空健康保険組合", content: .insurance(insurance))
    body.facilities = [Facility(role: .insurer, name: "架空健康保険組合", code: "06139992")]
    return body
  }()

  /// One of every shape.
  static let all: [RecordBody] =
    [vaccination, checkup, cost, measurement, notice, insurance]
    + [Medication.Origin.dispensed, .prescribed, .selfReported].map(medication)
    + [Allergy.Category.allergy, .intolerance, .adverseReaction].map(allergy)
    + [Condition.Category.problem, .history, .remark, .procedure].map(condition)
}
