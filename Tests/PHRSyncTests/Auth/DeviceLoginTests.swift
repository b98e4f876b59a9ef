import Foundation
import PHRModel
import Synchronization
import Testing

@testable import PHRSync

/// The login through another device (RFC 8628), answer by answer.
@Suite struct DeviceLoginTests {
  private static let smart = """
    {"token_endpoint":"https://portal.example.jp/token",
    "device_authorization_endpoint":"https://portal.example.jp/device"}
    """
  private static let device = """
    {"device_code":"d","user_code":"ABCD-EFGH","verification_uri":"https://portal.example.jp/v",
    "interval":2,"expires_in":30}
    """
  private static let token = """
    {"access_token":"t","token_type":"Bearer","refresh_token":"r","patient":"p1"}
    """

  private struct Outcome {
    var account: PortalAccount?
    var error: LoginError?
    var pauses: [Double] = []
    var prompts: [DevicePrompt] = []
    var forms: [String] = []
  }

  /// A login before a portal that gives those answers to questions for the token, the last one for
  /// ever.
  private static func login(
    _ answers: [String], smart: String = smart, device: String = device
  ) async throws -> Outcome {
    let asked = Mutex(0)
    let transport = ScriptedTransport { request throws(TransportError) in
      switch request.url.lastPathComponent {
      case "smart-configuration": return HTTPResponse(status: 200, body: Data(smart.utf8))
      case "device": return HTTPResponse(status: 200, body: Data(device.utf8))
      default:
        let number = asked.withLock { count in
          defer { count += 1 }
          return count
        }
        let text = answers[min(number, answers.count - 1)]
        return HTTPResponse(status: text.contains("error") ? 400 : 200, body: Data(text.utf8))
      }
    }
    let pauses = Mutex<[Double]>([])
    let prompts = Mutex<[DevicePrompt]>([])
    let login = PortalLogin(
      base: try #require(PortalBase(ScriptedHouse.base)), transport: transport,
      rest: { seconds in pauses.withLock { $0.append(seconds) } })
    var outcome = Outcome()
    do {
      outcome.account = try await login.onDevice { prompt in
        prompts.withLock { $0.append(prompt) }
      }
    } catch let error as LoginError {
      outcome.error = error
    }
    outcome.pauses = pauses.withLock { $0 }
    outcome.prompts = prompts.withLock { $0 }
    outcome.forms = transport.requests.filter { $0.method == .post }
      .map { String(decoding: $0.body, as: UTF8.self) }
    return outcome
  }

  @Test func `pending, then a token: asked at the given pace with the device's code`()
    async throws
  {
    let pending = "{\"error\":\"authorization_pending\"}"
    let found = try await Self.login([pending, pending, Self.token])
    #expect(found.account?.accessToken == "t")
    #expect(found.account?.patient == "p1")
    #expect(found.pauses == [2, 2])
    #expect(found.prompts.map(\.code) == ["ABCD-EFGH"])
    #expect(found.forms.count == 4)
    #expect(found.forms.dropFirst().allSatisfy { $0.contains("device_code=d") })
  }

  @Test func `slow_down makes every later pause five seconds longer`() async throws {
    let slow = "{\"error\":\"slow_down\"}"
    let pending = "{\"error\":\"authorization_pending\"}"
    let found = try await Self.login([slow, pending, slow, Self.token])
    #expect(found.account != nil)
    #expect(found.pauses == [7, 7, 12])
  }

  @Test(arguments: [
    ("{\"error\":\"expired_token\"}", LoginError.expired),
    ("{\"error\":\"access_denied\"}", .denied), ("{\"error\":\"invalid_grant\"}", .denied),
    ("error, but no JSON", .denied), ("{\"access_token\":\"t\"}", .noPatient),
    ("{\"access_token\":\"t\",\"patient\":\"\"}", .noPatient), ("{}", .denied),
  ])
  func `every other answer ends the login`(_ answer: String, _ expected: LoginError)
    async throws
  {
    let found = try await Self.login([answer])
    #expect(found.error == expected)
    #expect(found.account == nil)
  }

  @Test func `nobody who agrees: it ends when the code does`() async throws {
    let found = try await Self.login(["{\"error\":\"authorization_pending\"}"])
    #expect(found.error == .expired)
    #expect(found.pauses.reduce(0, +) <= 32)
  }

  @Test func `an absurd pace is bounded`() async throws {
    let fast = Self.device.replacingOccurrences(of: "\"interval\":2", with: "\"interval\":-5")
    let found = try await Self.login(
      ["{\"error\":\"authorization_pending\"}", Self.token], device: fast)
    #expect(found.pauses == [0.2])
    let slow = Self.device.replacingOccurrences(of: "\"interval\":2", with: "\"interval\":1e9")
    let late = try await Self.login(
      ["{\"error\":\"authorization_pending\"}", Self.token], device: slow)
    #expect(late.pauses == [3600])
  }

  @Test(arguments: [
    ("{\"token_endpoint\":\"https://portal.example.jp/token\"}", LoginError.wayNotOffered),
    ("{}", .notAPortal), ("<html>", .notAPortal),
  ])
  func `a portal without this way says so`(_ smart: String, _ expected: LoginError)
    async throws
  {
    #expect(try await Self.login([Self.token], smart: smart).error == expected)
  }

  @Test func `what the portal wants shown cannot steer the terminal`() async throws {
    let hostile = Self.device.replacingOccurrences(
      of: "ABCD-EFGH", with: "AB\\u001b[2JCD\\u202e")
    let found = try await Self.login([Self.token], device: hostile)
    #expect(found.prompts.map(\.code) == ["ABCD"])
  }
}
