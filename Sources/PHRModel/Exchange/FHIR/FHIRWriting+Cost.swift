extension FHIRWriting {
  /// ExplanationOfBenefit, base R4 with yen (shared fhir/mapping.md section 5).
  func explanationOfBenefit(_ cost: MedicalCost) -> JSONValue {
    var object = FHIRObject("ExplanationOfBenefit", id: id)
    extendNote(&object)
    object.set("status", status("active"))
    object.set("type", type(cost.careType))
    object.set("use", "claim")
    object.set("patient", patient)
    object.set("billablePeriod", billablePeriod(cost))
    // The notice does not say when it was made; the last day it is about is the earliest.
    object.set("created", code: (cost.periodEnd ?? body.date)?.last.description)
    if body.date == nil { object.set("_created", Self.unknown) }
    let insurer = facilities(.insurer).first
    object.set("insurer", insurer.map(Self.reference) ?? Self.unknown)
    object.set(
      "provider", facilities(.performer, .dispenser).first.map(Self.reference) ?? Self.unknown)
    object.set("outcome", "complete")
    object.set("supportingInfo", days(cost.days).map { [$0] })
    let coverage = object.contain("coverage", coverage(cost, insurer: insurer))
    object.set("insurance", [["focal": true, "coverage": coverage]])
    object.set("total", .array(totals(cost)))
    return object.value
  }

  /// A month of treatment is its first to its last day.
  private func billablePeriod(_ cost: MedicalCost) -> JSONValue? {
    guard let date = body.date else { return nil }
    let end = cost.periodEnd ?? PartialDate(date.last)
    return Self.period(PartialDate(date.first), end)
  }

  private func type(_ careType: CodedText) -> JSONValue? {
    var concept = careType
    if let code = FHIRClaimType.code(for: careType), concept.codings.isEmpty {
      concept.codings = [Coding(system: FHIRSystem.claimType, code: code)]
    }
    return Self.concept(concept) ?? Self.concept(FHIRSystem.claimType, "professional")
  }

  private func days(_ days: Int?) -> JSONValue? {
    Self.days(days).map {
      ["sequence": 1, "category": ["text": "受診日数"], "valueQuantity": $0]
    }
  }

  /// A Coverage is required; the numbers of the card stand in it only with their own tick.
  private func coverage(_ cost: MedicalCost, insurer: Facility?) -> JSONValue {
    var object = FHIRObject("Coverage", id: "coverage")
    if options.includesInsuranceNumbers { Self.extend(cost.insured, in: &object) }
    object.set("status", "active")
    object.set("beneficiary", patient)
    object.set("payor", [insurer.map(Self.reference) ?? Self.unknown])
    return object.value
  }

  private func totals(_ cost: MedicalCost) -> [JSONValue] {
    let amounts: [(String, String, Int64?)] = [
      ("submitted", "医療費総額", cost.total), ("benefit", "保険者負担額", cost.insurerShare),
      ("copay", "自己負担相当額", cost.selfPay),
    ]
    let coded = amounts.compactMap { code, text, amount -> JSONValue? in
      guard let amount else { return nil }
      let coding: JSONValue = ["system": .string(FHIRSystem.adjudication), "code": .string(code)]
      return Self.total(["coding": [coding], "text": .string(text)], "\(amount)", "JPY")
    }
    let worded = [("その他の公費負担額", cost.publicShare), ("食事・生活療養標準負担額", cost.mealCharge)]
      .compactMap { text, amount in
        amount.map { Self.total(["text": .string(text)], "\($0)", "JPY") }
      }
    let others = cost.otherAmounts.compactMap { amount -> JSONValue? in
      guard let number = FHIRNumber.literal(amount.amount) else { return nil }
      return Self.total(Self.words(amount.label) ?? Self.unknown, number, amount.currency)
    }
    return coded + worded + others
  }

  private static func total(
    _ category: JSONValue, _ literal: String, _ currency: String?
  ) -> JSONValue {
    var amount = FHIRObject()
    amount.set("value", .number(literal))
    amount.set("currency", code: currency)
    return ["category": category, "amount": amount.value]
  }
}

/// The HL7 claim type of a Japanese 診療区分.
enum FHIRClaimType {
  /// institutional (入院), professional (外来), oral (歯科) or pharmacy (調剤), if the words tell.
  static func code(for careType: CodedText) -> String? {
    guard let text = careType.text else { return nil }
    if text.contains("調剤") { return "pharmacy" }
    if text.contains("歯科") { return "oral" }
    if text.contains("入院外") || text.contains("外来") { return "professional" }
    return text.contains("入院") ? "institutional" : nil
  }
}
