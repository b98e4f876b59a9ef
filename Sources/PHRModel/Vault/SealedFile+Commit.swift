/// Writing: one append and one sync per commit. README.md, "Commit".
extension SealedFile {
  /// Places in page 1 of a database.
  ///
  /// SQLite file format, section 1.3.
  private enum Page1 {
    static let pageSize = 16
    static let writeVersion = 18
    static let changeCounter = 24
    static let pageCount = 28
    static let versionValidFor = 92
  }

  /// What `SQLITE_FCNTL_SYNC` means: SQLite has written everything and wants it durable.
  ///
  /// A rollback ends in a sync, too. It is told by the change counter, which SQLite raises in
  /// every real commit; a flag "the next sync is a rollback" would swallow a real commit when the
  /// playback itself fails.
  ///
  /// - Throws: ``VaultError``; the image then is the last committed one.
  func commitTransaction() throws {
    guard image.hasChanges else { return }
    let counter = try counterBytes()
    if try image.committedBytes(Page1.changeCounter, 4) == counter {
      image.restore()
      return
    }
    do {
      guard level == .exclusive else { throw VaultError.inUse }
      let newSize = try sizeAfterCommit(counter: counter)
      try append(newSize: newSize) { writer in
        try image.forEachChange(below: newSize) { offset, length in
          try writer.add(image.bytes(offset, length), at: UInt64(offset))
        }
      }
    } catch {
      image.restore()
      throw error
    }
    try image.accept(newSize: Int(log.lastImageSize))
    committedHere = true
    recordState(durably: false)
  }

  /// A commit that changes no data: it carries a new header generation or data key.
  func commitNothing() throws {
    try append(newSize: image.committedSize) { _ in }
    recordState(durably: false)
  }

  private func counterBytes() throws -> [UInt8] {
    guard image.size >= Page1.changeCounter + 4 else { return [0, 0, 0, 0] }
    return Array(try image.bytes(Page1.changeCounter, 4))
  }

  /// The size that the database will have: SQLite truncates after the sync.
  private func sizeAfterCommit(counter: [UInt8]) throws -> Int {
    guard image.size >= 512 else { throw VaultError.inUse }
    let page = try image.bytes(0, 100)
    // WAL mode would need files beside the vault; such an image could never be opened again.
    guard page[Page1.writeVersion] == 1, page[Page1.writeVersion + 1] == 1 else {
      throw VaultError.inUse
    }
    guard Array(page.slice(Page1.versionValidFor, 4)) == counter else { return image.size }
    let raw = Int(page[Page1.pageSize]) << 8 | Int(page[Page1.pageSize + 1])
    let pageSize = raw == 1 ? 65_536 : raw
    let pages = page.slice(Page1.pageCount, 4).reduce(0) { $0 << 8 | Int($1) }
    let size = pages * pageSize
    return size > 0 && size <= image.capacity ? size : image.size
  }

  /// Appends one commit, durably, or leaves the file as it was.
  private func append(newSize: Int, _ body: (inout CommitWriter) throws -> Void) throws {
    try prepareAppend()
    let start = log.position.end
    let head = FrameBodyHead(
      imageSize: UInt64(newSize), generation: header.generation, device: remembered.device)
    do {
      try attempt(head: head, from: start, body)
    } catch VaultError.diskFull where maySpendReserve {
      cutBack(to: start)
      guard failedAppend == nil, try spendReserve() else { throw VaultError.diskFull }
      do {
        try attempt(head: head, from: start, body)
        makeReserve()
      } catch {
        undo(error, from: start)
        throw error
      }
    } catch {
      undo(error, from: start)
      throw error
    }
  }

  private func undo(_ error: any Error, from start: UInt64) {
    if case .replacedWhileOpen = error as? VaultError { return }
    cutBack(to: start)
  }

  private func attempt(
    head: FrameBodyHead, from start: UInt64, _ body: (inout CommitWriter) throws -> Void
  ) throws {
    defer { appender.wipe() }
    appender.begin(descriptor, at: start, after: log.position.lastFrame)
    var writer = try CommitWriter(appender, number: log.position.commit + 1, head: head)
    try body(&writer)
    guard let commit = try writer.finish(from: start) else { throw VaultError.inUse }
    try files.flushData(descriptor)
    try confirmStanding(end: commit.position.end)
    log.append(commit, head: head)
    tail = nil
  }

  /// After the sync and before the acknowledgement: the path still names our file, it ends where we
  /// ended, and the frame before ours stands.
  ///
  /// Else a sync tool or `cp` came in between.
  private func confirmStanding(end: UInt64) throws {
    let found = try files.facts(path: path)
    guard let found, found.identity == identity, found.size == end,
      try lastFrameStands(log.position)
    else {
      throw giveUpReplacedFile()
    }
  }

  /// Everything that must be true before new frames may stand behind the old ones.
  private func prepareAppend() throws {
    if let broken { throw broken }
    if let reason = readOnlyReasons.first { throw VaultError.readOnly(reason) }
    if let failed = failedAppend {
      try cut(to: failed.lowerBound)
      failedAppend = nil
    }
    if hasUnsyncedName {
      try files.flushDirectory(of: path)
      hasUnsyncedName = false
    }
    try syncForeignFrames()
    try cutTail()
  }

  /// Removes what lies behind the last good commit, durably; a tail that holds an authentic frame
  /// header is copied aside first.
  func cutTail() throws {
    let size = try files.facts(descriptor).size
    guard size > log.position.end else { return }
    var checked = log
    // The scan for later frames runs before every cut, whatever was known before.
    loader.forgetScan()
    let found = try loader.replay(into: nil, &checked)
    guard let found, checked.position == log.position else { throw VaultError.inUse }
    if found.hasAuthenticHeader { note(.tailKept(path: try keepTail(found))) }
    try cut(to: found.offset)
    tail = nil
  }

  private func keepTail(_ tail: LogTail) throws -> String {
    let target = path + ".tail-\(log.position.commit + 1)"
    do {
      try FinishedFile(files: files).make(target, replacing: false) { copy in
        try files.copy(
          tail.offset..<(tail.offset + tail.bytes), of: descriptor, to: copy, at: 0)
      } check: { _ in
      }
    } catch VaultError.alreadyExists {
      // An earlier attempt kept it and was then stopped before the cut.
    }
    return target
  }

  private func cut(to size: UInt64) throws {
    try files.setSize(descriptor, to: size)
    try files.flushData(descriptor)
  }

  /// Undoes a failed append.
  ///
  /// If even that fails, no commit is accepted until it works.
  private func cutBack(to start: UInt64) {
    do {
      try cut(to: start)
    } catch {
      let end = (try? files.facts(descriptor).size) ?? start
      failedAppend = start..<max(start, end)
    }
  }

  // MARK: Header

  /// Writes both copies, the first durable before the second is touched.
  ///
  /// Holds EXCLUSIVE.
  func writeHeader(_ new: VaultHeader) throws {
    for start in [0, UInt64(VaultHeader.length)] {
      try new.bytes.withUnsafeBytes { try files.writeFully(descriptor, $0, at: start) }
      try files.flush(descriptor)
    }
    header = new
    headerBytes = new.bytes + new.bytes
  }

  /// Gives the header a generation above everything seen, and a commit that names it.
  func renewHeader(generation: UInt64) throws {
    var renewed = header
    renewed.setGeneration(generation)
    renewed.seal(with: keys.dataKey)
    try writeHeader(renewed)
    try commitNothing()
  }
}
