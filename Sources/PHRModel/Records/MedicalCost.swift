/// One block of a medical-cost notice: one institution, month and care type.
///
/// Amounts are yen and "equivalents": what was really paid may differ (formats/iryouhi-tsuchi.md
/// section 2). The corresponding FHIR resource is `ExplanationOfBenefit`.
public struct MedicalCost: Sendable, Equatable, Codable {
  /// 診療区分 as received (医科外来, 調剤 …).
  public var careType: CodedText
  /// 日数.
  public var days: Int?
  /// 医療費の総額.
  public var total: Int64?
  /// 保険者の負担額.
  public var insurerShare: Int64?
  /// その他の公費の負担額.
  public var publicShare: Int64?
  /// 窓口相当負担額.
  public var selfPay: Int64?
  /// 食事・生活療養の標準負担額.
  public var mealCharge: Int64?
  /// Further amounts by their received label.
  public var otherAmounts: [LabelledAmount]
  /// Whose insurance; shown to others only with its own tick.
  public var insured: InsuredIdentity?
  /// Last day of the period, if it is not the month of the record.
  public var periodEnd: PartialDate?

  /// A block of the given care type.
  public init(careType: CodedText) {
    self.careType = careType
    otherAmounts = []
  }

  /// An amount with the label the source gave it.
  public struct LabelledAmount: Sendable, Hashable, Codable {
    /// The label.
    public var label: String
    /// Decimal number as received.
    public var amount: String
    /// ISO 4217 code.
    public var currency: String?

    /// An amount.
    public init(label: String, amount: String, currency: String? = nil) {
      self.label = label
      self.amount = amount
      self.currency = currency
    }
  }
}
