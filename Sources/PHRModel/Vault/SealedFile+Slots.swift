/// Changing who can open the file. Only the header is rewritten; older copies of the file still
/// open with what opened them then.
extension SealedFile {
  /// Adds a slot.
  ///
  /// - Returns: Its place.
  func addSlot(for credential: VaultCredential, cost: ScryptCost) throws -> Int {
    let slot = try seal(credential, cost: cost)
    var place = 0
    try changeSlots { slots in
      guard let free = slots.firstIndex(where: { $0.kind == nil }) else {
        throw VaultError.noFreeSlot
      }
      slots[free] = slot
      place = free
    }
    return place
  }

  /// Puts another credential in the place of a slot.
  func replaceSlot(_ index: Int, with credential: VaultCredential, cost: ScryptCost) throws {
    let slot = try seal(credential, cost: cost)
    try changeSlots { slots in
      try Self.requireKnown(slots, index)
      slots[index] = slot
    }
  }

  /// Removes a slot, but never the last one that this version can open.
  func removeSlot(_ index: Int) throws {
    try changeSlots { slots in
      try Self.requireKnown(slots, index)
      slots[index] = .empty
    }
  }

  /// scrypt takes its time: no lock is held meanwhile.
  private func seal(_ credential: VaultCredential, cost: ScryptCost) throws -> KeySlot {
    try KeySlot(sealing: keys.dataKey, for: credential, vaultID: header.vaultID, cost: cost)
  }

  private static func requireKnown(_ slots: [KeySlot], _ index: Int) throws {
    guard slots.indices.contains(index), let kind = slots[index].kind else {
      throw VaultError.noSuchSlot
    }
    if case .unknown = kind { throw VaultError.noSuchSlot }
  }

  private func changeSlots(_ change: (inout [KeySlot]) throws -> Void) throws {
    try exclusively(patience: .standard) {
      if headerNeedsRepair { try writeHeader(header) }
      var slots = header.slots
      try change(&slots)
      let known = slots.filter { slot in
        if case .unknown = slot.kind { return false }
        return slot.kind != nil
      }
      guard !known.isEmpty else { throw VaultError.lastSlot }
      guard slots.filter({ $0.cost != nil }).count <= VaultHeader.maximumScryptSlots else {
        throw VaultError.noFreeSlot
      }
      var renewed = header
      for (index, slot) in slots.enumerated() { renewed.setSlot(index, to: slot) }
      renewed.setGeneration(max(header.generation, log.highestGeneration) + 1)
      renewed.seal(with: keys.dataKey)
      try writeHeader(renewed)
      try commitNothing()
    }
  }
}
