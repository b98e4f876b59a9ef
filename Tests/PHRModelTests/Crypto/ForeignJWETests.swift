import Foundation
import Testing

@testable import PHRModel

/// Sealed files of other programs, and files that pretend to be such.
@Suite struct ForeignJWETests {
  /// Debian's `jose jwe enc -p` (José 11): 32,768 iterations.
  private static let jose =
    "eyJhbGciOiJQQkVTMi1IUzUxMitBMjU2S1ciLCJlbmMiOiJBMjU2R0NNIiwicDJjIjozMjc2OCwicDJzIjoi"
    + "OG9kWXg2WWxRYnk4T29rM3B2VnplcGE2VkZib1N0RmhtUXRWdzZ2UDllQSJ9."
    + "5yTApaf6CmYF148FvX1Nz25w_SMiZV5HQwScegzXB0GpFWn9g-p31g."
    + "IbWSOZSoLpIuhmsA."
    + "_vf-Y6fLcBvEE3HGroCar9lIj4Ub0iCBUT4QT2m4vmwAU5bmBv_W."
    + "oc7NNiWT5lvLXE05vxom2Q"
  /// Python's jwcrypto 1.5 with the default of 8,192 iterations.
  private static let jwcrypto =
    "eyJhbGciOiJQQkVTMi1IUzUxMitBMjU2S1ciLCJlbmMiOiJBMjU2R0NNIiwicDJjIjo4MTkyLCJwMnMiOiJC"
    + "TWY4Qm4xSTh2VUl0dmFYNVFvMWxBIn0."
    + "RyI2mezCf6lRfJXWqHXIxkeNhYoFH7aLoJtUGrBlxwaUkgT3fu4sCw."
    + "-fS5F2Zt64uuTeLY."
    + "qsm-tMkuJ-P8Kfv_Fy2XfKb7hFnvRXQPu9rqODZ_l2zFmaJxYuq0."
    + "qszyV5j4TIcp9ALOHpKang"
  /// The same with words as a passcode.
  private static let words =
    "eyJhbGciOiJQQkVTMi1IUzUxMitBMjU2S1ciLCJlbmMiOiJBMjU2R0NNIiwicDJjIjo4MTkyLCJwMnMiOiJz"
    + "VUFRWHgwTDBzcGRKU09CaHBOWnJ3In0."
    + "OERGXj1nDIvbzB1ZvRehpUs_WqFx16n01TdO1kv5nMN3ldju0vO_vw."
    + "rGWHca0j1MayKmAu."
    + "RdO5fJHYV148AhsCZOcqwphFlpl4lXucw_y26umoTtt-XCkZOUvR."
    + "L_8PsA1BDxUs6YuEa0VzEQ"
  /// The same with a code of our alphabet that was sealed without hyphens.
  private static let unhyphened =
    "eyJhbGciOiJQQkVTMi1IUzUxMitBMjU2S1ciLCJlbmMiOiJBMjU2R0NNIiwicDJjIjo4MTkyLCJwMnMiOiI2"
    + "b1ZTWlFEcHp1eFFESDJaOHFMWlZRIn0."
    + "QF4O1mfxoTG90cUn-nRmPcqaMytQ4C591aRZx2l5o1F_rpbQw-fWrg."
    + "HemXh5dY41jxUJ_I."
    + "SFdKpPTPApYmXo0_kxwGglWhJTeCloAAuAT1tk-rMcbf75x_66QH."
    + "hNlQG4dilaqp8zmFI4XNdg"

  @Test(arguments: [
    (jose, "7K3M-9QXT-2VBN-HJ4D-W8PC"), (jwcrypto, "7K3M-9QXT-2VBN-HJ4D-W8PC"),
    (jwcrypto, "7k3m 9qxt 2vbn hj4d w8pc"), (words, "correct horse 電池"),
    (unhyphened, "7K3M9QXT2VBNHJ4DW8PC"),
  ])
  func `what other programs sealed opens`(file: String, code: String) throws {
    let plain = try JWE.open(Data(file.utf8), typed: code)
    #expect(String(decoding: plain, as: UTF8.self) == "A summary from elsewhere: 血圧 128/80")
  }

