/// The value[x] of an Observation or of one of its components.
enum FHIRValue {
  /// The result, or why there is none.
  static func value(_ node: FHIRNode) -> ObservedValue {
    if let quantity = node.quantity("valueQuantity") { return .quantity(quantity) }
    if let concept = node.concept("valueCodeableConcept") { return .coded(concept) }
    if let text = node.text("valueString", as: .remark) { return .text(text) }
    if let number = node.number("valueInteger") { return .quantity(Quantity(value: number)) }
    if let leaf = simple(node) { return .text(leaf) }
    if let text = composed(node) { return .text(text) }
    return .absent(absence(node))
  }

  /// Values that are one leaf; their type stays in the words themselves.
  private static func simple(_ node: FHIRNode) -> String? {
    if let value = node.bool("valueBoolean") { return value ? "true" : "false" }
    return node.text("valueDateTime") ?? node.text("valueTime")
  }

  /// Ranges and ratios in words; the parts stay raw beside them, with their codes.
  private static func composed(_ node: FHIRNode) -> String? {
    func words(_ node: FHIRNode?) -> String? {
      guard let node, let number = node.value["value"]?.literal else { return nil }
      let unit = node.value["unit"]?.string ?? node.value["code"]?.string
      let text = [number, unit].compactMap { $0 }.joined(separator: " ")
      return node.scope.clean(text, at: node.path, as: .line)
    }
    func joined(_ name: String, _ first: String, _ second: String, by mark: String) -> String? {
      guard let node = node.child(name) else { return nil }
      let parts = [words(node.child(first)), words(node.child(second))]
      return parts.allSatisfy { $0 == nil }
        ? nil : parts.map { $0 ?? "" }.joined(separator: mark)
    }
    return joined("valueRange", "low", "high", by: " – ")
      ?? joined("valueRatio", "numerator", "denominator", by: " : ")
  }

  /// 未実施, 測定不能: the codes of HL7, or the words of the Japanese checkup document.
  private static func absence(_ node: FHIRNode) -> AbsentReason {
    guard let reason = node.child("dataAbsentReason") else { return .unknown }
    for coding in reason.children("coding") {
      let found = coding.token("code") { code -> AbsentReason? in
        switch code {
        case "not-performed": .notPerformed
        case "error", "not-applicable": .notMeasurable
        case "unknown": .unknown
        default: nil
        }
      }
      guard let found else { continue }
      coding.drop("system", ifAnyOf: [FHIRSystem.dataAbsentReason])
      let text = reason.value["text"]?.string
      if text == found.japanese { reason.child("text")?.take() }
      return found
    }
    let words: [AbsentReason] = [.notPerformed, .notMeasurable]
    let text = reason.value["text"]?.string
    guard let found = words.first(where: { $0.japanese == text }) else { return .unknown }
    reason.child("text")?.take()
    return found
  }
}

extension AbsentReason {
  /// The words of the Japanese checkup document (`dataAbsentReason.text`).
  var japanese: String? {
    switch self {
    case .notPerformed: "未実施"
    case .notMeasurable: "測定不能"
    case .inComponents, .unknown: nil
    }
  }
}
