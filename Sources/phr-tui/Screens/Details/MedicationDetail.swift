import PHRModel

/// A drug line, with the other lines of its dispensing.
enum MedicationDetail {
  static func blocks(
    of line: Medication, _ detail: RecordDetail, _ writer: FieldWriter
  ) -> [Block] {
    var blocks: [Block] = [.fields(fields(of: line, writer))]
    blocks += dispensing(of: detail, writer)
    return blocks
  }

  private static func fields(of line: Medication, _ writer: FieldWriter) -> [Block.Field] {
    var fields = writer.coded(DetailWords.drug, line.drug)
    fields += writer.coded(DetailWords.genericName, line.genericName)
    fields += writer.text(DetailWords.dose, dose(of: line, writer.language))
    fields += writer.coded(DetailWords.usage, line.usage)
    fields += writer.text(DetailWords.form, line.form.map(CodeWords.form))
    fields += writer.text(DetailWords.days, days(of: line, writer.language))
    fields += writer.quantity(DetailWords.quantity, line.quantity)
    fields += writer.date(DetailWords.start, line.start)
    fields += writer.date(DetailWords.end, line.end)
    fields += writer.coded(DetailWords.reason, line.reason)
    fields += writer.coded(DetailWords.ingredients, line.ingredients)
    fields += line.remarks.flatMap { writer.text(CodeWords.remark($0.topic), $0.text) }
    fields += writer.text(DetailWords.origin, CodeWords.origin(line.origin))
    fields += writer.text(DetailWords.status, line.status.map(CodeWords.status))
    return fields + writer.practitioners(line.practitioners)
  }

  private static func dose(of line: Medication, _ language: Language) -> String? {
    guard let dose = line.dose else { return nil }
    let basis = line.doseBasis.map { CodeWords.doseBasis($0).in(language) + " " } ?? ""
    return basis + Writing.quantity(dose)
  }

  private static func days(of line: Medication, _ language: Language) -> String? {
    if let dispensed = line.dispensed { return Writing.quantity(dispensed) }
    return line.days.map { DetailWords.forDays($0).in(language) }
  }

  /// All lines that were dispensed together, this one among them.
  private static func dispensing(of detail: RecordDetail, _ writer: FieldWriter) -> [Block] {
    let language = writer.language
    var blocks: [Block] = []
    if detail.siblings.count > 1 {
      let columns = [
        Table.Column(title: "", priority: 9),
        Table.Column(title: DetailWords.drug.in(language), priority: 8, minimum: 12),
        Table.Column(title: DetailWords.dose.in(language), alignment: .right, priority: 6),
        Table.Column(title: DetailWords.days.in(language), alignment: .right, priority: 5),
        Table.Column(title: DetailWords.usage.in(language), priority: 4, minimum: 12),
      ]
      let rows = detail.siblings.map { row(of: $0, isHere: $0.id == detail.record.id, language) }
      blocks += [
        .gap, .heading(DetailWords.sameDispensing.in(language)),
        .table(Table(columns: columns, rows: rows)),
      ]
    }
    if !detail.episodeNotes.isEmpty {
      let fields = detail.episodeNotes.flatMap { writer.text(CodeWords.note($0.topic), $0.text) }
      blocks += [.gap, .heading(DetailWords.dispensingNotes.in(language)), .fields(fields)]
    }
    return blocks
  }

  private static func row(of record: Record, isHere: Bool, _ language: Language) -> [Line] {
    guard case .medication(let line) = record.body.content else {
      return [Line(), Line(record.body.title)]
    }
    return [
      Line(isHere ? "▸" : "", .textStrong),
      Line(record.body.title, isHere ? .textStrong : .value),
      Line(line.dose.map(Writing.quantity) ?? ""), Line(days(of: line, language) ?? ""),
      Line(line.usage?.shown ?? "", .textDim),
    ]
  }
}