  @Test(arguments: [
    (jwcrypto, "7K3M-9QXT-2VBN-HJ4D-W8PD"), (words, "correct horse 電地"), (words, ""),
    (unhyphened, "7K3M-9QXT-2VBN-HJ4D-W8PC"),
  ])
  func `another code opens nothing`(file: String, code: String) {
    #expect(throws: CryptoError.authenticationFailed) {
      try JWE.open(Data(file.utf8), typed: code)
    }
  }

  @Test func `a file that was cut anywhere is refused`() {
    for length in stride(from: 0, to: Self.jwcrypto.utf8.count, by: 7) {
      let cut = Data(Self.jwcrypto.utf8.prefix(length))
      #expect(throws: (any Error).self) {
        try JWE.open(cut, typed: "7K3M-9QXT-2VBN-HJ4D-W8PC")
      }
    }
  }

  @Test(arguments: 0..<5) func `a part that is missing or too long is refused`(part: Int) {
    for replacement in ["", "AAAA", String(repeating: "A", count: 4_000)] {
      var parts = Self.jwcrypto.split(separator: ".").map(String.init)
      parts[part] = replacement
      let file = Data(parts.joined(separator: ".").utf8)
      #expect(throws: (any Error).self) {
        try JWE.open(file, typed: "7K3M-9QXT-2VBN-HJ4D-W8PC")
      }
    }
  }

  /// A header of ours with one member in another way.
  private static func header(_ changes: [String: String]) -> String {
    var members = [
      "alg": "\"PBES2-HS512+A256KW\"", "enc": "\"A256GCM\"", "p2c": "8192",
      "p2s": "\"BMf8Bn1I8vUItvaX5Qo1lA\"",
    ]
    for (name, value) in changes { members[name] = value }
    let text = members.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { "\"\($0.key)\":\($0.value)" }
    return "{" + text.joined(separator: ",") + "}"
  }

  @Test(arguments: [
    ["alg": "\"PBES2-HS256+A128KW\""], ["alg": "\"PBES2-HS512+A256KW \""], ["alg": "\"none\""],
    ["alg": "\"dir\""], ["alg": "[\"PBES2-HS512+A256KW\"]"], ["alg": ""],
    ["enc": "\"A128GCM\""], ["enc": "\"A256CBC-HS512\""], ["enc": ""], ["enc": "null"],
    ["p2c": "999"], ["p2c": "0"], ["p2c": "-8192"], ["p2c": "8192.5"], ["p2c": "\"8192\""],
    ["p2c": "1000001"], ["p2c": "4294967296"], ["p2c": "18446744073709559808"], ["p2c": "1e300"],
    ["p2c": ""], ["p2s": "\"AAAA\""], ["p2s": "\"\""], ["p2s": "\"!!!!!!!!!!!!\""], ["p2s": ""],
    ["zip": "\"DEF\""], ["crit": "[\"exp\"]"],
  ])
  func `a header that asks for anything else is refused before any work`(
    changes: [String: String]
  ) {
    let first = Base64URL.text(Array(Self.header(changes).utf8))
    let rest = Self.jwcrypto.split(separator: ".").dropFirst().joined(separator: ".")
    #expect(throws: JWE.Problem.unsupported) {
      try JWE.open(Data("\(first).\(rest)".utf8), typed: "7K3M-9QXT-2VBN-HJ4D-W8PC")
    }
  }

  @Test func `members that mean nothing to us are no obstacle, but they are authenticated`() {
    let first = Base64URL.text(Array(Self.header(["kid": "\"x\""]).utf8))
    let rest = Self.jwcrypto.split(separator: ".").dropFirst().joined(separator: ".")
    #expect(throws: CryptoError.authenticationFailed) {
      try JWE.open(Data("\(first).\(rest)".utf8), typed: "7K3M-9QXT-2VBN-HJ4D-W8PC")
    }
  }

  @Test(arguments: [
    ("eyJh.b.c.d.e", true), ("eyJh.b.c.d", false), ("{\"ciphertext\":\"a\"}", false),
    ("<html>", false), ("", false),
  ])
  func `sealed files are told by their shape`(text: String, isSealed: Bool) {
    #expect(JWE.isSealed(Data(text.utf8)) == isSealed)
  }
}
