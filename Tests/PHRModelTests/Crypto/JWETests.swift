import Foundation
import Testing

@testable import PHRModel

/// Sealed files for others: RFC 3394, RFC 7516–7518, and a file of Debian's `jose`.
@Suite struct JWETests {
  @Test func `RFC 3394, 4_6: 256 bits of key under 256 bits`() throws {
    let wrapping = SecretBytes((0..<32).map { UInt8($0) })
    let key: [UInt8] = [
      0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE,
      0xFF, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D,
      0x0E, 0x0F,
    ]
    let wrapped = try AESKeyWrap.wrap(SecretBytes(key), under: wrapping)
    #expect(
      wrapped == [
        0x28, 0xC9, 0xF4, 0x04, 0xC4, 0xB8, 0x10, 0xF4, 0xCB, 0xCC, 0xB3, 0x5C, 0xFB, 0x87, 0xF8,
        0x26, 0x3F, 0x57, 0x86, 0xE2, 0xD8, 0x0E, 0xD3, 0x26, 0xCB, 0xC7, 0xF0, 0xE7, 0x1A, 0x99,
        0xF4, 0x3B, 0xFB, 0x98, 0x8B, 0x9B, 0x7A, 0x02, 0xDD, 0x21,
      ])
    #expect(try AESKeyWrap.unwrap(wrapped, under: wrapping) == SecretBytes(key))
  }

  @Test func `PBKDF2 with HMAC-SHA-512: one round, 64 bytes`() throws {
    let key = try PBKDF2.derive(
      Array("password".utf8), salt: Array("salt".utf8), iterations: 1, length: 64)
    let start: [UInt8] = [0x86, 0x7F, 0x70, 0xCF, 0x1A, 0xDE, 0x02, 0xCF]
    #expect(key.withUnsafeBytes { Array($0.prefix(8)) } == start)
  }

  @Test func `what is sealed opens, also when typed carelessly`() throws {
    let plain = Data("{\"resourceType\":\"Bundle\"}".utf8)
    let code = Passcode.random()
    let sealed = try JWE.seal(plain, passcode: code, type: "application/fhir+json")
    #expect(JWE.isSealed(sealed))
    #expect(try JWE.open(sealed, passcode: code) == plain)
    let careless = code.text.lowercased().replacing("-", with: " ")
    #expect(try JWE.open(sealed, passcode: Passcode(typed: careless)) == plain)
  }

  @Test func `a passcode has 100 bits in five groups`() {
    let code = Passcode.random().text
    #expect(code.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4])
    #expect(Set((0..<50).map { _ in Passcode.random().text }).count == 50)
  }

  @Test func `another passcode or a changed byte opens nothing`() throws {
    let sealed = try JWE.seal(Data([1, 2, 3]), passcode: .random(), type: "text/plain")
    #expect(throws: CryptoError.authenticationFailed) {
      try JWE.open(sealed, passcode: .random())
    }
    let code = Passcode.random()
    let whole = try JWE.seal(Data([1, 2, 3]), passcode: code, type: "")
    let text = String(decoding: whole, as: UTF8.self)
    for part in 1..<5 {
      var parts = text.split(separator: ".").map(String.init)
      let first = parts[part].removeFirst()
      parts[part] = (first == "A" ? "B" : "A") + parts[part]
      let changed = Data(parts.joined(separator: ".").utf8)
      #expect(throws: CryptoError.authenticationFailed) { try JWE.open(changed, passcode: code) }
    }
  }

  private static let longCount =
    "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2c\":90000000,"
    + "\"p2s\":\"AAAAAAAAAAAAAAAA\"}"
  private static let critical =
    "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"crit\":[\"x\"],"
    + "\"p2c\":8192,\"p2s\":\"AAAAAAAAAAAAAAAA\"}"

  @Test(arguments: [
    ("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", JWE.Problem.unsupported),
    (longCount, .unsupported), (critical, .unsupported),
    ("[", .notSealed),
  ])
  func `headers that are not ours are refused before any work`(
    header: String, problem: JWE.Problem
  ) {
    let file = Data((Base64URL.text(Array(header.utf8)) + ".AAAA.AAAA.AAAA.AAAA").utf8)
    #expect(throws: problem) { try JWE.open(file, passcode: .random()) }
  }

  @Test(arguments: ["", "a", "eyJ.x", "....", "%%%.A.A.A.A"])
  func `bytes that are no container are refused`(text: String) {
    #expect(throws: JWE.Problem.notSealed) {
      try JWE.open(Data(text.utf8), passcode: .random())
    }
  }
}
