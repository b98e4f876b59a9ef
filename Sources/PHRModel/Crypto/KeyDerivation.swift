internal import COpenSSL

/// HKDF with SHA-256 (RFC 5869).
public enum HKDF {
  /// Derives `count` bytes (at most 8,160) from key material, an optional salt and a label.
  public static func derive(
    _ keyMaterial: SecretBytes, salt: [UInt8] = [], info: [UInt8], count: Int = 32
  ) -> SecretBytes {
    precondition(count > 0 && count <= 255 * SHA256.length, "HKDF gives 1 to 8,160 bytes")
    let hmac = HMACSHA256()
    let pseudoRandomKey = SecretBytes(count: SHA256.length) { output in
      salt.withUnsafeBytes { hmac.begin(key: $0) }
      keyMaterial.withUnsafeBytes { hmac.update($0) }
      hmac.finish(into: output)
    }
    return SecretBytes(count: count) { output in
      expand(pseudoRandomKey, info: info, hmac: hmac, into: output)
    }
  }

  /// RFC 5869, section 2.3: T(n) = HMAC(PRK, T(n-1) ‖ info ‖ n).
  private static func expand(
    _ key: SecretBytes, info: [UInt8], hmac: HMACSHA256, into output: UnsafeMutableRawBufferPointer
  ) {
    _ = SecretBytes(count: SHA256.length) { block in
      var written = 0
      var counter: UInt8 = 0
      while written < output.count {
        counter += 1
        key.withUnsafeBytes { hmac.begin(key: $0) }
        if counter > 1 { hmac.update(UnsafeRawBufferPointer(block)) }
        info.withUnsafeBytes { hmac.update($0) }
        withUnsafeBytes(of: counter) { hmac.update($0) }
        hmac.finish(into: block)
        let take = min(block.count, output.count - written)
        output[written..<(written + take)].copyBytes(from: block[0..<take])
        written += take
      }
    }
  }
}

/// scrypt (RFC 7914) with the limits of VAULT format 1.
public struct ScryptCost: Equatable, Sendable {
  /// Binary logarithm of the cost factor N.
  public let log2N: UInt8
  /// Block size r.
  public let blockSize: UInt8
  /// Parallelisation p.
  public let parallelism: UInt8

  /// The cheapest cost that a vault may carry: for tests and the throw-away vaults of the demo.
  public static let cheapest = ScryptCost(uncheckedLog2N: 14)
  /// 128 MiB and about 0.3 s on a small machine of 2023.
  public static let standard = ScryptCost(uncheckedLog2N: 17)
  /// 256 MiB; chosen by calibration where it takes no more than a second.
  public static let strong = ScryptCost(uncheckedLog2N: 18)

  private init(uncheckedLog2N log2N: UInt8) {
    self.log2N = log2N
    blockSize = 8
    parallelism = 1
  }

  /// Takes the parameters of a slot; `nil` outside the limits (log2 N 14…20, r 8, p 1…4), so that
  /// a forged header cannot ask for hours or for all memory.
  public init?(log2N: UInt8, blockSize: UInt8, parallelism: UInt8) {
    guard (14...20).contains(log2N), blockSize == 8, (1...4).contains(parallelism) else {
      return nil
    }
    self.log2N = log2N
    self.blockSize = blockSize
    self.parallelism = parallelism
  }
}

/// scrypt (RFC 7914).
///
/// The C function is `EVP_PBE_scrypt`.
public enum Scrypt {
  /// Derives 32 bytes from a passphrase.
  ///
  /// - Throws: ``CryptoError/libraryFailure`` when there is no memory for it.
  public static func derive(
    _ passphrase: SecretBytes, salt: [UInt8], cost: ScryptCost
  ) throws -> SecretBytes {
    try derive(
      passphrase, salt: salt, n: 1 << UInt64(cost.log2N), r: UInt64(cost.blockSize),
      p: UInt64(cost.parallelism), count: 32)
  }

  /// The function with any parameters, for the vectors of the RFC.
  static func derive(
    _ passphrase: SecretBytes, salt: [UInt8], n: UInt64, r: UInt64, p: UInt64, count: Int
  ) throws -> SecretBytes {
    // libcrypto counts a little more than 128 · r · (N + p): its own default of 32 MiB, or exactly
    // 128 MiB, refuses N = 2^17.
    let memoryLimit = max(UInt64(256 << 20), 128 * r * (n + p + 32) + (1 << 20))
    return try SecretBytes(count: count) { output in
      let done = passphrase.withUnsafeBytes { text in
        EVP_PBE_scrypt(
          text.bindMemory(to: CChar.self).baseAddress, text.count, salt, salt.count, n, r, p,
          memoryLimit, output.bindMemory(to: UInt8.self).baseAddress, output.count)
      }
      guard done == 1 else {
        ERR_clear_error()
        throw CryptoError.libraryFailure
      }
    }
  }
}
