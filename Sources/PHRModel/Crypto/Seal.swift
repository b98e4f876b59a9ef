internal import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag.
///
/// One object per owner: cipher and contexts are made once and re-keyed for every message, which
/// costs a third of making them anew. The C functions are `EVP_EncryptInit_ex2`,
/// `EVP_DecryptInit_ex2` and their kin.
public final class AESGCM {
  /// Length of a key in bytes.
  public static let keyLength = 32
  /// Length of a nonce in bytes.
  public static let nonceLength = 12
  /// Length of a tag in bytes.
  public static let tagLength = 16
  private let cipher: OpaquePointer
  private let sealing: OpaquePointer
  private let opening: OpaquePointer

  /// Fetches the cipher from libcrypto.
  public init() {
    guard let cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil),
      let sealing = EVP_CIPHER_CTX_new(), let opening = EVP_CIPHER_CTX_new(),
      EVP_EncryptInit_ex2(sealing, cipher, nil, nil, nil) == 1,
      EVP_DecryptInit_ex2(opening, cipher, nil, nil, nil) == 1
    else { fatalError("libcrypto has no AES-256-GCM") }
    self.cipher = cipher
    self.sealing = sealing
    self.opening = opening
  }

  deinit {
    EVP_CIPHER_CTX_free(sealing)
    EVP_CIPHER_CTX_free(opening)
    EVP_CIPHER_free(cipher)
  }

  /// Encrypts `plaintext` into `ciphertext` (same length, may be the same memory) and writes the
  /// tag.
  ///
  /// A key and nonce must never meet twice.
  public func seal(
    _ plaintext: UnsafeRawBufferPointer, into ciphertext: UnsafeMutableRawBufferPointer,
    tag: UnsafeMutableRawBufferPointer, key: UnsafeRawBufferPointer,
    nonce: UnsafeRawBufferPointer, authenticating associated: UnsafeRawBufferPointer
  ) throws {
    guard key.count == Self.keyLength, nonce.count == Self.nonceLength,
      tag.count == Self.tagLength, ciphertext.count == plaintext.count
    else { throw CryptoError.invalidParameters }
    var length: Int32 = 0
    guard EVP_EncryptInit_ex2(sealing, nil, bytes(key), bytes(nonce), nil) == 1,
      EVP_EncryptUpdate(sealing, nil, &length, bytes(associated), Int32(associated.count)) == 1,
      plaintext.isEmpty
        || EVP_EncryptUpdate(
          sealing, ciphertext.bindMemory(to: UInt8.self).baseAddress, &length, bytes(plaintext),
          Int32(plaintext.count)) == 1,
      EVP_EncryptFinal_ex(sealing, nil, &length) == 1,
      EVP_CIPHER_CTX_ctrl(
        sealing, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagLength), tag.baseAddress) == 1
    else { throw failure(.libraryFailure) }
  }

  /// Decrypts `ciphertext` into `plaintext` (same length, may be the same memory).
  ///
  /// - Throws: ``CryptoError/authenticationFailed`` when anything differs from what was sealed;
  ///   then `plaintext` has been wiped.
  public func open(
    _ ciphertext: UnsafeRawBufferPointer, into plaintext: UnsafeMutableRawBufferPointer,
    tag: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer, nonce: UnsafeRawBufferPointer,
    authenticating associated: UnsafeRawBufferPointer
  ) throws {
    guard key.count == Self.keyLength, nonce.count == Self.nonceLength,
      tag.count == Self.tagLength, ciphertext.count == plaintext.count
    else { throw CryptoError.invalidParameters }
    var length: Int32 = 0
    guard EVP_DecryptInit_ex2(opening, nil, bytes(key), bytes(nonce), nil) == 1,
      EVP_DecryptUpdate(opening, nil, &length, bytes(associated), Int32(associated.count)) == 1,
      ciphertext.isEmpty
        || EVP_DecryptUpdate(
          opening, plaintext.bindMemory(to: UInt8.self).baseAddress, &length, bytes(ciphertext),
          Int32(ciphertext.count)) == 1,
      EVP_CIPHER_CTX_ctrl(
        opening, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagLength),
        UnsafeMutableRawPointer(mutating: tag.baseAddress)) == 1,
      EVP_DecryptFinal_ex(opening, nil, &length) == 1
    else {
      if let start = plaintext.baseAddress { OPENSSL_cleanse(start, plaintext.count) }
      throw failure(.authenticationFailed)
    }
  }

  private func bytes(_ buffer: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
    buffer.bindMemory(to: UInt8.self).baseAddress
  }

  /// Empties libcrypto's error queue, which would otherwise speak up in an unrelated call.
  private func failure(_ error: CryptoError) -> CryptoError {
    ERR_clear_error()
    return error
  }
}
