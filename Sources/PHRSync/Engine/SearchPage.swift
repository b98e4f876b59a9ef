import Foundation
import PHRModel

/// One page of a search or a history (R4 Bundle).
struct SearchPage {
  /// One entry of a page.
  struct Entry {
    /// Where the resource stands.
    let fullURL: String?
    /// The resource; `nil` for a deletion.
    var resource: JSONValue?
    /// `true` for what the server put in beside the matches.
    let isIncluded: Bool
    /// What a history says was done: PUT, POST, DELETE.
    let method: String?
    /// The resource's name in a history.
    let requestURL: String?
    /// The entry as it came, if it could not be understood.
    let unreadable: String?
  }

  var entries: [Entry]
  /// The link to the next page, as written.
  let next: String?
  /// OperationOutcomes among the entries, and texts that were not UTF-8.
  let warnings: Int

  private static let limits = JSONLimits(depth: 100, bytes: HTTPLimits.standard.bytes)

  /// Reads a page; `nil` if the bytes are no Bundle.
  ///
  /// An entry that spoils the JSON of the page is cut out and kept, so that it does not block the
  /// others.
  init?(_ body: Data) {
    let bytes = [UInt8](body)
    let shell: JSONValue
    var entries: [Entry] = []
    var warnings = 0
    if let whole = try? JSONValue(parsing: bytes[...], limits: Self.limits) {
      shell = whole
      entries = (whole["entry"]?.elements ?? []).map { Self.entry($0) }
    } else {
      guard let split = BundleSplitter.split(bytes),
        let rest = try? JSONValue(parsing: split.shell[...], limits: Self.limits)
      else { return nil }
      shell = rest
      for slice in split.entries {
        let (entry, isDamaged) = Self.entry(slice)
        entries.append(entry)
        if isDamaged { warnings += 1 }
      }
    }
    guard shell["resourceType"]?.string == "Bundle" else { return nil }
    let outcomes = entries.count { $0.resource?["resourceType"]?.string == "OperationOutcome" }
    self.entries = entries.filter {
      $0.resource?["resourceType"]?.string != "OperationOutcome"
    }
    self.warnings = warnings + outcomes
    next =
      (shell["link"]?.elements ?? []).first { $0["relation"]?.string == "next" }?["url"]?
      .string
  }

  private static func entry(_ value: JSONValue) -> Entry {
    let resource = value["resource"]
    let isResource = resource?["resourceType"]?.string != nil
    let method = value["request"]?["method"]?.string
    return Entry(
      fullURL: value["fullUrl"]?.string, resource: isResource ? resource : nil,
      isIncluded: ["include", "outcome"].contains(value["search"]?["mode"]?.string),
      method: method, requestURL: value["request"]?["url"]?.string,
      unreadable: isResource || method == "DELETE" ? nil : value.serialized())
  }

  /// An entry of a page that is no JSON as a whole: taken, taken with marks for bytes that are no
  /// text, or kept as it is.
  private static func entry(_ bytes: ArraySlice<UInt8>) -> (Entry, isDamaged: Bool) {
    if let value = try? JSONValue(parsing: bytes, limits: limits) { return (entry(value), false) }
    let text = String(decoding: bytes, as: UTF8.self)
    if let value = try? JSONValue(parsing: text, limits: limits) { return (entry(value), true) }
    let kept = Entry(
      fullURL: member("fullUrl", in: text), resource: nil, isIncluded: false, method: nil,
      requestURL: nil, unreadable: text)
    return (kept, false)
  }

  /// A string member of a text that is no JSON, found by its name.
  private static func member(_ name: String, in text: String) -> String? {
    guard let label = text.range(of: "\"\(name)\":\"") else { return nil }
    return String(text[label.upperBound...].prefix { $0 != "\"" })
  }
}

/// Cuts the entries out of a Bundle that is no JSON as a whole.
///
/// Only brackets and strings are looked at, so that neither depth nor bytes that are no text
/// matter.
enum BundleSplitter {
  struct Parts {
    /// The Bundle with an empty list of entries.
    var shell: [UInt8]
    /// The entries' bytes.
    var entries: [ArraySlice<UInt8>]
  }

  /// The parts, or `nil` if brackets do not match or there is no list of entries.
  static func split(_ bytes: [UInt8]) -> Parts? {
    guard let start = entriesStart(bytes) else { return nil }
    var scanner = BracketScanner(depth: 0)
    var entries: [ArraySlice<UInt8>] = []
    var begin = start
    for position in start..<bytes.count {
      let byte = bytes[position]
      if scanner.depth == 0, !scanner.isInString,
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")
      {
        if begin < position { entries.append(bytes[begin..<position]) }
        begin = position + 1
        if byte == UInt8(ascii: "]") {
          return Parts(shell: Array(bytes[..<start] + bytes[position...]), entries: entries)
        }
        continue
      }
      scanner.take(byte)
    }
    return nil
  }

  /// The place behind `"entry":[` on the first level.
  private static func entriesStart(_ bytes: [UInt8]) -> Int? {
    let label = Array("\"entry\"".utf8)
    var scanner = BracketScanner(depth: 0)
    for position in bytes.indices {
      if scanner.depth == 1, !scanner.isInString, bytes[position] == UInt8(ascii: "\""),
        bytes[position...].starts(with: label)
      {
        let rest = bytes[(position + label.count)...]
        let marks = rest.lazy.filter { $0 > 0x20 }.prefix(2)
        guard marks.elementsEqual(Array(":[".utf8)),
          let open = rest.firstIndex(of: UInt8(ascii: "["))
        else { return nil }
        return open + 1
      }
      scanner.take(bytes[position])
    }
    return nil
  }
}

/// Knows how deep in brackets, and whether in a string, a walk over JSON bytes is.
private struct BracketScanner {
  var depth: Int
  private(set) var isInString = false
  private var isEscaped = false

  init(depth: Int) {
    self.depth = depth
  }

  mutating func take(_ byte: UInt8) {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
  }
}
