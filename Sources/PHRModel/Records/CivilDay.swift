/// A day of the Gregorian calendar, without time or zone.
///
/// All arithmetic is on a day count, so it never depends on a time zone or on Foundation's
/// calendar (which differs between Foundation and FoundationEssentials on Linux).
public struct CivilDay: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  public let number: Int

  /// The day that many days after 1970-01-01.
  public init(number: Int) {
    self.number = number
  }

  /// The day with that year, month (1...12) and day of month, or `nil` if there is no such day.
  ///
  /// Years outside 1...9999 are refused: no record needs them and ISO 8601 prints four digits.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.init(number: Self.dayNumber(year: year, month: month, day: day))
  }

  /// Year, month and day of month of this day.
  ///
  /// Howard Hinnant's days-from-civil method: years begin in March, so that the leap day is last.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The number of days in that month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2:
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// This day moved by whole months; the day of month is cut to the length of the new month.
  public func adding(months: Int) -> CivilDay {
    let parts = components
    let total = parts.year * 12 + (parts.month - 1) + months
    let year = total >= 0 ? total / 12 : (total - 11) / 12
    let month = total - year * 12 + 1
    let day = min(parts.day, Self.length(ofMonth: month, year: year))
    return CivilDay(number: Self.dayNumber(year: year, month: month, day: day))
  }

  /// This day moved by that many days.
  public func adding(days: Int) -> CivilDay {
    CivilDay(number: number + days)
  }

  /// Earlier days come first.
  public static func < (left: CivilDay, right: CivilDay) -> Bool {
    left.number < right.number
  }

  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDay: CustomStringConvertible {
  /// The day as ISO 8601, `2026-03-10`.
  public var description: String {
    let parts = components
    return "\(padded(parts.year, to: 4))-\(padded(parts.month, to: 2))-\(padded(parts.day, to: 2))"
  }
}

/// The number in decimal with leading zeros.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
