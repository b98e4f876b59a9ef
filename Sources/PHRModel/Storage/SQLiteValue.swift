public import Foundation

/// A value on its way into a statement.
public enum SQLiteValue: Sendable, Equatable, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByNilLiteral
{
  /// NULL.
  case null
  /// A 64-bit integer.
  case int(Int64)
  /// A text in UTF-8.
  case text(String)
  /// Bytes.
  case blob(Data)

  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// An integer.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// NULL.
  public init(nilLiteral: ()) { self = .null }

  /// A text, or NULL.
  public init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  /// An integer, or NULL.
  public init(_ number: Int?) { self = number.map { .int(Int64($0)) } ?? .null }
  /// An integer, or NULL.
  public init(_ number: Int64?) { self = number.map { .int($0) } ?? .null }
}
