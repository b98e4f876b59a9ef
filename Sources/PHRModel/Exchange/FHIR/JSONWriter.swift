extension JSONValue {
  /// How a value is written.
  public enum Layout: Sendable {
    /// On one line, members in their own order.
    case compact
    /// Two spaces per level, members in their own order.
    case indented
    /// On one line, members sorted by name: equal values give equal bytes.
    case canonical
  }

  /// The value as JSON text.
  ///
  /// The canonical layout is what content hashes are made of; numbers stay as they were written,
  /// because in FHIR the precision of a decimal is part of its meaning (R4 datatypes, decimal).
  public func serialized(_ layout: Layout = .compact) -> String {
    var output = ""
    write(to: &output, layout: layout, level: 0)
    return output
  }

  private func write(to output: inout String, layout: Layout, level: Int) {
    switch self {
    case .null, .bool, .number:
      output += literal ?? ""
    case .string(let text):
      Self.write(text, to: &output)
    case .array(let elements):
      Self.writeList("[", elements, "]", to: &output, layout: layout, level: level) {
        $0.write(to: &$1, layout: layout, level: level + 1)
      }
    case .object(let members):
      let ordered = layout == .canonical ? members.sorted { $0.name < $1.name } : members
      Self.writeList("{", ordered, "}", to: &output, layout: layout, level: level) {
        Self.write($0.name, to: &$1)
        $1 += layout == .indented ? ": " : ":"
        $0.value.write(to: &$1, layout: layout, level: level + 1)
      }
    }
  }

  private static func writeList<Item>(
    _ open: String, _ items: [Item], _ close: String, to output: inout String, layout: Layout,
    level: Int, item: (Item, inout String) -> Void
  ) {
    let indented = layout == .indented && !items.isEmpty
    output += open
    for (index, element) in items.enumerated() {
      if index > 0 { output += "," }
      if indented { output += "\n" + String(repeating: "  ", count: level + 1) }
      item(element, &output)
    }
    if indented { output += "\n" + String(repeating: "  ", count: level) }
    output += close
  }

  private static func write(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      // A terminal might obey these; escaped they say the same.
      case _ where SafeText.isUnsafe(scalar):
        for unit in String(scalar).utf16 {
          let hex = String(unit, radix: 16)
          output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}
