/// Whom a directive is about.
public enum WhoSelector: Sendable, Hashable {
  /// One recipient or delegate.
  case recipient(RecipientID)
  /// All registered recipients of a class.
  case recipientClass(RecipientClass)
  /// Everybody.
  case anyone

  /// How specific it is, 0 for the most specific (issue on consent, "Decision").
  public var order: Int {
    switch self {
    case .recipient: 0
    case .recipientClass: 1
    case .anyone: 2
    }
  }
}

extension WhoSelector: CustomStringConvertible, Codable {
  private static let classPrefix = "class:"
  private static let idPrefix = "id:"

  /// The stored form: `id:…`, `class:…` or `anyone`.
  public var description: String {
    switch self {
    case .recipient(let id): Self.idPrefix + id.text
    case .recipientClass(let name): Self.classPrefix + name.rawValue
    case .anyone: "anyone"
    }
  }

  /// Reads the stored form; `nil` for anything else.
  public init?(stored text: String) {
    if text == "anyone" {
      self = .anyone
    } else if text.hasPrefix(Self.idPrefix) {
      self = .recipient(RecipientID(String(text.dropFirst(Self.idPrefix.count))))
    } else if let known = Self.classNamed(text) {
      self = .recipientClass(known)
    } else {
      return nil
    }
  }

  /// The class that `class:…` names.
  static func classNamed(_ text: String) -> RecipientClass? {
    guard text.hasPrefix(classPrefix) else { return nil }
    return RecipientClass(rawValue: String(text.dropFirst(classPrefix.count)))
  }

  /// Whether the text has the form `class:…`, known or not.
  static func namesClass(_ text: String) -> Bool { text.hasPrefix(classPrefix) }

  /// Reads the stored form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let who = WhoSelector(stored: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a recipient")
    }
    self = who
  }

  /// Writes the stored form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
