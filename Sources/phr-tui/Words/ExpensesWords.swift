import PHRModel

/// The words of medical expenses.
enum ExpensesWords {
  /// What the tax office's form wants in a ticked cell.
  static let tick = "該当する"

  static func category(_ category: MedicalExpenses.Category) -> Text {
    switch category {
    case .treatment: Text(ja: "診療・治療", en: "treatment")
    case .medicine: Text(ja: "医薬品購入", en: "medicine")
    case .care: Text(ja: "介護保険", en: "care")
    case .other: Text(ja: "その他", en: "other")
    }
  }

  static func total(_ expenses: MedicalExpenses) -> [Text] {
    var lines = [
      Text(
        ja: "\(expenses.year)年の合計: \(expenses.total) 円（\(expenses.rows.count)件）",
        en: "Total of \(expenses.year): \(expenses.total) yen (\(expenses.rows.count) rows)")
    ]
    if expenses.withoutAmount > 0 {
      lines.append(
        Text(
          ja: "金額の記載がない通知: \(expenses.withoutAmount)件（合計に含みません）",
          en: "Notices without an amount: \(expenses.withoutAmount) (not counted)"))
    }
    return lines
  }

  static func deduction(_ deduction: MedicalExpenseDeduction?) -> [Text] {
    guard let deduction else {
      return [
        Text(ja: "この年の控除の規則は収録していません。", en: "No deduction rule is held for that year.")
      ]
    }
    return [
      Text(
        ja: "医療費控除の目安: \(deduction.amount) 円（\(deduction.borne) 円を超える分）",
        en: "Deduction estimate: \(deduction.amount) yen (above \(deduction.borne) yen)"),
      Text(
        ja: "目安です。実際に支払った額・補填された額・家族の分・支払った年は通知と異なることがあります。",
        en: "An estimate: what was really paid or paid back, the family's share and the year of "
          + "payment may differ from the notices."),
    ]
  }
}
