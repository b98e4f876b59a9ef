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
    String(decoding: serializedBytes(layout), as: UTF8.self)
  }

  /// The same as bytes of UTF-8, for streams.
  public func serializedBytes(_ layout: Layout = .compact) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, layout: layout, level: 0)
    return output
  }

  private func write(to output: inout [UInt8], layout: Layout, level: Int) {
    switch self {
    case .null, .bool, .number:
      output += (literal ?? "").utf8
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
        $1 += (layout == .indented ? ": " : ":").utf8
        $0.value.write(to: &$1, layout: layout, level: level + 1)
      }
    }
  }

  private static func writeList<Item>(
    _ open: String, _ items: [Item], _ close: String, to output: inout [UInt8], layout: Layout,
    level: Int, item: (Item, inout [UInt8]) -> Void
  ) {
    let indented = layout == .indented && !items.isEmpty
    output += open.utf8
    for (index, element) in items.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      if indented { output += ("\n" + String(repeating: "  ", count: level + 1)).utf8 }
      item(element, &output)
    }
    if indented { output += ("\n" + String(repeating: "  ", count: level)).utf8 }
    output += close.utf8
  }

  /// Quotes, backslashes and whatever a terminal might obey are escaped; escaped they say the same.
  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    if text.unicodeScalars.allSatisfy({ !$0.isEscapedInJSON }) {
      output += text.utf8
    } else {
      for scalar in text.unicodeScalars { writeEscaped(scalar, to: &output) }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func writeEscaped(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    switch scalar {
    case "\"": output += "\\\"".utf8
    case "\\": output += "\\\\".utf8
    case "\n": output += "\\n".utf8
    case "\r": output += "\\r".utf8
    case "\t": output += "\\t".utf8
    case _ where scalar.isEscapedInJSON:
      for unit in String(scalar).utf16 {
        let hex = String(unit, radix: 16)
        output += ("\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex).utf8
      }
    default: output += String(scalar).utf8
    }
  }
}

extension Unicode.Scalar {
  /// Whether a JSON string cannot or should not hold the scalar as it is.
  fileprivate var isEscapedInJSON: Bool {
    self == "\"" || self == "\\" || SafeText.isUnsafe(self)
  }
}
