import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// Secure connections that cannot be trusted, against the server of the openssl program.
@Suite(.enabled(if: TLSServer.openssl != nil, "needs the openssl program"))
struct TLSTests {
  private func error(at url: String) async throws -> TransportError? {
    let url = try #require(URL(string: url))
    do throws(TransportError) {
      _ = try await URLSessionTransport(limits: HTTPLimits(seconds: 20, bytes: 1000))
        .send(HTTPRequest(.get, url))
      return nil
    } catch {
      return error
    }
  }

  @Test func `a certificate that nobody vouches for is not trusted`() async throws {
    let server = try TLSServer(name: "localhost")
    defer { server.stop() }
    #expect(try await error(at: "https://localhost:\(server.port)/") == .untrusted)
    #expect(try await error(at: "https://127.0.0.1:\(server.port)/") == .untrusted)
  }

  @Test func `a server that speaks no TLS is not trusted`() async throws {
    let plain = try RawServer(
      [[.send(Data("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)), .wait(200)]], speaksFirst: true)
    defer { plain.stop() }
    #expect(try await error(at: "https://127.0.0.1:\(plain.port)/") == .untrusted)
  }

  @Test func `login and pull say so, and nothing is tried again`() async throws {
    let server = try TLSServer(name: "localhost")
    defer { server.stop() }
    let base = try #require(PortalBase("https://localhost:\(server.port)/fhir"))
    let transport = URLSessionTransport(limits: HTTPLimits(seconds: 20, bytes: 1000))
    await #expect(throws: LoginError.untrusted) {
      _ = try await PortalLogin(base: base, transport: transport).onDevice { _ in }
    }
    let records = try RecordStore(Connection(path: ":memory:"))
    let desk = try SyncDesk(records, portal: base)
    try desk.sync.save(
      PortalAccount(
        base: base.text, patient: "p1", client: "phr-tui", tokenEndpoint: base.text,
        accessToken: "token", refreshToken: nil))
    let start = try #require(try desk.start(now: Household.now, seed: 1))
    let runner = SyncRunner(
      transport: transport, now: { Household.now },
      rest: { _ in Issue.record("a connection that is not trusted was tried again") })
    let report = try await runner.run(start) { try desk.answer($0, now: Household.now) }.report
    #expect(report.outcome == .untrusted)
    #expect(report.isIncomplete)
  }
}

/// `openssl s_server` with a certificate of its own.
final class TLSServer {
  let port: Int
  private let process = Process()
  private let folder: URL

  static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  init(name: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("phr-tls-\(PortalGrants.secret())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let openssl = try #require(Self.openssl)
    let key = folder.path + "/key.pem"
    let certificate = folder.path + "/cert.pem"
    let request = Process()
    request.executableURL = URL(fileURLWithPath: openssl)
    request.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=\(name)",
    ]
    request.standardError = FileHandle.nullDevice
    try request.run()
    request.waitUntilExit()

    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: openssl)
    process.arguments = [
      "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
    ]
    process.standardInput = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    port = try #require(Self.port(in: output.fileHandleForReading))
  }

  /// The port in the line `ACCEPT 127.0.0.1:40123`.
  private static func port(in handle: FileHandle) -> Int? {
    var text = ""
    while true {
      let more = handle.availableData
      guard !more.isEmpty else { return nil }
      text += String(decoding: more, as: UTF8.self)
      for line in text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
      where line.hasPrefix("ACCEPT ") {
        if let port = line.split(separator: ":").last.flatMap({ Int($0) }) { return port }
      }
    }
  }

  func stop() {
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }
}
