/// The name of a record inside one vault: 26 base32 characters of an HMAC under a secret of the
/// vault, so that it is the same after a rerun and means nothing elsewhere.
public struct RecordID: Sendable, Hashable, Codable, Comparable {
  /// The 26 characters, lower case.
  public let text: String

  /// The id with those characters; nothing is checked, an unknown id is simply not found.
  public init(_ text: String) {
    self.text = text
  }

  /// By characters; the order means nothing.
  public static func < (left: RecordID, right: RecordID) -> Bool { left.text < right.text }

  /// Reads the characters.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the characters.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension RecordID: CustomStringConvertible {
  /// The 26 characters.
  public var description: String { text }
}
