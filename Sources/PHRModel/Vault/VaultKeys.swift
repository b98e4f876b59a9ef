/// The data key of a vault and the keys derived from it.
///
/// Labels as in README.md, "Keys"; all derivations are HKDF-SHA256 without salt.
final class VaultKeys: Sendable {
  /// 32 random bytes, sealed in every key slot.
  let dataKey: SecretBytes
  /// Authenticates frame headers.
  let frameHeaderKey: SecretBytes
  /// Authenticates the state that this machine remembers.
  let stateKey: SecretBytes

  init(dataKey: SecretBytes) {
    self.dataKey = dataKey
    frameHeaderKey = HKDF.derive(dataKey, info: Array("PHR1H".utf8))
    stateKey = HKDF.derive(dataKey, info: Array("PHR1S".utf8))
  }
}
