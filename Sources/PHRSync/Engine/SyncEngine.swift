import Foundation
public import PHRModel

/// One pull from a portal as a state machine: events in, effects out.
///
/// It knows no clock, no socket and no database; `SyncRunner` carries out what it wants. One
/// request is on its way at a time. It may be dropped at any moment: whatever was stored was stored
/// together with its progress.
public struct SyncEngine: Sendable {
  /// What the answer on its way is for.
  enum Step: Equatable {
    case metadata
    case patient
    case probe
    case list
    case history
    case served(ResourceKey)
    case part(ResourceKey)
    case subject(ResourceKey)
    case renewal
    /// Looking what the portal holds under the name of an item of the outbox.
    case look(OutboxItem)
    /// Writing an item of the outbox.
    case write(OutboxItem)
  }

  /// What the answer of the vault is for.
  enum Purpose {
    case identity, tokens, stop, refusal, deletions, parts, assembly, subjects, single, end
    /// A write was noted before it is sent; the result of one was noted.
    case written, settled
  }

  let start: SyncStart
  var step = Step.metadata
  var request: HTTPRequest?
  /// What is asked again after the token was renewed or tried.
  var interrupted: (step: Step, request: HTTPRequest)?
  var attempt = 1
  var redirects = 0
  var now = Instant(seconds: 0)
  var random: SplitMix64

  var accessToken: String
  var refreshToken: String?
  var hasRenewed = false
  var hasProbed = false
  var capability: Capability?

  var agenda: [SyncType] = SyncType.order
  var pull: Pull?
  var reader: ResourceReader
  /// The page that waits for the resources it refers to.
  var waiting: WaitingPage?
  var queue: [ResourceKey] = []
  var historyNext: String?
  var purpose = Purpose.end
  /// What is read one by one, last first, and the one that waits for its references.
  var singleKeys: [ResourceKey] = []
  var single: JSONValue?
  var readsSubjects = false
  /// What was asked for one by one already.
  var askedSingles: Set<ResourceKey> = []
  var partRounds = 0
  /// Whether everything was listed and only what notices are about is left.
  var isClosing = false
  var hasAssembled = false
  var report = SyncReport()
  var singles = SyncReport.Row(type: SyncReport.singlesType)
  var lostCategory = false
  var outbox: [OutboxItem]
  /// How often the item that is being written met another version.
  var conflicts = 0
  /// Whether the pull is over and only lists that it has changed go out.
  var hasPulled = false

  /// A page whose references are being read.
  struct WaitingPage {
    var page: SearchPage?
    var extras: [PulledResource] = []
  }

  /// A pull that has not begun.
  public init(_ start: SyncStart) {
    self.start = start
    random = SplitMix64(seed: start.seed)
    accessToken = start.account.accessToken
    refreshToken = start.account.refreshToken
    capability = start.capability
    outbox = start.outbox.filter { $0.state == .pending }.reversed()
    reader = ResourceReader(base: start.base, patient: start.account.patient)
    for text in start.served {
      if let resource = try? JSONValue(parsing: text) { reader.learn(resource) }
    }
  }

  /// What the server can do, once it has said so.
  public var learnedCapability: Capability? { capability }

  /// Takes what happened and says what is to happen next.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - now: when.
  /// - Returns: effects in order; exactly the last one reports back. Before it may stand progress
  ///   and a page to store, which it need not wait for.
  public mutating func handle(_ event: SyncEvent, now: Instant) -> [SyncEffect] {
    self.now = now
    switch event {
    case .began: return begin()
    case .rested: return resend()
    case .answered(let outcome): return answered(outcome)
    case .replied(let reply): return replied(reply)
    }
  }

  private mutating func begin() -> [SyncEffect] {
    if let moment = start.account.notBefore, moment > now {
      return finish(.notBefore(moment))
    }
    guard capability == nil else { return nextWrite() }
    return get(.metadata, start.base.address("metadata"))
  }

  // MARK: requests

  /// Sends a new request for a step.
  mutating func get(_ step: Step, _ url: URL, tag: String? = nil) -> [SyncEffect] {
    var request = HTTPRequest(.get, url, headers: ["Accept": "application/fhir+json"])
    request.headers["If-None-Match"] = tag
    return send(step, request)
  }

  mutating func send(_ step: Step, _ request: HTTPRequest) -> [SyncEffect] {
    self.step = step
    self.request = request
    attempt = 1
    redirects = 0
    return resend()
  }

  private mutating func resend() -> [SyncEffect] {
    guard var request else { preconditionFailure("a pause without a request") }
    if step != .renewal { request.headers["Authorization"] = "Bearer " + accessToken }
    return [.send(request)]
  }

  private mutating func answered(_ outcome: Result<HTTPResponse, TransportError>) -> [SyncEffect] {
    guard let request else { preconditionFailure("an answer without a request") }
    let rule = ResponseRule(
      base: start.base, attempt: attempt, redirects: redirects, now: now,
      jitter: random.nextFraction())
    switch rule.verdict(outcome, for: request) {
    case .take:
      guard case .success(let response) = outcome else { return finish(.unreachable) }
      return took(response)
    case .notModified: return unchanged()
    case .follow(let url):
      redirects += 1
      self.request?.url = url
      return resend()
    case .renewToken: return renew()
    case .absent(let status): return absent(status)
    case .retry(let seconds):
      attempt += 1
      return [.rest(seconds)]
    case .stop(let moment): return stop(until: moment)
    case .unreachable: return finish(.unreachable)
    case .untrusted: return finish(.untrusted)
    case .fail(let reason): return failed(reason)
    }
  }

  private mutating func stop(until moment: Instant) -> [SyncEffect] {
    report.outcome = .notBefore(moment)
    return deliver(.keepNotBefore(moment), for: .stop)
  }

  /// Hands something to the vault and remembers what its answer is for.
  mutating func deliver(_ delivery: SyncDelivery, for purpose: Purpose) -> [SyncEffect] {
    self.purpose = purpose
    return [.deliver(delivery)]
  }

  /// Ends the pull.
  mutating func finish(_ outcome: SyncReport.Outcome) -> [SyncEffect] {
    if var open = pull?.row {
      if open.skipped == nil { open.skipped = .cutOff }
      report.rows.append(open)
      pull = nil
    }
    report.outcome = outcome
    return [.finish(report)]
  }
}

/// A small deterministic generator (Steele, Lea, Flood 2014), so that pauses can be tested.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to 1.
  mutating func nextFraction() -> Double { Double.random(in: 0..<1, using: &self) }
}
