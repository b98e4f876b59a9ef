import Foundation
import PHRModel
import Testing

@testable import PHRSync

@Suite struct PKCETests {
  @Test func `the challenge of RFC 7636, appendix B`() {
    #expect(
      PKCE.challenge(of: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
  }

  @Test func `the bytes of RFC 7636, appendix A`() {
    #expect(PKCE.unpadded([3, 236, 255, 224, 193]) == "A-z_4ME")
  }

  @Test func `every verifier is fresh, long enough and of unreserved characters`() {
    let verifiers = (0..<50).map { _ in PKCE().verifier }
    #expect(Set(verifiers).count == 50)
    let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    for verifier in verifiers {
      // RFC 7636, section 4.1: 43 to 128 characters.
      #expect((43...128).contains(verifier.count))
      #expect(verifier.allSatisfy(unreserved.contains))
    }
  }

  @Test(arguments: [
    ("{\"access_token\":\"a\",\"token_type\":\"Bearer\"}", true),
    ("{\"access_token\":\"a\",\"token_type\":\"bearer\",\"refresh_token\":\"r\"}", true),
    ("{\"access_token\":\"a\"}", true),
    ("{\"access_token\":\"a\",\"token_type\":\"mac\"}", false),
    ("{\"access_token\":\"\",\"token_type\":\"Bearer\"}", false),
    ("{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}", false),
    ("{\"access_token\":\"a\\r\\nX: 1\",\"token_type\":\"Bearer\"}", false),
    ("{\"access_token\":\"日本\",\"token_type\":\"Bearer\"}", false),
    ("{\"token_type\":\"Bearer\"}", false), ("{\"error\":\"invalid_grant\"}", false),
    ("<html>", false), ("", false),
  ])
  func `only a bearer token that fits into a header field is one`(
    _ text: String, _ isToken: Bool
  ) {
    #expect((TokenResponse(Data(text.utf8)) != nil) == isToken)
  }

  @Test(arguments: [
    ("https://a.example/token", true), ("http://127.0.0.1:9/token", true),
    ("http://a.example/token", false), ("file:///token", false), ("token", false), ("", false),
  ])
  func `an endpoint for tokens is HTTPS or on this machine`(_ url: String, _ isTaken: Bool) {
    let text = "{\"token_endpoint\":\"\(url)\",\"authorization_endpoint\":\"http://a.example/a\"}"
    let found = SmartConfiguration(Data(text.utf8))
    #expect((found != nil) == isTaken)
    #expect(found?.authorization == nil)
    #expect(found?.device == nil)
  }
}
