/// The drugs of a summary: which are taken now, since when, which were stopped.
///
/// A supply counts from its first day over its days. A drug is current while its supply lasts and
/// half as long again, at most 14 days, because visits come late and tablets are left over; without
/// an end, a self-reported drug is current and a dispensed one for 90 days. It was stopped if that
/// ended less than six months ago.
struct SummaryDrugs {
  private struct Supply {
    let first: CivilDay
    let last: CivilDay?
  }

  private struct Course {
    var latest: Record
    var supplies: [Supply]
  }

  /// Longest supply that is believed, in days.
  private static let longestSupply = 400
  private static let longestGrace = 14
  private static let openEnded = 90
  /// A pause up to this many days is still the same course.
  private static let pause = 60

  private let today: CivilDay
  private var courses: [String: Course] = [:]

  init(today: CivilDay) {
    self.today = today
  }

  /// Takes in a drug line.
  mutating func add(_ record: Record) {
    guard let line = record.body.medication else { return }
    let supply = Self.supply(of: line, dated: record.body.date)
    let key = FoldedText.search(line.drug.shown ?? record.body.title)
    guard var course = courses[key] else {
      courses[key] = Course(latest: record, supplies: supply.map { [$0] } ?? [])
      return
    }
    if Self.isLater(record, than: course.latest) { course.latest = record }
    if let supply { course.supplies.append(supply) }
    courses[key] = course
  }

  /// Current drugs and those that were stopped in the last six months, by name.
  func finished() -> (current: [PatientSummary.DrugCourse], stopped: [PatientSummary.DrugCourse]) {
    var current: [PatientSummary.DrugCourse] = []
    var stopped: [PatientSummary.DrugCourse] = []
    for course in courses.values {
      let finished = drugCourse(course)
      guard let end = end(of: course.latest, until: finished.until) else {
        current.append(finished)
        continue
      }
      if end >= today {
        current.append(finished)
      } else if end >= today.adding(months: -6) {
        stopped.append(finished)
      }
    }
    return (Self.markDuplicates(current.sorted(by: Self.order)), stopped.sorted(by: Self.order))
  }

  /// The day until which it counts as taken; `nil` = without end.
  private func end(of record: Record, until: CivilDay?) -> CivilDay? {
    guard let line = record.body.medication else { return nil }
    let date = record.body.date?.last
    if ["stopped", "cancelled", "not-taken"].contains(line.status ?? "") {
      return min(until ?? today, line.end?.last ?? date ?? today, today.adding(days: -1))
    }
    if let until {
      guard line.end == nil, let days = line.days else { return until }
      return until.adding(days: min(Self.longestGrace, days / 2))
    }
    return line.origin == .selfReported ? nil : date?.adding(days: Self.openEnded)
  }

  private func drugCourse(_ course: Course) -> PatientSummary.DrugCourse {
    let line = course.latest.body.medication
    let last = line.flatMap { Self.supply(of: $0, dated: course.latest.body.date)?.last }
    return PatientSummary.DrugCourse(
      latest: course.latest, since: since(course),
      lastDispensed: line?.origin == .selfReported ? nil : course.latest.body.date, until: last,
      isDuplicate: false)
  }

  /// Walks back from the latest supply as long as no pause is too long.
  private func since(_ course: Course) -> PartialDate? {
    let supplies = course.supplies.sorted { $0.first > $1.first }
    guard var first = supplies.first?.first else {
      return course.latest.body.medication?.start ?? course.latest.body.date
    }
    for supply in supplies.dropFirst() {
      let last = supply.last ?? supply.first
      guard last.adding(days: Self.pause) >= first else { break }
      first = min(first, supply.first)
    }
    return PartialDate(first)
  }

  private static func supply(of line: Medication, dated date: PartialDate?) -> Supply? {
    guard let first = line.start?.first ?? date?.first else { return nil }
    if let end = line.end?.last { return Supply(first: first, last: end) }
    guard let days = line.days, (1...longestSupply).contains(days) else {
      return Supply(first: first, last: nil)
    }
    return Supply(first: first, last: first.adding(days: days - 1))
  }

  private static func isLater(_ record: Record, than other: Record) -> Bool {
    if record.body.date != other.body.date {
      guard let date = record.body.date else { return false }
      return other.body.date.map { date > $0 } ?? true
    }
    return record.id < other.id
  }

  private static func order(
    _ left: PatientSummary.DrugCourse, _ right: PatientSummary.DrugCourse
  ) -> Bool {
    (left.latest.body.title, left.latest.id) < (right.latest.body.title, right.latest.id)
  }

  private static func markDuplicates(
    _ courses: [PatientSummary.DrugCourse]
  ) -> [PatientSummary.DrugCourse] {
    var ingredient = Ingredient()
    let keys = courses.map { Set(ingredient.keys(of: $0.latest.body)) }
    let counts = keys.joined().reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return zip(courses, keys).map { course, keys in
      var course = course
      course.isDuplicate = keys.contains { counts[$0, default: 0] > 1 }
      return course
    }
  }
}
