public import Foundation

/// What the national judgements look at, taken out of a checkup.
public struct CheckupFacts: Sendable, Equatable {
  /// Sex; waist limits differ.
  public var sex: Profile.Sex?
  /// Age in years on the day of examination.
  public var age: Int?
  /// Waist in cm.
  public var waist: Decimal?
  /// Visceral fat area in cm², which replaces the waist.
  public var visceralFat: Decimal?
  /// Body-mass index.
  public var bmi: Decimal?
  /// Systolic blood pressure in mmHg.
  public var systolic: Decimal?
  /// Diastolic blood pressure in mmHg.
  public var diastolic: Decimal?
  /// Fasting triglycerides in mg/dL.
  public var fastingTriglycerides: Decimal?
  /// Non-fasting triglycerides in mg/dL.
  public var randomTriglycerides: Decimal?
  /// HDL cholesterol in mg/dL.
  public var hdl: Decimal?
  /// Fasting glucose in mg/dL.
  public var fastingGlucose: Decimal?
  /// Non-fasting glucose in mg/dL.
  public var randomGlucose: Decimal?
  /// HbA1c (NGSP) in %.
  public var hba1c: Decimal?
  /// Takes a drug for blood pressure.
  public var onPressureDrug = false
  /// Takes a drug for glucose.
  public var onGlucoseDrug = false
  /// Takes a drug for lipids.
  public var onLipidDrug = false
  /// Smokes now.
  public var smokes = false

  /// No facts.
  public init() {}

  /// The facts of a checkup.
  ///
  /// Of several values of one item the preferred one counts: measured before reported, and of
  /// blood pressure その他 (mean) before 2回目 before 1回目, the order of the national table.
  ///
  /// - Parameters:
  ///   - checkup: The checkup.
  ///   - sex: The person's sex.
  ///   - age: Age in years on the day of examination.
  public init(_ checkup: Checkup, sex: Profile.Sex?, age: Int?) {
    self.sex = sex
    self.age = age
    let values = CheckupValues(checkup)
    waist = values.number("waist")
    visceralFat = values.number("visceral-fat-area")
    bmi = values.number("bmi")
    systolic = values.number("systolic-pressure")
    diastolic = values.number("diastolic-pressure")
    fastingTriglycerides = values.number("triglyceride-fasting")
    randomTriglycerides = values.number("triglyceride-random")
    hdl = values.number("hdl-cholesterol")
    fastingGlucose = values.number("glucose-fasting")
    randomGlucose = values.number("glucose-random")
    hba1c = values.number("hba1c")
    onPressureDrug = values.isYes("medication-pressure")
    onGlucoseDrug = values.isYes("medication-glucose")
    onLipidDrug = values.isYes("medication-lipid")
    // 1 is "yes" in list 2003 and in list 24060; a former smoker (24060, code 2) does not count.
    smokes = values.isYes("smoking")
  }

  /// Whole years between two days.
  public static func age(born: CivilDay, on day: CivilDay) -> Int {
    let birth = born.components
    let now = day.components
    let hadBirthday = (now.month, now.day) >= (birth.month, birth.day)
    return now.year - birth.year - (hadBirthday ? 0 : 1)
  }
}

/// The items of a checkup by their keys, the preferred code of each first.
struct CheckupValues {
  private let observations: [String: [Observation]]

  init(_ checkup: Checkup) {
    var found: [String: [(rank: Int, observation: Observation)]] = [:]
    for observation in checkup.items {
      guard let item = CheckupItems.item(of: observation.code) else { continue }
      let rank = item.codes.firstIndex { variant in
        observation.code.codings.contains { $0.code == variant.code }
      }
      found[item.key, default: []].append((rank ?? item.codes.count, observation))
    }
    observations = found.mapValues { $0.sorted { $0.rank < $1.rank }.map(\.observation) }
  }

  /// The first number of an item in the unit of the national table.
  func number(_ key: String) -> Decimal? {
    guard let item = CheckupItems.item(key: key) else { return nil }
    return observations[key]?.lazy.compactMap { observation -> Decimal? in
      guard case .quantity(let quantity) = observation.value,
        CheckupThresholds.hasUnit(quantity, of: item)
      else { return nil }
      return quantity.number
    }.first
  }

  /// Whether a question was answered with code 1, はい.
  func isYes(_ key: String) -> Bool {
    observations[key]?.contains { observation in
      guard case .coded(let answer) = observation.value else { return false }
      return answer.codings.contains { $0.code == "1" }
    } == true
  }
}
