public import PHRModel

/// Everything that a pull begins with.
public struct SyncStart: Sendable {
  /// The portal.
  public var base: PortalBase
  /// The account there.
  public var account: PortalAccount
  /// How far each type has come.
  public var cursors: [String: SyncCursor]
  /// JSON of institutions and other resources that records refer to.
  public var served: [String] = []
  /// The number of a full pull that finds what has vanished; 0 for an ordinary one.
  public var round: Int64 = 0
  /// What the server can do, if it was asked lately; the identity was then compared too.
  public var capability: Capability?
  /// What waits to be written, in its order.
  public var outbox: [OutboxItem] = []
  /// Entries that a page should have.
  public var pageSize = 50
  /// Draws the jitter of pauses.
  public var seed: UInt64 = 0

  /// A pull of everything.
  public init(base: PortalBase, account: PortalAccount, cursors: [String: SyncCursor] = [:]) {
    self.base = base
    self.account = account
    self.cursors = cursors
  }
}

/// The pull of one type while it goes on.
struct Pull {
  let type: SyncType
  /// Where the list begins; `nil` for all of it.
  let since: Instant?
  /// Whether the time stamp parameters go with it at all.
  var isFiltered: Bool
  var row: SyncReport.Row
  var page = 0
  var seenLinks: Set<String> = []
  var restarts = 0
  /// The highest time stamp of the server among the entries.
  var highest: Instant?
  /// The server's clock at the first page.
  var ceiling: Instant?
  /// What was seen, to notice a list that shifts while it is read.
  var marks: [ResourceKey: String] = [:]
  var hasShifted = false
  var firstURL = ""
  var tag: String?

  /// Most pages of one list.
  static let pageLimit = 10_000
  /// How often a list is begun anew (sync-protocol section 4).
  static let restartLimit = 2
  /// Seconds before the watermark that are asked for again.
  static let overlap: Int64 = 300

  init(_ type: SyncType, since: Instant?, isFiltered: Bool) {
    self.type = type
    self.since = since
    self.isFiltered = isFiltered
    row = SyncReport.Row(type: type.name)
  }

  /// Begins the list anew; what was stored is stored.
  mutating func restart() {
    restarts += 1
    page = 0
    seenLinks = []
    marks = [:]
    hasShifted = false
    ceiling = nil
    tag = nil
  }

  /// The moment from which the next pull may begin: never beyond the server's clock.
  var watermark: Instant? {
    guard let highest else { return nil }
    return min(highest, ceiling ?? highest)
  }
}
