import Foundation
import Testing

@testable import PHRModel

/// Published vectors: the algorithms are the ones that the README names.
@Suite struct CryptoVectorTests {
  @Test(arguments: HKDFVector.rfc5869)
  func `HKDF gives what RFC 5869 prints`(vector: HKDFVector) {
    let derived = HKDF.derive(
      SecretBytes(hexBytes(vector.keyMaterial)), salt: hexBytes(vector.salt),
      info: hexBytes(vector.info), count: vector.output.count / 2)
    #expect(derived.withUnsafeBytes { Array($0) } == hexBytes(vector.output))
  }

  @Test(
    arguments: ScryptVector.rfc7914
      + (ProcessInfo.processInfo.environment["PHR_LONG"] == nil ? [] : [ScryptVector.gigabyte]))
  func `scrypt gives what RFC 7914 prints`(vector: ScryptVector) throws {
    let derived = try Scrypt.derive(
      SecretBytes(Array(vector.passphrase.utf8)), salt: Array(vector.salt.utf8), n: vector.n,
      r: vector.r, p: vector.p, count: 64)
    #expect(derived.withUnsafeBytes { Array($0) } == hexBytes(vector.output))
  }

  @Test(arguments: GCMVector.published)
  func `AES-256-GCM seals and opens the published vectors`(vector: GCMVector) throws {
    let aes = AESGCM()
    var sealed = hexBytes(vector.plaintext)
    var tag = [UInt8](repeating: 0, count: 16)
    try vector.withParts { key, nonce, associated in
      let plaintext = sealed
      try plaintext.withUnsafeBytes { plaintext in
        try sealed.withUnsafeMutableBytes { sealed in
          try tag.withUnsafeMutableBytes { tag in
            try aes.seal(
              plaintext, into: sealed, tag: tag, key: key, nonce: nonce,
              authenticating: associated)
          }
        }
      }
    }
    #expect(sealed == hexBytes(vector.ciphertext))
    #expect(tag == hexBytes(vector.tag))
    #expect(try vector.opened(by: aes, tag: tag) == hexBytes(vector.plaintext))
    for bit in 0..<128 {
      var wrong = tag
      wrong[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: CryptoError.authenticationFailed) {
        try vector.opened(by: aes, tag: wrong)
      }
    }
  }

  @Test func `AES-256-GCM passes the Wycheproof vectors`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/wycheproof_aes_256_gcm.json")
    let vectors = try JSONDecoder().decode(WycheproofFile.self, from: Data(contentsOf: file))
    #expect(vectors.tests.map(\.tcId) == Array(91...156))
    let aes = AESGCM()
    for test in vectors.tests {
      let vector = GCMVector(
        name: "tcId \(test.tcId)", key: test.key, nonce: test.iv, associated: test.aad,
        plaintext: test.msg, ciphertext: test.ct, tag: test.tag)
      if test.result == "valid" {
        let opened = try vector.opened(by: aes, tag: hexBytes(test.tag))
        #expect(opened == hexBytes(test.msg), "\(vector.name)")
      } else {
        #expect(throws: CryptoError.authenticationFailed, "\(vector.name)") {
          try vector.opened(by: aes, tag: hexBytes(test.tag))
        }
      }
    }
  }

  @Test func `SHA-256 and HMAC give what FIPS 180-4 and RFC 4231 print`() {
    #expect(
      SHA256.hash(Array("abc".utf8)).hexadecimal
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let mac = Array("Hi There".utf8).withUnsafeBytes { message in
      [UInt8](repeating: 0x0B, count: 20).withUnsafeBytes {
        HMACSHA256().authenticate(message, key: $0)
      }
    }
    #expect(
      mac.hexadecimal == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
  }
}

private struct WycheproofFile: Decodable {
  struct Test: Decodable {
    let tcId: Int
    let key: String
    let iv: String
    let aad: String
    let msg: String
    let ct: String
    let tag: String
    let result: String
  }
  let tests: [Test]
}

