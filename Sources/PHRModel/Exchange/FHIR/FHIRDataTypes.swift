/// Readers of the general-purpose data types (R4 "Data Types").
extension FHIRNode {
  /// A coding, if it has a code.
  func ownCoding() -> Coding? {
    guard let code = code("code") else { return nil }
    return Coding(system: self.code("system"), code: code, display: text("display"))
  }

  /// A concept with its codes and its text.
  ///
  /// A coding without a code gives its display as the text, if there is no other.
  func ownConcept() -> CodedText? {
    let codings = children("coding").compactMap { $0.ownCoding() }
    var text = text("text")
    if text == nil, codings.isEmpty {
      text = children("coding").lazy.compactMap { $0.text("display") }.first
    }
    let standIn = FHIRSystem.extensionOwn("text-is-code")
    if !codings.isEmpty, extended(standIn, { $0.bool("valueBoolean") }) == true { text = nil }
    guard text != nil || !codings.isEmpty else { return nil }
    return CodedText(text: text, codings: codings)
  }

  /// The concept of that name.
  func concept(_ name: String) -> CodedText? {
    child(name)?.ownConcept()
  }

  /// The concepts of that name.
  func concepts(_ name: String) -> [CodedText] {
    children(name).compactMap { $0.ownConcept() }
  }

  /// The words for a concept where only words have a field; its codes stay raw.
  func words(_ name: String) -> String? {
    guard let concept = child(name) else { return nil }
    return concept.text("text")
      ?? concept.children("coding").lazy.compactMap { $0.text("display") }.first
  }

  /// The code of a concept that says a state (`clinicalStatus`), if it is out of that system.
  func state(_ name: String, system: String) -> String? {
    guard let concept = child(name) else { return nil }
    for coding in concept.children("coding") where coding.value["code"]?.string != nil {
      let received = coding.value["system"]?.string
      guard received == nil || received == system else { continue }
      guard let code = coding.code("code") else { continue }
      coding.child("system")?.take()
      // "Active" beside `active` says nothing more.
      [coding.child("display"), concept.child("text")]
        .filter { $0?.value.string?.lowercased() == code }
        .forEach { $0?.take() }
      return code
    }
    return nil
  }

  /// A quantity, if it has a number.
  func ownQuantity() -> Quantity? {
    let received = FHIRSystem.extensionOwn("value-as-received")
    let value = number("value") ?? extended(received) { $0.text("valueString") }
    guard let value else { return nil }
    var quantity = Quantity(value: value, unit: text("unit"))
    quantity.comparator = token("comparator") { ["<", "<=", ">=", ">"].contains($0) ? $0 : nil }
    quantity.unitCode = code("code")
    quantity.unitSystem = code("system")
    quantity.unit = quantity.unit ?? quantity.unitCode
    return quantity
  }

  /// The quantity of that name.
  func quantity(_ name: String) -> Quantity? {
    child(name)?.ownQuantity()
  }

  /// A number of days, if the quantity of that name counts days.
  func days(_ name: String) -> Int? {
    guard let node = child(name), let literal = node.value["value"]?.literal,
      let days = Int(literal) ?? Int(exactly: Double(literal) ?? 0.5)
    else { return nil }
    let units = ["unit", "code"].compactMap { node.value[$0]?.string }
    guard units.contains(where: { ["d", "日", "日分", "day", "days"].contains($0) }) else {
      return nil
    }
    for name in ["value", "unit", "code", "system"] { node.child(name)?.take() }
    return days
  }

  /// The texts of the annotations of that name, one per line.
  func notes(_ name: String = "note") -> String? {
    let texts = children(name).compactMap { $0.text("text", as: .remark) }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }

  /// The first telephone number.
  func phone() -> String? {
    let telecoms = children("telecom")
    let chosen =
      telecoms.first { $0.value["system"]?.string == "phone" }
      ?? telecoms.first { ["other", nil].contains($0.value["system"]?.string) }
    guard let chosen, let number = chosen.text("value") else { return nil }
    chosen.child("system")?.take()
    return number
  }

  /// The first address: its text, else state, city, lines as Japan writes them; and postal code.
  func address() -> (text: String?, postalCode: String?) {
    guard let node = child("address") else { return (nil, nil) }
    let postalCode = node.text("postalCode")
    node.drop("country", ifAnyOf: ["JP", "JPN"])
    if let text = node.text("text") { return (text, postalCode) }
    let lines = node.children("line").compactMap { $0.ownText() }
    let parts = [node.text("state"), node.text("city")].compactMap { $0 }
    // Japanese senders often repeat state and city at the head of the line.
    let head = parts.filter { part in !lines.contains { $0.contains(part) } }
    let whole = head + lines
    let ascii = whole.allSatisfy { $0.allSatisfy(\.isASCII) }
    let text = (ascii ? lines + parts : whole).joined(separator: ascii ? ", " : "")
    return (text.isEmpty ? nil : text, postalCode)
  }
}

/// A person's name in one script.
struct FHIRName {
  /// Which script: the codes of the extension `iso21090-EN-representation`.
  enum Script: String {
    /// Kanji.
    case ideographic = "IDE"
    /// Kana.
    case syllabic = "SYL"
    /// Latin letters.
    case alphabetic = "ABC"
  }

  /// The name as one text.
  let text: String
  /// Which script.
  let script: Script
}

extension FHIRNode {
  /// The names of a person, each with its script; without the extension the letters tell.
  func names() -> [FHIRName] {
    children("name").compactMap { node in
      guard let text = node.ownName() else { return nil }
      let told = node.extended(FHIRSystem.nameRepresentation) { inner in
        inner.token("valueCode", FHIRName.Script.init(rawValue:))
      }
      return FHIRName(text: text, script: told ?? Self.script(of: text))
    }
  }

  /// The name to show: kanji before kana before letters.
  func shownName() -> String? {
    let names = names()
    let order: [FHIRName.Script] = [.ideographic, .syllabic, .alphabetic]
    return order.lazy.compactMap { script in names.first { $0.script == script }?.text }.first
  }

  private func ownName() -> String? {
    let spelled = spelledName()
    if let text = text("text") {
      // Family and given names go without saying if the text is made of them.
      if let spelled, FoldedText.name(spelled.text) == FoldedText.name(text) {
        spelled.nodes.forEach { $0.take() }
      }
      return text
    }
    guard let spelled else { return nil }
    spelled.nodes.forEach { $0.take() }
    return scope.clean(spelled.text, at: path, as: .line)
  }

  private func spelledName() -> (text: String, nodes: [FHIRNode])? {
    let family = children("family")
    let given = children("given")
    func joined(_ nodes: [FHIRNode]) -> String {
      nodes.compactMap(\.value.string).joined(separator: " ")
    }
    let ascii = joined(family + given).allSatisfy(\.isASCII)
    let nodes = ascii ? given + family : family + given
    let text = joined(nodes)
    return text.isEmpty ? nil : (text, nodes)
  }

  private static func script(of text: String) -> FHIRName.Script {
    if text.unicodeScalars.allSatisfy({ $0.value < 0x250 }) { return .alphabetic }
    let isKana = text.unicodeScalars.allSatisfy {
      (0x3000...0x30FF).contains($0.value) || (0xFF61...0xFF9F).contains($0.value)
        || $0.properties.isWhitespace
    }
    return isKana ? .syllabic : .ideographic
  }
}
