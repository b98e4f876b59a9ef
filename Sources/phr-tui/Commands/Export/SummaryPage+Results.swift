import Foundation
import PHRModel

extension SummaryPage {
  private typealias Course = PatientSummary.ResultCourse

  /// Each result with its value, unit, date, reason and course.
  var results: [Block] {
    let courses = summary.results
    let rows = courses.indices.compactMap { index -> [Cell]? in
      // The lower number of a blood pressure stands in the row of the upper one.
      if index > 0, Self.isPair(courses[index - 1], courses[index]) { return nil }
      let next = index + 1 < courses.count ? courses[index + 1] : nil
      if let next, Self.isPair(courses[index], next) { return pressureRow(courses[index], next) }
      return row(courses[index])
    }
    return table(
      [
        DetailWords.item, DetailWords.value, DetailWords.mark, DetailWords.reference,
        DetailWords.date, SummaryWords.earlier,
      ], rows)
  }

  private func row(_ course: Course) -> [Cell] {
    let earlier = earlier(course) { value in
      "\(value.quantity.comparator ?? "")\(value.quantity.value)"
    }
    return row(
      course, name: Self.name(of: course), value: value(of: course.latest),
      mark: SummaryWords.mark(course.mark, wasAbnormal: course.wasAbnormal),
      range: Self.range(course.latest.reference), earlier: earlier)
  }

  private func row(
    _ course: Course, name: Text, value: Phrase?, mark: Text?, range: String?, earlier: [String]
  ) -> [Cell] {
    let numbers = course.values.compactMap { $0.quantity.number }
      .map { NSDecimalNumber(decimal: $0).doubleValue }
    let before = earlier.isEmpty ? nil : Phrase(entries: earlier)
    let reason = mark.map(phrase)
    return [
      Cell(phrase(Self.isHome(course) ? SummaryWords.measuredByThemselves(name) : name)),
      Cell(value, isMarked: course.mark != nil, isShort: value.map { $0.text.count < 16 } ?? false),
      Cell(reason, isShort: reason.map { $0.text.count < 16 } ?? false),
      cell(range, isShort: (range?.count ?? 0) < 14),
      cell(course.date?.description, isShort: true),
      Cell(before, trend: earlier.isEmpty ? [] : numbers),
    ]
  }

  /// The latest values before the last one, newest first, each with its month or day.
  ///
  /// Two languages leave room for fewer.
  private func earlier(
    _ course: Course, _ written: (Course.Value) -> String?
  ) -> [String] {
    let length = Self.isHome(course) ? 10 : 7
    return course.values.dropLast().suffix(languages.languages.count > 1 ? 2 : 3).reversed()
      .compactMap { value in
        written(value).map { text in
          text + (value.date.map { " (\($0.description.prefix(length)))" } ?? "")
        }
      }
  }

  private static func isHome(_ course: Course) -> Bool { course.record.body.kind == .measurement }

  /// The item in both languages if the national table knows it, else as received.
  private static func name(of course: Course) -> Text {
    let received = course.latest.code.shown ?? "–"
    return Text(
      ja: course.item?.japanese ?? received, en: course.item?.english ?? received)
  }

  /// The value with its unit: the source's, else that of the national table.
  private func value(of item: Observation) -> Phrase? {
    switch item.value {
    case .quantity(let quantity):
      let unit = Writing.unit(of: quantity) ?? CheckupItems.item(of: item.code)?.unit
      let number = (quantity.comparator ?? "") + quantity.value
      return Phrase(received: number + (unit.map { " " + $0 } ?? ""))
    case .coded(let answer):
      guard let meaning = CheckupValueLists.meaning(of: item) else {
        return answer.shown.map { Phrase(received: $0) }
      }
      return phrase(Text(ja: meaning.japanese, en: meaning.english))
    case .text(let text): return Phrase(received: text)
    case .absent(let reason): return phrase(CodeWords.absent(reason))
    }
  }

  private static func range(_ range: ReferenceRange?) -> String? {
    guard let range else { return nil }
    switch (range.low?.value, range.high?.value) {
    case (let low?, let high?): return "\(low)–\(high)"
    case (nil, let high?): return "≤ \(high)"
    case (let low?, nil): return "≥ \(low)"
    case (nil, nil): return range.text
    }
  }
}

/// Blood pressure in one row, as doctors write it.
extension SummaryPage {
  private static func isPair(_ upper: Course, _ lower: Course) -> Bool {
    upper.item?.key == "systolic-pressure" && lower.item?.key == "diastolic-pressure"
      && upper.record.id == lower.record.id
      && upper.values.map(\.date) == lower.values.map(\.date)
      && upper.values.map(\.quantity.unit) == lower.values.map(\.quantity.unit)
  }

  private func pressureRow(_ upper: Course, _ lower: Course) -> [Cell] {
    let pairs = zip(upper.values, lower.values).map { "\($0.quantity.value)/\($1.quantity.value)" }
    let unit = upper.latest.quantity.flatMap { Writing.unit(of: $0) } ?? upper.item?.unit ?? ""
    var values = pairs.dropLast().reversed()[...]
    let earlier = earlier(upper) { _ in values.popFirst() }
    let ranges = [upper, lower].map { Self.range($0.latest.reference) }
    var course = upper
    course.mark = upper.mark ?? lower.mark
    return row(
      course, name: SummaryWords.bloodPressure,
      value: pairs.last.map { Phrase(received: "\($0) \(unit)") },
      mark: SummaryWords.mark(upper: upper, lower: lower),
      range: Self.both(ranges),
      earlier: earlier)
  }

  /// `≤ 129/84` where both have the same side, else one beside the other.
  private static func both(_ ranges: [String?]) -> String? {
    let known = ranges.compactMap { $0 }
    guard known.count == 2, known.allSatisfy({ $0.hasPrefix("≤ ") }) else {
      return known.isEmpty ? nil : known.joined(separator: " / ")
    }
    return known[0] + "/" + known[1].dropFirst(2)
  }
}
