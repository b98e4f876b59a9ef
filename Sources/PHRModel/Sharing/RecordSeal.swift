/// Records hidden from everyone until a date or until the holder says so (封).
///
/// A seal beats every directive, also in emergencies (issue on consent, "Emergency profile").
public struct RecordSeal: Sendable, Hashable, Codable {
  /// Which records; they match as for a hide.
  public var selector: Selector
  /// Since when and until when; without an end, until the holder says so.
  public var window: ConsentWindow
  /// When it was set.
  public var set: Instant
  /// By whom.
  public var by: Author
  /// Why; for the holder only.
  public var reason: String?

  /// A seal from the moment it is set.
  public init(
    selector: Selector, until: Instant? = nil, set: Instant, by: Author = .holder,
    reason: String? = nil
  ) {
    self.selector = selector
    window = ConsentWindow(from: set, until: until)
    self.set = set
    self.by = by
    self.reason = reason
  }
}
