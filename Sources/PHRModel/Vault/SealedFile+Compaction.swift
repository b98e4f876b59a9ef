/// Writing the file anew. README.md, "Compaction".
extension SealedFile {
  private static let maximumFrames: UInt64 = 4_000

  /// Whether the log has outgrown the data.
  var shouldCompact: Bool {
    let logged = log.position.end - log.baseEnd
    return logged > 2 * UInt64(image.committedSize) + (1 << 20) || log.frames > Self.maximumFrames
  }

  /// Replaces the file by one that begins with the present image.
  ///
  /// - Parameter patience: how long to wait until no other program reads.
  /// - Throws: ``VaultError/busy``, ``VaultError/newerFormat`` when frames must be carried that
  ///   this version does not understand, ``VaultError/damaged(_:)`` when the old base is; the old
  ///   file then stands as it was.
  func compact(patience: Patience) throws {
    try exclusively(patience: patience) {
      try swap(keepingPrevious: true) { try writeReplacement($0, header: header, keys: keys) }
      compactedHere = true
      recordState(durably: true)
    }
  }

  /// Runs a step under EXCLUSIVE while SQLite is between transactions.
  func exclusively(patience: Patience, _ body: () throws -> Void) throws {
    guard level == .none else { throw VaultError.inUse }
    defer { unlock(to: .none) }
    settled = nil
    try patience.retry { try lock(.exclusive) }
    try body()
  }

  /// Seals the data anew under a fresh data key and fresh slots.
  ///
  /// Whoever has an older copy of the file and an older passphrase can still read that copy.
  ///
  /// Only `credentials` open the file from then on.
  func rekey(credentials: [VaultCredential], cost: ScryptCost, patience: Patience) throws {
    let newKeys = VaultKeys(dataKey: .random(count: AESGCM.keyLength))
    var slots: [KeySlot] = []
    for credential in credentials {
      slots.append(
        try KeySlot(
          sealing: newKeys.dataKey, for: credential, vaultID: header.vaultID, cost: cost))
    }
    guard !slots.isEmpty else { throw VaultError.lastSlot }
    guard slots.count <= VaultHeader.slotCount,
      slots.filter({ $0.cost != nil }).count <= VaultHeader.maximumScryptSlots
    else { throw VaultError.noFreeSlot }
    try exclusively(patience: patience) {
      let generation = max(header.generation, log.highestGeneration) + 1
      var renewed = VaultHeader(
        vaultID: header.vaultID, epoch: header.epoch + 1, generation: generation)
      for (index, slot) in slots.enumerated() { renewed.setSlot(index, to: slot) }
      renewed.seal(with: newKeys.dataKey)
      try swap(keepingPrevious: false) {
        try writeReplacement($0, header: renewed, keys: newKeys)
      }
      header = renewed
      remembered = RememberedState(
        vaultID: header.vaultID, epoch: header.epoch, device: remembered.device,
        generation: generation)
      try commitNothing()
      recordState(durably: true)
      try? store?.forgetHeaders(before: header.epoch)
      try? files.remove(path + SidecarName.previous)
    }
  }

  // MARK: Writing

  /// What a freshly written file consists of.
  struct Replacement {
    let header: VaultHeader
    let keys: VaultKeys
    let cipher: FrameCipher
    let base: SealedBase
    let log: LogState
    /// Blocks of the old base that could not be read and stand as zeros; only in conflict files.
    let lostBlocks: [Int]
  }

