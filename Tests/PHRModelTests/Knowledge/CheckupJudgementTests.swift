import Foundation
import Testing

@testable import PHRModel

@Suite struct CheckupJudgementTests {
  /// Facts of a woman of 41 with normal values.
  private func facts(_ change: (inout CheckupFacts) -> Void = { _ in }) -> CheckupFacts {
    var facts = CheckupFacts()
    facts.sex = .female
    facts.age = 41
    facts.waist = 80
    facts.bmi = 22
    facts.systolic = 118
    facts.diastolic = 70
    facts.fastingTriglycerides = 90
    facts.hdl = 60
    facts.fastingGlucose = 90
    facts.hba1c = Decimal(string: "5.2")
    change(&facts)
    return facts
  }

  /// Changes as `waist=90 smokes`; `-` takes a value away.
  private func change(_ facts: inout CheckupFacts, _ text: String) {
    let numbers: [String: WritableKeyPath<CheckupFacts, Decimal?>] = [
      "waist": \.waist, "fat": \.visceralFat, "bmi": \.bmi, "systolic": \.systolic,
      "diastolic": \.diastolic, "tg": \.fastingTriglycerides, "randomTG": \.randomTriglycerides,
      "hdl": \.hdl, "glucose": \.fastingGlucose, "hba1c": \.hba1c,
    ]
    for part in text.split(separator: " ") {
      let pair = part.split(separator: "=").map(String.init)
      if let path = numbers[pair[0]] { facts[keyPath: path] = Quantity(value: pair[1]).number }
      switch pair[0] {
      case "smokes": facts.smokes = true
      case "drug": facts.onPressureDrug = true
      case "male": facts.sex = .male
      case "age": facts.age = Int(pair[1])
      default: break
      }
    }
  }

  @Test(
    arguments: [
      ("", .doesNotApply, .informationOnly),
      ("waist=90", .doesNotApply, .informationOnly),
      ("waist=90 systolic=130", .borderline, .motivational),
      ("waist=90 diastolic=85", .borderline, .motivational),
      ("waist=90 tg=150 hdl=39", .borderline, .motivational),
      // Different glucose limits: borderline and yet intensive.
      ("waist=90 tg=162 glucose=104", .borderline, .intensive),
      ("waist=90 tg=162 glucose=110", .meetsCriteria, .intensive),
      // HbA1c decides the metabolic judgement only without glucose.
      ("waist=90 hba1c=6", .doesNotApply, .motivational),
      ("waist=90 hba1c=6 glucose=-", .borderline, .motivational),
      ("waist=90 hdl=39 smokes", .borderline, .intensive),
      ("waist=90 smokes", .doesNotApply, .informationOnly),
      ("bmi=25 hdl=39", .doesNotApply, .motivational),
      ("bmi=25 hdl=39 systolic=140 smokes", .doesNotApply, .intensive),
      ("fat=100 hdl=39", .borderline, .motivational),
      ("waist=95 drug hdl=39", .meetsCriteria, .informationOnly),
      ("waist=95 hdl=39 systolic=140 age=65", .meetsCriteria, .motivational),
      ("waist=95 hdl=39 systolic=140 age=75", .meetsCriteria, nil),
      ("male waist=85 systolic=150", .borderline, .motivational),
      ("tg=- randomTG=175 waist=90", .borderline, .motivational),
      ("waist=-", .undetermined, .undetermined),
      ("waist=90 systolic=-", .undetermined, .undetermined),
      ("waist=90 systolic=- hdl=30 glucose=120", .meetsCriteria, .intensive),
      ("systolic=-", .doesNotApply, .informationOnly),
    ] as [(String, MetabolicJudgement, GuidanceLevel?)])
  func `the national rules`(
    changes: String, judgement: MetabolicJudgement, level: GuidanceLevel?
  ) {
    let facts = facts { change(&$0, changes) }
    #expect(MetabolicJudgement(facts) == judgement)
    #expect(GuidanceLevel(facts) == level)
  }

  @Test func `facts take the preferred value of an item and current smoking only`() {
    func item(_ code: String, _ value: String, _ unit: String) -> Observation {
      Observation(
        code: CodedText(text: nil, codings: [Coding(system: nil, code: code)]),
        value: .quantity(Quantity(value: value, unit: unit)))
    }
    let smoking = Observation(
      code: CodedText(text: nil, codings: [Coding(system: nil, code: "9N736000000000011")]),
      value: .coded(
        CodedText(
          text: nil, codings: [Coding(system: CheckupValueLists.system(of: "24060"), code: "2")])))
    let checkup = Checkup(items: [
      item("9A751000000000001", "132", "mm[Hg]"), item("9A752000000000001", "128", "mmHg"),
      item("9N016160300000001", "95", "cm"), item("9N016160100000001", "91.5", "cm"),
      item("3F070000002327101", "1.3", "mmol/L"), smoking,
    ])
    let facts = CheckupFacts(checkup, sex: .female, age: 41)
    #expect(facts.systolic == 128)
    #expect(facts.waist == Decimal(string: "91.5"))
    #expect(facts.hdl == nil)
    #expect(!facts.smokes)
    #expect(CheckupValueLists.meaning(of: smoking)?.english == "former smoker")
  }

