/// What a delegate may do: scope, rights, legal basis, end date (代理権).
///
/// Issue on delegates, "Grant". The delegate is a recipient of its own: directives can name it.
/// A grant never allows granting on, seeing other delegates, changing its own scope, or reading
/// the holder's reasons unless given.
public struct Grant: Sendable, Hashable, Codable, Identifiable {
  /// How the delegate is related to the holder, in the holder's words.
  public typealias Relation = String

  /// The legal basis.
  public enum Basis: String, Sendable, Hashable, Codable, CaseIterable {
    /// Parent of a minor (親権者).
    case parentOfMinor = "parent"
    /// Legal guardian (成年後見人・未成年後見人).
    case legalGuardian = "guardian"
    /// Voluntary guardian (任意後見人).
    case voluntaryGuardian = "voluntary-guardian"
    /// Power of attorney (委任).
    case powerOfAttorney = "power-of-attorney"
    /// Caring relative of a person without capacity; needs a reason and a review date.
    case caringRelative = "caring-relative"
    /// Anything else.
    case other
    /// Spouse, child, parent or an equivalent person, after the holder's death (遺族); the file is
    /// made in life by the holder's wish. The ministry's guideline on giving information (診療情報の
    /// 提供等に関する指針, section 9) names these persons.
    case bereaved
  }

  /// What the delegate may do with the records, besides looking.
  public enum Right: String, Sendable, Hashable, Codable, CaseIterable {
    /// Only look.
    case view
    /// Look and export, with the delegate's name on it.
    case export
    /// Look and manage consent on the holder's behalf, marked as such.
    case consent
  }

  /// The delegate's name as a recipient.
  public var id: RecipientID
  /// The delegate's name.
  public var delegate: String
  /// How the delegate is related to the holder.
  public var relation: Relation
  /// The legal basis.
  public var basis: Basis
  /// What the delegate sees.
  public var scope: [Selector]
  /// What the delegate does not see, even within the scope.
  public var exclusions: [Selector]
  /// What the delegate may do.
  public var right: Right
  /// From when until when; an end is always set.
  public var window: ConsentWindow
  /// What it is for, in one sentence.
  public var purpose: String
  /// Whether the delegate may read the holder's reasons for directives.
  public var readsReasons: Bool
  /// When it was revoked.
  public var revoked: Instant?
  /// For a caring relative: why the person cannot decide.
  public var incapacityReason: String?
  /// For a caring relative: when that is looked at again.
  public var review: PartialDate?
  /// When the child confirmed it after the 15th birthday.
  public var confirmed: Instant?

  /// A grant.
  public init(
    id: RecipientID, delegate: String, relation: Relation, basis: Basis, scope: [Selector],
    exclusions: [Selector] = [], right: Right = .view, window: ConsentWindow, purpose: String
  ) {
    self.id = id
    self.delegate = delegate
    self.relation = relation
    self.basis = basis
    self.scope = scope
    self.exclusions = exclusions
    self.right = right
    self.window = window
    self.purpose = purpose
    readsReasons = false
  }

  /// What a grant is at one moment.
  public enum Status: Sendable, Hashable {
    /// It begins later.
    case notYet(Instant)
    /// It is in force.
    case inForce
    /// It ended by its date.
    case expired(Instant)
    /// The holder ended it.
    case revoked(Instant)
  }

  /// What the grant is now.
  ///
  /// - Parameters:
  ///   - instant: what the clock says.
  ///   - lastSeen: the latest time that was ever seen; a clock set back revives nothing.
  /// - Returns: the end that came first in the list revoked, expired, not yet begun.
  public func status(at instant: Instant, lastSeen: Instant? = nil) -> Status {
    let now = max(instant, lastSeen ?? instant)
    if let revoked, now >= revoked { return .revoked(revoked) }
    if let end = window.until, now >= end { return .expired(end) }
    if let start = window.from, now < start { return .notYet(start) }
    return .inForce
  }

  /// Whether the grant is in force.
  public func isInForce(at instant: Instant, lastSeen: Instant? = nil) -> Bool {
    status(at: instant, lastSeen: lastSeen) == .inForce
  }
}

/// The records that a grant reaches, ready for many records.
struct GrantScope: Sendable {
  private let scope: RuleIndex
  private let exclusions: RuleIndex

  /// The scope and the exclusions of a grant.
  init(_ grant: Grant) {
    scope = RuleIndex(grant.scope.map { (.show, $0) })
    exclusions = RuleIndex(grant.exclusions.map { (.hide, $0) })
  }

  /// The records and episodes that the grant calls by name.
  var named: NamedFacts {
    var named = scope.named
    named.formUnion(exclusions.named)
    return named
  }

  /// Whether the record is in scope (as a show matches) and not excluded (as a hide matches).
  func contains(_ facts: RecordFacts) -> Bool {
    exclusions.strongest(for: facts) == nil && scope.strongest(for: facts) != nil
  }
}
