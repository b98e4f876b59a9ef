import Foundation
import PHRModel

/// The faults of a mock portal and what of them has happened already.
struct FaultScript {
  private let faults: [PortalFault]
  private var fired: Set<String> = []

  init(_ faults: [PortalFault]) {
    self.faults = faults
  }

  func has(_ word: PortalFault.Word) -> Bool { faults.contains { $0.word == word } }

  func argument(_ word: PortalFault.Word) -> String? {
    faults.first { $0.word == word }.flatMap { $0.argument }
  }

  /// Whether the fault is on and has not happened yet under that name; from now on it has.
  private mutating func once(_ word: PortalFault.Word, _ name: String = "") -> Bool {
    has(word) && fired.insert("\(word.rawValue)/\(name)").inserted
  }

  var pageSize: Int? { argument(.pages).flatMap(Int.init) }
  var tokenLifetime: Int64 { argument(.tokenLifetime).flatMap(Int64.init) ?? 3600 }
  var shiftsPages: Bool { has(.updateDuringPaging) }
  var repeatsEntry: Bool { has(.duplicateEntry) }

  /// Whether somebody writes to a resource just before the client does.
  mutating func conflicts(_ type: String) -> Bool {
    type == "Consent" && once(.consentConflict)
  }

  /// Whether the first notice changes after this request.
  mutating func updatesDuringPaging(_ request: ServerRequest) -> Bool {
    isList(request, "Communication") && request.value("_cursor") == nil
      && once(.updateDuringPaging)
  }

  private func isList(_ request: ServerRequest, _ type: String) -> Bool {
    request.method == "GET" && request.segments == ["fhir", type]
  }

  /// An answer instead of the right one.
  mutating func instead(of request: ServerRequest, base: String) -> ServerResponse? {
    guard request.method == "GET", request.segments.first == "fhir", request.segments.count > 1
    else { return nil }
    let type = request.segments[1]
    if let refused = refusal(type) { return refused }
    if let throttled = throttle(request, type) { return throttled }
    guard type == "Communication" else { return nil }
    if request.value("_cursor") != nil, once(.nextGone) { return html(410) }
    if once(.redirect) {
      let target = request.path + "?" + PercentEncoding.form(request.query)
      return ServerResponse(status: 307, headers: ["Location": target])
    }
    if once(.foreignRedirect) {
      let port = URL(string: base)?.port ?? 80
      return ServerResponse(
        status: 307, headers: ["Location": "http://localhost:\(port)\(request.path)"])
    }
    return nil
  }

  private func refusal(_ type: String) -> ServerResponse? {
    if has(.refuseType), argument(.refuseType) == type { return ServerResponse(status: 403) }
    if has(.htmlError), argument(.htmlError) == type { return html(404) }
    if has(.htmlPage), argument(.htmlPage) == type { return html(200) }
    if has(.serverError), argument(.serverError) == type { return html(500) }
    return nil
  }

  private mutating func throttle(_ request: ServerRequest, _ type: String) -> ServerResponse? {
    if type == "Immunization", once(.expireToken) { return html(401) }
    if type == "Communication", once(.throttleSeconds) {
      return html(429, retry: argument(.throttleSeconds) ?? "1")
    }
    if type == "Communication", once(.throttleDate) {
      let seconds = argument(.throttleDate).flatMap(Int64.init) ?? 2
      let now = Int64(Date().timeIntervalSince1970)
      return html(429, retry: HTTPDate.text(Instant(seconds: now + seconds)))
    }
    if has(.unavailable), type == "Communication" {
      return html(503, retry: argument(.unavailable) ?? "1")
    }
    return nil
  }

  private func html(_ status: Int, retry: String? = nil) -> ServerResponse {
    var response = ServerResponse(
      status: status, headers: ["Content-Type": "text/html"],
      body: Data("<html><body>error \(status)</body></html>".utf8))
    response.headers["Retry-After"] = retry
    return response
  }

  /// The right answer made wrong.
  mutating func spoiled(
    _ response: ServerResponse, of request: ServerRequest, base: String
  ) -> ServerResponse {
    guard request.method == "GET", request.segments.first == "fhir" else { return response }
    var response = response
    let text = String(decoding: response.body, as: UTF8.self)
    if request.segments.count == 2, text.hasPrefix("{\"resourceType\":\"Bundle\"") {
      response.body = Data(listed(text, type: request.segments[1], base: base).utf8)
    }
    if isList(request, "Communication") { spoilBytes(of: &response) }
    return response
  }

  private func listed(_ text: String, type: String, base: String) -> String {
    var text = text
    if argument(.missingEntry) == type {
      text = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}"
    }
    if has(.outcomeInList) {
      let issue = "{\"severity\":\"warning\",\"code\":\"informational\"}"
      let outcome = "{\"resourceType\":\"OperationOutcome\",\"issue\":[\(issue)]}"
      text = text.inserting("{\"resource\":\(outcome),\"search\":{\"mode\":\"outcome\"}}")
    }
    if has(.strangerInList), type == "Immunization" {
      let maker = PortalResources(patient: "stranger")
      let dose = maker.vaccination("im9", "BCG", "19", "2024-06-01", lot: "B1", dose: 1)
      text = text.inserting("{\"resource\":\(dose.serialized())}")
    }
    if has(.foreignNext), let host = URL(string: base)?.host {
      text = text.replacingOccurrences(
        of: "\"relation\":\"next\",\"url\":\"http://\(host)",
        with: "\"relation\":\"next\",\"url\":\"http://localhost")
    }
    return text
  }

  private mutating func spoilBytes(of response: inout ServerResponse) {
    if once(.truncated) {
      response.delivery = .cut(after: max(1, response.bytes(keepAlive: true).count - 100))
    }
    if let count = argument(.reset).flatMap(Int.init), once(.reset) {
      response.delivery = .cut(after: count)
    }
    if once(.slowLoris) { response.delivery = .dripping(milliseconds: 50) }
    if once(.endless) { response.delivery = .endless }
    if once(.gzipBomb) {
      response.headers["Content-Encoding"] = "gzip"
      response.body = GzipBomb.bytes(unpackedMebibytes: 64)
    }
    if has(.invalidUTF8) { response.body.replaceFirst("特定健診の", with: [0xE7, 0xFF, 0x89, 0xC0]) }
    if has(.deepJSON) {
      let deep =
        Array("{\"text\":".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 10_000)
        + [UInt8](repeating: UInt8(ascii: "]"), count: 10_000) + Array("},\"x\":{\"text\":".utf8)
      response.body.replaceFirst("{\"text\":", with: deep)
    }
  }
}

extension String {
  /// A Bundle's text with one more entry at its end.
  fileprivate func inserting(_ entry: String) -> String {
    guard hasSuffix("}]}") else { return dropLast() + ",\"entry\":[\(entry)]}" }
    return dropLast(2) + "," + entry + "]}"
  }
}

extension Data {
  /// Replaces the first occurrence of a text by bytes.
  fileprivate mutating func replaceFirst(_ text: String, with bytes: [UInt8]) {
    guard let found = range(of: Data(text.utf8)) else { return }
    replaceSubrange(found, with: bytes)
  }
}
