internal import Glibc

/// Meeting what other programs did to the file since we last looked. README.md, "Locks".
extension SealedFile {
  /// Brings header and image up to date.
  ///
  /// Holds SHARED at least. Where the system says of the file exactly what it said when everything
  /// was last found in place, one call is enough; a writer looks again (``lock(_:)``).
  ///
  /// - Throws: ``VaultError/replacedWhileOpen(conflictFile:)``, ``VaultError/rekeyedElsewhere``,
  ///   ``VaultError/damaged(_:)``, ``VaultError/io(operation:errno:)``.
  func refresh() throws {
    if let broken { throw broken }
    let found = try files.facts(path: path)
    isTrusting = found != nil && found == settled
    if isTrusting { return }
    guard let found, found.identity == identity else { return try meetOtherFile() }
    if try !stands(headerBytes, at: 0) {
      let bytes = try files.readBytes(descriptor, HeaderCopies.length, at: 0)
      if try !meetOtherHeader(bytes) { return try meetOtherFile() }
    }
    guard found.size >= log.position.end, try lastFrameStands(log.position) else {
      return try meetOtherFile()
    }
    if found.size > log.position.end { try catchUp(fileSize: found.size) }
    settled = isSettled(found) ? found : nil
  }

  /// Whether any later change of the file must show in its time of change.
  ///
  /// The clock of a file system ticks, in hundredths of a second on most and every two seconds on
  /// vfat: two changes within one tick have the same time. A change more than two seconds ago
  /// shares its tick with nothing that is to come.
  private func isSettled(_ found: FileStatus) -> Bool {
    var now = timespec()
    guard clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
    let age = Int64(now.tv_sec) &* 1_000_000_000 &+ Int64(now.tv_nsec) &- found.changed
    return age > 2_000_000_000
  }

  /// Whether header and last good frame are as remembered, from the file itself.
  func standsUnchanged() throws -> Bool {
    try stands(headerBytes, at: 0) && lastFrameStands(log.position)
  }

  /// Whether the last good frame is still where it was.
  func lastFrameStands(_ position: LogPosition) throws -> Bool {
    try stands(position.lastFrame.bytes, at: position.lastFrameOffset)
  }

  /// Whether the file has these bytes there.
  ///
  /// Runs at every SHARED lock: no allocation.
  private func stands(_ expected: [UInt8], at offset: UInt64) throws -> Bool {
    let found = try comparison.buffer(expected.count)
    guard try files.readFully(descriptor, into: found, at: offset) == expected.count else {
      return false
    }
    return expected.withUnsafeBytes { expected in
      guard let a = expected.baseAddress, let b = found.baseAddress else { return true }
      return memcmp(a, b, expected.count) == 0
    }
  }

  /// A cheap look without a lock: whether the next ``refresh()`` has something to do.
  func hasForeignChanges() -> Bool {
    guard broken == nil, let found = try? files.facts(path: path) else { return true }
    return found.identity != identity || found.size != log.position.end + (tail?.bytes ?? 0)
  }

  /// Replays what was appended.
  private func catchUp(fileSize: UInt64) throws {
    if let failed = failedAppend {
      // What lies there is our own append that failed, unless another program built on it.
      if fileSize <= failed.upperBound { return }
      failedAppend = nil
    }
    let before = log.position.commit
    do {
      tail = try loader.replay(into: image, &log)
    } catch {
      if loader.imageIsTorn { broken = error as? VaultError ?? .noMemory }
      throw error
    }
    loader.wipe()
    if log.position.commit > before { hasUnsyncedFrames = true }
    if log.highestGeneration > header.generation { addReason(.headerRolledBack) }
  }

  /// The header differs from what we remember: a slot was changed, or it was tampered with.
  ///
  /// - Returns: `false` when no copy is ours at all.
  private func meetOtherHeader(_ bytes: [UInt8]) throws -> Bool {
    let copies = HeaderCopies(bytes)
    guard let verified = copies.verified(with: keys.dataKey) else {
      if try isRekeyed(copies, descriptor) { throw lockForever(.rekeyedElsewhere) }
      return false
    }
    if verified.isOfNewerFormat { throw lockForever(.newerFormat) }
    if verified.generation < header.generation { addReason(.headerRolledBack) }
    header = verified
    headerBytes = bytes
    return true
  }

