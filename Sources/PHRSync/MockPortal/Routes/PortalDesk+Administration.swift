import Foundation
import PHRModel

/// What the people behind the portal do; only this machine may ask.
extension PortalDesk {
  /// `POST /admin/push` sends a notice, `POST /admin/access` lets somebody look against the
  /// consent, `POST /admin/put` stores any resource, `POST /admin/delete` deletes one.
  mutating func administrate(_ request: ServerRequest) -> ServerResponse {
    guard let value = try? JSONValue(parsing: request.body) else { return outcome(400, "invalid") }
    switch request.segments.dropFirst().first {
    case "push": return push(value)
    case "access": return look(value)
    case "put":
      guard let version = put(value) else { return outcome(400, "invalid") }
      return json(201, ["id": .string(version.id)])
    case "delete":
      delete(value["type"]?.string ?? "", value["id"]?.string ?? "")
      return json(200, ["done": true])
    default: return outcome(404, "not-found")
    }
  }

  /// Somebody's own program has read the newest prescription, whatever the consent says.
  private mutating func look(_ value: JSONValue) -> ServerResponse {
    guard let who = value["who"]?.string,
      let newest = store.standing("MedicationDispense").max(by: { $0.day < $1.day }),
      let patient = newest.patient
    else { return outcome(404, "not-found") }
    let known = store.standing("Organization").first { $0.isNamed(who) }
    let records = ["\(newest.type)/\(newest.id)"]
    put(
      PortalAudit.event(
        organization: known?.id ?? who, name: known?.resource["name"]?.string ?? who,
        purpose: ConsentAsker.treatment, interaction: "read", patient: patient, records: records,
        refused: false, recorded: PortalStore.stamp(now)))
    return json(201, ["records": .array(records.map { .string($0) })])
  }

  private mutating func push(_ value: JSONValue) -> ServerResponse {
    let patient = value["patient"]?.string ?? options.people.first?.id ?? ""
    guard options.people.contains(where: { $0.id == patient }) else {
      return outcome(404, "not-found")
    }
    let kind = value["kind"]?.string.flatMap(PortalNews.Kind.init(rawValue:)) ?? .usual
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

extension PortalStore.Version {
  /// Whether an institution is meant by its id or its code.
  func isNamed(_ who: String) -> Bool {
    id == who || resource["identifier"]?[0]?["value"]?.string == who
  }

  /// When a drug was handed over.
  fileprivate var day: String { resource["whenHandedOver"]?.string ?? "" }
}
