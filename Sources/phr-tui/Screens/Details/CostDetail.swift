import PHRModel

/// A block of a medical-cost notice: who paid how much.
enum CostDetail {
  static func blocks(of cost: MedicalCost, _ writer: FieldWriter) -> [Block] {
    let language = writer.language
    let facts =
      writer.coded(DetailWords.careType, cost.careType)
      + writer.number(DetailWords.careDays, cost.days)
      + writer.date(DetailWords.periodEnd, cost.periodEnd)
    return [
      .fields(facts), .gap, .table(amounts(of: cost, language)), .gap,
      .paragraph(Line(DetailWords.equivalentNote.in(language), .textDim)),
      .fields(InsuranceDetail.numbers(of: cost.insured, writer)),
    ]
  }

  private static func amounts(of cost: MedicalCost, _ language: Language) -> Table {
    let known: [(Text, Int64?, Role)] = [
      (DetailWords.total, cost.total, .value),
      (DetailWords.insurerShare, cost.insurerShare, .value),
      (DetailWords.publicShare, cost.publicShare, .value),
      (DetailWords.mealCharge, cost.mealCharge, .value),
      (DetailWords.selfPay, cost.selfPay, .textStrong),
    ]
    var rows = known.compactMap { label, amount, role in
      amount.map { [Line(label.in(language), .label), Line(Writing.yen($0, language), role)] }
    }
    rows += cost.otherAmounts.map { other in
      let text = [other.amount, other.currency].compactMap { $0 }.joined(separator: " ")
      return [Line(other.label, .label), Line(text, .value)]
    }
    let columns = [
      Table.Column(title: "", priority: 1, minimum: 8),
      Table.Column(title: DetailWords.amount.in(language), alignment: .right, priority: 2),
    ]
    return Table(columns: columns, rows: rows, hasHeader: false)
  }
}
