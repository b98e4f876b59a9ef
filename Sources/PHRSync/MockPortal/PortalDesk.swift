import Foundation
import PHRModel

/// Everything the mock portal knows, and how it answers: one value behind one lock.
struct PortalDesk {
  let options: MockPortal.Options
  var store = PortalStore()
  var grants = PortalGrants()
  var faults: FaultScript
  var base = ""
  var requests = 0
  /// Whether the answer changed something that the state file has to know.
  var changed = false
  /// Lists of searches whose further pages may be asked for, by their opaque names.
  var cursors: [String: PortalCursor] = [:]
  var cursorOrder: [String] = []

  init(options: MockPortal.Options) {
    self.options = options
    faults = FaultScript(options.faults)
    grants.lifetime = faults.tokenLifetime
  }

  /// Now, in milliseconds.
  var now: Int64 { options.clock() }

  /// Fills the store with the invented people, an hour before now.
  mutating func seed() {
    store.omitsMeta = faults.has(.missingMeta)
    var time = now - 3_600_000
    for resource in options.people.flatMap(\.resources).map(faults.disguised) {
      store.put(resource, at: faults.stamp(time))
      time += 10
    }
    faults.arrange(&store, now: now)
  }

  /// Stores a resource now.
  @discardableResult
  mutating func put(_ resource: JSONValue) -> PortalStore.Version? {
    changed = true
    let last = store.log.last?.updated ?? 0
    // Two writes of one millisecond would be equal to a client that sorts by time.
    return store.put(resource, at: max(now, min(last + 1, now + 1000)))
  }

  /// Deletes a resource now.
  mutating func delete(_ type: String, _ id: String) {
    changed = true
    store.delete(type, id, at: now)
  }

  /// Answers one request, faults included.
  mutating func respond(to request: ServerRequest) -> ServerResponse {
    requests += 1
    if let early = faults.instead(of: request, base: base) { return dated(early) }
    var response = route(request)
    if faults.updatesDuringPaging(request), let first = store.standing("Communication").first {
      put(first.resource)
    }
    response = faults.spoiled(response, of: request, base: base)
    return dated(response)
  }

  private func dated(_ response: ServerResponse) -> ServerResponse {
    var response = response
    if response.headers["Date"] == nil {
      response.headers["Date"] = HTTPDate.text(Instant(seconds: now / 1000))
    }
    return response
  }

  private mutating func route(_ request: ServerRequest) -> ServerResponse {
    let path = request.segments
    switch (request.method, path.first) {
    case ("POST", "admin"):
      return request.isLocal ? administrate(request) : outcome(403, "forbidden")
    case (_, "oauth"): return authorize(request)
    case ("GET", "fhir") where path.count > 1:
      return path[1] == "metadata" || path[1] == ".well-known"
        ? discover(path) : read(request, Array(path.dropFirst()))
    case ("PUT", "fhir") where path.count == 3: return write(request, path[1], path[2])
    case ("GET", nil): return plain(200, "phr-tui mock portal: demonstration only\n")
    default: return outcome(404, "not-found")
    }
  }

  /// An answer in FHIR JSON.
  func fhir(_ status: Int, _ resource: JSONValue) -> ServerResponse {
    text(status, resource.serialized(), type: "application/fhir+json;charset=utf-8")
  }

  /// An answer in plain JSON.
  func json(_ status: Int, _ value: JSONValue) -> ServerResponse {
    text(status, value.serialized(), type: "application/json")
  }

  /// An answer in plain text.
  func plain(_ status: Int, _ text: String) -> ServerResponse {
    self.text(status, text, type: "text/plain;charset=utf-8")
  }

  func text(_ status: Int, _ text: String, type: String) -> ServerResponse {
    ServerResponse(
      status: status, headers: ["Content-Type": type, "Cache-Control": "no-store"],
      body: Data(text.utf8))
  }

  /// An OperationOutcome with one issue (R4, OperationOutcome).
  func outcome(_ status: Int, _ code: String) -> ServerResponse {
    let issue: JSONValue = ["severity": "error", "code": .string(code)]
    return fhir(status, ["resourceType": "OperationOutcome", "issue": [issue]])
  }
}
