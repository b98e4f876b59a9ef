import Foundation
import PHRModel

/// A measured value with its course over time.
enum MeasurementDetail {
  /// The latest values that are listed one by one; the page scrolls.
  static let listed = 100

  static func blocks(
    of measurement: SelfMeasurement, courses: [Course], _ writer: FieldWriter
  ) -> [Block] {
    let language = writer.language
    let rows = ItemRow.rows(of: measurement.item).map { $0.cells(language) }
    let columns = [
      Table.Column(title: DetailWords.item.in(language), priority: 9, minimum: 10),
      Table.Column(title: DetailWords.value.in(language), alignment: .right, priority: 8),
      Table.Column(title: DetailWords.mark.in(language), priority: 7),
      Table.Column(title: DetailWords.unit.in(language), priority: 6),
      Table.Column(title: DetailWords.reference.in(language), priority: 5),
    ]
    let facts =
      writer.coded(DetailWords.method, measurement.item.method)
      + writer.text(DetailWords.device, measurement.device)
      + writer.text(DetailWords.note, measurement.item.note)
    return [.table(Table(columns: columns, rows: rows)), .fields(facts)]
      + history(of: courses, language)
  }

  /// A curve for each item, then the latest values day by day.
  private static func history(of courses: [Course], _ language: Language) -> [Block] {
    let long = courses.filter { $0.values.count > 1 }
    guard let first = long.first else { return [] }
    var blocks: [Block] = [.gap, .heading(DetailWords.history.in(language))]
    for course in long {
      let name = ItemRow(observation: course.item, isPart: false).name(language)
      let numbers = course.values.compactMap { Double($0.value) }
      let spoken = DetailWords.trend(
        count: numbers.count, first: course.values.first?.value ?? "",
        last: course.values.last?.value ?? "")
      if long.count > 1 { blocks.append(.paragraph(Line(name, .label))) }
      blocks.append(.trend(values: numbers, spoken: "\(name): \(spoken.in(language))"))
    }
    return blocks + [.table(list(of: long, days: first.values, language))]
  }

  private static func list(
    of courses: [Course], days: [ItemValue], _ language: Language
  ) -> Table {
    let columns =
      [Table.Column(title: DetailWords.date.in(language), priority: 9)]
      + courses.enumerated().map { index, course in
        Table.Column(
          title: ItemRow(observation: course.item, isPart: false).name(language),
          alignment: .right, priority: 8 - index, minimum: 6)
      }
    let rows = days.suffix(listed).reversed().map { day in
      [Line(day.date?.description ?? "", .textDim)]
        + courses.map { course in
          let value = course.values.last { $0.record == day.record }
          return Line(value?.value ?? "", value?.flag?.role ?? .value)
        }
    }
    return Table(columns: columns, rows: rows)
  }
}
