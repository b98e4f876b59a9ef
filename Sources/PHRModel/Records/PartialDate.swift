/// A date as precise as its source gave it: a day, a month or a year.
///
/// Checkups and doses have a day, cost notices a month, histories often only a year. The
/// corresponding FHIR type is `date` (R4, datatypes, section "Primitive Types").
public struct PartialDate: Sendable, Hashable {
  /// How much of the date is known.
  public enum Precision: Int, Sendable, Comparable {
    /// Only the year.
    case year
    /// Year and month.
    case month
    /// The exact day.
    case day

    /// Coarser precision comes first.
    public static func < (left: Precision, right: Precision) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The first day that the date may mean.
  public let first: CivilDay
  /// How much is known.
  public let precision: Precision

  /// An exact day.
  public init(_ day: CivilDay) {
    first = day
    precision = .day
  }

  /// A date of the precision that the given parts have, or `nil` if there is no such date.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard month != nil || day == nil,
      let first = CivilDay(year: year, month: month ?? 1, day: day ?? 1)
    else { return nil }
    self.first = first
    precision = month == nil ? .year : day == nil ? .month : .day
  }

  /// A date written as ISO 8601: `2026-03-10`, `2026-03` or `2026`; nothing else is accepted.
  public init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard [4, 7, 10].contains(bytes.count), let year = bytes.digits(0..<4) else { return nil }
    let month = bytes.count > 4 ? bytes.digits(5..<7) : nil
    let day = bytes.count > 7 ? bytes.digits(8..<10) : nil
    let separators = bytes.indices.filter { bytes[$0] == UInt8(ascii: "-") }
    guard (month != nil) == (bytes.count > 4), (day != nil) == (bytes.count > 7),
      separators == [4, 7].filter({ $0 < bytes.count })
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The last day that the date may mean.
  public var last: CivilDay {
    switch precision {
    case .day: first
    case .month: first.adding(months: 1).adding(days: -1)
    case .year: first.adding(months: 12).adding(days: -1)
    }
  }

  /// Every day that the date may mean.
  public var days: ClosedRange<CivilDay> { first...last }

  /// The day, if it is exact.
  public var exactDay: CivilDay? { precision == .day ? first : nil }
}

extension PartialDate: Comparable {
  /// By first possible day; at the same first day the coarser date comes first.
  public static func < (left: PartialDate, right: PartialDate) -> Bool {
    (left.first, left.precision) < (right.first, right.precision)
  }
}

extension PartialDate: CustomStringConvertible, Codable {
  /// The date as ISO 8601, as long as it is precise.
  public var description: String {
    let day = first.description
    switch precision {
    case .day: return day
    case .month: return String(day.prefix(7))
    case .year: return String(day.prefix(4))
    }
  }

  /// Reads the ISO 8601 form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let date = PartialDate(iso: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an ISO 8601 date")
    }
    self = date
  }

  /// Writes the ISO 8601 form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension [UInt8] {
  /// The number that those bytes write in plain decimal digits.
  func digits(_ places: Range<Int>) -> Int? {
    guard places.upperBound <= count else { return nil }
    var number = 0
    for byte in self[places] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}
