/// One JSON value (RFC 8259) with everything the text said about it.
///
/// Own type, because Foundation's reader turns `5.60` into a binary number and overflows its stack
/// on deep nesting: here a number stays the text it was, so that doses and amounts above 2^63
/// survive, and members keep their order.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number as it was written.
  case number(String)
  /// A string without its escapes; a lone surrogate has become U+FFFD.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object; names may repeat, the last one counts.
  case object([JSONMember])

  /// One name and value of an object.
  public struct Member: Sendable, Hashable {
    /// The name without its escapes.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// A member of an object.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }
}

/// One name and value of an object.
public typealias JSONMember = JSONValue.Member

extension JSONValue {
  /// The value of the last member of that name, if this is an object that has one.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The element at that place, if this is an array that has one.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// Whether this is `null`.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The text, if this is a string.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The members, if this is an object.
  public var members: [JSONMember] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The elements, if this is an array.
  public var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The text of a leaf as received: a string without quotes, a number or a word as written;
  /// `nil` for arrays and objects.
  public var literal: String? {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text), .string(let text): text
    case .array, .object: nil
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral text: String) { self = .string(text) }

  /// A whole number.
  public init(integerLiteral number: Int) { self = .number(String(number)) }

  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object with its members in that order.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}
