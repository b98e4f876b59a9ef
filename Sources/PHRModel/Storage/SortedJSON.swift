/// Writes values of the records' own types as JSON on one line with sorted names: equal values
/// give equal bytes, which is what digests of records are made of.
///
/// The bytes are those of Foundation's `JSONEncoder` with `.sortedKeys` and
/// `.withoutEscapingSlashes` (a test compares them), in a third of the time: a pull writes ten
/// thousand of them. Binary numbers have no place in a record and are refused.
enum SortedJSON {
  /// The value as UTF-8.
  ///
  /// - Throws: `EncodingError` for a binary number, and what the value throws.
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let node = JSONNode([:])
    try value.encode(to: node)
    var output: [UInt8] = []
    // Most bodies are shorter; a request of a kilobyte makes malloc(3) tidy up all small ones.
    output.reserveCapacity(960)
    node.write(to: &output)
    return output
  }

  /// The value as a JSON value with sorted names.
  ///
  /// - Throws: as ``bytes(of:)``.
  static func value(
    of value: some Encodable, userInfo: [CodingUserInfoKey: Any] = [:]
  ) throws -> JSONValue {
    let node = JSONNode(userInfo)
    try value.encode(to: node)
    return node.value
  }

  /// The value as text.
  static func text(of value: some Encodable) throws -> String {
    String(decoding: try bytes(of: value), as: UTF8.self)
  }
}

/// One value while it is encoded; it is the encoder of what is in it.
private final class JSONNode: Encoder {
  enum Piece {
    case null
    case bool(Bool)
    case integer(String)
    case string(String)
    case node(JSONNode)
  }

