/// A message that somebody sent to the holder, or a memo of the holder's own.
///
/// The corresponding FHIR resources are `Communication` and `Task`; a memo is JAHIS record 4.
public struct Notice: Sendable, Equatable, Codable {
  /// What the notice is about.
  public enum Category: String, Sendable, Codable, CaseIterable {
    /// A new result or record has arrived.
    case result
    /// Something is due.
    case reminder
    /// Information for everybody.
    case announcement
    /// Somebody looked at the data.
    case access
    /// A facility intends to pass data on for research.
    case research
    /// Something needs the holder's attention at once.
    case alert
    /// The holder's own memo.
    case memo
    /// Anything else.
    case other
  }

  /// What it is about, as far as it can be told.
  public var category: Category
  /// The category as received.
  public var receivedCategory: CodedText?
  /// routine, urgent, asap, stat – as received.
  public var priority: String?
  /// The message, part by part.
  public var body: [String]
  /// When it was sent.
  public var sent: Instant?
  /// Who sent it.
  public var sender: String?
  /// The records it is about, by the names the portal uses.
  public var about: [UpstreamReference]
  /// Until when something has to be done.
  public var deadline: PartialDate?
  /// `false` for a notice that could not be read; its raw form is kept.
  public var readable: Bool

  /// A notice of a category.
  public init(category: Category) {
    self.category = category
    body = []
    about = []
    readable = true
  }
}

/// The name of a resource at the place it comes from.
public struct UpstreamReference: Sendable, Hashable, Codable {
  /// The server's base URL, or `nil` for a file.
  public var base: String?
  /// Resource type.
  public var type: String
  /// Logical id.
  public var id: String

  /// A reference.
  public init(base: String?, type: String, id: String) {
    self.base = base
    self.type = type
    self.id = id
  }
}