  /// Writes header and base to an empty file and syncs it.
  ///
  /// Sequence, commit numbers, chain and device vector go on. With `skipsLostBlocks` a damaged
  /// block becomes zeros and is named in the result.
  func writeReplacement(
    _ target: Int32, header: VaultHeader, keys: VaultKeys, skipsLostBlocks: Bool = false
  ) throws -> Replacement {
    for start in [0, UInt64(VaultHeader.length)] {
      try header.bytes.withUnsafeBytes { try files.writeFully(target, $0, at: start) }
    }
    let cipher = FrameCipher(keys: keys, vaultID: header.vaultID)
    let writer = try FrameAppender(files: files, cipher: cipher)
    defer { writer.wipe() }
    writer.begin(target, at: UInt64(HeaderCopies.length), after: log.position.lastFrame)
    let imageSize = UInt64(image.committedSize)
    let head = FrameBodyHead(
      imageSize: imageSize, generation: header.generation, device: remembered.device)
    let blockCount = Int(SealedBase.blocks(for: imageSize))
    try writeMeta(writer, head: head, isLast: blockCount == 0)
    let firstBlock = writer.offset
    var lost: [Int] = []
    for block in 0..<blockCount {
      do {
        try writeBlock(block, writer, head: head, isLast: block + 1 == blockCount)
      } catch VaultError.damaged(_) where skipsLostBlocks {
        lost.append(block)
        try writeBlock(block, writer, head: head, isLast: block + 1 == blockCount, isLost: true)
      }
    }
    try files.flush(target)
    guard let position = writer.position else { throw VaultError.inUse }
    let base = try SealedBase(
      files: files, descriptor: target, cipher: cipher, imageSize: imageSize,
      firstOffset: firstBlock, headers: Array(writer.written.dropFirst()))
    var newLog = LogState(
      position: position, vector: log.vector, baseCommit: log.position.commit,
      baseEnd: position.end, highestGeneration: header.generation)
    newLog.lastImageSize = imageSize
    return Replacement(
      header: header, keys: keys, cipher: cipher, base: base, log: newLog, lostBlocks: lost)
  }

  private func writeMeta(_ writer: FrameAppender, head: FrameBodyHead, isLast: Bool) throws {
    let entries = log.vector.encoded
    let length = FrameBodyHead.length + entries.count
    let body = try writer.body(length)
    head.write(to: body)
    body.put(entries, at: FrameBodyHead.length)
    try writer.append(
      commit: log.position.commit, flags: isLast ? [.base, .meta, .last] : [.base, .meta],
      bodyLength: length)
  }

  private func writeBlock(
    _ block: Int, _ writer: FrameAppender, head: FrameBodyHead, isLast: Bool, isLost: Bool = false
  ) throws {
    let count = SealedBase.length(ofBlock: block, imageSize: head.imageSize)
    let body = try writer.body(SealedBase.prefix + count)
    head.write(to: body)
    body.put(UInt64(block) * UInt64(SealedBase.blockLength), at: FrameBodyHead.length)
    body.put(UInt64(count), at: FrameBodyHead.length + 8)
    let content = body.slice(SealedBase.prefix, count)
    if isLost {
      content.initializeMemory(as: UInt8.self, repeating: 0)
    } else {
      try image.copyBlock(block, unit: SealedBase.blockLength, into: content)
    }
    try writer.append(
      commit: log.position.commit, flags: isLast ? [.base, .last] : .base,
      bodyLength: SealedBase.prefix + count)
  }

  // MARK: Swapping

  /// Writes a replacement and puts it under our path.
  ///
  /// Holds EXCLUSIVE on both files.
  private func swap(
    keepingPrevious: Bool, _ write: (Int32) throws -> Replacement
  ) throws {
    if let broken { throw broken }
    if log.hasIgnoredFrames { throw VaultError.newerFormat }
    removeLeftovers()
    do {
      try attemptSwap(keepingPrevious: keepingPrevious, write)
    } catch VaultError.diskFull {
      guard try spendReserve() else { throw VaultError.diskFull }
      try attemptSwap(keepingPrevious: keepingPrevious, write)
    }
    removeTails()
    makeReserve()
  }

  /// The new file stands: what was kept of earlier crashes has had its time.
  private func removeTails() {
    let prefix = lastComponent(of: path) + ".tail-"
    let directory = parentDirectory(of: path)
    for name in (try? files.list(directory)) ?? [] where name.hasPrefix(prefix) {
      try? files.remove(directory + "/" + name)
    }
  }

