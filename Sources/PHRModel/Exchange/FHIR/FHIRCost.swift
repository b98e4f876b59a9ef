/// ExplanationOfBenefit → one block of a medical-cost notice.
enum FHIRCost {
  /// The record body.
  static func body(_ node: FHIRNode) -> RecordBody? {
    var cost = MedicalCost(
      careType: node.concept("type") ?? node.concept("subType") ?? CodedText(text: nil))
    dropClaimType(of: &cost.careType)
    node.drop("use", ifAnyOf: ["claim"])
    node.drop("outcome", ifAnyOf: ["complete"])
    node.drop("status", ifAnyOf: ["active"])
    cost.days = node.children("supportingInfo").lazy.compactMap(days).first
    for total in node.children("total") { take(total, into: &cost) }
    let provider = node.facility("provider", .performer)
    let insurer = node.facility("insurer", .insurer)
    cost.insured = insured(node, insurer: insurer)
    let date = takePeriod(node, into: &cost)
    var body = RecordBody(
      date: date ?? node.date("created"), title: cost.careType.shown ?? provider?.name ?? "",
      content: .cost(cost))
    body.facilities = [provider, insurer, node.facility("facility", .performer)].compactMap { $0 }
    return body
  }

  /// The HL7 code goes without saying where the Japanese words say more.
  private static func dropClaimType(of careType: inout CodedText) {
    guard let code = FHIRClaimType.code(for: careType) else { return }
    careType.codings.removeAll {
      $0.system == FHIRSystem.claimType && $0.code == code && $0.display == nil
    }
  }

  /// The month of treatment, if the period is one; else its first day, with the last beside it.
  private static func takePeriod(_ node: FHIRNode, into cost: inout MedicalCost) -> PartialDate? {
    let (start, end) = node.period("billablePeriod")
    guard let start, let end else { return start ?? end }
    let parts = start.first.components
    if let month = PartialDate(year: parts.year, month: parts.month), month.first == start.first,
      month.last == end.last
    {
      return month
    }
    cost.periodEnd = end == start ? nil : end
    return start
  }

  /// 受診日数 among the supporting information.
  private static func days(_ info: FHIRNode) -> Int? {
    guard info.value["category"]?["text"]?.string?.contains("日数") == true,
      let days = info.days("valueQuantity")
    else { return nil }
    info.child("category")?.child("text")?.take()
    info.child("sequence")?.take()
    return days
  }

  private static func take(_ total: FHIRNode, into cost: inout MedicalCost) {
    guard let category = total.child("category"), let amount = total.child("amount"),
      amount.child("value") != nil
    else { return }
    let code = category.children("coding").lazy.compactMap { $0.value["code"]?.string }.first
    let text = category.value["text"]?.string ?? ""
    if let field = field(code: code, text: text), let yen = yen(amount),
      cost[keyPath: field] == nil
    {
      cost[keyPath: field] = yen
      category.takeConcept()
      return
    }
    let label = total.words("category") ?? category.child("coding")?.code("code") ?? ""
    guard let literal = amount.number("value") else { return }
    cost.otherAmounts.append(
      .init(label: label, amount: literal, currency: amount.code("currency")))
  }

  /// The field of a total: by the HL7 code, the codes of CARIN, or the Japanese words.
  private static func field(
    code: String?, text: String
  ) -> WritableKeyPath<MedicalCost, Int64?>? {
    if text.contains("食事") || text.contains("生活療養") { return \.mealCharge }
    if text.contains("公費") { return \.publicShare }
    switch code {
    case "submitted": return \.total
    case "benefit": return \.insurerShare
    case "copay", "paidbypatient", "memberliability": return \.selfPay
    default: return nil
    }
  }

  /// A whole amount in yen; other currencies and fractions are kept as they were written.
  private static func yen(_ amount: FHIRNode) -> Int64? {
    guard (amount.value["currency"]?.string ?? "JPY") == "JPY",
      let literal = amount.value["value"]?.literal
    else { return nil }
    guard let yen = Int64(literal) else {
      if literal.allSatisfy({ $0.isASCIIDigit }) {
        amount.scope.report(.numberTooLarge, at: amount.path + ".value")
      }
      return nil
    }
    for name in ["value", "currency"] { amount.child(name)?.take() }
    return yen
  }

  private static func insured(_ node: FHIRNode, insurer: Facility?) -> InsuredIdentity? {
    guard let insurance = node.child("insurance") else { return nil }
    insurance.drop("focal", ifTrue: true)
    guard let target = insurance.target("coverage"), let coverage = target.resource else {
      return nil
    }
    target.takeReference()
    let insured = FHIRCoverage.insured(coverage, payor: insurer)
    return insured == InsuredIdentity() ? nil : insured
  }
}

extension FHIRNode {
  /// Takes a truth value that goes without saying.
  fileprivate func drop(_ name: String, ifTrue expected: Bool) {
    guard let leaf = child(name), leaf.value == .bool(expected) else { return }
    leaf.take()
  }
}
