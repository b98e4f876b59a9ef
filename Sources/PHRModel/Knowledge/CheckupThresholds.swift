public import Foundation

/// The two official levels of checkup values, as dated data.
///
/// 保健指導判定値 is the level at which lifestyle advice is given, 受診勧奨判定値 the level at which a
/// doctor should be seen. They are shown under these names, never as a diagnosis. Facts: shared
/// formats/tokutei-kenshin.md section 1; before April 2018 no values are held.
public enum CheckupThresholds {
  /// How far a value goes.
  public enum Level: Int, Sendable, Comparable {
    /// Below both levels.
    case within
    /// At or above 保健指導判定値.
    case guidance
    /// At or above 受診勧奨判定値.
    case referral

    /// Lower levels come first.
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// A limit on one side.
  public struct Limit: Sendable, Hashable {
    /// On which side of the number the limit is reached.
    public enum Side: String, Sendable {
      /// At the number or above it.
      case atLeast = ">="
      /// At the number or below it.
      case atMost = "<="
      /// Below the number.
      case below = "<"
    }

    /// On which side.
    public let side: Side
    /// The number, in the unit of the item.
    public let number: Decimal

    /// Whether a value reaches the limit.
    public func isReached(by value: Decimal) -> Bool {
      switch side {
      case .atLeast: value >= number
      case .atMost: value <= number
      case .below: value < number
      }
    }
  }

  /// The levels of one item for a time and a sex.
  public struct Threshold: Sendable, Hashable {
    /// Key of the item.
    public let item: String
    /// First day on which it holds.
    public let from: CivilDay
    /// Last day on which it holds; `nil` = until further notice.
    public let until: CivilDay?
    /// For whom; `nil` = for everybody.
    public let sex: Profile.Sex?
    /// 保健指導判定値.
    public let guidance: Limit?
    /// 受診勧奨判定値.
    public let referral: Limit?
  }

  /// The levels of an item on a day.
  ///
  /// - Parameters:
  ///   - item: Key of the item.
  ///   - day: Day of the examination.
  ///   - sex: Some levels differ; without a sex they are not given.
  /// - Returns: The levels, or `nil` if there are none.
  public static func threshold(of item: String, on day: CivilDay, sex: Profile.Sex?) -> Threshold? {
    all[item]?.first { threshold in
      threshold.from <= day && threshold.until.map { day <= $0 } != false
        && (threshold.sex == nil || threshold.sex == sex)
    }
  }

  /// How far a value of a checkup goes; `nil` if there is no level for it or its unit is another.
  public static func level(of observation: Observation, on day: CivilDay, sex: Profile.Sex?)
    -> Level?
  {
    guard let item = CheckupItems.item(of: observation.code),
      case .quantity(let quantity) = observation.value, let number = quantity.number,
      hasUnit(quantity, of: item), let threshold = threshold(of: item.key, on: day, sex: sex)
    else { return nil }
    if threshold.referral?.isReached(by: number) == true { return .referral }
    return threshold.guidance?.isReached(by: number) == true ? .guidance : .within
  }

  /// Whether a value is in the unit of the national table; a missing unit is taken for it.
  static func hasUnit(_ quantity: Quantity, of item: CheckupItem) -> Bool {
    guard let unit = quantity.unitCode ?? quantity.unit, let expected = item.unit else {
      return true
    }
    func folded(_ text: String) -> String {
      FoldedText.search(text).filter { !"[]".contains($0) }
    }
    return folded(unit) == folded(expected)
  }

  private static let all: [String: [Threshold]] = {
    let rows = table.split(separator: "\n").compactMap { row(String($0)) }
    return Dictionary(grouping: rows, by: \.item)
  }()

  private static func row(_ line: String) -> Threshold? {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
    guard fields.count == 6, let from = PartialDate(iso: fields[0])?.exactDay else { return nil }
    return Threshold(
      item: fields[2], from: from, until: PartialDate(iso: fields[1])?.exactDay,
      sex: Profile.Sex(rawValue: fields[3]), guidance: limit(fields[4]), referral: limit(fields[5]))
  }

  private static func limit(_ text: String) -> Limit? {
    for side in [Limit.Side.atLeast, .atMost, .below] where text.hasPrefix(side.rawValue) {
      let number = Decimal(
        string: String(text.dropFirst(side.rawValue.count)),
        locale: Locale(identifier: "en_US_POSIX"))
      return number.map { Limit(side: side, number: $0) }
    }
    return nil
  }

  /// `from|until|item|sex|guidance|referral`.
  private static let table = """
    2018-04-01||bmi||>=25|
    2018-04-01||waist|male|>=85|
    2018-04-01||waist|female|>=90|
    2018-04-01||visceral-fat-area||>=100|
    2018-04-01||systolic-pressure||>=130|>=140
    2018-04-01||diastolic-pressure||>=85|>=90
    2018-04-01||triglyceride-fasting||>=150|>=300
    2024-04-01||triglyceride-random||>=175|>=300
    2018-04-01|2024-03-31|hdl-cholesterol||<40|<=34
    2024-04-01||hdl-cholesterol||<40|
    2018-04-01||ldl-cholesterol||>=120|>=140
    2018-04-01||non-hdl-cholesterol||>=150|>=170
    2018-04-01||ast||>=31|>=51
    2018-04-01||alt||>=31|>=51
    2018-04-01||gamma-gt||>=51|>=101
    2018-04-01||glucose-fasting||>=100|>=126
    2018-04-01||glucose-random||>=100|>=126
    2018-04-01||hba1c||>=5.6|>=6.5
    2018-04-01||egfr||<60|<45
    2018-04-01||hemoglobin|male|<=13.0|<=12.0
    2018-04-01||hemoglobin|female|<=12.0|<=11.0
    """
}
