/// The days that change what parents and delegates may do.
///
/// Issue on delegates, "Life events": at 15 a child may keep matters to themselves, at 18 the
/// child is of age (民法 Art. 4 since 2022-04-01) and the record is handed over.
public enum LifeEvent: Int, Sendable, Hashable, CaseIterable {
  /// The 15th birthday: a reminder; with a grant the child is asked to confirm.
  case fifteen = 15
  /// The 18th birthday: the record is handed over; a parent's grant ends.
  case ofAge = 18

  /// The first day at that age.
  ///
  /// Who was born on 29 February is a year older, in a common year, from 1 March on: an age is
  /// reached at the end of the day before (年齢計算ニ関する法律; 民法 Art. 143). Of an imprecise birth
  /// date the first possible day is taken, which protects the child earlier rather than later.
  public func day(born: PartialDate) -> CivilDay {
    let birth = born.first.components
    let year = birth.year + rawValue
    guard let birthday = CivilDay(year: year, month: birth.month, day: birth.day) else {
      return born.first.adding(months: rawValue * 12).adding(days: 1)
    }
    return birthday
  }

  /// The events that still lie ahead on a day, the nearest first.
  public static func upcoming(born: PartialDate, on day: CivilDay) -> [(LifeEvent, CivilDay)] {
    allCases.map { ($0, $0.day(born: born)) }.filter { $0.1 > day }
  }
}

extension Grant {
  /// How long a grant is proposed for, in months.
  public static let proposedMonths = 12
  /// How long a file for the bereaved is proposed to last: nobody knows when it is needed.
  public static let bereavedMonths = 120

  /// The end that is proposed for a new grant: a year, for a parent never past the 18th birthday,
  /// for the bereaved ten years.
  public static func proposedEnd(
    from day: CivilDay, basis: Basis, holderBorn: PartialDate?
  ) -> Instant {
    let months = basis == .bereaved ? bereavedMonths : proposedMonths
    let year = Instant(startOf: day.adding(months: months))
    guard basis == .parentOfMinor, let holderBorn else { return year }
    return min(year, Instant(startOf: LifeEvent.ofAge.day(born: holderBorn)))
  }

  /// The grant as the holder's age allows it: a parent's grant ends with the 18th birthday.
  public func limited(holderBorn: PartialDate?) -> Grant {
    guard basis == .parentOfMinor, let holderBorn else { return self }
    var grant = self
    let end = Instant(startOf: LifeEvent.ofAge.day(born: holderBorn))
    grant.window.until = min(window.until ?? end, end)
    return grant
  }

  /// Whether the child has to be asked to confirm the grant: a parent's grant that was given
  /// before the 15th birthday and is in force after it.
  public func needsConfirmation(at instant: Instant, holderBorn: PartialDate) -> Bool {
    let fifteen = Instant(startOf: LifeEvent.fifteen.day(born: holderBorn))
    let given = confirmed ?? window.from ?? fifteen.adding(seconds: -1)
    return basis == .parentOfMinor && instant >= fifteen && given < fifteen
      && isInForce(at: instant)
  }

  /// Whether the day has come on which it was to be looked at whether the grant is still needed.
  public func reviewIsDue(at instant: Instant) -> Bool {
    guard let review else { return false }
    return instant.day >= review.first && isInForce(at: instant)
  }

  /// What is wrong with a grant that is about to be given.
  public enum Problem: Sendable, Hashable {
    /// It has no end, or ends before it begins.
    case noEnd
    /// Nothing is in scope.
    case emptyScope
    /// It has no purpose sentence.
    case noPurpose
    /// The basis needs the holder to be a minor, and the holder is not.
    case notAMinor
    /// The basis needs a reason and a review date.
    case reasonMissing
    /// The basis needs to say how the delegate is related to the holder.
    case relationMissing
  }

  /// What is wrong with the grant; empty if it can be given.
  public func problems(at instant: Instant, holderBorn: PartialDate?) -> [Problem] {
    var found: [Problem] = []
    if window.until == nil || window.isEmpty { found.append(.noEnd) }
    if scope.isEmpty { found.append(.emptyScope) }
    if purpose.allSatisfy(\.isWhitespace) { found.append(.noPurpose) }
    if basis == .parentOfMinor, let holderBorn, instant.day >= LifeEvent.ofAge.day(born: holderBorn)
    {
      found.append(.notAMinor)
    }
    if basis == .caringRelative,
      (incapacityReason ?? "").allSatisfy(\.isWhitespace) || review == nil
    {
      found.append(.reasonMissing)
    }
    if basis == .bereaved, relation.allSatisfy(\.isWhitespace) { found.append(.relationMissing) }
    return found
  }
}
