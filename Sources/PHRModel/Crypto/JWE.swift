public import Foundation
internal import COpenSSL

/// A sealed file in a standard container that public tools open: JWE compact (RFC 7516) with
/// PBES2-HS512+A256KW and A256GCM (RFC 7518, sections 4.8 and 5.3).
///
/// The iteration count is 8,192, because common tools refuse more; the strength is the passcode,
/// which must be random (`Passcode`).
public enum JWE {
  static let algorithm = "PBES2-HS512+A256KW"
  static let encryption = "A256GCM"
  /// Iterations that are written.
  static let count = 8192
  /// Iterations that are accepted: RFC 7518, section 4.8.1.2, asks for 1,000 at least; the upper
  /// limit keeps a forged file from asking for hours.
  static let acceptedCounts = 1000...1_000_000
  private static let saltLength = 16

  /// Why a file cannot be opened.
  public enum Problem: Error, Equatable, Sendable {
    /// It is no JWE in compact form.
    case notSealed
    /// It asks for algorithms or parameters that are not read here.
    case unsupported
  }

  /// Seals the bytes.
  ///
  /// - Returns: The container: five parts of base64url, all ASCII.
  public static func seal(_ plaintext: Data, passcode: Passcode, type: String) throws -> Data {
    let salt = RandomBytes.array(count: saltLength)
    let header: JSONValue = [
      "alg": .string(algorithm), "enc": .string(encryption), "p2s": .string(Base64URL.text(salt)),
      "p2c": .number(String(count)), "cty": .string(type),
    ]
    let protected = Base64URL.text(Array(header.serialized().utf8))
    let key = try wrappingKey(passcode.bytes, salt: salt, count: count)
    let contentKey = SecretBytes.random(count: AESGCM.keyLength)
    let nonce = RandomBytes.array(count: AESGCM.nonceLength)
    var ciphertext = [UInt8](repeating: 0, count: plaintext.count)
    var tag = [UInt8](repeating: 0, count: AESGCM.tagLength)
    try plaintext.withUnsafeBytes { plain in
      try ciphertext.withUnsafeMutableBytes { sealed in
        try tag.withUnsafeMutableBytes { tag in
          try contentKey.withUnsafeBytes { key in
            try nonce.withUnsafeBytes { nonce in
              try Array(protected.utf8).withUnsafeBytes { associated in
                try AESGCM().seal(
                  plain, into: sealed, tag: tag, key: key, nonce: nonce,
                  authenticating: associated)
              }
            }
          }
        }
      }
    }
    let wrapped = try AESKeyWrap.wrap(contentKey, under: key)
    let parts = [protected] + [wrapped, nonce, ciphertext, tag].map(Base64URL.text)
    return Data(parts.joined(separator: ".").utf8)
  }

  /// Opens a container.
  ///
  /// - Throws: `Problem`; `CryptoError.authenticationFailed` if the passcode is wrong or anything
  ///   was changed.
  public static func open(_ sealed: Data, passcode: Passcode) throws -> Data {
    let text = String(decoding: sealed, as: UTF8.self).filter { !$0.isWhitespace }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 5 else { throw Problem.notSealed }
    let decoded = parts.compactMap { Base64URL.bytes($0) }
    guard decoded.count == 5, let header = try? JSONValue(parsing: Data(decoded[0])) else {
      throw Problem.notSealed
    }
    let (salt, count) = try parameters(header)
    let key = try wrappingKey(passcode.bytes, salt: salt, count: count)
    let contentKey = try AESKeyWrap.unwrap(decoded[1], under: key)
    var plain = [UInt8](repeating: 0, count: decoded[3].count)
    try plain.withUnsafeMutableBytes { plain in
      try decoded[3].withUnsafeBytes { ciphertext in
        try decoded[4].withUnsafeBytes { tag in
          try contentKey.withUnsafeBytes { key in
            try decoded[2].withUnsafeBytes { nonce in
              try Array(parts[0].utf8).withUnsafeBytes { associated in
                try AESGCM().open(
                  ciphertext, into: plain, tag: tag, key: key, nonce: nonce,
                  authenticating: associated)
              }
            }
          }
        }
      }
    }
    return Data(plain)
  }

  /// Opens a container with a code as a person types it: as one of ours first, then word for word,
  /// because other programs seal with whatever they are given.
  ///
  /// - Throws: as `open(_:passcode:)`.
  public static func open(_ sealed: Data, typed code: String) throws -> Data {
    let own = Passcode(typed: code)
    do {
      return try open(sealed, passcode: own)
    } catch CryptoError.authenticationFailed where own.text != code {
      return try open(sealed, passcode: Passcode(exactly: code))
    }
  }

