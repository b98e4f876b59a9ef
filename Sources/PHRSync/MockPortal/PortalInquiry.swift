import Foundation
import PHRModel

/// What an institution is served at the mock portal, asked in the institution's own name.
///
/// It signs in as the institution does (client credentials, RFC 6749 section 4.4) and searches type
/// by type, so that a person can see what a rule of consent does there.
public struct PortalInquiry: Sendable {
  /// One resource that was served.
  public struct Found: Sendable, Equatable {
    /// Type and id.
    public let name: String
    /// Its day, as written.
    public let date: String?
    /// What it is called.
    public let title: String
  }

  /// Why nothing was served.
  public enum Failure: Error, Equatable {
    /// The portal knows no institution by that code.
    case unknownInstitution
    /// The portal answered with this status.
    case refused(status: Int)
  }

  /// The types that hold somebody's records.
  private static let types = [
    "DiagnosticReport", "Immunization", "MedicationDispense", "ExplanationOfBenefit",
    "AllergyIntolerance", "Condition", "Observation", "Communication", "Coverage",
  ]

  private let base: PortalBase
  private let transport: any PortalTransport

  /// An inquiry at the portal with that base.
  public init(base: PortalBase, transport: any PortalTransport) {
    self.base = base
    self.transport = transport
  }

  /// Everything that the institution is served.
  ///
  /// - Parameters:
  ///   - institution: its code, or its id at the portal.
  ///   - purpose: a code of v3-ActReason.
  /// - Returns: the resources, type by type.
  /// - Throws: `Failure`, `TransportError`.
  public func served(to institution: String, purpose: String) async throws -> [Found] {
    let token = try await token(institution, purpose)
    var found: [Found] = []
    for type in Self.types {
      var next: URL? = base.address(type, query: [("_count", "200")])
      while let url = next {
        let page = try await page(url, token)
        found += page.entries.compactMap(\.resource).map(Found.init)
        next = page.next.flatMap { base.sameOrigin($0, relativeTo: url) }
      }
    }
    return found
  }

  /// Reads the newest prescription as if nobody had asked for consent: the portal writes down that
  /// it happened.
  /// - Returns: what was looked at, by name alone.
  /// - Throws: `Failure`, `TransportError`.
  public func lookAnyway(as institution: String) async throws -> [Found] {
    let body = JSONValue.object([JSONMember("who", .string(institution))]).serialized()
    let answer = try await post("/admin/access", Data(body.utf8))
    guard answer.status == 201 else { throw Failure.refused(status: answer.status) }
    let names = (try? JSONValue(parsing: answer.body))?["records"]?.elements ?? []
    return names.compactMap(\.string).map { Found(name: $0, date: nil, title: "") }
  }

  private func token(_ institution: String, _ purpose: String) async throws -> String {
    let form = PercentEncoding.form([
      ("grant_type", "client_credentials"), ("client_id", institution), ("purpose", purpose),
    ])
    let answer = try await post("/oauth/token", Data(form.utf8))
    guard answer.status != 401 else { throw Failure.unknownInstitution }
    guard answer.status == 200, let token = TokenResponse(answer.body)?.access else {
      throw Failure.refused(status: answer.status)
    }
    return token
  }

  private func post(_ path: String, _ body: Data) async throws -> HTTPResponse {
    guard let url = base.sameOrigin(path) else { throw TransportError.refusedAddress }
    return try await transport.send(HTTPRequest(.post, url, body: body))
  }

  private func page(_ url: URL, _ token: String) async throws -> SearchPage {
    let answer = try await transport.send(
      HTTPRequest(.get, url, headers: ["Authorization": "Bearer " + token]))
    guard answer.status == 200, let page = SearchPage(answer.body) else {
      throw Failure.refused(status: answer.status)
    }
    return page
  }
}

extension PortalInquiry.Found {
  /// Reads what a list needs from a resource.
  init(_ resource: JSONValue) {
    name = "\(resource["resourceType"]?.string ?? "")/\(resource["id"]?.string ?? "")"
    let days = [
      "effectiveDateTime", "occurrenceDateTime", "whenHandedOver", "sent", "onsetDateTime",
      "recordedDate",
    ]
    let moment =
      days.lazy.compactMap { resource[$0]?.string }.first
      ?? ["billablePeriod", "period"].lazy.compactMap { resource[$0]?["start"]?.string }.first
    date = moment.map { String($0.prefix(10)) }
    let concepts = ["medicationCodeableConcept", "vaccineCode", "topic", "code", "type"]
    let concept = concepts.lazy.compactMap { resource[$0] }.first
    title = concept?["text"]?.string ?? concept?["coding"]?[0]?["display"]?.string ?? ""
  }
}