  /// Whether a file that our key no longer opens is ours under a later data key, with every commit
  /// that we hold.
  ///
  /// A header of a higher epoch alone proves nothing: a sync tool may have brought a file that was
  /// rekeyed on another machine without our last commits, or somebody may have made it up. A rekey
  /// of *our* file goes on behind the last frame of the old one, which we still have open.
  private func isRekeyed(_ copies: HeaderCopies, _ other: Int32) throws -> Bool {
    let isLater = copies.newestFirst.contains {
      $0.vaultID == header.vaultID && $0.epoch > header.epoch
    }
    guard isLater else { return false }
    let first = try files.readBytes(
      other, FrameHeader.length, at: UInt64(HeaderCopies.length))
    guard first.count == FrameHeader.length else { return false }
    let meta = first.withUnsafeBytes { FrameHeader($0) }
    // Programs that wrote after we last looked did so into the file that we have open.
    var newest = log
    guard try files.facts(descriptor).size >= log.position.end,
      try lastFrameStands(log.position)
    else { return false }
    do {
      _ = try loader.replay(into: nil, &newest)
    } catch VaultError.damaged, VaultError.newerFormat {
      return false
    }
    return meta.flags.isSuperset(of: [.base, .meta])
      && meta.commit == newest.position.commit && meta.previousMAC == newest.position.mac
  }

  /// Another file, or other content, stands under our path.
  private func meetOtherFile() throws {
    do {
      if let other = try openSuccessor() { return adopt(other) }
    } catch VaultError.busy {
      throw VaultError.busy
    } catch VaultError.rekeyedElsewhere {
      throw lockForever(.rekeyedElsewhere)
    } catch {
      // Not ours, damaged or unreadable: the same as a file without our commits.
    }
    throw giveUpReplacedFile()
  }

  /// What we hold is not what the file holds: our acknowledged image goes to a file of its own.
  func giveUpReplacedFile() -> VaultError {
    if image.hasChanges { image.restore() }
    let conflict = log.position.commit > 0 ? try? writeConflictFile() : nil
    return lockForever(.replacedWhileOpen(conflictFile: conflict))
  }

  private func lockForever(_ error: VaultError) -> VaultError {
    broken = error
    return error
  }

  private func addReason(_ reason: VaultReadOnlyReason) {
    if !readOnlyReasons.contains(reason) { readOnlyReasons.insert(reason, at: 0) }
  }

  /// A file that contains everything we hold.
  private struct Successor {
    let descriptor: Int32
    let identity: FileStatus.Identity
    let header: VaultHeader
    let headerBytes: [UInt8]
    let contents: LoadedLog
  }

  /// Opens what the path names now, under SHARED; `nil` when it lacks something that we have.
  private func openSuccessor() throws -> Successor? {
    let other = try files.openFile(path, isReadOnlyDescriptor ? .read : .readWrite)
    do {
      try takeShared(of: other)
      let bytes = try files.readBytes(other, HeaderCopies.length, at: 0)
      let copies = HeaderCopies(bytes)
      guard let verified = copies.verified(with: keys.dataKey), !verified.isOfNewerFormat else {
        if try isRekeyed(copies, other) { throw VaultError.rekeyedElsewhere }
        throw VaultError.headerDamaged
      }
      let contents = try LoadedLog(
        files: files, descriptor: other, keys: keys, vaultID: header.vaultID)
      if contains(contents.log) {
        return Successor(
          descriptor: other, identity: try files.facts(other).identity, header: verified,
          headerBytes: bytes, contents: contents)
      }
    } catch {
      releaseLocks(of: other)
      files.close(other)
      throw error
    }
    releaseLocks(of: other)
    files.close(other)
    return nil
  }

  private func contains(_ other: LogState) -> Bool {
    guard other.position.commit >= log.position.commit,
      other.standing(against: log.vector) == .successor
    else { return false }
    if other.position.commit == log.position.commit, other.vector != log.vector { return false }
    let mac = other.mac(ofCommit: log.position.commit)
    return mac == nil || mac == log.position.mac
  }

  private func adopt(_ other: Successor) {
    image.wipe()
    releaseLocks(of: descriptor)
    files.close(descriptor)
    descriptor = other.descriptor
    identity = other.identity
    header = other.header
    headerBytes = other.headerBytes
    image = other.contents.image
    log = other.contents.log
    loader = other.contents.loader
    tail = other.contents.tail
    failedAppend = nil
    settled = nil
    hasUnsyncedFrames = true
    hasUnsyncedName = true
  }
}
