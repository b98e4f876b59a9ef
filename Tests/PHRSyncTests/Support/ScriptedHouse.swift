import Foundation
import PHRModel
import Synchronization
import Testing

@testable import PHRSync

/// A transport without a network: a closure answers.
final class ScriptedTransport: PortalTransport {
  typealias Answer = @Sendable (HTTPRequest) throws(TransportError) -> HTTPResponse

  private let answer: Mutex<Answer>
  private let log = Mutex<[HTTPRequest]>([])

  init(_ answer: @escaping Answer) {
    self.answer = Mutex(answer)
  }

  /// Answers differently from now on.
  func play(_ answer: @escaping Answer) { self.answer.withLock { $0 = answer } }

  /// What was asked so far.
  var requests: [HTTPRequest] { log.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    log.withLock { $0.append(request) }
    let answer = answer.withLock { $0 }
    return try answer(request)
  }
}

/// A vault in memory before a portal that a test makes up.
struct ScriptedHouse {
  static let base = "https://portal.example.jp/fhir"
  static let now = Instant(seconds: 1_790_000_000)

  let records: RecordStore
  let desk: SyncDesk
  let transport: ScriptedTransport

  /// A portal whose lists hold those pages, by type; what is read by itself stands under
  /// `Type/id`.
  init(
    _ pages: [String: [String]], singles: [String: JSONValue] = [:], filters: Bool = true
  ) throws {
    try self.init { request throws(TransportError) in
      Self.answer(request, pages, singles, filters: filters)
    }
  }

  init(_ answer: @escaping ScriptedTransport.Answer) throws {
    records = try RecordStore(Connection(path: ":memory:"))
    let portal = try #require(PortalBase(Self.base))
    var desk = try SyncDesk(records, portal: portal)
    // What these tests are about comes; what goes has tests of its own.
    desk.outgoing = .waiting
    self.desk = desk
    transport = ScriptedTransport(answer)
    try desk.sync.save(
      PortalAccount(
        base: Self.base, patient: "p1", client: "phr-tui",
        tokenEndpoint: "https://portal.example.jp/token", accessToken: "first",
        refreshToken: "again"))
  }

  /// One pull.
  func sync(full: Bool = false, at now: Instant = ScriptedHouse.now) async throws -> SyncReport {
    let start = try #require(try desk.start(now: now, seed: 1, full: full))
    let runner = SyncRunner(transport: transport, now: { now }, rest: { _ in })
    return try await runner.run(start) { try desk.answer($0, now: now) }.report
  }

  /// The standing records of a kind that are listed by themselves.
  func bodies(_ kind: Kind) throws -> [RecordBody] {
    var query = RecordQuery()
    query.kinds = [kind]
    return try records.list(query).compactMap { try records.record($0.id)?.body }
  }

  /// The answer of a plain portal.
  static func answer(
    _ request: HTTPRequest, _ pages: [String: [String]], _ singles: [String: JSONValue] = [:],
    filters: Bool = true
  ) -> HTTPResponse {
    let path = String(request.url.path.dropFirst("/fhir/".count))
    if path == "metadata" { return json(metadata(Array(pages.keys), filters: filters)) }
    if path == "Patient/p1" { return json(patient) }
    if let single = singles[path] { return json(single) }
    guard let list = pages[path] else { return HTTPResponse(status: 404) }
    let components = URLComponents(url: request.url, resolvingAgainstBaseURL: true)
    let number = components?.queryItems?.first { $0.name == "page" }?.value.flatMap { Int($0) }
    guard let page = list.dropFirst(number ?? 0).first else {
      return json(["resourceType": "Bundle", "type": "searchset"])
    }
    return HTTPResponse(status: 200, body: Data(page.utf8))
  }

  static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, body: Data(value.serialized().utf8))
  }

  static let patient: JSONValue = [
    "resourceType": "Patient", "id": "p1", "name": [["text": "架空 次郎"]], "birthDate": "1960-06-06",
  ]

  static func metadata(_ types: [String], filters: Bool) -> JSONValue {
    let offers = types.sorted().map { type -> JSONValue in
      [
        "type": .string(type),
        "searchParam": filters ? [["name": "_lastUpdated"]] : [],
      ]
    }
    return [
      "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1",
      "rest": [["resource": .array(offers)]],
    ]
  }

  /// A searchset of resources, with a link to a next page if there is one.
  static func page(
    _ resources: [JSONValue], next: String? = nil, fullURL: (JSONValue) -> String? = { _ in nil }
  ) -> String {
    let entries = resources.map { resource -> JSONValue in
      var members = [JSONMember("resource", resource)]
      if let url = fullURL(resource) { members.insert(JSONMember("fullUrl", .string(url)), at: 0) }
      return .object(members)
    }
    var members: [JSONMember] = [
      JSONMember("resourceType", "Bundle"), JSONMember("type", "searchset"),
      JSONMember("entry", .array(entries)),
    ]
    if let next {
      members.append(JSONMember("link", [["relation": "next", "url": .string(next)]]))
    }
    return JSONValue.object(members).serialized()
  }

  /// A notice of an invented sender.
  static func notice(_ id: String, _ title: String = "お知らせ", updated: String? = nil) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("resourceType", "Communication"), JSONMember("id", .string(id)),
      JSONMember("status", "completed"), JSONMember("subject", ["reference": "Patient/p1"]),
      JSONMember("topic", ["text": .string(title)]),
      JSONMember("sent", "2026-05-01T09:00:00+09:00"),
    ]
    if let updated {
      members.append(
        JSONMember("meta", ["versionId": "1", "lastUpdated": .string(updated)]))
    }
    return .object(members)
  }

  /// A result, alone or of a panel.
  static func result(
    _ id: String, _ value: String? = nil, holding members: [String] = [], status: String = "final"
  ) -> JSONValue {
    var all: [JSONMember] = [
      JSONMember("resourceType", "Observation"), JSONMember("id", .string(id)),
      JSONMember("status", .string(status)), JSONMember("subject", ["reference": "Patient/p1"]),
      JSONMember("code", ["text": .string("検査 \(id)")]),
      JSONMember("effectiveDateTime", "2026-05-01"),
    ]
    if let value {
      all.append(JSONMember("valueQuantity", ["value": .number(value), "unit": "mg/dL"]))
    }
    if !members.isEmpty {
      let references = members.map { JSONValue.object([JSONMember("reference", .string($0))]) }
      all.append(JSONMember("hasMember", .array(references)))
    }
    return .object(all)
  }

  /// A report with references to its results.
  static func report(
    _ id: String, _ results: [String], status: String = "final", more: [JSONMember] = []
  ) -> JSONValue {
    let references = results.map { JSONValue.object([JSONMember("reference", .string($0))]) }
    return .object(
      [
        JSONMember("resourceType", "DiagnosticReport"), JSONMember("id", .string(id)),
        JSONMember("status", .string(status)), JSONMember("subject", ["reference": "Patient/p1"]),
        JSONMember("code", ["text": "架空健診"]), JSONMember("effectiveDateTime", "2026-05-01"),
        JSONMember("result", .array(references)),
      ] + more)
  }
}

extension RecordBody {
  /// Names and values of a checkup's items, in their order.
  var itemValues: [String] {
    guard case .checkup(let checkup) = content else { return [] }
    return checkup.items.map { "\($0.code.text ?? "")=\($0.shownResult ?? "")" }
  }

  /// Names and values of a measurement's parts.
  var partValues: [String] {
    guard case .measurement(let measurement) = content else { return [] }
    return measurement.item.components.map { "\($0.code.text ?? "")=\($0.shownResult ?? "")" }
  }
}
