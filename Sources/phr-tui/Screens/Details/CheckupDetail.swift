import Foundation
import PHRModel

/// A checkup: results as a table beside earlier ones, then findings and answers.
enum CheckupDetail {
  /// Answers longer than this, such as 「はい」 but not `(-)`, are findings, not results.
  static let longestResult = 5
  /// Earlier checkups that are shown beside this one.
  static let earlierShown = 4

  static func blocks(of checkup: Checkup, earlier: [Record], _ writer: FieldWriter) -> [Block] {
    let language = writer.language
    let rows = checkup.items.flatMap { ItemRow.rows(of: $0) }
    let results = rows.filter { $0.isResult }
    let findings = rows.filter { !$0.isResult && !$0.text(language).isEmpty }
    var blocks: [Block] = [.paragraph(summary(of: results, language)), .gap]
    if !results.isEmpty {
      blocks.append(.heading(DetailWords.results.in(language)))
      blocks.append(.table(table(of: results, earlier: earlier, language)))
    }
    if !findings.isEmpty {
      let fields = findings.map { row in
        Block.Field(
          row.name(language), row.text(language), row.mark == nil ? .value : .valueAbnormal)
      }
      blocks += [.gap, .heading(DetailWords.findings.in(language)), .fields(fields)]
    }
    let about = facts(of: checkup, writer)
    return about.isEmpty ? blocks : blocks + [.gap, .fields(about)]
  }

  private static func summary(of results: [ItemRow], _ language: Language) -> Line {
    let count = results.count { $0.mark != nil }
    guard count > 0 else { return Line(DetailWords.allWithin.in(language), .textDim) }
    return Line(DetailWords.abnormalCount(count).in(language), .valueAbnormal)
  }

  private static func facts(of checkup: Checkup, _ writer: FieldWriter) -> [Block.Field] {
    writer.text(DetailWords.conclusion, checkup.conclusion)
      + writer.text(DetailWords.category, checkup.category.map(CodeWords.reportCategory))
      + writer.text(DetailWords.programme, checkup.programme.map(CodeWords.reportProgramme))
      + writer.date(DetailWords.reported, checkup.reported)
      + writer.practitioners(checkup.practitioners)
      + InsuranceDetail.numbers(of: checkup.insured, writer)
      + writer.text(DetailWords.ticket, checkup.ticket)
  }

  private static func table(
    of rows: [ItemRow], earlier: [Record], _ language: Language
  ) -> Table {
    let previous = earlier.prefix(earlierShown).map { EarlierCheckup($0) }
    var columns = [
      Table.Column(title: DetailWords.item.in(language), priority: 9, minimum: 12),
      Table.Column(title: DetailWords.value.in(language), alignment: .right, priority: 8),
      Table.Column(title: DetailWords.mark.in(language), priority: 7),
      Table.Column(title: DetailWords.unit.in(language), priority: 5, minimum: 7),
      Table.Column(title: DetailWords.reference.in(language), priority: 6),
    ]
    for (index, checkup) in previous.enumerated() {
      columns.append(
        Table.Column(title: checkup.title, alignment: .right, priority: 4 - index))
    }
    return Table(
      columns: columns,
      rows: rows.map { row in
        row.cells(language) + previous.map { Line($0.value(of: row, language), .valuePrevious) }
      })
  }
}

/// One row of the results.
struct ItemRow {
  let observation: Observation
  /// Parts stand below their whole.
  let isPart: Bool

  /// An item and its parts.
  static func rows(of observation: Observation, isPart: Bool = false) -> [ItemRow] {
    [ItemRow(observation: observation, isPart: isPart)]
      + observation.components.flatMap { rows(of: $0, isPart: true) }
  }

  /// The name as received, else from the national table; in English the table's wording first.
  func name(_ language: Language) -> String {
    let received =
      observation.code.text ?? observation.code.codings.lazy.compactMap(\.display).first
    let known =
      CheckupItems.item(of: observation.code)
      ?? observation.code.codings.lazy.compactMap { CheckupItems.item(loinc: $0.code) }.first
    let variant = observation.code.codings.lazy
      .compactMap { CheckupItems.variant(code: $0.code) }.first
    let national =
      language == .english
      ? known.map { [$0.english, variant?.english].compactMap { $0 }.joined(separator: " ") }
      : received ?? known.map { $0.japanese + (variant?.japanese ?? "") }
    return national ?? observation.code.shown ?? "?"
  }

