import Foundation
import PHRModel

/// Writing the outbox, before anything is pulled, and once more what the pull has changed.
///
/// One item after the other, in their order: the first that cannot be sent holds the others. A
/// hash of what is sent is noted before it is sent, so that an answer that got lost is recognised
/// later as our own version.
extension SyncEngine {
  private static let conflictLimit = 2

  /// Begins with the next item, or with the pull.
  mutating func nextWrite() -> [SyncEffect] {
    conflicts = 0
    guard let item = outbox.last else { return afterWrites() }
    if item.tag != nil { return noteWrite(item) }
    return get(.look(item), address(of: item.key))
  }

  /// Compares what the portal holds with what is to be written.
  mutating func looked(_ item: OutboxItem, _ response: HTTPResponse) -> [SyncEffect] {
    guard let theirs = try? JSONValue(parsing: response.body) else {
      return postponeWrites(.notFHIR)
    }
    let digest = Self.digest(of: theirs)
    let tag = response.headers["ETag"] ?? Self.tag(of: theirs)
    var item = item
    item.tag = tag
    replaceLast(with: item)
    if digest == Self.digest(of: item) { return settle(item, .inForce, tag: tag) }
    guard item.sent.contains(digest), conflicts <= Self.conflictLimit else {
      return settle(item, .conflict, tag: nil, problem: theirs.serialized())
    }
    return noteWrite(item)
  }

  /// The portal holds nothing under that name, or does not show it.
  mutating func lookedInVain(_ item: OutboxItem, _ status: Int) -> [SyncEffect] {
    guard status == 404 || status == 410 else { return refusedWrite(item, status) }
    return noteWrite(item)
  }

  private mutating func noteWrite(_ item: OutboxItem) -> [SyncEffect] {
    var noted = OutboxResult(id: item.id, state: .pending)
    noted.sent = Self.digest(of: item)
    noted.tag = item.tag
    return deliver(.noteOutbox(noted), for: .written)
  }

  /// Sends the item that was noted.
  mutating func write() -> [SyncEffect] {
    guard let item = outbox.last else { return afterWrites() }
    var request = HTTPRequest(
      .put, address(of: item.key),
      headers: ["Accept": "application/fhir+json", "Content-Type": "application/fhir+json"],
      body: Data(item.body.utf8))
    request.headers["If-Match"] = item.tag
    return send(.write(item), request)
  }

  mutating func wrote(_ item: OutboxItem, _ response: HTTPResponse) -> [SyncEffect] {
    let theirs = try? JSONValue(parsing: response.body)
    let tag = response.headers["ETag"] ?? theirs.flatMap(Self.tag)
    return settle(item, .inForce, tag: tag)
  }

  /// The portal refuses the write, or holds another version than expected.
  mutating func refusedWrite(_ item: OutboxItem, _ status: Int) -> [SyncEffect] {
    guard status == 412 || status == 409 else {
      return settle(item, .refused, tag: nil, problem: String(status))
    }
    conflicts += 1
    guard conflicts <= Self.conflictLimit else {
      return settle(item, .conflict, tag: nil, problem: String(status))
    }
    return get(.look(item), address(of: item.key))
  }

  private mutating func settle(
    _ item: OutboxItem, _ state: OutboxItem.State, tag: String?, problem: String? = nil
  ) -> [SyncEffect] {
    outbox.removeLast()
    report.written[state, default: 0] += 1
    var result = OutboxResult(id: item.id, state: state)
    result.tag = tag
    result.problem = problem
    return deliver(.noteOutbox(result), for: .settled)
  }

  private mutating func replaceLast(with item: OutboxItem) {
    outbox[outbox.count - 1] = item
  }

  /// Leaves everything that is not written for the next time.
  mutating func postponeWrites(_ reason: SkipReason) -> [SyncEffect] {
    report.written[.pending, default: 0] += outbox.count
    report.writingStopped = reason
    outbox = []
    return afterWrites()
  }

  /// Sends what the pull has changed: tags, episodes and facilities travel as lists.
  mutating func writeAgain(_ items: [OutboxItem]) -> [SyncEffect] {
    hasPulled = true
    outbox = items.filter { $0.state == .pending }.reversed()
    return nextWrite()
  }

  private mutating func afterWrites() -> [SyncEffect] {
    hasPulled ? finish(report.outcome) : nextType()
  }

  /// The hash of what a resource says, without what servers add to it.
  static func digest(of resource: JSONValue) -> String {
    let own = resource.members.filter { $0.name != "meta" && $0.name != "text" }
    let text = JSONValue.object(own).serialized(.canonical)
    return Data(SHA256.hash(Array(text.utf8)).prefix(15)).base64EncodedString()
  }

  static func digest(of item: OutboxItem) -> String {
    digest(of: (try? JSONValue(parsing: item.body)) ?? .null)
  }

  /// The entity tag that a resource's own version would have.
  static func tag(of resource: JSONValue) -> String? {
    resource["meta"]?["versionId"]?.string.map { "W/\"\($0)\"" }
  }
}
