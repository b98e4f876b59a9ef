import Foundation
import PHRModel

/// A measured value with its course over time.
enum MeasurementDetail {
  /// Earlier values that are listed one by one.
  static let listed = 12

  static func blocks(
    of measurement: SelfMeasurement, earlier: [ItemValue], _ writer: FieldWriter
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
      + course(of: earlier, language)
  }

  private static func course(of values: [ItemValue], _ language: Language) -> [Block] {
    let numbers = values.compactMap { Double($0.value) }
    guard numbers.count > 1, let first = values.first, let last = values.last else { return [] }
    let spoken = DetailWords.trend(count: numbers.count, first: first.value, last: last.value)
    let columns = [
      Table.Column(title: DetailWords.date.in(language), priority: 3),
      Table.Column(title: DetailWords.value.in(language), alignment: .right, priority: 2),
      Table.Column(title: DetailWords.unit.in(language), priority: 1),
    ]
    let rows = values.suffix(listed).reversed().map { value in
      [
        Line(value.date?.description ?? "", .textDim),
        Line(value.value, value.flag?.role ?? .value), Line(value.unit ?? "", .textDim),
      ]
    }
    return [
      .gap, .heading(DetailWords.history.in(language)),
      .trend(values: numbers, spoken: spoken.in(language)),
      .table(Table(columns: columns, rows: rows, hasHeader: false)),
    ]
  }
}
