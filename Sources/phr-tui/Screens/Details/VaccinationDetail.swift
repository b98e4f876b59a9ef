import PHRModel

/// A vaccine dose: what, which number, which lot, by whom and where.
enum VaccinationDetail {
  static func blocks(of dose: Vaccination, _ writer: FieldWriter) -> [Block] {
    var blocks: [Block] = []
    if dose.status == .notDone {
      let reason = dose.statusReason.map { ": " + $0 } ?? ""
      let text = DetailWords.notGiven.in(writer.language) + reason
      blocks += [.paragraph(Line(text, .valueAbnormal)), .gap]
    }
    return blocks + [.fields(what(dose, writer) + how(dose, writer))]
  }

  private static func what(_ dose: Vaccination, _ writer: FieldWriter) -> [Block.Field] {
    let number =
      dose.doseNumber.map { DetailWords.dose($0, of: dose.seriesDoses).in(writer.language) }
      ?? dose.doseText
    return writer.coded(DetailWords.vaccine, dose.vaccine)
      + writer.text(DetailWords.product, dose.product)
      + writer.coded(DetailWords.targets, dose.targets)
      + writer.text(DetailWords.doseNumber, number)
      + writer.text(DetailWords.stage, dose.stage)
      + writer.text(DetailWords.lot, dose.lotNumber)
      + writer.text(DetailWords.maker, dose.manufacturer)
      + writer.date(DetailWords.expires, dose.expires)
  }

  private static func how(_ dose: Vaccination, _ writer: FieldWriter) -> [Block.Field] {
    writer.quantity(DetailWords.given, dose.amount)
      + writer.coded(DetailWords.route, dose.route)
      + writer.coded(DetailWords.site, dose.site)
      + writer.text(DetailWords.programme, dose.programme.map(CodeWords.programme))
      + writer.practitioners(dose.practitioners)
      + writer.date(DetailWords.nextDue, dose.nextDue)
      + writer.text(DetailWords.reactions, dose.reactions.joined(separator: ", "))
  }
}
