/// Reads back what `SortedJSON` wrote of the records' own types.
///
/// What comes out is what Foundation's `JSONDecoder` makes of it (a test compares them), in less
/// than half of the time: a delegate's file takes a hundred thousand of them. Binary numbers have
/// no place in a record and are refused.
enum StoredJSON {
  /// The value that a text stands for.
  ///
  /// - Throws: `JSONError`, `DecodingError`, and what the value throws.
  static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
    try Value(from: JSONReading(value: JSONValue(parsing: text)))
  }
}

/// A type of a record's own: of texts, whole numbers and truth values alone.
protocol StoredWithRecord: Decodable {}

extension RecordBody: StoredWithRecord {}
extension Provenance: StoredWithRecord {}

/// One JSON value while something is decoded from it.
private struct JSONReading: Decoder {
  let value: JSONValue
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw Self.mismatch(type) }
    return KeyedDecodingContainer(MemberReading<Key>(members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw Self.mismatch([JSONValue].self) }
    return ElementReading(elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  static func mismatch(_ type: Any.Type) -> DecodingError {
    DecodingError.typeMismatch(type, DecodingError.Context(codingPath: [], debugDescription: ""))
  }

  private func number<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    guard case .number(let digits) = value, let number = Number(digits) else {
      throw Self.mismatch(type)
    }
    return number
  }
}

extension JSONReading: SingleValueDecodingContainer {
  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let value) = value else { throw Self.mismatch(type) }
    return value
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = value else { throw Self.mismatch(type) }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double { throw Self.mismatch(type) }

  func decode(_ type: Float.Type) throws -> Float { throw Self.mismatch(type) }

  func decode(_ type: Int.Type) throws -> Int { try number(type) }

  func decode(_ type: Int8.Type) throws -> Int8 { try number(type) }

  func decode(_ type: Int16.Type) throws -> Int16 { try number(type) }

  func decode(_ type: Int32.Type) throws -> Int32 { try number(type) }

  func decode(_ type: Int64.Type) throws -> Int64 { try number(type) }

  func decode(_ type: UInt.Type) throws -> UInt { try number(type) }

  func decode(_ type: UInt8.Type) throws -> UInt8 { try number(type) }

  func decode(_ type: UInt16.Type) throws -> UInt16 { try number(type) }

  func decode(_ type: UInt32.Type) throws -> UInt32 { try number(type) }

  func decode(_ type: UInt64.Type) throws -> UInt64 { try number(type) }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }
}

/// The members of an object.
private struct MemberReading<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [JSONMember]
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

  func contains(_ key: Key) -> Bool { found(key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .null }

  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    guard case .string(let text) = try value(key) else { throw JSONReading.mismatch(type) }
    return text
  }

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    switch found(key) {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw JSONReading.mismatch(type)
    }
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try Value(from: JSONReading(value: value(key)))
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let value = found(key), value != .null else { return nil }
    return try Value(from: JSONReading(value: value))
  }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Inner> {
    try JSONReading(value: value(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try JSONReading(value: value(key)).unkeyedContainer()
  }

  func superDecoder() -> any Decoder { preconditionFailure("no record inherits") }

  func superDecoder(forKey key: Key) -> any Decoder { superDecoder() }

  private func found(_ key: Key) -> JSONValue? {
    let name = key.stringValue
    return members.last { $0.name == name }?.value
  }

  private func value(_ key: Key) throws -> JSONValue {
    guard let value = found(key) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: [], debugDescription: ""))
    }
    return value
  }
}

/// The elements of an array.
private struct ElementReading: UnkeyedDecodingContainer {
  let elements: [JSONValue]
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  init(elements: [JSONValue]) {
    self.elements = elements
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Value(from: next())
  }

  mutating func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type
  ) throws -> KeyedDecodingContainer<Inner> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() -> any Decoder { preconditionFailure("no record inherits") }

  private mutating func next() throws -> JSONReading {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        JSONValue.self, DecodingError.Context(codingPath: [], debugDescription: ""))
    }
    defer { currentIndex += 1 }
    return JSONReading(value: elements[currentIndex])
  }
}
