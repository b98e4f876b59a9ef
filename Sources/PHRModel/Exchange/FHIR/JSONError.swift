/// Why a text is not one JSON value, and where; it carries nothing of the text.
public struct JSONError: Error, Sendable, Hashable {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// The text ends inside a value.
    case truncated
    /// A character that cannot stand there.
    case unexpectedCharacter
    /// A control character, such as NUL, inside a string.
    case controlCharacter
    /// An escape that does not exist.
    case badEscape
    /// Bytes that are not UTF-8.
    case invalidUTF8
    /// Something that looks like a number and is none.
    case badNumber
    /// More arrays and objects inside each other than allowed.
    case tooDeep
    /// More bytes than allowed.
    case tooLarge
    /// Something stands behind the value.
    case trailingContent
  }

  /// What is wrong.
  public let reason: Reason
  /// Byte offset, from 0.
  public let offset: Int
  /// Line, from 1.
  public let line: Int
  /// Byte within the line, from 1.
  public let column: Int

  /// An error at a byte of a text.
  init(_ reason: Reason, at offset: Int, in bytes: ArraySlice<UInt8>) {
    self.reason = reason
    let before = bytes.prefix(offset)
    self.offset = before.count
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
    column = before.endIndex - lineStart + 1
  }
}

/// How much a JSON text may ask for.
public struct JSONLimits: Sendable {
  /// Arrays and objects inside each other.
  public var depth: Int
  /// Bytes of the whole text.
  public var bytes: Int

  /// What one document may ask for: 200 levels, 64 MiB (issue "First light", Bad input).
  public static let document = JSONLimits(depth: 200, bytes: 64 << 20)

  /// Limits of one's own.
  public init(depth: Int, bytes: Int) {
    self.depth = depth
    self.bytes = bytes
  }
}
