/// Seals and opens frames under the keys of one vault.
///
/// Every body has a key of its own, HKDF(data key, salt, "PHR1F" ‖ vault id ‖ header bytes 8…31 ‖
/// 64…79), used once with a zero nonce; the header is authenticated by an HMAC of its own, so that
/// the chain can be walked without decrypting.
final class FrameCipher {
  private let keys: VaultKeys
  private let vaultID: [UInt8]
  private let hmac = HMACSHA256()
  private let aes = AESGCM()
  private let scratch = SecretScratch(count: 128)
  private let nonce = [UInt8](repeating: 0, count: AESGCM.nonceLength)
  private var info: [UInt8]
  private var associated: [UInt8]

  init(keys: VaultKeys, vaultID: [UInt8]) {
    self.keys = keys
    self.vaultID = vaultID
    info = Array("PHR1F".utf8) + vaultID + [UInt8](repeating: 0, count: 40) + [1]
    associated = vaultID + [UInt8](repeating: 0, count: FrameHeader.boundLength)
  }

  /// Whether the header MAC is right.
  ///
  /// Compares in constant time.
  func isAuthentic(_ header: UnsafeRawBufferPointer) -> Bool {
    guard FrameHeader.hasMagic(header) else { return false }
    let mac = scratch.part(0, 32)
    computeMAC(header, into: mac)
    return constantTimeEqual(UnsafeRawBufferPointer(mac.slice(0, 16)), header.slice(96, 16))
  }

  /// Fills in salt, tag and MAC of `header` (magic, numbers and previous MAC are there already)
  /// and encrypts `body` in place.
  func seal(_ header: UnsafeMutableRawBufferPointer, body: UnsafeMutableRawBufferPointer) throws {
    RandomBytes.fill(header.slice(32, 32))
    let key = bindKey(UnsafeRawBufferPointer(header))
    try nonce.withUnsafeBytes { nonce in
      try associated.withUnsafeBytes { associated in
        try aes.seal(
          UnsafeRawBufferPointer(body), into: body, tag: header.slice(80, 16), key: key,
          nonce: nonce, authenticating: associated)
      }
    }
    let mac = scratch.part(0, 32)
    computeMAC(UnsafeRawBufferPointer(header), into: mac)
    header.slice(96, 16).copyMemory(from: UnsafeRawBufferPointer(mac.slice(0, 16)))
  }

  /// Decrypts a body into `plaintext` under an authentic header.
  ///
  /// - Returns: `false`, with `plaintext` wiped, when the body is not the one that was sealed.
  func open(
    _ header: FrameHeader, body: UnsafeRawBufferPointer,
    into plaintext: UnsafeMutableRawBufferPointer
  ) -> Bool {
    header.bytes.withUnsafeBytes { header in
      let key = bindKey(header)
      return nonce.withUnsafeBytes { nonce in
        associated.withUnsafeBytes { associated in
          do {
            try aes.open(
              body, into: plaintext, tag: header.slice(80, 16), key: key, nonce: nonce,
              authenticating: associated)
            return true
          } catch {
            return false
          }
        }
      }
    }
  }

  /// HMAC-SHA256(K_h, vault id ‖ header bytes 0…95).
  private func computeMAC(
    _ header: UnsafeRawBufferPointer, into mac: UnsafeMutableRawBufferPointer
  ) {
    keys.frameHeaderKey.withUnsafeBytes { hmac.begin(key: $0) }
    vaultID.withUnsafeBytes { hmac.update($0) }
    hmac.update(header.slice(0, FrameHeader.authenticatedLength))
    hmac.finish(into: mac)
  }

  /// Derives the frame key and sets the associated data for one header.
  private func bindKey(_ header: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let idLength = vaultID.count
    info.withUnsafeMutableBytes { info in
      info.slice(5 + idLength, 24).copyMemory(from: header.slice(8, 24))
      info.slice(29 + idLength, 16).copyMemory(from: header.slice(64, 16))
    }
    associated.withUnsafeMutableBytes { associated in
      associated.slice(idLength, FrameHeader.boundLength)
        .copyMemory(from: header.slice(0, FrameHeader.boundLength))
    }
    // HKDF of one block: PRK = HMAC(salt, data key), key = HMAC(PRK, info ‖ 01).
    let pseudoRandomKey = scratch.part(32, 32)
    hmac.begin(key: header.slice(32, 32))
    keys.dataKey.withUnsafeBytes { hmac.update($0) }
    hmac.finish(into: pseudoRandomKey)
    let key = scratch.part(64, 32)
    hmac.begin(key: UnsafeRawBufferPointer(pseudoRandomKey))
    info.withUnsafeBytes { hmac.update($0) }
    hmac.finish(into: key)
    return UnsafeRawBufferPointer(key)
  }
}