  /// How the result lies to its limits: as the source says, else by the limits that it gave.
  var mark: AbnormalFlag? {
    if let flag = observation.flag { return flag == .normal ? nil : flag }
    guard case .quantity(let quantity) = observation.value, let number = quantity.number,
      quantity.comparator == nil
    else { return nil }
    if let high = observation.reference?.high?.number, number > high { return .high }
    if let low = observation.reference?.low?.number, number < low { return .low }
    return nil
  }

  /// Short enough for the table.
  var isResult: Bool {
    switch observation.value {
    case .quantity, .absent: true
    case .coded, .text:
      !isAnswer && TextWidth.columns(of: text(.japanese)) <= CheckupDetail.longestResult
    }
  }

  /// An answer to a question, however short.
  private var isAnswer: Bool {
    CheckupItems.item(of: observation.code)?.category == .questionnaire
  }

  var unit: String {
    guard case .quantity(let quantity) = observation.value else { return "" }
    return Writing.unit(of: quantity) ?? ""
  }

  func text(_ language: Language) -> String {
    switch observation.value {
    case .quantity(let quantity):
      let beyond = observation.beyondRange.map { $0 == .low ? "<" : ">" }
      return (quantity.comparator ?? beyond ?? "") + quantity.value
    case .coded(let answer):
      let meaning = CheckupValueLists.meaning(of: observation)
      return (language == .japanese ? meaning?.japanese : meaning?.english) ?? answer.shown ?? ""
    case .text(let text): return text
    case .absent(let reason): return CodeWords.absent(reason).in(language)
    }
  }

  func cells(_ language: Language) -> [Line] {
    let role = mark?.role ?? .value
    return [
      Line((isPart ? "  " : "") + name(language)), Line(text(language), role),
      Line(mark?.shown ?? "", role), Line(unit, .textDim),
      Line(observation.reference?.shown ?? "", .textDim),
    ]
  }
}

/// An earlier checkup's values by item.
private struct EarlierCheckup {
  let title: String
  private var byCode: [String: ItemRow] = [:]
  private var byName: [String: ItemRow] = [:]

  init(_ record: Record) {
    title = record.body.date?.description ?? "?"
    guard case .checkup(let checkup) = record.body.content else { return }
    for row in checkup.items.flatMap({ ItemRow.rows(of: $0) }) {
      for coding in row.observation.code.codings { byCode[coding.key] = row }
      byName[row.name(.japanese)] = row
    }
  }

  /// The same item's value: by code, else by name.
  func value(of row: ItemRow, _ language: Language) -> String {
    let same = row.observation.code.codings.lazy.compactMap { byCode[$0.key] }.first
    guard let found = same ?? byName[row.name(.japanese)], found.unit == row.unit else { return "" }
    let mark = found.mark.map { " " + $0.shown } ?? ""
    return found.text(language) + mark
  }
}

extension Coding {
  /// System and code together: a code alone means nothing.
  fileprivate var key: String { (system ?? "") + "|" + code }
}

extension AbnormalFlag {
  /// The mark in the text, so that it is seen without colour, too.
  var shown: String {
    switch self {
    case .normal: ""
    case .abnormal: "!"
    default: rawValue
    }
  }

  var role: Role {
    switch self {
    case .normal: .value
    case .low, .criticallyLow: .valueLow
    case .high, .criticallyHigh: .valueHigh
    case .abnormal: .valueAbnormal
    }
  }
}

extension ReferenceRange {
  /// The limits as they are usually written: `40-119`, `≤99`, `≥40`.
  var shown: String {
    switch (low?.value, high?.value) {
    case (let low?, let high?): "\(low)-\(high)"
    case (let low?, nil): "≥\(low)"
    case (nil, let high?): "≤\(high)"
    case (nil, nil): text ?? ""
    }
  }
}
