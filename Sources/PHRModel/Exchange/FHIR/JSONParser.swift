public import Foundation

extension JSONValue {
  /// Reads one JSON value (RFC 8259) out of UTF-8 bytes; a byte order mark is skipped.
  ///
  /// Strict, apart from two kindnesses to real senders: repeated names are kept, and a lone
  /// surrogate escape becomes U+FFFD instead of spoiling the document.
  /// - Throws: `JSONError` with the place.
  public init(parsing bytes: ArraySlice<UInt8>, limits: JSONLimits = .document) throws(JSONError) {
    guard bytes.count <= limits.bytes else { throw JSONError(.tooLarge, at: 0, in: bytes) }
    var parser = JSONParser(bytes: bytes, depthLimit: limits.depth)
    self = try parser.document()
  }

  /// Reads one JSON value out of UTF-8 bytes.
  /// - Throws: `JSONError` with the place.
  public init(parsing data: Data, limits: JSONLimits = .document) throws(JSONError) {
    try self.init(parsing: [UInt8](data)[...], limits: limits)
  }

  /// Reads one JSON value out of a text.
  /// - Throws: `JSONError` with the place.
  public init(parsing text: String, limits: JSONLimits = .document) throws(JSONError) {
    try self.init(parsing: Array(text.utf8)[...], limits: limits)
  }
}

/// The walk over the bytes of one document.
///
/// It calls itself once per level; the depth limit keeps that far from the end of the stack.
private struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private let end: Int
  private let depthLimit: Int
  private var position: Int
  private var depth = 0

  init(bytes: ArraySlice<UInt8>, depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    end = bytes.endIndex
    position = bytes.startIndex
  }

  mutating func document() throws(JSONError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
    let value = try value()
    skipSpace()
    guard position == end else { throw failure(.trailingContent) }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < end else { throw failure(.truncated) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure(.unexpectedCharacter)
    }
  }

  private mutating func nested(
    _ read: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    depth += 1
    guard depth <= depthLimit else { throw failure(.tooDeep) }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONMember] = []
    if next(is: UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard position < end else { throw failure(.truncated) }
      guard bytes[position] == UInt8(ascii: "\"") else { throw failure(.unexpectedCharacter) }
      let name = try string()
      try expect(UInt8(ascii: ":"))
      members.append(JSONMember(name, try value()))
    } while next(is: UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
    return .object(members)
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    if next(is: UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value())
    } while next(is: UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    return .array(elements)
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError)
    -> JSONValue
  {
    for offset in 0..<text.utf8CodeUnitCount {
      guard position < end else { throw failure(.truncated) }
      guard bytes[position] == text.utf8Start[offset] else { throw failure(.unexpectedCharacter) }
      position += 1
    }
    return value
  }

  /// `-? (0 | [1-9][0-9]*) (\.[0-9]+)? ([eE][+-]?[0-9]+)?`, kept as text.
  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let leadingZero = position < end && bytes[position] == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !(leadingZero && whole > 1) else { throw failure(.badNumber) }
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw failure(.badNumber) }
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
        position += 1
      }
      guard digits() > 0 else { throw failure(.badNumber) }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = position
    while position < end, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }

  /// A string; the common case without escapes is one copy.
  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    try skipPlain()
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return try text(bytes[start..<position], from: start)
    }
    var decoded = Array(bytes[start..<position])
    while bytes[position] != UInt8(ascii: "\"") {
      try escape(into: &decoded)
      let plain = position
      try skipPlain()
      decoded.append(contentsOf: bytes[plain..<position])
    }
    position += 1
    return try text(decoded[...], from: start)
  }

  private func text(_ slice: ArraySlice<UInt8>, from start: Int) throws(JSONError) -> String {
    // Nearly all names and codes are ASCII, which needs no look at sequences of bytes.
    let isASCII = slice.allSatisfy { $0 < 0x80 }
    if isASCII { return String(decoding: slice, as: UTF8.self) }
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw JSONError(.invalidUTF8, at: start - bytes.startIndex, in: bytes)
    }
    return text
  }

  /// Stops at the next quote or backslash.
  private mutating func skipPlain() throws(JSONError) {
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      guard byte >= 0x20 else { throw failure(.controlCharacter) }
      position += 1
    }
    throw failure(.truncated)
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    position += 1
    guard position < end else { throw failure(.truncated) }
    let letter = bytes[position]
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      return decoded.append(contentsOf: String(try escapedScalar()).utf8)
    default: throw failure(.badEscape)
    }
    position += 1
  }

  /// The scalar of `\uXXXX` or of a surrogate pair; U+FFFD for half a pair.
  private mutating func escapedScalar() throws(JSONError) -> Character {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return Character(scalar) }
    guard UTF16.isLeadSurrogate(first), position + 1 < end,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let start = position
    position += 2
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else {
      position = start
      return "\u{FFFD}"
    }
    let value = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
    return Unicode.Scalar(value).map { Character($0) } ?? "\u{FFFD}"
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    guard position + 4 <= end else { throw failure(.truncated) }
    var unit: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw failure(.badEscape)
      }
      unit = unit << 4 | UInt16(digit)
    }
    position += 4
    return unit
  }

  private mutating func next(is byte: UInt8) -> Bool {
    skipSpace()
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard next(is: byte) else {
      throw failure(position < end ? .unexpectedCharacter : .truncated)
    }
  }

  private mutating func skipSpace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason, at: position - bytes.startIndex, in: bytes)
  }
}
