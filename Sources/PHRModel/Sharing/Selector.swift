/// Which records a directive, a seal or a grant is about.
///
/// Issue on consent, "Directive"; the forms of the command line are in DESIGN section 4.
public enum Selector: Sendable, Hashable {
  /// One record, with all its versions and twins.
  case record(RecordID)
  /// One dispensing, or one institution on one exact day.
  case episode(EpisodeID)
  /// What the holder gave that tag.
  case tag(String)
  /// Any record that names the institution in any role.
  case facility(FacilityName)
  /// A kind, in a period or always.
  case kind(Kind, DayPeriod?)
  /// A period.
  case period(DayPeriod)
  /// Everything.
  case all

  /// How specific a selector is; the most specific one wins.
  ///
  /// The raw value is the word that travels to the portal (issue on consent, "Portal").
  public enum Rank: String, Sendable, CaseIterable, Comparable {
    /// One record.
    case record
    /// One episode.
    case episode
    /// A tag.
    case tag
    /// A facility.
    case facility
    /// A kind within a period.
    case kindInPeriod = "kind-period"
    /// A kind.
    case kind
    /// A period.
    case period
    /// Everything.
    case all

    /// 0 for the most specific.
    var order: Int {
      switch self {
      case .record: 0
      case .episode: 1
      case .tag: 2
      case .facility: 3
      case .kindInPeriod: 4
      case .kind: 5
      case .period: 6
      case .all: 7
      }
    }

    /// The more specific rank comes first.
    public static func < (left: Rank, right: Rank) -> Bool { left.order < right.order }
  }

  /// How specific it is.
  public var rank: Rank {
    switch self {
    case .record: .record
    case .episode: .episode
    case .tag: .tag
    case .facility: .facility
    case .kind(_, .some): .kindInPeriod
    case .kind(_, .none): .kind
    case .period: .period
    case .all: .all
    }
  }

  /// The form in which two selectors that mean the same are equal.
  public var canonical: Selector {
    switch self {
    case .tag(let tag): .tag(FoldedText.name(tag))
    case .facility(let facility): .facility(facility.canonical)
    default: self
    }
  }

  /// Whether records that arrive later may fall under it too.
  public var reachesLaterRecords: Bool {
    switch self {
    case .record, .episode: false
    default: true
    }
  }
}

/// An institution as a selector names it.
public struct FacilityName: Sendable, Hashable {
  /// The name as typed; may be empty if there is a code.
  public var name: String
  /// The 10-digit institution code.
  public var code: String?

  /// An institution by name, by code, or by both.
  public init(name: String, code: String? = nil) {
    self.name = name
    self.code = code
  }

  /// What records are compared with.
  public var key: FacilityKey { FacilityKey(name: name, code: code) }

  /// The form in which two names of one institution are equal.
  var canonical: FacilityName {
    let key = key
    return FacilityName(name: key.name, code: key.code)
  }
}
