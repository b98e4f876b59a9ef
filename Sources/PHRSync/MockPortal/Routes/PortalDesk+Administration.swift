import Foundation
import PHRModel

/// What the people behind the portal do; only this machine may ask.
extension PortalDesk {
  /// `POST /admin/push` sends a notice, `POST /admin/put` stores any resource, `POST
  /// /admin/delete` deletes one.
  mutating func administrate(_ request: ServerRequest) -> ServerResponse {
    guard let value = try? JSONValue(parsing: request.body) else { return outcome(400, "invalid") }
    switch request.segments.dropFirst().first {
    case "push": return push(value)
    case "put":
      guard let version = put(value) else { return outcome(400, "invalid") }
      return json(201, ["id": .string(version.id)])
    case "delete":
      delete(value["type"]?.string ?? "", value["id"]?.string ?? "")
      return json(200, ["done": true])
    default: return outcome(404, "not-found")
    }
  }

  private mutating func push(_ value: JSONValue) -> ServerResponse {
    let patient = value["patient"]?.string ?? options.people.first?.id ?? ""
    guard options.people.contains(where: { $0.id == patient }) else {
      return outcome(404, "not-found")
    }
    let kind = value["kind"]?.string.flatMap(PortalNews.Kind.init(rawValue:)) ?? .announcement
    let news = PortalNews(
      kind: kind, patient: patient, number: store.log.count,
      day: Instant(seconds: now / 1000).day)
    for resource in news.records { put(resource) }
    let notice = news.notice(
      title: value["title"]?.string, text: value["text"]?.string,
      sent: Instant(seconds: now / 1000))
    put(notice)
    return json(201, ["id": notice["id"] ?? .null])
  }
}