  @Test(arguments: [
    ("1985-04-15", "2026-06-15", 41), ("1985-04-15", "2026-04-14", 40),
    ("1985-04-15", "2026-04-15", 41), ("2000-02-29", "2025-02-28", 24),
  ])
  func `age in whole years`(born: String, day: String, age: Int) throws {
    let born = try #require(PartialDate(iso: born)?.exactDay)
    let day = try #require(PartialDate(iso: day)?.exactDay)
    #expect(CheckupFacts.age(born: born, on: day) == age)
  }
}

@Suite struct CheckupThresholdsTests {
  @Test(
    arguments: [
      ("3F070000002327101", "39", "mg/dL", "2026-06-15", .guidance),
      ("3F070000002327101", "34", "mg/dL", "2026-06-15", .guidance),
      ("3F070000002327101", "34", "mg/dL", "2023-06-15", .referral),
      ("3F070000002327101", "40", "mg/dL", "2023-06-15", .within),
      ("3D046000001906202", "5.6", "%", "2026-06-15", .guidance),
      ("3D046000001906202", "6.5", "%", "2026-06-15", .referral),
      ("2A030000001930101", "11.8", "g/dL", "2026-06-15", .guidance),
      ("2A030000001930101", "11.0", "g/dL", "2026-06-15", .referral),
      ("8A065000002391901", "59.9", "mL/min/1.73m2", "2026-06-15", .guidance),
      ("9A751000000000001", "140", "mmHg", "2026-06-15", .referral),
      ("9A751000000000001", "18.7", "kPa", "2026-06-15", nil),
      ("3F070000002327101", "39", "mg/dL", "2017-06-15", nil),
      ("3F015129902327101", "200", "mg/dL", "2023-06-15", nil),
      ("5C070000002306201", "3", "mg/dL", "2026-06-15", nil),
    ] as [(String, String, String, String, CheckupThresholds.Level?)])
  func `levels are dated and in the unit of the table`(
    code: String, value: String, unit: String, day: String, level: CheckupThresholds.Level?
  ) throws {
    let item = Observation(
      code: CodedText(text: nil, codings: [Coding(system: nil, code: code)]),
      value: .quantity(Quantity(value: value, unit: unit)))
    let day = try #require(PartialDate(iso: day)?.exactDay)
    #expect(CheckupThresholds.level(of: item, on: day, sex: .female) == level)
  }

  @Test func `levels that differ by sex need one`() throws {
    let day = try #require(PartialDate(iso: "2026-06-15")?.exactDay)
    #expect(CheckupThresholds.threshold(of: "waist", on: day, sex: nil) == nil)
    #expect(CheckupThresholds.threshold(of: "waist", on: day, sex: .male)?.guidance?.number == 85)
  }
}

@Suite struct CodeShapeTests {
  @Test(arguments: [
    "33120015", "01130012", "06132013", "19136019", "54016027", "06139992", "139998", "00139998",
  ])
  func `insurer numbers with the right check digit`(number: String) {
    #expect(CheckDigit.isValidInsurer(number))
    let wrong = number.dropLast() + (number.last == "0" ? "1" : "0")
    #expect(!CheckDigit.isValidInsurer(String(wrong)))
  }

  @Test func `institutions need all ten digits`() {
    #expect(CheckDigit.isValidInstitution("0110113719"))
    #expect(CheckDigit.isValidInstitution("1349999902"))
    #expect(!CheckDigit.isValidInstitution("1311234567"))
    #expect(!CheckDigit.isValidInstitution("9999902"))
    #expect(!CheckDigit.isValidInsurer(""))
    #expect(!CheckDigit.isValidInsurer("0613999Ａ"))
    #expect(CheckDigit.isValidGTIN("4900000000009"))
    #expect(!CheckDigit.isValidGTIN("4900000000008"))
  }

  @Test(arguments: [
    (DrugCodeSystem.receipt, "620000001", true), (.receipt, "62000000", false),
    (.yj, "2233002F9990", true), (.yj, "2233002f9990", false), (.hot9, "100000001", true),
    (.hot13, "1000000010101", true), (.generic, "2171022F1ZZZ", true),
    (.usage, "1013044400000000", true), (.jan, "4900000000009", true), (.hot7, "1234567", true),
  ])
  func `drug codes have their shape`(system: DrugCodeSystem, code: String, isRight: Bool) {
    #expect(system.hasShape(code) == isRight)
    #expect(DrugCodeSystem(uri: system.uri) == system)
    for older in system.olderURIs { #expect(DrugCodeSystem(uri: older) == system) }
  }

  @Test func `effect class and prefecture`() {
    #expect(DrugCodeSystem.yj.effectClass(of: "2171022F1029") == "2171")
    #expect(DrugCodeSystem.receipt.effectClass(of: "620000001") == nil)
    #expect(Prefecture(code: "13")?.japanese == "東京")
    #expect(Prefecture(code: "1")?.code == "01")
    #expect(Prefecture(code: "47")?.japanese == "沖縄")
    #expect(Prefecture(code: "48") == nil)
  }
}
