/// Coverage (profile JP_Coverage) → insurance qualification.
enum FHIRCoverage {
  /// The record body.
  static func body(_ node: FHIRNode) -> RecordBody? {
    let payor = node.facility("payor", .insurer)
    var insurance = Insurance(insured: insured(node, payor: payor))
    insurance.status = node.token("status") { $0 == "entered-in-error" ? nil : $0 }
    insurance.type = node.concept("type")
    insurance.relationship = node.concept("relationship")
    (insurance.validFrom, insurance.validTo) = node.period("period")
    let title = payor?.name ?? insurance.type?.shown ?? insurance.insured.insurerNumber
    var body = RecordBody(
      date: insurance.validFrom, title: title ?? "", content: .insurance(insurance))
    if let payor { body.facilities.append(payor) }
    return body
  }

  /// The numbers of the card: from the JP Core extensions, else from `subscriberId`.
  static func insured(_ node: FHIRNode, payor: Facility? = nil) -> InsuredIdentity {
    func number(_ name: String) -> String? {
      node.extended(FHIRSystem.extensionJP("Coverage_InsuredPerson" + name)) {
        $0.text("valueString")
      }
    }
    let payor = payor ?? node.facility("payor", .insurer)
    var insured = InsuredIdentity(
      insurerNumber: payor?.code, symbol: number("Symbol"), number: number("Number"),
      branch: number("SubNumber"))
    if insured.symbol == nil, insured.number == nil { insured.number = node.text("subscriberId") }
    if let dependent = node.child("dependent"), insured.branch == dependent.value.string {
      dependent.take()
    } else if insured.branch == nil {
      insured.branch = node.text("dependent")
    }
    return insured
  }
}
