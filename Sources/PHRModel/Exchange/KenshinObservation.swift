/// One `observation` element: the entry patterns 1 and 3 to 7 of shared formats/tokutei-kenshin.md.
struct KenshinObservation {
  private let element: XMLTree
  private(set) var notes: KenshinNotes
  private(set) var practitioners: [Practitioner] = []

  init(_ element: XMLTree, notes: KenshinNotes) {
    self.element = element
    self.notes = notes
  }

  /// The code system of values beyond the input range.
  private static let interpretation = "2.16.840.1.113883.5.83"

  /// The item with its value or the reason why there is none.
  mutating func observation() -> Observation {
    let coding = notes.coding(element["code"], defaultSystem: KenshinDocument.oid + "1005", "code")
    if coding == nil { notes.warn(.missingField, "code") }
    let code = CodedText(text: coding?.display, codings: coding.map { [$0] } ?? [])
    var item = Observation(code: code, value: value())
    item.beyondRange = beyondRange()
    item.flag = flag()
    item.method = notes.coding(
      element["methodCode"], defaultSystem: KenshinDocument.oid + "1007", "methodCode"
    ).map { CodedText(text: $0.display, codings: [$0]) }
    item.reference = reference()
    item.note = notes.text(element["text"]?.text, "text", as: .remark)
    item.raw = leftovers()
    readAuthor()
    return item
  }

  private var values: [XMLTree] { element.all("value") }

  /// `xsi:type` may carry any prefix.
  private static func type(_ value: XMLTree) -> String {
    value.attribute("type")?.split(separator: ":").last.map(String.init) ?? ""
  }

  private static func isBeyondRange(_ value: XMLTree) -> Bool {
    type(value) != "PQ" && value.attribute("codeSystem") == interpretation
  }

  private mutating func value() -> ObservedValue {
    if element.attribute("negationInd") == "true" { return .absent(.notPerformed) }
    let real = values.filter { !Self.isBeyondRange($0) }
    guard let value = real.first(where: { Self.type($0) == "PQ" }) ?? real.first else {
      if !values.isEmpty { return .absent(.notMeasurable) }
      notes.warn(.missingField, "value")
      return .absent(.unknown)
    }
    if let flavor = value.attribute("nullFlavor") {
      return .absent(flavor == "NI" ? .notMeasurable : .unknown)
    }
    switch Self.type(value) {
    case "PQ", "INT", "REAL": return number(value)
    case "CD", "CO", "CE": return coded(value)
    default: return words(value)
    }
  }

  private mutating func number(_ value: XMLTree) -> ObservedValue {
    guard let text = notes.text(value.attribute("value"), "value.@value", as: .code) else {
      notes.warn(.missingField, "value.@value")
      return .absent(.unknown)
    }
    if !ReceivedNumber.isDecimal(text) {
      notes.warn(.badNumber, "value.@value")
    } else if ReceivedNumber.isTooLarge(text) {
      notes.warn(.numberTooLarge, "value.@value")
    }
    return .quantity(
      Quantity(value: text, unit: notes.text(value.attribute("unit"), "value.@unit")))
  }

  private mutating func coded(_ value: XMLTree) -> ObservedValue {
    let item = element["code"]?.attribute("code").flatMap { CheckupItems.item(code: $0) }
    let list = value.attribute("codeSystem")
    guard let coding = notes.coding(value, "value.@code") else {
      notes.warn(.missingField, "value.@code")
      return .absent(.unknown)
    }
    if let list = CheckupValueLists.list(of: list) ?? (list == nil ? item?.valueList : nil),
      CheckupValueLists.meaning(of: coding.code, in: list) == nil
    {
      notes.warn(.unknownCode, "value.@code")
    }
    return .coded(CodedText(text: coding.display, codings: [coding]))
  }

  private mutating func words(_ value: XMLTree) -> ObservedValue {
    guard let text = notes.text(value.text, "value", as: .remark) else {
      notes.warn(.missingField, "value")
      return .absent(.unknown)
    }
    return .text(text)
  }

  private mutating func beyondRange() -> AbnormalFlag? {
    guard let code = values.first(where: Self.isBeyondRange)?.attribute("code") else { return nil }
    let flag = AbnormalFlag(rawValue: code)
    if flag == nil { notes.warn(.unknownCode, "value.@code") }
    return flag
  }

  private mutating func flag() -> AbnormalFlag? {
    guard let code = element["interpretationCode"]?.attribute("code") else { return nil }
    let flag = AbnormalFlag(rawValue: code.trimmed)
    if flag == nil { notes.warn(.unknownCode, "interpretationCode") }
    return flag
  }

  private mutating func reference() -> ReferenceRange? {
    guard let range = element.at("referenceRange", "observationRange") else { return nil }
    let limits = range["value"]
    let text = notes.text(range["text"]?.text, "referenceRange")
    let low = limit(limits?["low"])
    let high = limit(limits?["high"])
    guard low != nil || high != nil || text != nil else { return nil }
    return ReferenceRange(low: low, high: high, text: text)
  }

  private mutating func limit(_ element: XMLTree?) -> Quantity? {
    guard let value = notes.text(element?.attribute("value"), "referenceRange", as: .code) else {
      return nil
    }
    return Quantity(value: value, unit: notes.text(element?.attribute("unit"), "referenceRange"))
  }

  /// The doctor is no item of their own but the author of an item.
  private mutating func readAuthor() {
    for author in element.all("author") {
      let name = author.at("assignedAuthor", "assignedPerson", "name")
      if let name = notes.text(name?.text, "author") {
        practitioners.append(Practitioner(role: .assessor, name: name))
      }
    }
  }

  private mutating func leftovers() -> [RawField] {
    let known: Set<String> = [
      "code", "value", "interpretationCode", "methodCode", "referenceRange", "author", "text",
      "entryRelationship", "statusCode", "id",
    ]
    return element.children.filter { !known.contains($0.name) }.flatMap {
      KenshinRaw.fields($0, path: $0.name, notes: &notes)
    }
  }
}