/// Bytes of hexadecimal digits; white space is skipped.
func hexBytes(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

struct HKDFVector: Sendable, CustomTestStringConvertible {
  let name: String
  let keyMaterial: String
  let salt: String
  let info: String
  let output: String
  var testDescription: String { name }

  /// RFC 5869, appendix A.1 to A.3.
  static let rfc5869 = [
    HKDFVector(
      name: "A.1", keyMaterial: String(repeating: "0b", count: 22),
      salt: "000102030405060708090a0b0c", info: "f0f1f2f3f4f5f6f7f8f9",
      output: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        + "34007208d5b887185865"),
    HKDFVector(
      name: "A.2", keyMaterial: range(0x00...0x4F), salt: range(0x60...0xAF),
      info: range(0xB0...0xFF),
      output: "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
        + "cc30c58179ec3e87c14c01d5c1f3434f1d87"),
    HKDFVector(
      name: "A.3", keyMaterial: String(repeating: "0b", count: 22), salt: "", info: "",
      output: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        + "9d201395faa4b61a96c8"),
  ]

  private static func range(_ bytes: ClosedRange<UInt8>) -> String { Array(bytes).hexadecimal }
}

struct ScryptVector: Sendable, CustomTestStringConvertible {
  let passphrase: String
  let salt: String
  let n: UInt64
  let r: UInt64
  let p: UInt64
  let output: String
  var testDescription: String { "N=\(n)" }

  /// RFC 7914, section 12: the last one, for which only `make torture` has the memory.
  static let gigabyte = ScryptVector(
    passphrase: "pleaseletmein", salt: "SodiumChloride", n: 1_048_576, r: 8, p: 1,
    output: "2101cb9b6a511aaeaddbbe09cf70f881ec568d574a2ffd4dabe5ee9820adaa47"
      + "8e56fd8f4ba5d09ffa1c6d927c40f4c337304049e8a952fbcbf45c6fa77a41a4")

  /// RFC 7914, section 12: the first three.
  static let rfc7914 = [
    ScryptVector(
      passphrase: "", salt: "", n: 16, r: 1, p: 1,
      output: "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"),
    ScryptVector(
      passphrase: "password", salt: "NaCl", n: 1_024, r: 8, p: 16,
      output: "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"),
    ScryptVector(
      passphrase: "pleaseletmein", salt: "SodiumChloride", n: 16_384, r: 8, p: 1,
      output: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"),
  ]
}

struct GCMVector: Sendable, CustomTestStringConvertible {
  let name: String
  let key: String
  let nonce: String
  let associated: String
  let plaintext: String
  let ciphertext: String
  let tag: String
  var testDescription: String { name }

  func withParts<Result>(
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws ->
      Result
  ) rethrows -> Result {
    try hexBytes(key).withUnsafeBytes { key in
      try hexBytes(nonce).withUnsafeBytes { nonce in
        try hexBytes(associated).withUnsafeBytes { try body(key, nonce, $0) }
      }
    }
  }

  func opened(by aes: AESGCM, tag: [UInt8]) throws -> [UInt8] {
    let sealed = hexBytes(ciphertext)
    var plaintext = [UInt8](repeating: 0, count: sealed.count)
    try withParts { key, nonce, associated in
      try sealed.withUnsafeBytes { sealed in
        try plaintext.withUnsafeMutableBytes { plaintext in
          try tag.withUnsafeBytes { tag in
            try aes.open(
              sealed, into: plaintext, tag: tag, key: key, nonce: nonce,
              authenticating: associated)
          }
        }
      }
    }
    return plaintext
  }

  /// McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, cases 13 to 16.
  static let published = [
    GCMVector(
      name: "case 13", key: String(repeating: "00", count: 32),
      nonce: String(repeating: "00", count: 12), associated: "", plaintext: "", ciphertext: "",
      tag: "530f8afbc74536b9a963b4f1c4cb738b"),
    GCMVector(
      name: "case 14", key: String(repeating: "00", count: 32),
      nonce: String(repeating: "00", count: 12), associated: "",
      plaintext: String(repeating: "00", count: 16),
      ciphertext: "cea7403d4d606b6e074ec5d3baf39d18", tag: "d0d1c8a799996bf0265b98b5d48ab919"),
    GCMVector(
      name: "case 15",
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      nonce: "cafebabefacedbaddecaf888", associated: "",
      plaintext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      ciphertext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad",
      tag: "b094dac5d93471bdec1a502270e3cc6c"),
    GCMVector(
      name: "case 16",
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      nonce: "cafebabefacedbaddecaf888", associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      plaintext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      ciphertext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
      tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]
}
