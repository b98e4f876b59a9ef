import Foundation
import PHRModel

/// The pages of one search that may still be asked for.
struct PortalCursor {
  let bearer: PortalGrants.Bearer
  let type: String
  let ids: [String]
  let count: Int
  let query: [(String, String)]
}

/// Read and search (R4 http).
extension PortalDesk {
  /// Answers `GET /fhir/…` of whoever holds a token.
  mutating func read(_ request: ServerRequest, _ path: [String]) -> ServerResponse {
    guard let bearer = grants.bearer(of: request.headers["Authorization"], now: now) else {
      var refused = outcome(401, "login")
      refused.headers["WWW-Authenticate"] = "Bearer"
      return refused
    }
    guard Self.types.contains(path[0]) else { return outcome(404, "not-supported") }
    switch path.dropFirst() {
    case []: return search(request, path[0], bearer)
    case ["_history"]: return history(request, path[0], nil, bearer)
    case let rest where rest.count == 1:
      return instance(request, path[0], path[1], bearer)
    case let rest where rest.count == 2 && path[2] == "_history":
      return history(request, path[0], path[1], bearer)
    default: return outcome(404, "not-found")
    }
  }

  private mutating func instance(
    _ request: ServerRequest, _ type: String, _ id: String, _ bearer: PortalGrants.Bearer
  ) -> ServerResponse {
    let found = store.version(type, id)
    let allowed = found.map { isAllowed($0, bearer) } ?? false
    audit(bearer, "read", found.map { [$0] } ?? [], refused: found != nil && !allowed)
    guard let found, allowed else { return outcome(404, "not-found") }
    guard let text = found.text else { return outcome(410, "deleted") }
    if request.headers["If-None-Match"] == found.tag { return ServerResponse(status: 304) }
    var response = self.text(200, text, type: "application/fhir+json;charset=utf-8")
    response.headers["ETag"] = found.tag
    response.headers["Last-Modified"] = HTTPDate.text(Instant(seconds: found.updated / 1000))
    return response
  }

  /// Whether the bearer may see a resource at all.
  func isAllowed(_ version: PortalStore.Version, _ bearer: PortalGrants.Bearer) -> Bool {
    switch bearer {
    case .patient(let id): version.patient == nil || version.patient == id
    case .clinic(let organization, let purpose):
      version.patient == nil
        || ConsentEvaluation(store: store, now: now / 1000)
          .shows(version, to: organization, purpose: purpose)
    }
  }

  private mutating func search(
    _ request: ServerRequest, _ type: String, _ bearer: PortalGrants.Bearer
  ) -> ServerResponse {
    if let name = request.value("_cursor") {
      guard let cursor = cursors[name], cursor.bearer == bearer, cursor.type == type else {
        return outcome(410, "expired")
      }
      let ids = faults.shiftsPages ? matches(cursor.query, type, bearer).map(\.id) : cursor.ids
      return page(
        PortalCursor(
          bearer: bearer, type: type, ids: ids, count: cursor.count, query: cursor.query),
        name: name, from: Int(request.value("_offset") ?? "") ?? 0, request)
    }
    guard
      type != "Observation" || !faults.has(.categoryRequired) || request.value("category") != nil
    else { return outcome(400, "required") }
    let found = matches(request.query, type, bearer)
    audit(bearer, "search-type", found, refused: false)
    let cursor = PortalCursor(
      bearer: bearer, type: type, ids: found.map(\.id), count: pageSize(request),
      query: request.query)
    return page(cursor, name: nil, from: 0, request)
  }

  /// Entries of a page (R4 search, "Page Count").
  func pageSize(_ request: ServerRequest) -> Int {
    let asked = Int(request.value("_count") ?? "") ?? 50
    return faults.pageSize ?? max(1, min(asked, options.largestPage))
  }

  private mutating func page(
    _ cursor: PortalCursor, name: String?, from offset: Int, _ request: ServerRequest
  ) -> ServerResponse {
    let start = min(
      max(0, faults.repeatsEntry && offset > 0 ? offset - 1 : offset), cursor.ids.count)
    let end = min(offset + cursor.count, cursor.ids.count)
    let versions = cursor.ids[start..<max(start, end)].compactMap {
      store.version(cursor.type, $0)
    }.filter { $0.text != nil }
    var links = [("self", base + "/" + cursor.type + "?" + PercentEncoding.form(request.query))]
    if end < cursor.ids.count {
      let next = remember(cursor, as: name)
      links.append(("next", "\(base)/\(cursor.type)?_cursor=\(next)&_offset=\(end)"))
    }
    let body = bundle("searchset", links, entries: versions.map(entry), total: cursor.ids.count)
    var response = text(200, body, type: "application/fhir+json;charset=utf-8")
    let tag = Data(versions.map { "\($0.id)/\($0.number)" }.joined(separator: " ").utf8)
    let digest = tag.withUnsafeBytes { SHA256.hash($0) }
    response.headers["ETag"] = "W/\"\(Data(digest.prefix(9)).base64EncodedString())\""
    if request.headers["If-None-Match"] == response.headers["ETag"], end == cursor.ids.count {
      return ServerResponse(status: 304)
    }
    return response
  }