  /// Whether a file looks like a sealed one.
  public static func isSealed(_ bytes: Data) -> Bool {
    bytes.starts(with: Array("eyJ".utf8)) && bytes.count { $0 == UInt8(ascii: ".") } == 4
  }

  private static func parameters(_ header: JSONValue) throws -> (salt: [UInt8], count: Int) {
    guard header["alg"]?.string == algorithm, header["enc"]?.string == encryption,
      header["crit"] == nil, header["zip"] == nil,
      let salt = header["p2s"]?.string.flatMap({ Base64URL.bytes($0) }),
      (8...1024).contains(salt.count), case .number(let number)? = header["p2c"],
      let count = Int(number),
      acceptedCounts.contains(count)
    else { throw Problem.unsupported }
    return (salt, count)
  }

  /// PBKDF2 with HMAC-SHA-512 over the salt input `alg ‖ 0 ‖ p2s` (RFC 7518, section 4.8.1.1).
  private static func wrappingKey(
    _ passcode: [UInt8], salt: [UInt8], count: Int
  ) throws -> SecretBytes {
    try PBKDF2.derive(
      passcode, salt: Array(algorithm.utf8) + [0] + salt, iterations: count, length: 32)
  }
}

/// PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-512.
///
/// The C function is `PKCS5_PBKDF2_HMAC`.
enum PBKDF2 {
  static func derive(
    _ passphrase: [UInt8], salt: [UInt8], iterations: Int, length: Int
  ) throws -> SecretBytes {
    try SecretBytes(count: length) { output in
      let done = passphrase.withUnsafeBytes { text in
        PKCS5_PBKDF2_HMAC(
          text.bindMemory(to: CChar.self).baseAddress, Int32(text.count), salt,
          Int32(salt.count), Int32(iterations), EVP_sha512(), Int32(output.count),
          output.bindMemory(to: UInt8.self).baseAddress)
      }
      guard done == 1 else {
        ERR_clear_error()
        throw CryptoError.libraryFailure
      }
    }
  }
}

/// AES key wrap (RFC 3394) under a key of 256 bits.
///
/// The C functions are `EVP_EncryptInit_ex2` and its kin with `id-aes256-wrap`.
enum AESKeyWrap {
  static func wrap(_ key: SecretBytes, under wrapping: SecretBytes) throws -> [UInt8] {
    let plain = key.withUnsafeBytes { Array($0) }
    var wrapped = [UInt8](repeating: 0, count: plain.count + 16)
    let length = try run(plain, under: wrapping, into: &wrapped, encrypts: true)
    return Array(wrapped[..<length])
  }

  /// - Throws: `CryptoError.authenticationFailed` if the key does not fit.
  static func unwrap(_ wrapped: [UInt8], under wrapping: SecretBytes) throws -> SecretBytes {
    guard wrapped.count == AESGCM.keyLength + 8 else { throw CryptoError.authenticationFailed }
    var plain = [UInt8](repeating: 0, count: wrapped.count + 16)
    defer { plain.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
    let length = try run(wrapped, under: wrapping, into: &plain, encrypts: false)
    return SecretBytes(Array(plain[..<length]))
  }

  private static func run(
    _ input: [UInt8], under wrapping: SecretBytes, into output: inout [UInt8], encrypts: Bool
  ) throws -> Int {
    guard let context = EVP_CIPHER_CTX_new(),
      let cipher = EVP_CIPHER_fetch(nil, "id-aes256-wrap", nil)
    else { throw CryptoError.libraryFailure }
    defer {
      EVP_CIPHER_CTX_free(context)
      EVP_CIPHER_free(cipher)
    }
    EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW)
    var length: Int32 = 0
    var rest: Int32 = 0
    let done = wrapping.withUnsafeBytes { key in
      EVP_CipherInit_ex2(
        context, cipher, key.bindMemory(to: UInt8.self).baseAddress, nil, encrypts ? 1 : 0, nil)
        == 1 && EVP_CipherUpdate(context, &output, &length, input, Int32(input.count)) == 1
    }
    guard done, EVP_CipherFinal_ex(context, nil, &rest) == 1 else {
      ERR_clear_error()
      throw CryptoError.authenticationFailed
    }
    return Int(length + rest)
  }
}
