/// 医療費控除, as dated data.
///
/// Source: 所得税法 73条; NTA タックスアンサー No. 1120 (shared formats/iryouhi-tsuchi.md section 5). An
/// estimate: what was really paid, what was paid back and what the family paid are not known here.
public struct MedicalExpenseDeduction: Sendable, Equatable {
  /// The rule of some years.
  public struct Rule: Sendable, Equatable {
    /// First income year in which it holds.
    public let firstYear: Int
    /// Yen that everybody bears.
    public let threshold: Int64
    /// Share of the income that is borne instead if that is less, in percent.
    public let percent: Int64
    /// Most yen that can be deducted.
    public let limit: Int64
  }

  /// Rules, the newest first: threshold since 1988, limit since 1988.
  public static let rules = [
    Rule(firstYear: 1988, threshold: 100_000, percent: 5, limit: 2_000_000)
  ]

  /// The rule of a year; `nil` for years before the oldest one.
  public static func rule(for year: Int) -> Rule? {
    rules.first { $0.firstYear <= year }
  }

  /// What is borne without deduction.
  public let borne: Int64
  /// What can be deducted from the income.
  public let amount: Int64

  /// The estimate on what was paid; without the income the full threshold is taken.
  public init(paid: Int64, reimbursed: Int64 = 0, income: Int64? = nil, rule: Rule) {
    let share = income.map { max(0, $0) * rule.percent / 100 }
    borne = min(rule.threshold, share ?? rule.threshold)
    let kept = paid.addingSaturated(-max(0, reimbursed)).addingSaturated(-borne)
    amount = min(rule.limit, max(0, kept))
  }
}
