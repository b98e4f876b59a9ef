/// One copy of the header: identity, generation and key slots.
///
/// README.md, "Header copy".
struct VaultHeader: Equatable {
  static let length = 4_096
  static let slotCount = 15
  static let maximumScryptSlots = 4
  static let magic = Array("PHRVLT01".utf8)
  static let format: UInt32 = 1
  private static let macLabel = Array("PHR1 header".utf8)

  /// The 4,096 bytes as they stand in the file.
  private(set) var bytes: [UInt8]

  /// A header without slots, not yet sealed.
  init(vaultID: [UInt8], epoch: UInt64, generation: UInt64) {
    bytes = [UInt8](repeating: 0, count: Self.length)
    bytes.replaceSubrange(0..<8, with: Self.magic)
    bytes.put(Self.format, at: 8)
    bytes.put(UInt32(Self.slotCount), at: 12)
    bytes.put(generation, at: 16)
    bytes.replaceSubrange(24..<40, with: vaultID)
    bytes.put(epoch, at: 40)
  }

  /// Takes a copy whose checksum is right and whose format is ours; use ``HeaderCopies``.
  fileprivate init(uncheckedBytes: [UInt8]) { bytes = uncheckedBytes }

  var generation: UInt64 { bytes.uint64(at: 16) }
  var vaultID: [UInt8] { Array(bytes[24..<40]) }
  var epoch: UInt64 { bytes.uint64(at: 40) }
  var mustUnderstand: UInt32 { bytes.uint32(at: 48) }
  var mustUnderstandToWrite: UInt32 { bytes.uint32(at: 52) }

  var slots: [KeySlot] {
    (0..<Self.slotCount).map { index in
      let start = 64 + index * KeySlot.length
      return KeySlot(bytes: Array(bytes[start..<(start + KeySlot.length)]))
    }
  }

  /// The occupied slots, as people see them.
  var occupiedSlots: [VaultSlot] {
    slots.enumerated().compactMap { index, slot in
      slot.kind.map { VaultSlot(index: index, kind: $0, cost: slot.cost) }
    }
  }

  /// Whether a field that version 1 leaves zero is in use, in a copy that has been verified.
  var isOfNewerFormat: Bool {
    mustUnderstand != 0 || bytes.uint32(at: 12) != UInt32(Self.slotCount)
      || !bytes.isZero(56..<64) || !bytes.isZero(3_904..<4_032)
      || slots.contains { $0.usesReservedBytes }
  }

  /// Replaces a slot; call ``seal(with:)`` afterwards.
  mutating func setSlot(_ index: Int, to slot: KeySlot) {
    let start = 64 + index * KeySlot.length
    bytes.replaceSubrange(start..<(start + KeySlot.length), with: slot.bytes)
  }

  /// Sets the generation; call ``seal(with:)`` afterwards.
  mutating func setGeneration(_ generation: UInt64) { bytes.put(generation, at: 16) }

  /// Writes MAC and checksum.
  mutating func seal(with dataKey: SecretBytes) {
    bytes.replaceSubrange(4_032..<4_064, with: mac(with: dataKey))
    bytes.replaceSubrange(4_064..<4_096, with: SHA256.hash(Array(bytes[..<4_064])))
  }

  /// Whether the holder of the data key wrote this copy.
  func isAuthentic(with dataKey: SecretBytes) -> Bool {
    mac(with: dataKey).withUnsafeBytes { expected in
      bytes.withUnsafeBytes { constantTimeEqual(expected, $0.slice(4_032, 32)) }
    }
  }

  /// HMAC-SHA256 of bytes 0…4031 under HMAC(data key, "PHR1 header").
  private func mac(with dataKey: SecretBytes) -> [UInt8] {
    let hmac = HMACSHA256()
    let key = SecretBytes(count: 32) { output in
      dataKey.withUnsafeBytes { hmac.begin(key: $0) }
      Self.macLabel.withUnsafeBytes { hmac.update($0) }
      hmac.finish(into: output)
    }
    return key.withUnsafeBytes { key in
      bytes.withUnsafeBytes { hmac.authenticate($0.slice(0, 4_032), key: key) }
    }
  }
}

