/// How a backup stands to the file that it would replace.
public enum VaultRestoreStanding: Equatable, Sendable {
  /// Nothing stands there.
  case nothingThere
  /// Both hold the same.
  case same
  /// The backup contains everything that the file has, and more.
  case newer
  /// The file has commits that the backup lacks, this many at least.
  case older(commits: UInt64)
  /// Each has what the other lacks.
  case diverged
  /// The file is the same vault under another data key: it was rekeyed since, or before.
  case otherKey
  /// The file is another vault.
  case otherVault
  /// The file cannot be read: damaged, of a newer format, or no vault at all.
  case unreadable(VaultError)

  /// Whether the person must agree before the file is replaced.
  public var needsConfirmation: Bool {
    switch self {
    case .nothingThere, .same, .newer: false
    case .older, .diverged, .otherKey, .otherVault, .unreadable: true
    }
  }
}

/// Bringing a backup back. README.md, "Restoring".
extension SealedFile {
  /// Holds this copy against what stands under a path.
  func standing(over path: String) throws -> VaultRestoreStanding {
    guard let found = try files.facts(path: path) else { return .nothingThere }
    if found.isLink { throw VaultError.symbolicLink }
    guard found.isRegular else { throw VaultError.notARegularFile }
    do {
      let other = try SealedFile.open(path, dataKey: keys.dataKey, options: options.forCopies)
      defer { other.close() }
      return standing(over: other)
    } catch VaultError.headerDamaged {
      return try kinship(of: path)
    } catch let error as VaultError where error != .busy {
      return .unreadable(error)
    }
  }

  private func standing(over other: SealedFile) -> VaultRestoreStanding {
    guard other.header.vaultID == header.vaultID else { return .otherVault }
    switch log.standing(against: other.log.vector) {
    case .successor:
      return log.vector == other.log.vector && header.generation == other.header.generation
        ? .same : .newer
    case .older:
      let behind = other.log.position.commit &- log.position.commit
      return .older(commits: other.log.position.commit > log.position.commit ? behind : 1)
    case .diverged: return .diverged
    }
  }

  /// Our data key does not open it: what its header says of itself.
  private func kinship(of path: String) throws -> VaultRestoreStanding {
    let descriptor = try files.openFile(path, .read)
    defer { files.close(descriptor) }
    let copies = HeaderCopies(try files.readBytes(descriptor, HeaderCopies.length, at: 0))
    guard let newest = copies.newestFirst.first else { return .unreadable(.headerDamaged) }
    if newest.vaultID != header.vaultID { return .otherVault }
    return newest.epoch == header.epoch ? .unreadable(.headerDamaged) : .otherKey
  }

  /// Puts this copy under a path; what stood there becomes `NAME.prev`.
  ///
  /// The remembered state is set to what this copy holds, and this machine goes on as a new
  /// device, so that what is forgotten here is never taken for what is written from now on.
  ///
  /// - Returns: Where the replaced file is kept; `nil` when nothing stood there.
  /// - Throws: ``VaultError/busy`` while another program works on the file, and the errors of
  ///   writing; the old file then stands as it was.
  func restore(to target: String, rememberingIn place: VaultStateDirectory) throws -> String? {
    let existing = try files.facts(path: target)
    if existing?.isLink == true { throw VaultError.symbolicLink }
    guard existing?.isRegular != false else { throw VaultError.notARegularFile }
    guard existing != nil else {
      try FinishedFile(files: files).make(target, replacing: false) {
        try copyWhole(to: $0)
      } check: {
        try checkCopy($0)
      }
      try remember(in: place)
      return nil
    }
    let old = try files.openFile(target, .readWrite)
    defer {
      releaseLocks(of: old)
      files.close(old)
    }
    try Patience.standard.retry { try lockAlone(old) }
    let previous = try exchange(with: target)
    try remember(in: place)
    return previous
  }

