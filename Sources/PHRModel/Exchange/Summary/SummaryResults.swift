internal import Foundation

/// The results of a summary: the abnormal ones and those that are followed.
///
/// A result is followed if the value before its latest one was abnormal, or if it was measured at
/// home three times or more in the last six months. Values older than five years are left out.
struct SummaryResults {
  private struct Entry {
    let observation: Observation
    let record: Record
    let date: PartialDate?
    let isMeasured: Bool
  }

  /// Values that are kept of each item.
  private static let kept = 6
  private static let years = 5
  /// Home values in six months that make an item a followed one.
  private static let followed = 3

  private let today: CivilDay
  private let sex: Profile.Sex?
  private var entries: [String: [Entry]] = [:]
  private var recent: [String: Int] = [:]

  init(today: CivilDay, sex: Profile.Sex?) {
    self.today = today
    self.sex = sex
  }

  /// Takes in the results of a record.
  mutating func add(_ items: [Observation], of record: Record) {
    guard let first = record.body.date?.first, first >= today.adding(months: -12 * Self.years)
    else { return }
    let isMeasured = record.body.kind == .measurement
    for item in items.flatMap({ $0.components.isEmpty ? [$0] : $0.components }) {
      guard let key = Self.key(of: item) else { continue }
      add(Entry(observation: item, record: record, date: record.body.date, isMeasured: isMeasured))
      if isMeasured, first >= today.adding(months: -6) { recent[key, default: 0] += 1 }
    }
  }

  private mutating func add(_ entry: Entry) {
    guard let key = Self.key(of: entry.observation) else { return }
    var list = entries[key] ?? []
    let place = list.firstIndex { Self.isLater($0, than: entry) } ?? list.endIndex
    list.insert(entry, at: place)
    if list.count > Self.kept { list.removeFirst() }
    entries[key] = list
  }

  /// The results in the order of the national item table, others by name.
  func courses() -> [PatientSummary.ResultCourse] {
    let found = entries.compactMap { key, list -> (String, PatientSummary.ResultCourse)? in
      course(key, list).map { (key, $0) }
    }
    return found.sorted { left, right in
      (Self.order[left.0] ?? Int.max, left.0) < (Self.order[right.0] ?? Int.max, right.0)
    }.map(\.1)
  }

  private func course(_ key: String, _ list: [Entry]) -> PatientSummary.ResultCourse? {
    guard let last = list.last else { return nil }
    let mark = mark(last)
    let before = list.dropLast().last.flatMap(self.mark)
    let isFollowed = before != nil || recent[key, default: 0] >= Self.followed
    guard mark != nil || (isFollowed && last.observation.quantity != nil) else { return nil }
    return PatientSummary.ResultCourse(
      latest: last.observation, record: last.record, date: last.date, mark: mark,
      values: Self.values(list, of: last))
  }

  /// The numbers that can be compared with the latest one.
  private static func values(
    _ list: [Entry], of last: Entry
  ) -> [PatientSummary.ResultCourse.Value] {
    guard let unit = last.observation.quantity.map({ $0.unitCode ?? $0.unit }) else { return [] }
    return list.compactMap { entry in
      guard let quantity = entry.observation.quantity,
        (quantity.unitCode ?? quantity.unit) == unit
      else { return nil }
      return PatientSummary.ResultCourse.Value(date: entry.date, quantity: quantity)
    }
  }

  private func mark(_ entry: Entry) -> PatientSummary.Mark? {
    let observation = entry.observation
    if let flag = observation.flag, flag != .normal { return .flag(flag) }
    if observation.flag == nil, let side = observation.outsideRange { return .range(side) }
    guard let day = entry.date?.first,
      let level = CheckupThresholds.level(of: observation, on: day, sex: sex), level > .within
    else { return nil }
    return .official(level)
  }

  /// By date, then by record, so that the order in which records come does not matter.
  private static func isLater(_ entry: Entry, than other: Entry) -> Bool {
    if entry.date != other.date {
      guard let date = entry.date else { return false }
      return other.date.map { date > $0 } ?? true
    }
    return entry.record.id > other.record.id
  }

  /// What makes two results one row; `nil` for questions, conclusions and results without a value.
  private static func key(of item: Observation) -> String? {
    if case .absent = item.value { return nil }
    if let known = CheckupItems.item(of: item.code) {
      return [.questionnaire, .judgement].contains(known.category) ? nil : known.key
    }
    if let coding = item.code.codings.first { return "\(coding.system ?? "")|\(coding.code)" }
    return item.code.text.map(FoldedText.search)
  }

  private static let order = Dictionary(
    CheckupItems.all.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
}

extension Observation {
  /// The number, if the result is one.
  public var quantity: Quantity? {
    if case .quantity(let quantity) = value { return quantity }
    return nil
  }

  /// The side on which a number lies outside the range that came with it.
  fileprivate var outsideRange: AbnormalFlag? {
    guard let number = quantity?.number else { return nil }
    if let low = reference?.low?.number, number < low { return .low }
    if let high = reference?.high?.number, number > high { return .high }
    return nil
  }
}
