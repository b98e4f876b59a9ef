/// The name of a resource at its portal: type and logical id.
public struct ResourceKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Resource type.
  public let type: String
  /// Logical id, as long as it may be.
  public let id: String

  /// A name.
  public init(type: String, id: String) {
    self.type = type
    self.id = id
  }

  /// Reads a relative reference, `Type/id`, also with a version behind it.
  public init?(reference: String) {
    let bytes = reference.utf8
    guard let first = bytes.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first),
      let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
    else { return nil }
    let rest = reference[bytes.index(after: slash)...]
    let id = rest.prefix { $0 != "/" }
    let version = rest[id.endIndex...]
    let isVersion = version.hasPrefix("/_history/") && version.count(where: { $0 == "/" }) == 2
    guard !id.isEmpty, version.isEmpty || isVersion else { return nil }
    self.init(type: String(reference[..<slash]), id: String(id))
  }

  /// `Type/id`.
  public var description: String { "\(type)/\(id)" }

  /// By type, then id.
  public static func < (left: ResourceKey, right: ResourceKey) -> Bool {
    (left.type, left.id) < (right.type, right.id)
  }
}

/// One resource of a portal as it was pulled and understood.
public struct PulledResource: Sendable, Equatable {
  /// What it was understood as.
  public enum Reading: Sendable, Equatable {
    /// A record of its own.
    case record(PreparedDraft)
    /// A result in JSON that may belong to a report; the draft stands for it if it does not.
    case part(String, alone: RecordDraft?)
    /// A report or panel in JSON whose record is put together from its parts.
    case whole(String, parts: [ResourceKey])
    /// Kept in JSON for what it says about others: consents, accesses, institutions.
    case kept(String)
    /// Not understood; the text is kept and tried again by later versions of this program.
    case unreadable(String)
    /// The portal says that it was deleted.
    case gone
  }

  /// Its name.
  public var key: ResourceKey
  /// What changes whenever the resource does: the server's version, or a hash of the content.
  public var mark: String
  /// What it was understood as.
  public var reading: Reading

  /// A pulled resource.
  public init(key: ResourceKey, mark: String, reading: Reading) {
    self.key = key
    self.mark = mark
    self.reading = reading
  }
}

/// What is known after the last page of one type, so that the next pull begins there.
public struct CursorChange: Sendable, Equatable {
  /// The type as the sync order names it.
  public var type: String
  /// The highest time stamp of the server that is safe to begin from; `nil` keeps the old one.
  public var watermark: Instant?
  /// First address of the pull and its entity tag, for a conditional request.
  public var searchTag: SearchTag?
  /// When the type was refused, and so is not asked for before a day has passed.
  public var refused: Instant?
  /// The number of a full pull: everything of these types that it has not seen has vanished.
  public var reconciled: Int64?

  /// Nothing known for a type.
  public init(type: String) {
    self.type = type
  }
}

/// An address with the entity tag of what it last gave.
public struct SearchTag: Sendable, Equatable {
  /// The address.
  public var url: String
  /// The tag.
  public var tag: String

  /// A tag for an address.
  public init(url: String, tag: String) {
    self.url = url
    self.tag = tag
  }
}

/// One page of a portal, to be stored in one transaction together with its progress.
public struct SyncPage: Sendable, Equatable {
  /// The type that was asked for.
  public var type: String
  /// The resources in the order they came.
  public var resources: [PulledResource]
  /// The number of the full pull that saw them, 0 for an ordinary one.
  public var round: Int64
  /// Progress, with the last page of a type.
  public var cursor: CursorChange?

  /// A page.
  public init(
    type: String, resources: [PulledResource], round: Int64 = 0, cursor: CursorChange? = nil
  ) {
    self.type = type
    self.resources = resources
    self.round = round
    self.cursor = cursor
  }

  /// Adds the page that follows in the same list; the progress is then that of the later one.
  public mutating func append(_ next: SyncPage) {
    precondition(
      next.type == type && next.round == round && cursor == nil,
      "only pages of one list belong together")
    resources += next.resources
    cursor = next.cursor
  }
}

/// What became of the resources of a page, or of a type.
public struct SyncCounts: Sendable, Equatable {
  /// Records that were not here before.
  public var new = 0
  /// Records with another version.
  public var changed = 0
  /// Records that were entered in error.
  public var withdrawn = 0
  /// Records that the portal no longer has.
  public var vanished = 0
  /// Already here, word for word.
  public var unchanged = 0
  /// Kept as they came, because nothing could be made of them.
  public var unreadable = 0

  /// Nothing yet.
  public init() {}

  /// Adds what became of others.
  public static func += (left: inout SyncCounts, right: SyncCounts) {
    left.new += right.new
    left.changed += right.changed
    left.withdrawn += right.withdrawn
    left.vanished += right.vanished
    left.unchanged += right.unchanged
    left.unreadable += right.unreadable
  }

  mutating func add(_ applied: Applied) {
    switch applied {
    case .new: new += 1
    case .changed: changed += 1
    case .withdrawn: withdrawn += 1
    case .unchanged: unchanged += 1
    }
  }
}

/// Puts a report and its parts together; `nil` if nothing can be made of them.
public typealias Assemble = (_ whole: String, _ parts: [String]) -> RecordDraft?