  /// EXCLUSIVE on a file that is not ours, or nothing at all.
  private func lockAlone(_ descriptor: Int32) throws {
    do {
      for byte in [LockByte.reserved, LockByte.pending, LockByte.shared] {
        try files.tryLock(descriptor, byte: byte, .exclusive)
      }
    } catch {
      releaseLocks(of: descriptor)
      throw error
    }
  }

  private func exchange(with target: String) throws -> String {
    let fresh = SidecarName.fresh(target)
    let previous = target + SidecarName.previous
    let descriptor = try files.openFile(fresh, .createNew)
    let ours = try files.facts(descriptor).identity
    do {
      defer { files.close(descriptor) }
      try copyWhole(to: descriptor)
      try files.flush(descriptor)
      try checkCopy(fresh)
      try swap(fresh, target, previous)
      try files.flushDirectory(of: target)
    } catch {
      // After a swap that failed half-way the hidden name may hold the person's file.
      if (try? files.facts(path: fresh))?.identity == ours { try? files.remove(fresh) }
      throw error
    }
    return previous
  }

  private func swap(_ fresh: String, _ target: String, _ previous: String) throws {
    let isExchanged =
      (try? files.retrying { try files.rename(fresh, to: target, .exchange) }) != nil
    // Without RENAME_EXCHANGE the old file moves away first.
    try files.converting(.rename) {
      do {
        let old = isExchanged ? fresh : target
        try files.retrying { try files.rename(old, to: previous, .replace) }
      } catch {
        if isExchanged { try? files.rename(fresh, to: target, .exchange) }
        throw error
      }
      guard !isExchanged else { return }
      do {
        try files.retrying { try files.rename(fresh, to: target, .replace) }
      } catch {
        try? files.rename(previous, to: target, .replace)
        throw error
      }
    }
  }

  /// Header and frames up to the last good commit; a tail stays behind.
  private func copyWhole(to target: Int32) throws {
    for start in [0, UInt64(VaultHeader.length)] {
      try header.bytes.withUnsafeBytes { try files.writeFully(target, $0, at: start) }
    }
    let start = UInt64(HeaderCopies.length)
    try files.copy(start..<log.position.end, of: descriptor, to: target, at: start)
  }

  private func checkCopy(_ path: String) throws {
    let copy = try SealedFile.open(path, dataKey: keys.dataKey, options: options.forCopies)
    defer { copy.close() }
    _ = try copy.verifyBodies()
    guard copy.log.position == log.position else {
      throw VaultError.io(operation: .read, errno: 0)
    }
  }

  private func remember(in place: VaultStateDirectory) throws {
    guard let store = StateStore(place, vaultID: header.vaultID, files: files) else { return }
    var state = RememberedState(
      vaultID: header.vaultID, epoch: header.epoch, device: RandomBytes.uint64(),
      generation: header.generation)
    if case .state(let known) = store.read(
      epoch: header.epoch, vaultID: header.vaultID, keys: keys)
    {
      state.soleUser = known.soleUser
    }
    state.raise(to: log.vector, generation: header.generation)
    try store.replace(with: state, keys: keys)
    try store.keep(header: header)
  }
}

extension Vault {
  /// Holds this copy (see ``openCopy(at:credential:options:)``) against what stands under a path.
  ///
  /// - Throws: ``VaultError/busy``, ``VaultError/symbolicLink``, ``VaultError/notARegularFile``.
  public func standing(over path: String) throws -> VaultRestoreStanding {
    try file.standing(over: path)
  }

  /// Brings this copy back under a path, keeping what stood there.
  ///
  /// Verify the copy before. What this machine remembers in `place` is set to it.
  ///
  /// - Returns: Where the replaced file is kept; `nil` when nothing stood there.
  /// - Throws: ``VaultError/busy`` and the errors of writing; the old file then stands.
  @discardableResult
  public func restore(
    to path: String, rememberingIn place: VaultStateDirectory = .standard
  ) throws -> String? {
    try file.restore(to: path, rememberingIn: place)
  }
}
