import Foundation

/// The metabolic-syndrome judgement (item 9N501, list 1008).
public enum MetabolicJudgement: Int, Sendable {
  /// 基準該当.
  case meetsCriteria = 1
  /// 予備群該当.
  case borderline = 2
  /// 非該当.
  case doesNotApply = 3
  /// 判定不能: what is missing could change the result.
  case undetermined = 4

  /// The judgement on the facts of a checkup (shared formats/tokutei-kenshin.md section 1).
  public init(_ facts: CheckupFacts) {
    guard let isWide = facts.isWide else {
      self = .undetermined
      return
    }
    guard isWide else {
      self = .doesNotApply
      return
    }
    let risks = [
      facts.onLipidDrug ? true : facts.hasLipidRisk,
      facts.onPressureDrug ? true : facts.hasPressureRisk,
      facts.onGlucoseDrug ? true : facts.hasGlucoseRisk(sugar: 110, hba1c: 6, sugarDecides: true),
    ]
    let certain = risks.count { $0 == true }
    let possible = certain + risks.count { $0 == nil }
    switch (certain, possible) {
    case (2..., _): self = .meetsCriteria
    case (1, 1): self = .borderline
    case (0, 0): self = .doesNotApply
    default: self = .undetermined
    }
  }
}

/// The health-guidance level (階層化, item 9N506, list 3001).
public enum GuidanceLevel: Int, Sendable {
  /// 積極的支援.
  case intensive = 1
  /// 動機付け支援.
  case motivational = 2
  /// なし（情報提供）.
  case informationOnly = 3
  /// 判定不能: what is missing could change the result.
  case undetermined = 4

  /// The level on the facts of a checkup, or `nil` outside the ages of the programme (40–74).
  ///
  /// Its glucose limits are lower than those of the metabolic judgement, so that somebody can be
  /// 予備群該当 and 積極的支援 at once. People on a drug for blood pressure, glucose or lipids are
  /// no target of guidance.
  public init?(_ facts: CheckupFacts) {
    guard let age = facts.age, (40...74).contains(age) else { return nil }
    if facts.onPressureDrug || facts.onGlucoseDrug || facts.onLipidDrug {
      self = .informationOnly
      return
    }
    guard let group = Self.group(facts) else {
      self = .undetermined
      return
    }
    let risks = [
      facts.hasPressureRisk, facts.hasLipidRisk,
      facts.hasGlucoseRisk(
        sugar: 100, hba1c: Decimal(sign: .plus, exponent: -1, significand: 56),
        sugarDecides: false),
    ]
    let certain = risks.count { $0 == true }
    let possible = certain + risks.count { $0 == nil }
    let levels = Set(
      [certain, possible].map { Self.level(group: group, risks: $0, facts: facts, age: age) })
    self = levels.count == 1 ? levels.first ?? .undetermined : .undetermined
  }

  /// Step 1: waist over the limit, only the body-mass index over it, or neither.
  private enum Group {
    case waist, weight, neither
  }

  private static func group(_ facts: CheckupFacts) -> Group? {
    switch facts.isWide {
    case true: return .waist
    case false:
      guard let bmi = facts.bmi else { return nil }
      return bmi >= 25 ? .weight : .neither
    case nil: return nil
    }
  }

  /// Steps 2 to 4; smoking counts only beside another risk.
  private static func level(group: Group, risks: Int, facts: CheckupFacts, age: Int)
    -> GuidanceLevel
  {
    let count = risks > 0 && facts.smokes ? risks + 1 : risks
    let level: GuidanceLevel
    switch (group, count) {
    case (.neither, _), (_, 0): level = .informationOnly
    case (.waist, 2...), (.weight, 3...): level = .intensive
    default: level = .motivational
    }
    return level == .intensive && age >= 65 ? .motivational : level
  }
}

extension CheckupFacts {
  /// Whether waist or visceral fat is over its limit; `nil` if neither is known.
  var isWide: Bool? {
    if let visceralFat { return visceralFat >= 100 }
    guard let waist else { return nil }
    switch sex {
    case .male: return waist >= 85
    case .female: return waist >= 90
    default: return nil
    }
  }

  /// Systolic ≥ 130 or diastolic ≥ 85; `nil` if what is missing could change the answer.
  var hasPressureRisk: Bool? {
    Self.either(systolic.map { $0 >= 130 }, diastolic.map { $0 >= 85 })
  }

  /// Triglycerides ≥ 150 (non-fasting ≥ 175) or HDL < 40.
  var hasLipidRisk: Bool? {
    let fat = fastingTriglycerides.map { $0 >= 150 } ?? randomTriglycerides.map { $0 >= 175 }
    return Self.either(fat, hdl.map { $0 < 40 })
  }

  /// Glucose at its limit, the fasting value before the other, or HbA1c at its limit.
  ///
  /// - Parameters:
  ///   - sugar: Limit of glucose in mg/dL.
  ///   - limit: Limit of HbA1c in %.
  ///   - sugarDecides: HbA1c counts only if no glucose was measured.
  /// - Returns: The answer; `nil` if neither was measured.
  func hasGlucoseRisk(sugar: Decimal, hba1c limit: Decimal, sugarDecides: Bool) -> Bool? {
    let bySugar = (fastingGlucose ?? randomGlucose).map { $0 >= sugar }
    let byHbA1c = hba1c.map { $0 >= limit }
    if sugarDecides { return bySugar ?? byHbA1c }
    // Guidance: one of the two is enough, and one measured value is enough to say no.
    return bySugar == true || byHbA1c == true ? true : bySugar ?? byHbA1c
  }

  private static func either(_ first: Bool?, _ second: Bool?) -> Bool? {
    if first == true || second == true { return true }
    return first == nil || second == nil ? nil : false
  }
}
