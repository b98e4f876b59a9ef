internal import Foundation

/// The results of a summary: the abnormal ones and those that are followed.
///
/// A result is followed if the value before its latest one was abnormal, or if it was measured at
/// home three times or more in the last six months. Values older than five years are left out.
/// Home values are a course of their own: other limits hold for them, and none of them official.
/// Of a blood pressure both numbers are shown if one of them is.
struct SummaryResults {
  private struct Entry {
    let observation: Observation
    let record: Record
    let date: PartialDate?
    let isMeasured: Bool
  }

  /// What makes two results one row.
  private struct Key: Hashable {
    let isMeasured: Bool
    let name: String
  }

  /// Values that are kept of each item.
  private static let kept = 6
  private static let years = 5
  /// Home values in six months that make an item a followed one.
  private static let followed = 3

  private let today: CivilDay
  private let sex: Profile.Sex?
  private var entries: [Key: [Entry]] = [:]
  private var recent: [Key: Int] = [:]

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
      guard let key = Self.key(of: item, isMeasured: isMeasured) else { continue }
      let entry = Entry(
        observation: item, record: record, date: record.body.date, isMeasured: isMeasured)
      add(entry, to: key)
      if isMeasured, first >= today.adding(months: -6) { recent[key, default: 0] += 1 }
    }
  }

  private mutating func add(_ entry: Entry, to key: Key) {
    var list = entries[key] ?? []
    let place = list.firstIndex { Self.isLater($0, than: entry) } ?? list.endIndex
    list.insert(entry, at: place)
    if list.count > Self.kept { list.removeFirst() }
    entries[key] = list
  }

  /// The results in the order of the national item table, others by name; home values last.
  func courses() -> [PatientSummary.ResultCourse] {
    let found = entries.compactMap { key, list -> (Key, PatientSummary.ResultCourse)? in
      let partner = Self.partner(of: key).flatMap { entries[$0] }
      let isPaired =
        partner.map { $0.last?.record.id == list.last?.record.id && isChosen($0, key) } ?? false
      return course(key, list, isPaired: isPaired).map { (key, $0) }
    }
    return found.sorted { Self.rank($0.0) < Self.rank($1.0) }.map(\.1)
  }

  private func course(
    _ key: Key, _ list: [Entry], isPaired: Bool
  ) -> PatientSummary.ResultCourse? {
    guard let last = list.last, isPaired || isChosen(list, key) else { return nil }
    return PatientSummary.ResultCourse(
      latest: last.observation, item: Self.item(of: last.observation), record: last.record,
      date: last.date, mark: mark(last), wasAbnormal: Self.before(list).flatMap(mark) != nil,
      values: Self.values(list, of: last))
  }

  /// Whether a course is abnormal or followed.
  private func isChosen(_ list: [Entry], _ key: Key) -> Bool {
    guard let last = list.last else { return false }
    if mark(last) != nil { return true }
    guard last.observation.quantity != nil else { return false }
    return Self.before(list).flatMap(mark) != nil || recent[key, default: 0] >= Self.followed
  }

  private static func before(_ list: [Entry]) -> Entry? { list.dropLast().last }

  /// The other number of a blood pressure.
  private static func partner(of key: Key) -> Key? {
    let pair = [
      "systolic-pressure": "diastolic-pressure", "diastolic-pressure": "systolic-pressure",
    ]
    return pair[key.name].map { Key(isMeasured: key.isMeasured, name: $0) }
  }

  private static func rank(_ key: Key) -> (Int, Int, String) {
    (key.isMeasured ? 1 : 0, order[key.name] ?? .max, key.name)
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
    guard !entry.isMeasured, let day = entry.date?.first,
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

  /// `nil` for questions, conclusions and results without a value.
  private static func key(of item: Observation, isMeasured: Bool) -> Key? {
    if case .absent = item.value { return nil }
    if let known = Self.item(of: item) {
      let isResult = ![.questionnaire, .judgement].contains(known.category)
      return isResult ? Key(isMeasured: isMeasured, name: known.key) : nil
    }
    let coded = item.code.codings.first.map { "\($0.system ?? "")|\($0.code)" }
    return (coded ?? item.code.text.map(FoldedText.search))
      .map { Key(isMeasured: isMeasured, name: $0) }
  }

  /// The item of the national table, also under its international code.
  private static func item(of observation: Observation) -> CheckupItem? {
    CheckupItems.item(of: observation.code) ?? LOINCVital.item(of: observation)
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
