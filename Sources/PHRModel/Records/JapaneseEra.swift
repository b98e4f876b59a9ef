/// The Japanese eras since Meiji and their boundaries (shared formats/codes.md, 和暦).
public enum JapaneseEra: String, Sendable, CaseIterable {
  /// 明治, from 1868-01-25 (Gregorian dates are valid only from 1873).
  case meiji = "M"
  /// 大正, from 1912-07-30.
  case taisho = "T"
  /// 昭和, from 1926-12-25.
  case showa = "S"
  /// 平成, from 1989-01-08.
  case heisei = "H"
  /// 令和, from 2019-05-01.
  case reiwa = "R"

  /// The era's name in kanji.
  public var name: String {
    switch self {
    case .meiji: "明治"
    case .taisho: "大正"
    case .showa: "昭和"
    case .heisei: "平成"
    case .reiwa: "令和"
    }
  }

  /// What is added to a year of the era to get the Gregorian year.
  public var offset: Int {
    switch self {
    case .meiji: 1867
    case .taisho: 1911
    case .showa: 1925
    case .heisei: 1988
    case .reiwa: 2018
    }
  }

  /// The era that holds that day, or `nil` before Meiji.
  public init?(of day: CivilDay) {
    let starts: [(JapaneseEra, (Int, Int, Int))] = [
      (.reiwa, (2019, 5, 1)), (.heisei, (1989, 1, 8)), (.showa, (1926, 12, 25)),
      (.taisho, (1912, 7, 30)), (.meiji, (1868, 1, 25)),
    ]
    let parts = day.components
    guard let found = starts.first(where: { $0.1 <= parts }) else { return nil }
    self = found.0
  }

  /// The day written with its era, `令和8年3月10日`; the first year is 元年.
  public static func format(_ day: CivilDay) -> String {
    let parts = day.components
    guard let era = JapaneseEra(of: day) else {
      return "\(parts.year)年\(parts.month)月\(parts.day)日"
    }
    let year = parts.year - era.offset
    return "\(era.name)\(year == 1 ? "元" : String(year))年\(parts.month)月\(parts.day)日"
  }
}
