/// Dosage (R4 "Dosage", JP Core MedicationDosage) → dose, usage, days, remarks.
enum FHIRDosage {
  /// Takes the instructions of a medication resource; the first gives the fields, the words of
  /// further ones become supplements.
  static func take(_ node: FHIRNode, into line: inout Medication) {
    let dosages = node.children("dosageInstruction") + node.children("dosage")
    guard let first = dosages.first else { return }
    line.usage = usage(first)
    takeDose(first, into: &line)
    takeDays(first, into: &line)
    line.form = form(first, usage: line.usage)
    takeAsNeeded(first, into: &line)
    takeRemarks(first, into: &line)
    for further in dosages.dropFirst() {
      guard let text = further.text("text", as: .remark) else { continue }
      line.remarks.append(.init(topic: .usageSupplement, text: text))
    }
    // What is said about the drug stands before what is said about its use, as in a notebook.
    let isOfDrug = { [.drugSupplement, .drugCaution].contains($0 as Medication.Remark.Topic) }
    line.remarks =
      line.remarks.filter { isOfDrug($0.topic) } + line.remarks.filter { !isOfDrug($0.topic) }
  }

  private static func usage(_ dosage: FHIRNode) -> CodedText? {
    let timing = dosage.child("timing")?.child("code")
    let codings = timing?.children("coding").compactMap { $0.ownCoding() } ?? []
    let words = dosage.text("text", as: .remark)
    if let words {
      if let repeated = timing?.child("text"), repeated.value.string == words { repeated.take() }
      return CodedText(text: words, codings: codings)
    }
    let text = timing?.text("text")
    return text == nil && codings.isEmpty ? nil : CodedText(text: text, codings: codings)
  }

  /// The amount of a day (`rateRatio` per day) before the amount of one use (`doseQuantity`).
  private static func takeDose(_ dosage: FHIRNode, into line: inout Medication) {
    guard let doseAndRate = dosage.child("doseAndRate") ?? dosage.child("dose").map({ _ in dosage })
    else { return }
    if let rate = doseAndRate.child("rateRatio"), rate.child("denominator")?.isOneDay == true,
      let daily = rate.quantity("numerator")
    {
      for name in ["value", "unit", "system", "code"] {
        rate.child("denominator")?.child(name)?.take()
      }
      line.dose = daily
      line.doseBasis = .perDay
    } else if let dose = doseAndRate.quantity("doseQuantity") ?? dosage.quantity("dose") {
      line.dose = dose
      line.doseBasis = .perUse
    }
    let total = FHIRSystem.extensionOwn("dose-is-total")
    if dosage.extended(total, { $0.bool("valueBoolean") }) == true { line.doseBasis = .total }
  }

  /// Days and period of use, from the JP Core extensions or from the bounds of the timing.
  private static func takeDays(_ dosage: FHIRNode, into line: inout Medication) {
    let duration = FHIRSystem.extensionJP("MedicationDosage_UsageDuration")
    if line.days == nil {
      line.days = dosage.extended(duration) { $0.days("valueDuration") }
    }
    let use = FHIRSystem.extensionJP("MedicationDosage_PeriodOfUse")
    if let period = dosage.extended(use, { $0.child("valuePeriod") }) {
      line.start = line.start ?? period.date("start")
      line.end = line.end ?? period.date("end")
    }
    guard let bounds = dosage.child("timing")?.child("repeat") else { return }
    if line.days == nil { line.days = bounds.days("boundsDuration") }
    guard line.start == nil, line.end == nil else { return }
    (line.start, line.end) = bounds.period("boundsPeriod")
  }

  private static func takeAsNeeded(_ dosage: FHIRNode, into line: inout Medication) {
    if let reason = dosage.words("asNeededCodeableConcept") {
      line.form = .asNeeded
      line.remarks.append(.init(topic: .usageSupplement, text: reason))
    } else if dosage.token("asNeededBoolean") == true {
      line.form = .asNeeded
    } else {
      // "Not as needed" goes without saying.
      _ = dosage.bool("asNeededBoolean")
    }
  }

  /// 剤形 by the JAMI usage code (first digit: 1 内服, 2 外用, 3 注射), else by its method code.
  private static func form(_ dosage: FHIRNode, usage: CodedText?) -> Medication.DosageForm? {
    let own = FHIRSystem.extensionOwn("dosage-form")
    if let number = dosage.extended(own, { $0.integer("valueInteger") }) {
      return Medication.DosageForm(rawValue: number)
    }
    let jami = usage?.codings.first {
      FHIRSystem.canonical($0.system ?? "") == FHIRSystem.medicationUsage && $0.code.count == 16
    }
    let method = dosage.child("method")?.children("coding").first {
      let system = FHIRSystem.canonical($0.value["system"]?.string ?? "")
      return system.hasPrefix("http://jami.jp/CodeSystem/MedicationMethod")
    }
    switch (jami?.code ?? method?.value["code"]?.string)?.first {
    case "1": return .oral
    case "2": return .external
    case "3": return .injection
    default: return nil
    }
  }

  private static func takeRemarks(_ dosage: FHIRNode, into line: inout Medication) {
    for instruction in dosage.children("additionalInstruction") {
      let text =
        instruction.text("text", as: .remark)
        ?? instruction.children("coding").lazy.compactMap { $0.text("display") }.first
      guard let text else { continue }
      line.remarks.append(.init(topic: .usageSupplement, text: text))
    }
    let cautions = dosage.text("patientInstruction", as: .remark)?.split(separator: "\n") ?? []
    line.remarks += cautions.map { .init(topic: .usageCaution, text: String($0)) }
    let topics: [Medication.Remark.Topic] = [.drugSupplement, .drugCaution]
    for remark in dosage.children("extension") {
      guard let topic = topics.first(where: { remark.isOwn($0.rawValue) }),
        let text = remark.text("valueString", as: .remark)
      else { continue }
      remark.child("url")?.take()
      line.remarks.append(.init(topic: topic, text: text))
    }
  }
}

extension FHIRNode {
  /// Whether this quantity is one day.
  fileprivate var isOneDay: Bool {
    guard let number = value["value"]?.literal, Double(number) == 1 else { return false }
    return ["d", "日", "day"].contains(value["code"]?.string ?? value["unit"]?.string ?? "")
  }

  /// Whether this is the extension of our own of that name.
  fileprivate func isOwn(_ name: String) -> Bool {
    value["url"]?.string == FHIRSystem.extensionOwn(name)
  }

  /// The truth value of that name, taken only if it is true.
  fileprivate func token(_ name: String) -> Bool? {
    guard let leaf = child(name), leaf.value == .bool(true) else { return nil }
    leaf.take()
    return true
  }
}
