/// Days of records, both ends inside; one side may be open.
///
/// Issue on consent, "Times": record periods are inclusive.
public struct DayPeriod: Sendable, Hashable {
  /// The first day; `nil` = open.
  public let from: CivilDay?
  /// The last day; `nil` = open.
  public let to: CivilDay?

  /// A period; `nil` if both sides are open or the last day comes before the first.
  public init?(from: CivilDay?, to: CivilDay?) {
    guard from != nil || to != nil else { return nil }
    if let from, let to, to < from { return nil }
    self.from = from
    self.to = to
  }

  /// Whether any of the days lies inside; days that nobody knows may.
  public func touches(_ days: ClosedRange<CivilDay>?) -> Bool {
    guard let days else { return true }
    if let from, days.upperBound < from { return false }
    if let to, days.lowerBound > to { return false }
    return true
  }

  /// Whether all of the days lie inside; of days that nobody knows nobody can say so.
  public func covers(_ days: ClosedRange<CivilDay>?) -> Bool {
    guard let days else { return false }
    if let from, days.lowerBound < from { return false }
    if let to, days.upperBound > to { return false }
    return true
  }
}
