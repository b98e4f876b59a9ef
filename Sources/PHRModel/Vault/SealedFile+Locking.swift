/// Locks of the open file description, at bytes that no file reaches. README.md, "Locks".
///
/// Unlike POSIX locks they belong to the descriptor, so that another close() in this process
/// does not drop them.
extension SealedFile {
  enum LockByte {
    static let pending: UInt64 = 1 << 40
    static let reserved: UInt64 = (1 << 40) + 1
    static let shared: UInt64 = (1 << 40) + 2
  }

  /// Raises the lock to `wanted`; taking SHARED brings the image up to date.
  ///
  /// - Throws: ``VaultError/busy``; everything that ``refresh()`` throws;
  ///   ``VaultError/readOnly(_:)`` above SHARED.
  func lock(_ wanted: LockLevel) throws {
    if level < .shared, wanted >= .shared { try lockShared() }
    if level < .reserved, wanted >= .reserved {
      if let broken { throw broken }
      if let reason = readOnlyReasons.first { throw VaultError.readOnly(reason) }
      try files.tryLock(descriptor, byte: LockByte.reserved, .exclusive)
      level = .reserved
      // A reader may trust the file's time of change, a writer looks. "Busy" makes SQLite let go of
      // SHARED, and taking it anew meets the difference.
      if isTrusting, try !standsUnchanged() {
        settled = nil
        unlock(to: .shared)
        throw VaultError.busy
      }
    }
    guard wanted == .exclusive, level < .exclusive else { return }
    if level < .pending {
      try files.tryLock(descriptor, byte: LockByte.pending, .exclusive)
      level = .pending
    }
    // Refused while others read: PENDING stays, so that no new reader comes in.
    try files.tryLock(descriptor, byte: LockByte.shared, .exclusive)
    level = .exclusive
  }

  private func lockShared() throws {
    try takeShared(of: descriptor)
    level = .shared
    do {
      try refresh()
    } catch {
      unlock(to: .none)
      throw error
    }
  }

  /// Takes SHARED on a descriptor; a waiting writer's PENDING keeps new readers out.
  func takeShared(of descriptor: Int32) throws {
    try files.tryLock(descriptor, byte: LockByte.pending, .shared)
    defer { try? files.tryLock(descriptor, byte: LockByte.pending, .unlocked) }
    try files.tryLock(descriptor, byte: LockByte.shared, .shared)
  }

  /// Lowers the lock.
  ///
  /// An unfinished transaction is undone: outside a write lock the image is always a committed
  /// state.
  func unlock(to wanted: LockLevel) {
    guard level > wanted else { return }
    if image.hasChanges { image.restore() }
    if wanted == .shared {
      if level == .exclusive {
        try? files.tryLock(descriptor, byte: LockByte.shared, .shared)
      }
      try? files.tryLock(descriptor, byte: LockByte.pending, .unlocked)
      try? files.tryLock(descriptor, byte: LockByte.reserved, .unlocked)
    } else if level == .shared {
      try? files.tryLock(descriptor, byte: LockByte.shared, .unlocked)
    } else {
      releaseLocks(of: descriptor)
    }
    level = wanted
  }

  /// Unlocks explicitly: a duplicate of the descriptor would keep the locks beyond close(2).
  func releaseLocks(of descriptor: Int32) {
    for byte in [LockByte.shared, LockByte.reserved, LockByte.pending] {
      try? files.tryLock(descriptor, byte: byte, .unlocked)
    }
  }

  /// Whether this or another process holds RESERVED.
  func isReserved() throws -> Bool {
    if level >= .reserved { return true }
    return try files.converting(.lock) {
      try files.retrying { try files.isLocked(descriptor, byte: LockByte.reserved) }
    }
  }
}
