/// Where the header comes from that opens a file whose own may be gone.
public enum SalvageHeader: Sendable {
  /// The file's own copies, then the ones that this machine keeps.
  case own
  /// Another file's: a backup's, or `.prev`.
  case file(String)
  /// The printed recovery slot.
  case sheet(RecoverySheet)
}

/// The data key of a damaged file, and whose it is.
struct SalvageKey {
  let dataKey: SecretBytes
  let vaultID: [UInt8]

  /// A slot under the identity that it was sealed for.
  private struct Candidate {
    let slot: KeySlot
    let vaultID: [UInt8]
  }

  /// Finds the key that a credential gives and that authenticates something in the file.
  ///
  /// Slots are tried even in header copies whose checksum is wrong: each slot authenticates
  /// itself, and what is not the file's key authenticates no frame of it.
  ///
  /// - Throws: ``VaultError/wrongPassphrase(_:)`` when no slot fits,
  ///   ``VaultError/headerDamaged`` when there is no slot to try, ``VaultError/damaged(_:)`` when a
  ///   slot fits but nothing in the file does.
  init(
    of descriptor: Int32, credential: VaultCredential, header: SalvageHeader,
    options: VaultOptions
  ) throws {
    let candidates = try Self.candidates(of: descriptor, header, options)
    if candidates.isEmpty { throw VaultError.headerDamaged }
    var didOpen = false
    for candidate in candidates where candidate.slot.mayFit(credential) {
      guard
        let key = try candidate.slot.open(with: credential, vaultID: candidate.vaultID)
      else { continue }
      didOpen = true
      let cipher = FrameCipher(keys: VaultKeys(dataKey: key), vaultID: candidate.vaultID)
      if try Self.authenticatesSomething(cipher, in: descriptor, options.files) {
        dataKey = key
        vaultID = candidate.vaultID
        return
      }
    }
    guard didOpen else { throw VaultError.wrongPassphrase(.none) }
    throw VaultError.damaged(
      VaultDamage(kind: .unauthentic, frame: nil, offset: UInt64(HeaderCopies.length)))
  }

  private static func candidates(
    of descriptor: Int32, _ header: SalvageHeader, _ options: VaultOptions
  ) throws -> [Candidate] {
    let files = options.files
    switch header {
    case .sheet(let sheet):
      return [Candidate(slot: sheet.slot, vaultID: sheet.vaultID)]
    case .file(let path):
      let other = try files.openFile(path, .read)
      defer { files.close(other) }
      return distinct(copies(try files.readBytes(other, HeaderCopies.length, at: 0)))
    case .own:
      let own = copies(try files.readBytes(descriptor, HeaderCopies.length, at: 0))
      let kept = StateStore.keptHeaders(in: options.stateDirectory, files: files)
      return distinct(own + kept)
    }
  }

  /// The two copies at the beginning of a file, whole or not.
  private static func copies(_ bytes: [UInt8]) -> [[UInt8]] {
    [bytes.prefix(VaultHeader.length), bytes.dropFirst(VaultHeader.length)].map { Array($0) }
  }

  /// The slots of header copies, the same one once; a forged header may not cost hours.
  private static func distinct(_ headers: [[UInt8]]) -> [Candidate] {
    var seen: Set<[UInt8]> = []
    return headers.filter { $0.count == VaultHeader.length }.flatMap { bytes -> [Candidate] in
      let vaultID = Array(bytes[24..<40])
      let slots = (0..<VaultHeader.slotCount).map { index in
        let start = 64 + index * KeySlot.length
        return KeySlot(bytes: Array(bytes[start..<(start + KeySlot.length)]))
      }
      let known = slots.filter { $0.kind != nil && seen.insert(vaultID + $0.bytes).inserted }
      let stretched = known.filter { $0.cost != nil }.prefix(VaultHeader.maximumScryptSlots)
      return (known.filter { $0.cost == nil } + stretched).map {
        Candidate(slot: $0, vaultID: vaultID)
      }
    }
  }

  private struct Found: Error {}

  private static func authenticatesSomething(
    _ cipher: FrameCipher, in descriptor: Int32, _ files: any VaultFileOperations
  ) throws -> Bool {
    let loader = try LogLoader(files: files, descriptor: descriptor, cipher: cipher)
    let size = try files.facts(descriptor).size
    do {
      try loader.forEachMagic(from: 0, to: size) { _, bytes in
        if cipher.isAuthentic(bytes) { throw Found() }
      }
      return false
    } catch is Found {
      return true
    }
  }
}