/// What the first 8 KiB of a file hold: two copies, of which one may be torn, lagging or forged.
struct HeaderCopies: Equatable {
  static let length = 2 * VaultHeader.length
  /// The bytes as read; shorter when the file is.
  let bytes: [UInt8]
  /// The copies with a right checksum and our format, in file order; forged ones among them.
  let copies: [VaultHeader?]
  /// Some copy begins with our magic.
  let hasMagic: Bool
  /// Some copy has a right checksum but another format.
  let hasOtherFormat: Bool

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var copies: [VaultHeader?] = []
    var hasMagic = false
    var hasOtherFormat = false
    for start in [0, VaultHeader.length] {
      let copy = Array(
        bytes[min(start, bytes.count)..<min(start + VaultHeader.length, bytes.count)])
      let begins = copy.starts(with: VaultHeader.magic)
      hasMagic = hasMagic || begins
      guard begins, copy.count == VaultHeader.length,
        SHA256.hash(Array(copy[..<4_064])) == Array(copy[4_064...])
      else {
        copies.append(nil)
        continue
      }
      let isOurs = copy.uint32(at: 8) == VaultHeader.format
      hasOtherFormat = hasOtherFormat || !isOurs
      copies.append(isOurs ? VaultHeader(uncheckedBytes: copy) : nil)
    }
    self.copies = copies
    self.hasMagic = hasMagic
    self.hasOtherFormat = hasOtherFormat
  }

  /// The readable copies, newest first.
  var newestFirst: [VaultHeader] {
    copies.compactMap { $0 }.sorted { $0.generation > $1.generation }
  }

  /// The newest copy that the holder of the data key wrote.
  func verified(with dataKey: SecretBytes) -> VaultHeader? {
    newestFirst.first { $0.isAuthentic(with: dataKey) }
  }

  /// Throws when the bytes cannot be tried with any key.
  ///
  /// - Throws: ``VaultError/notAVault``, ``VaultError/headerDamaged`` or
  ///   ``VaultError/newerFormat``.
  func requireReadable() throws {
    guard hasMagic else { throw VaultError.notAVault }
    if newestFirst.isEmpty {
      throw hasOtherFormat ? VaultError.newerFormat : VaultError.headerDamaged
    }
  }

  /// Tries a credential on every copy, newest first, until a slot and the header MAC agree.
  ///
  /// The checksum has no key: a forged newer copy must not hide the good one, and a slot that
  /// only an older copy has opens nothing, or a changed passphrase would still work.
  ///
  /// - Throws: ``VaultError/wrongPassphrase(_:)``, ``VaultError/headerDamaged``,
  ///   ``VaultError/newerFormat``, ``VaultError/noMemory``.
  func unlock(with credential: VaultCredential) throws -> SecretBytes {
    try requireReadable()
    var tried: [KeySlotAttempt: SecretBytes?] = [:]
    var slotOpened = false
    for copy in newestFirst {
      var scryptSlots = 0
      for slot in copy.slots where slot.mayFit(credential) {
        if slot.cost != nil { scryptSlots += 1 }
        if scryptSlots > VaultHeader.maximumScryptSlots { break }
        let attempt = KeySlotAttempt(slot: slot, vaultID: copy.vaultID)
        let known = tried[attempt]
        let opened = if let known { known } else { try attempt.open(with: credential) }
        tried.updateValue(opened, forKey: attempt)
        guard let dataKey = opened else { continue }
        slotOpened = true
        if copy.isAuthentic(with: dataKey) { return try confirm(dataKey, openedBy: slot) }
      }
    }
    if slotOpened { throw VaultError.headerDamaged }
    throw VaultError.wrongPassphrase(hint(for: credential))
  }

  /// Accepts a data key if the newest copy that it authenticates still has the slot.
  private func confirm(_ dataKey: SecretBytes, openedBy slot: KeySlot) throws -> SecretBytes {
    guard let newest = verified(with: dataKey) else { throw VaultError.headerDamaged }
    if newest.isOfNewerFormat { throw VaultError.newerFormat }
    guard newest.slots.contains(slot) else { throw VaultError.wrongPassphrase(.changed) }
    return dataKey
  }

  private func hint(for credential: VaultCredential) -> WrongKeyHint {
    guard case .passphrase = credential, let newest = newestFirst.first else { return .none }
    let kinds = newest.occupiedSlots.map(\.kind)
    return kinds.contains(.passphraseAndKeyFile) && !kinds.contains(.passphrase)
      ? .keyFileNeeded : .none
  }
}

/// A slot under the identity that it is bound to; identical ones are derived once.
private struct KeySlotAttempt: Hashable {
  let slot: KeySlot
  let vaultID: [UInt8]

  func open(with credential: VaultCredential) throws -> SecretBytes? {
    try slot.open(with: credential, vaultID: vaultID)
  }

  static func == (left: KeySlotAttempt, right: KeySlotAttempt) -> Bool {
    left.slot == right.slot && left.vaultID == right.vaultID
  }

  func hash(into hasher: inout Hasher) { hasher.combine(slot.bytes) }
}
