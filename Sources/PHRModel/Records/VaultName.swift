/// A name inside one vault, which means nothing elsewhere; each sort of thing has a type of its own,
/// so that no name of one is taken for a name of another.
///
/// Stored and sent as its bare characters.
public protocol VaultName: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  /// The characters.
  var text: String { get }
  /// The name with those characters; nothing is checked, an unknown one is simply not found.
  init(_ text: String)
}

extension VaultName {
  /// By characters; the order means nothing.
  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// Reads the characters.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the characters.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The characters.
  public var description: String { text }
}