  private func attemptSwap(
    keepingPrevious: Bool, _ write: (Int32) throws -> Replacement
  ) throws {
    let fresh = SidecarName.fresh(path)
    let target = try files.openFile(fresh, .createNew)
    do {
      for byte in [LockByte.pending, LockByte.reserved, LockByte.shared] {
        try files.tryLock(target, byte: byte, .exclusive)
      }
      let replacement = try write(target)
      let newIdentity = try files.facts(target).identity
      guard try files.facts(path: path)?.identity == identity,
        try lastFrameStands(log.position)
      else { throw giveUpReplacedFile() }
      try publish(fresh, keepingPrevious: keepingPrevious)
      install(replacement, descriptor: target, identity: newIdentity)
    } catch {
      if descriptor != target {
        releaseLocks(of: target)
        files.close(target)
        try? files.remove(fresh)
      }
      throw error
    }
    do {
      try files.flushDirectory(of: path)
      hasUnsyncedName = false
    } catch {
      // The content is the same under either name; the next commit tries again first.
      hasUnsyncedName = true
    }
  }

  /// Exchanges the names, so that no moment is without a whole file under our path.
  private func publish(_ fresh: String, keepingPrevious: Bool) throws {
    let previous = path + SidecarName.previous
    do {
      try files.retrying { try files.rename(fresh, to: path, .exchange) }
    } catch is SystemFailure {
      // A file system without RENAME_EXCHANGE.
      if keepingPrevious {
        try? files.remove(previous)
        try? files.link(path, to: previous)
      }
      try files.converting(.rename) {
        try files.retrying { try files.rename(fresh, to: path, .replace) }
      }
      return
    }
    guard try files.facts(path: fresh)?.identity == identity else {
      try? files.rename(fresh, to: path, .exchange)
      throw giveUpReplacedFile()
    }
    if keepingPrevious, (try? files.rename(fresh, to: previous, .replace)) != nil { return }
    try? files.remove(fresh)
  }

  private func install(
    _ new: Replacement, descriptor newDescriptor: Int32, identity newIdentity: FileStatus.Identity
  ) {
    releaseLocks(of: descriptor)
    files.close(descriptor)
    descriptor = newDescriptor
    identity = newIdentity
    header = new.header
    headerBytes = new.header.bytes + new.header.bytes
    keys = new.keys
    cipher = new.cipher
    image.rebase(on: new.base)
    log = new.log
    tail = nil
    failedAppend = nil
    hasUnsyncedFrames = false
    if let loader = try? LogLoader(files: files, descriptor: newDescriptor, cipher: new.cipher),
      let appender = try? FrameAppender(files: files, cipher: new.cipher)
    {
      self.loader = loader
      self.appender = appender
    } else {
      broken = .noMemory
    }
  }

  /// Removes what an interrupted compaction left.
  ///
  /// We hold EXCLUSIVE, so none is running; a file that is ahead of us is somebody's data and
  /// stays.
  private func removeLeftovers() {
    let prefix = "." + lastComponent(of: path) + ".new-"
    let directory = parentDirectory(of: path)
    for name in (try? files.list(directory)) ?? [] where name.hasPrefix(prefix) {
      let leftover = directory + "/" + name
      if !isAhead(leftover) { try? files.remove(leftover) }
    }
  }

  private func isAhead(_ leftover: String) -> Bool {
    guard let other = try? files.openFile(leftover, .read) else { return true }
    defer { files.close(other) }
    guard let contents = try? LogLoader(files: files, descriptor: other, cipher: cipher),
      let found = try? contents.loadBase()
    else { return false }
    return found.log.position.commit > log.position.commit
  }

  /// Writes the last acknowledged image as a vault of its own beside the one that was replaced, or
  /// into the state directory where that is impossible.
  ///
  /// - Returns: Its path.
  func writeConflictFile() throws -> String {
    let stamp = UTCStamp.now() + "-" + RandomBytes.array(count: 2).hexadecimal
    let name = "\(lastComponent(of: path)).conflict-\(stamp).phr"
    do {
      return try writeConflictFile(parentDirectory(of: path) + "/" + name)
    } catch {
      guard let store else { throw error }
      return try writeConflictFile(store.directory + "/" + name)
    }
  }

  private func writeConflictFile(_ target: String) throws -> String {
    let file = try files.openFile(target, .createNew)
    defer { files.close(file) }
    do {
      let written = try writeReplacement(file, header: header, keys: keys, skipsLostBlocks: true)
      try files.flushDirectory(of: target)
      note(.conflictFile(path: target, lostBlocks: written.lostBlocks))
    } catch {
      try? files.remove(target)
      throw error
    }
    return target
  }
}
