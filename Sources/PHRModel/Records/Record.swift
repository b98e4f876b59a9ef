/// One immutable fact with kind, date and source, in one of its versions.
public struct Record: Sendable, Equatable, Identifiable {
  /// Whether the record stands.
  public enum Status: String, Sendable, Codable {
    /// It stands.
    case active
    /// Somebody said that it was entered in error: kept and marked, never counted.
    case withdrawn
    /// The portal no longer has it; it stands here all the same.
    case vanished
  }

  /// Its name in this vault.
  public var id: RecordID
  /// 1 for the first version; every correction adds one.
  public var version: Int
  /// Whether it stands.
  public var status: Status
  /// What it says.
  public var body: RecordBody
  /// The dispensing or visit it belongs to.
  public var episode: EpisodeID?
  /// Where this version comes from.
  public var provenance: Provenance
  /// The holder's own tags.
  public var tags: [String]
  /// The same event from other sources.
  public var twins: [RecordID]

  /// A record in one of its versions.
  public init(
    id: RecordID, version: Int, status: Status, body: RecordBody, episode: EpisodeID?,
    provenance: Provenance, tags: [String] = [], twins: [RecordID] = []
  ) {
    self.id = id
    self.version = version
    self.status = status
    self.body = body
    self.episode = episode
    self.provenance = provenance
    self.tags = tags
    self.twins = twins
  }
}

/// What a record says, apart from its place in a vault.
public struct RecordBody: Sendable, Equatable, Codable {
  /// When it happened, as precisely as the source says; `nil` if it does not.
  public var date: PartialDate?
  /// The moment, if the source gives a time of day.
  public var time: Instant?
  /// One line that names it in a list: the drug, the vaccine, the institution of a checkup.
  public var title: String
  /// Every institution it names.
  public var facilities: [Facility]
  /// The content by kind.
  public var content: Content
  /// A remark to the record, from the source or by the holder.
  public var note: String?
  /// What the source held besides.
  public var raw: [RawField]

  /// The kind of the record.
  public var kind: Kind { content.kind }

  /// The institution that stands beside the title: who did the thing, not who paid or wrote.
  public var shownFacility: String? {
    let order: [Facility.Role] = [.dispenser, .performer, .prescriber, .author, .insurer]
    return order.lazy.compactMap { role in self.facilities.first { $0.role == role }?.name }.first
  }

  /// A record's content with its date and title.
  public init(date: PartialDate?, title: String, content: Content) {
    self.date = date
    self.title = title
    self.content = content
    facilities = []
    raw = []
  }
}

/// The name of an episode (まとまり): records of one dispensing, or of one institution on one day.
public struct EpisodeID: VaultName {
  /// The name inside the vault.
  public let text: String

  /// The episode with that name.
  public init(_ text: String) {
    self.text = text
  }
}

/// Where a version of a record comes from.
public struct Provenance: Sendable, Equatable, Codable {
  /// The way it came in.
  public enum Channel: String, Sendable, Codable {
    /// An imported file.
    case file
    /// A portal.
    case portal
    /// Typed in by the holder or for the holder.
    case manual
  }

  /// The way it came in.
  public var channel: Channel
  /// The format (`jahis`, `kenshin`, `myna`, `fhir`, `manual`).
  public var format: String
  /// File name or portal base URL; for the holder only.
  public var name: String
  /// When it came in.
  public var received: Instant
  /// Line or entry number in the file, from 1.
  public var position: Int?
  /// Number of the kept original in the vault.
  public var original: Int64?
  /// The resource's name at its portal.
  public var upstream: UpstreamReference?

  /// Where something comes from.
  public init(channel: Channel, format: String, name: String, received: Instant) {
    self.channel = channel
    self.format = format
    self.name = name
    self.received = received
  }

  /// A portal, by its base URL.
  public static func portal(_ base: String, received: Instant) -> Provenance {
    Provenance(channel: .portal, format: "fhir", name: base, received: received)
  }
}
