/// The little that a decision needs to know about a record, with its versions and twins.
///
/// Issue on consent, "Decision": all versions and twins of a record share one decision; a hide
/// that matches any of them hides all, a show must match a current version.
public struct RecordFacts: Sendable, Equatable {
  /// The facts of one version of one record.
  public struct Version: Sendable, Equatable {
    /// The record.
    public var id: RecordID
    /// Its kind; `nil` for a kind that this program does not know.
    public var kind: Kind?
    /// Every day that its date may mean; `nil` if it has no date.
    public var days: ClosedRange<CivilDay>?
    /// The dispensing or visit it belongs to.
    public var episode: EpisodeID?
    /// Every institution it names, in any role.
    public var facilities: [FacilityKey]
    /// The holder's tags, folded as names.
    public var tags: [String]
    /// For a drug: until when it is taken.
    public var taking: Taking?

    /// The facts of a version.
    public init(
      id: RecordID, kind: Kind?, days: ClosedRange<CivilDay>? = nil, episode: EpisodeID? = nil,
      facilities: [FacilityKey] = [], tags: [String] = [], taking: Taking? = nil
    ) {
      self.id = id
      self.kind = kind
      self.days = days
      self.episode = episode
      self.facilities = facilities
      self.tags = tags
      self.taking = taking
    }
  }

  /// Until when a drug is taken.
  public enum Taking: Sendable, Hashable {
    /// No end is given.
    case openEnded
    /// It is over on that day.
    case overOn(CivilDay)

    /// Whether the drug is still taken on that day.
    public func isCurrent(on day: CivilDay) -> Bool {
      switch self {
      case .openEnded: true
      case .overOn(let end): day < end
      }
    }
  }

  /// The record in its current version.
  public var current: Version
  /// The current versions of its twins.
  public var twins: [Version]
  /// Older versions of the record and of its twins.
  public var former: [Version]
  /// For a notice: the records it is about.
  public var about: [RecordFacts]
  /// Whether everything a notice is about is known here.
  public var aboutIsKnown: Bool
  /// Whether the record could be read; an unreadable one is shown to nobody.
  public var isReadable: Bool

  /// The facts of a record.
  public init(
    _ current: Version, twins: [Version] = [], former: [Version] = [], about: [RecordFacts] = [],
    aboutIsKnown: Bool = true, isReadable: Bool = true
  ) {
    self.current = current
    self.twins = twins
    self.former = former
    self.about = about
    self.aboutIsKnown = aboutIsKnown
    self.isReadable = isReadable
  }

  /// A record that is here but cannot be read.
  public static func unreadable(_ id: RecordID) -> RecordFacts {
    RecordFacts(Version(id: id, kind: nil), isReadable: false)
  }

  /// The name of the record.
  public var id: RecordID { current.id }

  /// The day of the record, if it is exact.
  public var exactDay: CivilDay? {
    guard let days = current.days, days.lowerBound == days.upperBound else { return nil }
    return days.lowerBound
  }

  /// Whether the record and its twins are all of these kinds.
  func isOnly(_ kinds: Set<Kind>) -> Bool {
    func belongs(_ version: Version) -> Bool { version.kind.map(kinds.contains) ?? false }
    return belongs(current) && twins.allSatisfy(belongs)
  }

  /// Whether every current version is of a kind that this program knows.
  var isOfKnownKind: Bool { current.kind != nil && twins.allSatisfy { $0.kind != nil } }
}
