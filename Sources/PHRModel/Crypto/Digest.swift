internal import COpenSSL

/// SHA-256 (FIPS 180-4).
///
/// The C function is `EVP_Digest`.
public enum SHA256 {
  /// Length of a digest in bytes.
  public static let length = 32

  /// The digest of the bytes.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: length)
    let done = digest.withUnsafeMutableBufferPointer {
      EVP_Digest(bytes.baseAddress, bytes.count, $0.baseAddress, nil, EVP_sha256(), nil)
    }
    precondition(done == 1, "libcrypto has no SHA-256")
    return digest
  }

  /// The digest of an array.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { hash($0) }
  }
}

/// HMAC with SHA-256 (RFC 2104), reusable for any number of keys and messages.
///
/// One object per owner: the context is fetched once, because fetching costs more than the MAC
/// of a frame header. The C functions are `EVP_MAC_init`, `EVP_MAC_update` and `EVP_MAC_final`.
public final class HMACSHA256 {
  /// Length of a MAC in bytes.
  public static let length = 32
  private let context: OpaquePointer

  /// Fetches the algorithm from libcrypto.
  public init() {
    let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)
    guard let algorithm, let made = EVP_MAC_CTX_new(algorithm) else {
      fatalError("libcrypto has no HMAC")
    }
    EVP_MAC_free(algorithm)
    context = made
    chooseDigest()
  }

  /// Tells the context which digest to use.
  ///
  /// A parameter points to its name and its value: both must live until the context has read them,
  /// and a string that is passed to a C function lives only as long as that call.
  private func chooseDigest() {
    var digest = Array("SHA256".utf8CString)
    let done = OSSL_MAC_PARAM_DIGEST.withCString { name in
      digest.withUnsafeMutableBufferPointer { value in
        EVP_MAC_CTX_set_params(
          context,
          [
            OSSL_PARAM_construct_utf8_string(name, value.baseAddress, 0),
            OSSL_PARAM_construct_end(),
          ])
      }
    }
    precondition(done == 1, "libcrypto has no SHA-256")
  }

  deinit { EVP_MAC_CTX_free(context) }

  /// Starts a message under `key`.
  ///
  /// An empty key is 32 zero bytes, as HKDF wants it.
  func begin(key: UnsafeRawBufferPointer) {
    let zeros: [UInt8] = key.isEmpty ? [UInt8](repeating: 0, count: 32) : []
    let started: Int32 =
      if key.isEmpty {
        EVP_MAC_init(context, zeros, zeros.count, nil)
      } else {
        EVP_MAC_init(context, key.bindMemory(to: UInt8.self).baseAddress, key.count, nil)
      }
    precondition(started == 1, "HMAC could not be started: libcrypto \(ERR_peek_last_error())")
  }

  /// Adds bytes to the message.
  func update(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    precondition(EVP_MAC_update(context, start, bytes.count) == 1, "HMAC could not go on")
  }

  /// Ends the message and writes the 32 bytes of its MAC.
  func finish(into output: UnsafeMutableRawBufferPointer) {
    precondition(output.count == Self.length, "an HMAC-SHA256 is 32 bytes long")
    var length = 0
    let start = output.bindMemory(to: UInt8.self).baseAddress
    precondition(EVP_MAC_final(context, start, &length, Self.length) == 1, "HMAC failed")
  }

  /// The MAC of one message under one key.
  public func authenticate(
    _ message: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer
  ) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: Self.length)
    begin(key: key)
    update(message)
    result.withUnsafeMutableBytes { finish(into: $0) }
    return result
  }
}
