/// What the rules give for one record, recipient, purpose and time, with the reason (判定).
public struct Decision: Sendable, Hashable {
  /// Show or hide.
  public let effect: Effect
  /// Which rule took hold.
  public let reason: Reason
  /// For a notice that is hidden because of what it is about: that record.
  public let through: RecordID?

  /// Which rule took hold.
  public enum Reason: Sendable, Hashable {
    /// A directive, since when and until when.
    case directive(DirectiveID, since: Instant, until: Instant?)
    /// No directive matches: the base rule.
    case base
    /// In an emergency no directive matches: what was chosen for emergencies.
    case emergencyProfile
    /// A seal, until when.
    case seal(until: Instant?)
    /// Not, or no longer, or not yet a recipient.
    case unregistered
    /// An unknown kind or an unreadable record, or a notice about something that is not here.
    case unknown
    /// For a delegate: the scope of the grant, or what it excludes.
    case grant
  }

  /// A decision.
  public init(_ effect: Effect, _ reason: Reason, through: RecordID? = nil) {
    self.effect = effect
    self.reason = reason
    self.through = through
  }

  /// Whether the record is shown.
  public var isShown: Bool { effect == .show }
}

extension Decision.Reason {
  /// The word in `consent explain --json` (DESIGN section 4); a grant is a delegate's base rule, a
  /// profile that of a doctor in an emergency.
  public var word: String {
    switch self {
    case .directive: "directive"
    case .base, .emergencyProfile, .grant: "base"
    case .seal: "seal"
    case .unregistered: "unregistered"
    case .unknown: "unknown"
    }
  }
}