  private mutating func remember(_ cursor: PortalCursor, as name: String?) -> String {
    let name = name ?? PortalGrants.secret()
    if cursors[name] == nil { cursorOrder.append(name) }
    cursors[name] = cursor
    if cursorOrder.count > 200 { cursors[cursorOrder.removeFirst()] = nil }
    return name
  }

  private func entry(_ version: PortalStore.Version) -> String {
    let url = JSONValue.string("\(base)/\(version.type)/\(version.id)").serialized()
    let resource = version.text ?? "{}"
    return "{\"fullUrl\":\(url),\"resource\":\(resource),\"search\":{\"mode\":\"match\"}}"
  }

  /// A Bundle of entries that are written already.
  func bundle(
    _ type: String, _ links: [(String, String)], entries: [String], total: Int
  ) -> String {
    let shown = links.map { relation, url in
      "{\"relation\":\"\(relation)\",\"url\":\(JSONValue.string(url).serialized())}"
    }
    var text = "{\"resourceType\":\"Bundle\",\"type\":\"\(type)\",\"total\":\(total)"
    text += ",\"link\":[\(shown.joined(separator: ","))]"
    if !entries.isEmpty { text += ",\"entry\":[\(entries.joined(separator: ","))]" }
    return text + "}"
  }

  /// What a search finds, in the order that is asked for.
  private func matches(
    _ query: [(String, String)], _ type: String, _ bearer: PortalGrants.Bearer
  ) -> [PortalStore.Version] {
    let filter = PortalFilter(query)
    let found = store.standing(type).filter { filter.matches($0) && isAllowed($0, bearer) }
    return query.contains { $0 == ("_sort", "-_lastUpdated") } ? found.reversed() : found
  }
}

/// The conditions of a search that the portal understands; it ignores all others, as R4 allows.
struct PortalFilter {
  private let conditions: [(PortalStore.Version) -> Bool]

  init(_ query: [(String, String)]) {
    conditions = query.compactMap { name, value in Self.condition(name, value) }
  }

  func matches(_ version: PortalStore.Version) -> Bool {
    conditions.allSatisfy { $0(version) }
  }

  private static func condition(
    _ name: String, _ value: String
  ) -> ((PortalStore.Version) -> Bool)? {
    switch name {
    case "patient", "subject", "recipient", "beneficiary":
      let patient = value.hasPrefix("Patient/") ? String(value.dropFirst(8)) : value
      return { $0.patient == patient }
    case "_id":
      let ids = Set(value.split(separator: ",").map(String.init))
      return { ids.contains($0.id) }
    case "_lastUpdated": return updated(value)
    case "category":
      return { $0.resource.mentions(code: value.split(separator: "|").last.map(String.init)) }
    default: return nil
    }
  }

  /// A date with a prefix (R4 search, "Prefixes").
  private static func updated(_ value: String) -> ((PortalStore.Version) -> Bool)? {
    let prefix = value.prefix { $0.isLetter }
    guard let limit = milliseconds(String(value.dropFirst(prefix.count))) else {
      return { _ in false }
    }
    switch prefix {
    case "ge": return { $0.updated >= limit }
    case "gt": return { $0.updated > limit }
    case "le": return { $0.updated <= limit }
    case "lt": return { $0.updated < limit }
    default: return { $0.updated / 1000 == limit / 1000 }
    }
  }

  /// Reads an instant with or without a fraction.
  static func milliseconds(_ text: String) -> Int64? {
    guard let whole = Instant(iso: text) else { return nil }
    let fraction = text.split(separator: ".").dropFirst().first?.prefix { $0.isNumber } ?? ""
    let digits = String((fraction + "000").prefix(3))
    return whole.seconds * 1000 + (Int64(digits) ?? 0)
  }
}

extension JSONValue {
  /// Whether one of the categories carries the code.
  fileprivate func mentions(code: String?) -> Bool {
    (self["category"]?.elements ?? []).contains { category in
      (category["coding"]?.elements ?? []).contains { $0["code"]?.string == code }
    }
  }
}
