import Testing

@testable import PHRModel

/// The primitives by their published vectors, and what misuse of them does.
@Suite struct PrimitiveTests {
  /// FIPS 180-4 (NIST's examples) and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `SHA-256 gives what NIST prints`(message: String, digest: String) {
    #expect(SHA256.hash(Array(message.utf8)).hexadecimal == digest)
  }

  /// RFC 4231, test cases 2, 3, 4, 6 and 7; key and message in hexadecimal.
  @Test(arguments: [
    (
      hex("Jefe"), hex("what do ya want for nothing?"),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      String(repeating: "aa", count: 20), String(repeating: "dd", count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      "0102030405060708090a0b0c0d0e0f10111213141516171819", String(repeating: "cd", count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      String(repeating: "aa", count: 131),
      hex("Test Using Larger Than Block-Size Key - Hash Key First"),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      String(repeating: "aa", count: 131),
      hex(
        "This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm."),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `HMAC-SHA256 gives what RFC 4231 prints, whole or in pieces`(
    key: String, message: String, mac: String
  ) {
    let hmac = HMACSHA256()
    let (key, message) = (hexBytes(key), hexBytes(message))
    // The same object again and again: nothing of one message may reach the next.
    for piece in [1, 7, 64, 1_000] {
      key.withUnsafeBytes { hmac.begin(key: $0) }
      for start in stride(from: 0, to: message.count, by: piece) {
        message[start..<min(start + piece, message.count)].withUnsafeBytes { hmac.update($0) }
      }
      var found = [UInt8](repeating: 0, count: 32)
      found.withUnsafeMutableBytes { hmac.finish(into: $0) }
      #expect(found.hexadecimal == mac, "pieces of \(piece)")
    }
  }

  private static func hex(_ text: String) -> String { Array(text.utf8).hexadecimal }

  @Test func `no key is the key of zeros, as HKDF wants it`() {
    let hmac = HMACSHA256()
    let message = Array("anything".utf8)
    let (none, zeros) = ([UInt8](), [UInt8](repeating: 0, count: 32))
    let macs = [none, zeros].map { key in
      message.withUnsafeBytes { message in
        key.withUnsafeBytes { hmac.authenticate(message, key: $0) }
      }
    }
    #expect(macs[0] == macs[1])
  }

  @Test(arguments: [1, 31, 32, 33, 64, 8_160])
  func `HKDF gives any length that RFC 5869 allows, each the beginning of the longer`(count: Int) {
    let key = SecretBytes([UInt8](repeating: 0x0B, count: 22))
    let whole = HKDF.derive(key, info: [1, 2], count: 8_160).withUnsafeBytes { Array($0) }
    let part = HKDF.derive(key, info: [1, 2], count: count).withUnsafeBytes { Array($0) }
    #expect(part == Array(whole.prefix(count)))
    let other = HKDF.derive(key, info: [1, 3], count: count).withUnsafeBytes { Array($0) }
    #expect(count < 8 || other != part)
  }

  // MARK: AES-256-GCM

  private static func seal(
    _ plaintext: [UInt8], key: Int = 32, nonce: Int = 12, tag: Int = 16, room: Int? = nil
  ) throws -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: room ?? plaintext.count)
    var mark = [UInt8](repeating: 0, count: tag)
    let (key, nonce) = ([UInt8](repeating: 1, count: key), [UInt8](repeating: 2, count: nonce))
    try key.withUnsafeBytes { key in
      try nonce.withUnsafeBytes { nonce in
        try plaintext.withUnsafeBytes { plaintext in
          try sealed.withUnsafeMutableBytes { sealed in
            try mark.withUnsafeMutableBytes { mark in
              try AESGCM().seal(
                plaintext, into: sealed, tag: mark, key: key, nonce: nonce,
                authenticating: UnsafeRawBufferPointer(start: nil, count: 0))
            }
          }
        }
      }
    }
    return sealed + mark
  }

  @Test(arguments: [
    (31, 12, 16, 8), (33, 12, 16, 8), (32, 11, 16, 8), (32, 13, 16, 8), (32, 12, 15, 8),
    (32, 12, 16, 7), (32, 12, 16, 9), (0, 0, 0, 8),
  ])
  func `keys, nonces, tags and buffers of other lengths are refused`(
    key: Int, nonce: Int, tag: Int, room: Int
  ) {
    #expect(throws: CryptoError.invalidParameters) {
      try Self.seal([UInt8](repeating: 3, count: 8), key: key, nonce: nonce, tag: tag, room: room)
    }
  }

  @Test(arguments: [0, 1, 15, 16, 17, 4_096, 100_000])
  func `what does not authenticate leaves no plaintext behind`(count: Int) throws {
    let plaintext = [UInt8](repeating: 0x5A, count: count)
    let whole = try Self.seal(plaintext)
    #expect(whole.count == count + 16)
    #expect(count < 16 || Array(whole.prefix(count)) != plaintext)
    for place in [0, count / 2, whole.count - 1] {
      var changed = whole
      changed[place] ^= 0x80
      var opened = [UInt8](repeating: 0xEE, count: count)
      let (key, nonce) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 12))
      #expect(throws: CryptoError.authenticationFailed) {
        try key.withUnsafeBytes { key in
          try nonce.withUnsafeBytes { nonce in
            try changed.withUnsafeBytes { changed in
              try opened.withUnsafeMutableBytes { opened in
                try AESGCM().open(
                  changed.slice(0, count), into: opened, tag: changed.slice(count, 16), key: key,
                  nonce: nonce, authenticating: UnsafeRawBufferPointer(start: nil, count: 0))
              }
            }
          }
        }
      }
      #expect(opened == [UInt8](repeating: 0, count: count))
    }
  }

  // MARK: Randomness and secrets

  @Test func `random bytes do not repeat and fill every length`() {
    #expect(Set((0..<1_000).map { _ in RandomBytes.uint64() }).count == 1_000)
    for count in [0, 1, 7, 257, 70_000] {
      let bytes = RandomBytes.array(count: count)
      #expect(bytes.count == count)
      #expect(count < 257 || Set(bytes).count > 100)
    }
  }

  @Test(arguments: [0, 1, 4_095, 4_096, 4_097])
  func `a secret holds exactly what it was given`(count: Int) {
    let bytes = (0..<count).map { UInt8($0 % 251) }
    let secret = SecretBytes(bytes)
    #expect(secret.count == count)
    #expect(secret.withUnsafeBytes { Array($0) } == bytes)
    #expect(secret == SecretBytes(bytes))
    guard count > 0 else { return }
    var other = bytes
    other[count - 1] ^= 1
    #expect(secret != SecretBytes(other))
  }

  // MARK: Texts

  /// RFC 4648, section 10, in the alphabet of section 5 and without padding.
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
    ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("\u{3FF}>?", "z78-Pw"),
  ])
  func `base64url goes both ways`(plain: String, text: String) {
    #expect(Base64URL.text(Array(plain.utf8)) == text)
    #expect(Base64URL.bytes(text) == Array(plain.utf8))
  }

  @Test(arguments: ["A", "AAAAA", "Zg==", "Zm9v+", "Zm 8", "Zm8\n", "Ｚｇ", "Zm9v/w"])
  func `what is no base64url is refused`(text: String) {
    #expect(Base64URL.bytes(text) == nil)
  }

  @Test(arguments: [
    ("abcd-efgh-jkmn-pqrs-tvwx", "ABCD-EFGH-JKMN-PQRS-TVWX"),
    ("ABCDEFGHJKMNPQRSTVWX", "ABCD-EFGH-JKMN-PQRS-TVWX"),
    ("abcd efgh jkmn pqrs tvwo", "ABCD-EFGH-JKMN-PQRS-TVW0"),
    ("ＡＢＣＤ－ＥＦＧＨ－ＪＫＭＮ－ＰＱＲＳ－ＴＶＷＸ", "ABCD-EFGH-JKMN-PQRS-TVWX"),
    ("a word of another program", "a word of another program"), ("short", "short"),
  ])
  func `a passcode is read as people type it`(typed: String, meant: String) {
    #expect(Passcode(typed: typed).text == meant)
  }

  @Test func `fresh passcodes have five groups of four and differ`() {
    let codes = (0..<200).map { _ in Passcode.random() }
    for code in codes {
      #expect(code.text.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4])
      #expect(Passcode(typed: code.text) == code)
      #expect(code.text.allSatisfy { $0 == "-" || "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains($0) })
    }
    #expect(Set(codes.map(\.text)).count == 200)
  }
}
