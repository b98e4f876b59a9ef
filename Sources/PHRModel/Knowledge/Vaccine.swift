/// A vaccine of the Japanese programme, or one that people hold in their records.
public struct Vaccine: Sendable, Hashable {
  /// Under which rules it is given.
  public enum Group: String, Sendable {
    /// A類: children and pregnant women, routine.
    case routineChild = "A"
    /// B類: older adults, routine.
    case routineAdult = "B"
    /// 任意: at one's own wish.
    case voluntary = "V"
    /// No longer given; stands in older records.
    case former = "F"
  }

  /// Our own stable name (`mr`, `pcv`).
  public let key: String
  /// Under which rules it is given.
  public let group: Group
  /// Whether it is a live vaccine that is injected: only those need 27 days between each other.
  public let isInjectedLive: Bool
  /// Name in Japanese.
  public let japanese: String
  /// Name in English.
  public let english: String
  /// CVX codes, the usual one first; an interchange hint, since Japan has no list of its own.
  public let cvx: [String]
  /// First day of routine use, if it is known.
  public let from: PartialDate?
  /// Last day of routine use; `nil` = still in use.
  public let until: PartialDate?
  /// The doses in their order; empty where no schedule is held.
  public let doses: [Dose]

  /// One dose of a series.
  public struct Dose: Sendable, Hashable {
    /// Number within the vaccine, from 1.
    public let number: Int
    /// 1期初回, 1期追加, 2期 …, as records write it; `nil` where there is one stage.
    public let stage: String?
    /// From when on it may be given.
    public let eligibleFrom: AgePoint?
    /// Up to the day before this point.
    public let eligibleUntil: AgePoint?
    /// From when on it is recommended.
    public let standardFrom: AgePoint?
    /// Until when it is recommended.
    public let standardUntil: AgePoint?
    /// The dose from which the interval counts; `nil` for a first dose.
    public let after: Int?
    /// Shortest interval by the rule.
    public let minimum: Interval?
    /// Usual interval.
    public let usual: Interval?
  }

  /// A point in a life.
  public enum AgePoint: Sendable, Hashable {
    /// So many weeks and days after birth.
    case days(Int)
    /// So many months after birth.
    case months(Int)
    /// First day (April 1st) of the fiscal year in which the person reaches that age.
    case fiscalYear(of: Int)

    /// The day for a person born on that day.
    ///
    /// By law an age is reached at the end of the day before the birthday, so that somebody born on
    /// April 1st belongs to the earlier fiscal year.
    public func day(born: CivilDay) -> CivilDay {
      switch self {
      case .days(let count): return born.adding(days: count)
      case .months(let count): return born.adding(months: count)
      case .fiscalYear(let age):
        let reached = born.adding(months: age * 12).adding(days: -1).components
        let year = reached.month >= 4 ? reached.year : reached.year - 1
        return CivilDay(year: year, month: 4, day: 1) ?? born
      }
    }
  }

  /// A time between two doses.
  public enum Interval: Sendable, Hashable {
    /// So many whole days between them: 27 means the same weekday four weeks later.
    case daysBetween(Int)
    /// So many months.
    case months(Int)

    /// The first day on which the next dose may be given.
    public func earliest(after day: CivilDay) -> CivilDay {
      switch self {
      case .daysBetween(let count): day.adding(days: count + 1)
      case .months(let count): day.adding(months: count)
      }
    }
  }
}
