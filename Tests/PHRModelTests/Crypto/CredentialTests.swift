import Testing

@testable import PHRModel

/// What people type, and the one form that keys are made from.
@Suite struct CredentialTests {
  private static func bytes(_ passphrase: Passphrase) -> [UInt8] {
    passphrase.bytes.withUnsafeBytes { Array($0) }
  }

  @Test(arguments: [
    ("full width", "ＡＢＣ１２３", "ABC123"), ("half-width kana", "ﾊﾟｽ", "パス"),
    ("decomposed", "cafe\u{301}", "café"), ("compatibility", "①㎎", "1mg"),
    ("spaces stay", "  two  words ", "  two  words "),
  ])
  func `passphrases are compared in NFKC`(what: String, typed: String, meant: String) throws {
    #expect(try Self.bytes(Passphrase(typed)) == Array(meant.utf8), "\(what)")
  }

  @Test(arguments: [
    ("", Passphrase.Problem.empty), ("a\u{0}b", .notText), ("a\u{378}", .unassignedCharacter),
    (String(repeating: "あ", count: 342), .tooLong),
  ])
  func `what cannot be a passphrase is refused`(typed: String, problem: Passphrase.Problem) {
    #expect(throws: problem) { try Passphrase(typed) }
  }

  @Test(arguments: ["secret\n", "secret\r\n", "secret\r", "secret"])
  func `one line end of a passphrase file is cut`(content: String) throws {
    #expect(try Self.bytes(Passphrase(fileContent: Array(content.utf8))) == Array("secret".utf8))
  }

  @Test func `a second line end belongs to the passphrase`() throws {
    let passphrase = try Passphrase(fileContent: Array("secret\n\n".utf8))
    #expect(Self.bytes(passphrase) == Array("secret\n".utf8))
    #expect(throws: Passphrase.Problem.notText) { try Passphrase(fileContent: [0xFF, 0xFE]) }
  }

  @Test func `a recovery code is read back however it is typed`() throws {
    for _ in 0..<50 {
      let code = RecoveryCode.random()
      let printed = code.printed
      #expect(printed.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4, 4, 4])
      let wide = String(
        String.UnicodeScalarView(
          printed.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
      let typings = [
        printed, printed.lowercased(), printed.replacing("-", with: " "), "\n" + printed + " ",
        printed.replacing("0", with: "o").replacing("1", with: "l"), wide,
        printed.replacing("-", with: "ー"),
      ]
      for typed in typings {
        #expect(try RecoveryCode(parsing: typed).secret == code.secret)
      }
    }
  }

  @Test func `a slip of the pen is told from a wrong code`() throws {
    let printed = RecoveryCode(secret: SecretBytes([UInt8](repeating: 0, count: 16))).printed
    #expect(printed.hasPrefix("0000-0000-0000-0000-0000-0000-0"))
    #expect(throws: RecoveryCode.Problem.mistyped) {
      try RecoveryCode(parsing: "8" + printed.dropFirst())
    }
    #expect(throws: RecoveryCode.Problem.wrongLength(27)) {
      try RecoveryCode(parsing: String(printed.dropLast()))
    }
    #expect(throws: RecoveryCode.Problem.unknownCharacter(place: 1)) {
      try RecoveryCode(parsing: "U" + printed.dropFirst())
    }
  }

  @Test func `every single wrong character of a code is noticed`() throws {
    let printed = Array(RecoveryCode.random().printed)
    var unnoticed = 0
    var tried = 0
    for place in printed.indices where printed[place] != "-" {
      for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where letter != printed[place] {
        var typed = printed
        typed[place] = letter
        tried += 1
        if (try? RecoveryCode(parsing: String(typed))) != nil { unnoticed += 1 }
      }
    }
    // 12 bits of checksum let one in 4,096 through.
    #expect(tried == 28 * 31)
    #expect(unnoticed <= 4)
  }

  @Test func `secrets are compared by content and hold what they were given`() {
    let secret = SecretBytes([1, 2, 3])
    #expect(secret == SecretBytes([1, 2, 3]))
    #expect(secret != SecretBytes([1, 2, 4]))
    #expect(secret != SecretBytes([1, 2]))
    #expect(SecretBytes.random(count: 32) != SecretBytes.random(count: 32))
    #expect(!"\(secret)".contains("3"))
  }

  @Test func `key files are limited`() {
    #expect(KeyFile(content: []) == nil)
    #expect(KeyFile(content: [UInt8](repeating: 0, count: KeyFile.maximumBytes + 1)) == nil)
    #expect(KeyFile(content: [0]) != nil)
  }

  @Test(arguments: [
    (13, 8, 1, false), (14, 8, 1, true), (20, 8, 4, true), (21, 8, 1, false), (17, 16, 1, false),
    (17, 8, 5, false), (17, 8, 0, false),
  ])
  func `scrypt costs outside the limits are refused`(
    log2N: UInt8, blockSize: UInt8, parallelism: UInt8, isAllowed: Bool
  ) {
    let cost = ScryptCost(log2N: log2N, blockSize: blockSize, parallelism: parallelism)
    #expect((cost != nil) == isAllowed)
  }
}
