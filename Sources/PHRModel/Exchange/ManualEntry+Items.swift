/// Checkups and measurements are typed item by item, by the item's name.
extension ManualEntry {
  static var checkupFields: [ManualField] {
    let place = ContentPlace<Checkup>(
      get: { if case .checkup(let value) = $0 { value } else { nil } }, make: { .checkup($0) })
    return [
      .content(
        "item", required: true, in: place,
        read: { $0.items.isEmpty ? nil : $0.items.map(written).joined(separator: "; ") },
        write: { value, text in
          let lines = text.split(separator: ";").map(String.init)
          let items = lines.compactMap(item(written:))
          guard items.count == lines.count else { return false }
          for item in items {
            value.items.removeAll { $0.code == item.code }
            value.items.append(item)
          }
          return true
        }),
      .practitioner("doctor", .assessor, in: place, \.practitioners),
      .text("conclusion", in: place, \.conclusion),
    ]
  }

  static var measurementFields: [ManualField] {
    let place = ContentPlace<SelfMeasurement>(
      get: { if case .measurement(let value) = $0 { value } else { nil } },
      make: { .measurement($0) })
    return [
      .content(
        "item", required: true, in: place, read: { $0.item.code.shown },
        write: { value, text in
          value.item.code = code(named: text)
          return true
        }),
      .content(
        "value", required: true, in: place, read: { shownValue(of: $0.item) },
        write: { value, text in
          put(text, into: &value.item)
          return true
        }),
      .content(
        "unit", in: place, read: { unit(of: $0.item) },
        write: { value, text in
          guard case .quantity(var quantity) = value.item.value else { return text.isEmpty }
          quantity.unit = text.isEmpty ? nil : text
          value.item.value = .quantity(quantity)
          return true
        }),
      .text("device", in: place, \.device),
    ]
  }

  /// An item written `name=value` or `name=value unit`.
  private static func item(written text: String) -> Observation? {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let name = String(parts[0]).trimmed
    let words = parts[1].split(separator: " ", maxSplits: 1).map(String.init)
    guard let value = words.first, !name.isEmpty else { return nil }
    var item = Observation(code: code(named: name), value: .text(value))
    if Quantity(value: value).isPlainNumber {
      let unit = words.count > 1 ? words[1] : CheckupItems.item(named: name)?.unit
      item.value = .quantity(Quantity(value: value, unit: unit))
    }
    return item
  }

  private static func written(_ item: Observation) -> String {
    "\(item.code.shown ?? "")=\(item.shownResult ?? "")"
  }

  /// The item's national code beside the typed name, if the name is in the table.
  private static func code(named name: String) -> CodedText {
    let codings = CheckupItems.code(named: name).map {
      [Coding(system: CheckupItems.codeSystem, code: $0)]
    }
    return CodedText(text: name, codings: codings ?? [])
  }

  /// A number, a pair such as `128/80` (systolic and diastolic pressure), or words.
  private static func put(_ text: String, into item: inout Observation) {
    let pair = text.split(separator: "/").map(String.init)
    item.components = []
    if pair.count == 2, pair.allSatisfy({ Quantity(value: $0).isPlainNumber }) {
      item.value = .absent(.inComponents)
      item.components = zip(bloodPressureParts, pair).map { part, value in
        Observation(
          code: part,
          value: .quantity(Quantity(value: value, unit: "mmHg")))
      }
    } else if Quantity(value: text).isPlainNumber {
      item.value = .quantity(
        Quantity(value: text, unit: item.code.text.flatMap { CheckupItems.item(named: $0) }?.unit))
    } else {
      item.value = text.isEmpty ? .absent(.unknown) : .text(text)
    }
  }

  /// Systolic and diastolic blood pressure in LOINC.
  private static let bloodPressureParts = [
    CodedText(text: "収縮期血圧", codings: [Coding(system: FHIRSystem.loinc, code: "8480-6")]),
    CodedText(text: "拡張期血圧", codings: [Coding(system: FHIRSystem.loinc, code: "8462-4")]),
  ]

  private static func shownValue(of item: Observation) -> String? {
    if case .quantity(let quantity) = item.value { return quantity.value }
    return item.shownResult
  }

  private static func unit(of item: Observation) -> String? {
    guard case .quantity(let quantity) = item.value else { return nil }
    return quantity.unit
  }
}

extension String {
  /// The text without white space at both ends.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? endIndex
    return start < end ? String(self[start..<end]) : ""
  }
}
