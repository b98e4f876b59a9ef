import Foundation

@testable import PHRModel

/// What a file says once every layer of its writing is taken off: CP932 or UTF-8, escapes of JSON,
/// entities of HTML, base64, full and half width.
enum DecodedText {
  static func of(_ bytes: Data) -> String {
    let text =
      String(data: bytes, encoding: .utf8) ?? String(data: bytes, encoding: .shiftJIS) ?? ""
    var texts = [text, entities(in: text)]
    let documents = [text] + text.split(separator: "\n").map(String.init)
    for document in documents {
      guard let value = try? JSONValue(parsing: Data(document.utf8)) else { continue }
      let inside = strings(in: value)
      texts += inside + inside.map { entities(in: $0) } + inside.compactMap(base64)
    }
    return texts.joined(separator: "\n").nfkc
  }

  /// Every name of a member and every text in it.
  private static func strings(in value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .number(let literal): [literal]
    case .array(let elements): elements.flatMap { strings(in: $0) }
    case .object(let members): members.flatMap { [$0.name] + strings(in: $0.value) }
    default: []
    }
  }

  private static func base64(_ text: String) -> String? {
    guard text.utf8.count >= 8, let bytes = Data(base64Encoded: text) else { return nil }
    return String(data: bytes, encoding: .utf8) ?? String(data: bytes, encoding: .shiftJIS)
  }

  private static func entities(in text: String) -> String {
    guard text.contains("&") else { return text }
    var plain = text
    for (entity, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] { plain = plain.replacing(entity, with: character) }
    return plain
  }
}