  private enum Shape {
    case object, array
    case single(Piece)
  }

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any]
  private var shape = Shape.object
  private var members: [(name: String, piece: Piece)] = []
  private(set) var elements: [Piece] = []
  /// A node that turned out to hold one leaf: most values of a record do.
  private var spare: JSONNode?

  init(_ userInfo: [CodingUserInfoKey: Any]) {
    self.userInfo = userInfo
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    members.reserveCapacity(8)
    return KeyedEncodingContainer(KeyedPieces<Key>(node: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    shape = .array
    return ListedPieces(node: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SinglePiece(node: self) }

  func set(_ piece: Piece, _ name: String) { members.append((name, piece)) }

  func append(_ piece: Piece) { elements.append(piece) }

  func become(_ piece: Piece) { shape = .single(piece) }

  /// What a value becomes.
  func piece(of value: some Encodable) throws -> Piece {
    let node = spare ?? JSONNode(userInfo)
    spare = nil
    try value.encode(to: node)
    guard case .single(let piece) = node.shape else { return .node(node) }
    node.shape = .object
    spare = node
    return piece
  }

  func write(to output: inout [UInt8]) {
    switch shape {
    case .single(let piece): Self.write(piece, to: &output)
    case .array: writeElements(to: &output)
    case .object: writeMembers(to: &output)
    }
  }

  /// The finished value.
  var value: JSONValue {
    switch shape {
    case .single(let piece): return Self.value(piece)
    case .array: return .array(elements.map(Self.value))
    case .object:
      sortMembers()
      return .object(members.map { JSONMember($0.name, Self.value($0.piece)) })
    }
  }

  private static func value(_ piece: Piece) -> JSONValue {
    switch piece {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let digits): .number(digits)
    case .string(let text): .string(text)
    case .node(let node): node.value
    }
  }

  private func sortMembers() {
    members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private func writeElements(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    for (place, piece) in elements.enumerated() {
      if place > 0 { output.append(UInt8(ascii: ",")) }
      Self.write(piece, to: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  private func writeMembers(to output: inout [UInt8]) {
    sortMembers()
    output.append(UInt8(ascii: "{"))
    for (place, member) in members.enumerated() {
      if place > 0 { output.append(UInt8(ascii: ",")) }
      Self.write(member.name, to: &output)
      output.append(UInt8(ascii: ":"))
      Self.write(member.piece, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func write(_ piece: Piece, to output: inout [UInt8]) {
    switch piece {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let digits): output.append(contentsOf: digits.utf8)
    case .string(let text): write(text, to: &output)
    case .node(let node): node.write(to: &output)
    }
  }

  /// A string with its escapes (RFC 8259, section 7), the short ones where they exist.
  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var plain = 0
      for place in bytes.indices {
        let byte = bytes[place]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
          continue
        }
        output.append(contentsOf: bytes[plain..<place])
        output.append(contentsOf: escape(byte).utf8)
        plain = place + 1
      }
      output.append(contentsOf: bytes[plain...])
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    case 0x08: return "\\b"
    case 0x0C: return "\\f"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x09: return "\\t"
    default:
      let digits = String(byte, radix: 16)
      return "\\u00" + (digits.count < 2 ? "0" : "") + digits
    }
  }

  static func refusal(_ value: Any) -> EncodingError {
    EncodingError.invalidValue(
      value,
      EncodingError.Context(codingPath: [], debugDescription: "a binary number in a record"))
  }
}

/// The members of an object.
private struct KeyedPieces<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONNode
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) { node.set(.null, key.stringValue) }

  mutating func encode(_ value: Bool, forKey key: Key) { node.set(.bool(value), key.stringValue) }

  mutating func encode(_ value: String, forKey key: Key) {
    node.set(.string(value), key.stringValue)
  }

  mutating func encode(_ value: Int, forKey key: Key) {
    node.set(.integer(String(value)), key.stringValue)
  }

  mutating func encode(_ value: Double, forKey key: Key) throws { throw JSONNode.refusal(value) }

  mutating func encode(_ value: Float, forKey key: Key) throws { throw JSONNode.refusal(value) }

  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    node.set(try node.piece(of: value), key.stringValue)
  }

  mutating func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Inner> {
    let inner = JSONNode(node.userInfo)
    node.set(.node(inner), key.stringValue)
    return inner.container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    let inner = JSONNode(node.userInfo)
    node.set(.node(inner), key.stringValue)
    return inner.unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { preconditionFailure("no record inherits") }

  mutating func superEncoder(forKey key: Key) -> any Encoder { superEncoder() }
}

/// The elements of an array.
private struct ListedPieces: UnkeyedEncodingContainer {
  let node: JSONNode
  var codingPath: [any CodingKey] { [] }
  var count: Int { node.elements.count }

  mutating func encodeNil() { node.append(.null) }

  mutating func encode(_ value: String) { node.append(.string(value)) }

  mutating func encode(_ value: some Encodable) throws {
    node.append(try node.piece(of: value))
  }

  mutating func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type
  ) -> KeyedEncodingContainer<Inner> {
    let inner = JSONNode(node.userInfo)
    node.append(.node(inner))
    return inner.container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    let inner = JSONNode(node.userInfo)
    node.append(.node(inner))
    return inner.unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { preconditionFailure("no record inherits") }
}

/// A value that is one leaf.
private struct SinglePiece: SingleValueEncodingContainer {
  let node: JSONNode
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { node.become(.null) }

  mutating func encode(_ value: Bool) { node.become(.bool(value)) }

  mutating func encode(_ value: String) { node.become(.string(value)) }

  mutating func encode(_ value: Double) throws { throw JSONNode.refusal(value) }

  mutating func encode(_ value: Float) throws { throw JSONNode.refusal(value) }

  mutating func encode(_ value: Int) { node.become(.integer(String(value))) }

  mutating func encode(_ value: Int8) { encode(Int(value)) }

  mutating func encode(_ value: Int16) { encode(Int(value)) }

  mutating func encode(_ value: Int32) { encode(Int(value)) }

  mutating func encode(_ value: Int64) { encode(Int(value)) }

  mutating func encode(_ value: UInt) { node.become(.integer(String(value))) }

  mutating func encode(_ value: UInt8) { encode(UInt(value)) }

  mutating func encode(_ value: UInt16) { encode(UInt(value)) }

  mutating func encode(_ value: UInt32) { encode(UInt(value)) }

  mutating func encode(_ value: UInt64) { encode(UInt(value)) }

  mutating func encode(_ value: some Encodable) throws {
    node.become(try node.piece(of: value))
  }
}

extension JSONValue {
  /// A value of the model as JSON with sorted names.
  ///
  /// `instantsAsText` is for people and other programs; without it the value is as it is stored.
  /// - Throws: `EncodingError` for a binary number.
  public init(encoding value: some Encodable, instantsAsText: Bool = false) throws {
    self = try SortedJSON.value(
      of: value, userInfo: instantsAsText ? [.instantsAsText: true] : [:])
  }
}
