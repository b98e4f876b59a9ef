import PHRModel

/// History of a type or of one resource, newest first, page by page (R4 http, "history").
extension PortalDesk {
  /// The links of pages carry where the first one began: what is written meanwhile, also by the
  /// reading itself, must not shift those after it.
  mutating func history(
    _ request: ServerRequest, _ type: String, _ id: String?, _ bearer: PortalGrants.Bearer
  ) -> ServerResponse {
    let since = request.value("_since").flatMap { PortalFilter.milliseconds($0) } ?? 0
    let known = request.number("_upto").map { min($0, store.log.count) } ?? store.log.count
    // Places and not versions, which would be copied for every page.
    let found = (0..<known).reversed().filter {
      store.log[$0].type == type && (id == nil || store.log[$0].id == id)
        && store.log[$0].updated >= since && isAllowed(store.log[$0], bearer)
    }
    let start = request.number("_offset") ?? 0
    let shown = found.dropFirst(start).prefix(pageSize(request)).map { store.log[$0] }
    audit(bearer, "history", shown, refused: false)
    let address = [base, type, id, "_history"].compactMap(\.self).joined(separator: "/") + "?"
    var links = [("self", address + PercentEncoding.form(request.query))]
    let end = start + shown.count
    if end < found.count {
      let others = request.query.filter { $0.0 != "_upto" && $0.0 != "_offset" }
      let place = [("_upto", String(known)), ("_offset", String(end))]
      links.append(("next", address + PercentEncoding.form(others + place)))
    }
    return text(
      200, bundle("history", links, entries: shown.map(change), total: found.count),
      type: "application/fhir+json;charset=utf-8")
  }

  /// An entry with what was done.
  private func change(_ version: PortalStore.Version) -> String {
    let url = JSONValue.string("\(version.type)/\(version.id)").serialized()
    let full = JSONValue.string("\(base)/\(version.type)/\(version.id)").serialized()
    let method = version.text == nil ? "DELETE" : version.number == 1 ? "POST" : "PUT"
    let resource = version.text.map { ",\"resource\":\($0)" } ?? ""
    return
      "{\"fullUrl\":\(full)\(resource),\"request\":{\"method\":\"\(method)\",\"url\":\(url)},"
      + "\"response\":{\"status\":\"200\","
      + "\"lastModified\":\"\(PortalStore.stamp(version.updated))\"}}"
  }
}

extension ServerRequest {
  /// A number of the query that counts something.
  fileprivate func number(_ name: String) -> Int? {
    value(name).flatMap { Int($0) }.map { max(0, $0) }
  }
}
