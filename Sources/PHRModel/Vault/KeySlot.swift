/// One of the fifteen places in a header that can hold the data key, sealed under a key of its own.
///
/// README.md, "Key slots".
struct KeySlot: Equatable {
  static let length = 256
  private static let boundLength = 48
  private enum KDF {
    static let scrypt: UInt32 = 1
    static let hkdf: UInt32 = 2
  }

  /// The 256 bytes; slots of unknown kinds are carried unchanged.
  private(set) var bytes: [UInt8]

  static let empty = KeySlot(bytes: [UInt8](repeating: 0, count: length))

  init(bytes: [UInt8]) {
    precondition(bytes.count == Self.length, "a slot has 256 bytes")
    self.bytes = bytes
  }

  /// The kind; `nil` when empty.
  var kind: VaultSlotKind? {
    switch bytes.uint32(at: 0) {
    case 0: nil
    case 1: .passphrase
    case 2: .recoveryCode
    case 3: .exchangeKey
    case 4: .passphraseAndKeyFile
    case let other: .unknown(other)
    }
  }

  /// The scrypt cost; `nil` for other derivations and outside the limits.
  var cost: ScryptCost? {
    guard bytes.uint32(at: 4) == KDF.scrypt else { return nil }
    return ScryptCost(log2N: bytes[8], blockSize: bytes[9], parallelism: bytes[10])
  }

  /// Whether a field that version 1 leaves zero is in use.
  var usesReservedBytes: Bool {
    switch kind {
    case nil: !bytes.isZero(0..<Self.length)
    case .unknown: false
    default: !bytes.isZero(11..<16) || !bytes.isZero(108..<Self.length)
    }
  }

  private var salt: [UInt8] { Array(bytes[16..<48]) }

  /// Seals the data key for a credential.
  ///
  /// - Throws: ``VaultError/noMemory`` when scrypt has none.
  init(
    sealing dataKey: SecretBytes, for credential: VaultCredential, vaultID: [UInt8],
    cost: ScryptCost
  ) throws {
    bytes = [UInt8](repeating: 0, count: Self.length)
    let usesScrypt = credential.usesScrypt
    bytes.put(credential.slotNumber, at: 0)
    bytes.put(usesScrypt ? KDF.scrypt : KDF.hkdf, at: 4)
    if usesScrypt {
      bytes[8] = cost.log2N
      bytes[9] = cost.blockSize
      bytes[10] = cost.parallelism
    }
    bytes.replaceSubrange(16..<60, with: RandomBytes.array(count: 44))
    let key = try keyEncryptionKey(for: credential)
    let associated = vaultID + bytes[0..<Self.boundLength]
    let nonce = Array(bytes[48..<60])
    try bytes.withUnsafeMutableBytes { slot in
      try key.withUnsafeBytes { key in
        try dataKey.withUnsafeBytes { dataKey in
          try nonce.withUnsafeBytes { nonce in
            try associated.withUnsafeBytes { associated in
              try AESGCM().seal(
                dataKey, into: slot.slice(60, 32), tag: slot.slice(92, 16), key: key, nonce: nonce,
                authenticating: associated)
            }
          }
        }
      }
    }
  }

  /// Whether it is worth trying the credential here.
  func mayFit(_ credential: VaultCredential) -> Bool {
    switch (kind, credential) {
    case (.passphrase, .passphrase), (.passphrase, .passphraseAndKeyFile),
      (.passphraseAndKeyFile, .passphraseAndKeyFile):
      cost != nil
    case (.recoveryCode, .recoveryCode), (.exchangeKey, .exchangeKey):
      bytes.uint32(at: 4) == KDF.hkdf
    default: false
    }
  }

  /// The data key, or `nil` when the credential does not fit.
  ///
  /// - Throws: ``VaultError/noMemory`` when scrypt has none.
  func open(with credential: VaultCredential, vaultID: [UInt8]) throws -> SecretBytes? {
    let key = try keyEncryptionKey(for: credential)
    let associated = vaultID + bytes[0..<Self.boundLength]
    do {
      return try SecretBytes(count: AESGCM.keyLength) { output in
        try bytes.withUnsafeBytes { slot in
          try key.withUnsafeBytes { key in
            try associated.withUnsafeBytes { associated in
              try AESGCM().open(
                slot.slice(60, 32), into: output, tag: slot.slice(92, 16), key: key,
                nonce: slot.slice(48, 12), authenticating: associated)
            }
          }
        }
      }
    } catch CryptoError.authenticationFailed {
      return nil
    }
  }

  /// The key that seals the data key in this slot.
  private func keyEncryptionKey(for credential: VaultCredential) throws -> SecretBytes {
    switch credential {
    case .passphrase(let passphrase):
      return try stretched(passphrase)
    case .passphraseAndKeyFile(let passphrase, let keyFile):
      let stretched = try stretched(passphrase)
      guard kind == .passphraseAndKeyFile else { return stretched }
      let both = SecretBytes(count: 64) { output in
        stretched.withUnsafeBytes { output.slice(0, 32).copyMemory(from: $0) }
        keyFile.digest.withUnsafeBytes { output.slice(32, 32).copyMemory(from: $0) }
      }
      return HKDF.derive(both, salt: salt, info: Array("PHR1K".utf8))
    case .recoveryCode(let code):
      return HKDF.derive(code.secret, salt: salt, info: Array("PHR1R".utf8))
    case .exchangeKey(let key):
      return HKDF.derive(key, salt: salt, info: Array("PHR1D".utf8))
    }
  }

  private func stretched(_ passphrase: Passphrase) throws -> SecretBytes {
    guard let cost else { throw VaultError.newerFormat }
    do {
      return try Scrypt.derive(passphrase.bytes, salt: salt, cost: cost)
    } catch CryptoError.libraryFailure {
      throw VaultError.noMemory
    }
  }
}

extension VaultCredential {
  /// Number of the slot kind in the file.
  fileprivate var slotNumber: UInt32 {
    switch self {
    case .passphrase: 1
    case .recoveryCode: 2
    case .exchangeKey: 3
    case .passphraseAndKeyFile: 4
    }
  }

  /// Whether a slot for it counts among the four that scrypt may have.
  var usesScrypt: Bool {
    switch self {
    case .passphrase, .passphraseAndKeyFile: true
    case .recoveryCode, .exchangeKey: false
    }
  }
}
