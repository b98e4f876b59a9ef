public import PHRModel

/// What the engine needs of the vault, which only the main thread may touch.
public enum SyncDelivery: Sendable, Equatable {
  /// Is this the holder? An empty profile takes the identity.
  case identify(Profile)
  /// Store a page and its progress, both or neither.
  case store(SyncPage)
  /// Which parts of reports have not come?
  case missingParts
  /// Put some changed reports together, after the one where the last answer stopped.
  case assemble(after: ResourceKey?)
  /// Which records that notices are about have not come?
  case missingSubjects
  /// Keep new tokens.
  case keepTokens(access: String, refresh: String?)
  /// Keep that the portal does not want to be called before a moment.
  case keepNotBefore(Instant)
  /// Keep what became of an item of the outbox, or that it is about to be sent.
  case noteOutbox(OutboxResult)
  /// The pull has ended; whether it compared everything.
  case ended(reconciled: Bool)
}

/// What the vault answers.
public enum SyncReply: Sendable, Equatable {
  /// Done.
  case done
  /// The person at the portal is the holder, or nobody knows better.
  case identified
  /// The profile was empty and has taken the identity of the portal.
  case filled
  /// The person at the portal is somebody else.
  case stranger([IdentityMismatch])
  /// What became of resources.
  case counts(SyncCounts)
  /// What became of reports, and where to go on; `nil` when all are done.
  case assembled(SyncCounts, last: ResourceKey?)
  /// Names of resources.
  case keys([ResourceKey])
  /// What has to go out now that everything has come in.
  case outbox([OutboxItem])
}

/// Something that happened to the engine.
public enum SyncEvent: Sendable, Equatable {
  /// The pull begins.
  case began
  /// An answer came, or none.
  case answered(Result<HTTPResponse, TransportError>)
  /// The pause is over.
  case rested
  /// The vault has answered.
  case replied(SyncReply)
}

/// Something that the engine wants to happen.
public enum SyncEffect: Sendable, Equatable {
  /// Send a request and report the answer.
  case send(HTTPRequest)
  /// Read a page and store it, and meanwhile go on; what became of it is noted under the row's
  /// name.
  case store(ListedPage, row: String)
  /// Wait that many seconds.
  case rest(Double)
  /// Hand something to the vault and report its answer.
  case deliver(SyncDelivery)
  /// Show how far it has come; nothing is reported back.
  case progress(SyncProgress)
  /// The pull is over.
  case finish(SyncReport)
}

/// How far a pull has come.
public struct SyncProgress: Sendable, Equatable {
  /// The type that is being pulled.
  public var type: String
  /// Its page, from 1.
  public var page: Int
  /// Its resources so far.
  public var resources: Int
}

/// What became of one pull.
public struct SyncReport: Sendable, Equatable {
  /// How it ended.
  public enum Outcome: Sendable, Equatable {
    /// Every type was pulled or has a row that says why not.
    case complete
    /// The portal could not be reached.
    case unreachable
    /// The secure connection could not be trusted.
    case untrusted
    /// It is no FHIR server of version 4.
    case notAPortal
    /// The token is no longer good: sign in again.
    case signInAgain
    /// The person at the portal is not the holder; nothing was stored.
    case stranger([IdentityMismatch])
    /// The portal asked to wait until a moment.
    case notBefore(Instant)
  }

  /// One type.
  public struct Row: Sendable, Equatable {
    /// The type, with its category if it was asked for so.
    public var type: String
    /// Resources that came.
    public var fetched = 0
    /// What became of them.
    public var counts = SyncCounts()
    /// Resources of other people that came with them and were left out.
    public var strangers = 0
    /// Hints of the server, and texts that were not UTF-8.
    public var warnings = 0
    /// Why the type was not pulled, or not all of it.
    public var skipped: SkipReason?

    init(type: String) {
      self.type = type
    }
  }

  /// How it ended.
  public var outcome = Outcome.complete
  /// Whether an empty profile has taken the identity of the portal.
  public var filledProfile = false
  /// What was written to the portal, by how far it has come.
  public var written: [OutboxItem.State: Int] = [:]
  /// Why writing stopped before its end; what is left waits.
  public var writingStopped: SkipReason?
  /// The types in the order they were pulled.
  public var rows: [Row] = []

  /// The row of resources that were read one by one.
  public static let singlesType = "*"

  /// A report without rows.
  public init() {}

  /// All counts together.
  public var total: SyncCounts {
    rows.reduce(into: SyncCounts()) { $0 += $1.counts }
  }

  /// Whether something was cut off or not reached, so that it has to be tried again.
  public var isIncomplete: Bool {
    if outcome != .complete || writingStopped != nil { return true }
    return rows.contains { row in
      guard let reason = row.skipped else { return false }
      return !reason.isRefusal && reason != .notOffered
    }
  }

  /// Whether there is something to look at, though all was pulled that the portal gives.
  public var hasProblems: Bool {
    if written[.refused, default: 0] + written[.conflict, default: 0] > 0 { return true }
    return rows.contains { row in
      row.skipped?.isRefusal == true || row.counts.unreadable > 0 || row.strangers > 0
    }
  }
}
