/// Reads the frames of a file: the base, then commit after commit.
///
/// Every doubt is settled as README.md, "Opening", says: what a crash can leave is a tail, what
/// only a hand or a failing medium can leave is damage.
final class LogLoader {
  private static let maximumFalseMagics = 100_000
  let files: any VaultFileOperations
  let descriptor: Int32
  let cipher: FrameCipher
  private let window: ReadWindow
  private let scratch: Scratch
  private var lastScan: (status: FileStatus, tail: LogTail)?
  /// A replay failed half-way: the image is no committed state and must be given up.
  private(set) var imageIsTorn = false

  init(files: any VaultFileOperations, descriptor: Int32, cipher: FrameCipher) throws {
    self.files = files
    self.descriptor = descriptor
    self.cipher = cipher
    window = try ReadWindow(files: files, descriptor: descriptor)
    scratch = try Scratch(capacity: 8 << 20)
  }

  // MARK: Base

  /// Reads the meta frame and walks the headers of the base.
  ///
  /// - Throws: ``VaultError/damaged(_:)``, ``VaultError/newerFormat``.
  func loadBase() throws -> (base: SealedBase, log: LogState) {
    let fileSize = try files.facts(descriptor).size
    window.invalidate()
    let start = UInt64(HeaderCopies.length)
    let meta = try baseHeader(at: start, fileSize: fileSize)
    guard meta.flags.isSuperset(of: [.base, .meta]) else {
      throw damage(.malformed, meta.sequence, start)
    }
    guard start + meta.totalLength <= fileSize else {
      throw damage(.cutShort, meta.sequence, start)
    }
    let (head, vector) = try readMeta(meta, at: start)
    let blockCount = SealedBase.blocks(for: head.imageSize)
    var walk = BaseWalk(previous: meta, offset: start + meta.totalLength)
    // The count is authentic, but the file may be short: never reserve for it at once.
    for block in 0..<blockCount {
      let header = try baseHeader(at: walk.offset, fileSize: fileSize)
      let length = SealedBase.length(ofBlock: Int(block), imageSize: head.imageSize)
      let expected: FrameFlags = block + 1 == blockCount ? [.base, .last] : .base
      guard header.flags == expected, header.bodyLength == SealedBase.prefix + length,
        walk.accepts(header)
      else { throw damage(.outOfOrder, header.sequence, walk.offset) }
      guard walk.offset + header.totalLength <= fileSize else {
        throw damage(.cutShort, header.sequence, walk.offset)
      }
      walk.append(header)
    }
    guard blockCount > 0 || meta.flags.contains(.last) else {
      throw damage(.malformed, meta.sequence, start)
    }
    let base = try SealedBase(
      files: files, descriptor: descriptor, cipher: cipher, imageSize: head.imageSize,
      firstOffset: start + meta.totalLength, headers: walk.headers)
    var log = LogState(
      position: walk.position, vector: vector, baseCommit: meta.commit, baseEnd: walk.offset,
      highestGeneration: head.generation)
    log.lastImageSize = head.imageSize
    return (base, log)
  }

  private func baseHeader(at offset: UInt64, fileSize: UInt64) throws -> FrameHeader {
    let bytes = try files.readBytes(descriptor, FrameHeader.length, at: offset)
    guard bytes.count == FrameHeader.length else { throw damage(.cutShort, nil, offset) }
    guard let header = authentic(bytes) else {
      // A file that is still being copied often has its full size and zeros at the end.
      throw damage(bytes.isZero(0..<bytes.count) ? .cutShort : .unauthentic, nil, offset)
    }
    guard header.flags.isDisjoint(with: [.mustUnderstand, .ignored]) else {
      throw VaultError.newerFormat
    }
    guard FrameHeader.bodyLengths.contains(UInt32(header.bodyLength)) else {
      throw damage(.malformed, header.sequence, offset)
    }
    return header
  }

  private func readMeta(
    _ meta: FrameHeader, at offset: UInt64
  ) throws -> (FrameBodyHead, DeviceVector) {
    let body = try openBody(of: meta, at: offset)
    guard let body else { throw damage(.unauthentic, meta.sequence, offset) }
    let head = FrameBodyHead(body)
    let entries = body.slice(FrameBodyHead.length, body.count - FrameBodyHead.length)
    guard let vector = try DeviceVector(entries), head.imageSize <= UInt64(Int64.max) else {
      throw damage(.malformed, meta.sequence, offset)
    }
    return (head, vector)
  }

  // MARK: Commits

  /// Replays everything behind `log` into the image, or only authenticates it without one.
  ///
  /// It stops at `limit`: after the first commit that ends there or behind.
  ///
  /// - Returns: The tail, when something behind the last good commit is no commit.
  /// - Throws: ``VaultError/damaged(_:)`` and ``VaultError/newerFormat``; image and log then stand
  ///   at the last good commit.
  func replay(
    into image: VaultImage?, _ log: inout LogState, upTo limit: UInt64 = .max
  ) throws -> LogTail? {
    let status = try files.facts(descriptor)
    window.invalidate()
    while log.position.end < limit {
      switch try nextCommit(after: log, fileSize: status.size) {
      case .end: return nil
      case .unfinished(let place): return try tail(behind: log, at: place, status: status)
      case .commit(let commit):
        if let place = try apply(commit, to: image, &log) {
          return try tail(behind: log, at: place, status: status)
        }
      }
    }
    return nil
  }

  private enum Step {
    case end
    case commit(LoggedCommit)
    case unfinished(BadPlace)
  }

  /// Where reading stopped, and how it looked.
  private struct BadPlace {
    let offset: UInt64
    let sequence: UInt64
    let kind: VaultNotice.TailKind
  }

  /// Walks the frame headers up to the last of the next commit: half a commit changes nothing.
  private func nextCommit(after log: LogState, fileSize: UInt64) throws -> Step {
    var position = log.position
    var frames: [FrameHeader] = []
    let (number, overflows) = position.commit.addingReportingOverflow(1)
    if overflows { throw damage(.malformed, position.lastFrame.sequence, position.end) }
    while true {
      let offset = position.end
      if offset == fileSize, frames.isEmpty { return .end }
      let bytes = try window.bytes(at: offset, FrameHeader.length)
      guard bytes.count == FrameHeader.length else {
        return .unfinished(BadPlace(offset: offset, sequence: position.nextSequence, kind: .cutOff))
      }
      guard cipher.isAuthentic(bytes) else {
        return .unfinished(
          BadPlace(offset: offset, sequence: position.nextSequence, kind: .unauthentic))
      }
      let header = FrameHeader(bytes)
      try check(header, follows: position, inCommit: number, at: offset)
      guard offset + header.totalLength <= fileSize else {
        return .unfinished(BadPlace(offset: offset, sequence: header.sequence, kind: .cutOff))
      }
      frames.append(header)
      position = LogPosition(
        end: offset + header.totalLength, lastFrameOffset: offset, lastFrame: header)
      if header.flags.contains(.last) {
        return .commit(LoggedCommit(frames: frames, offset: log.position.end, position: position))
      }
    }
  }

  private func check(
    _ header: FrameHeader, follows position: LogPosition, inCommit number: UInt64,
    at offset: UInt64
  ) throws {
    if !header.flags.isDisjoint(with: .mustUnderstand) { throw VaultError.newerFormat }
    guard header.sequence == position.nextSequence, header.previousMAC == position.mac,
      header.commit == number
    else { throw damage(.outOfOrder, header.sequence, offset) }
    guard header.flags.isDisjoint(with: [.base, .meta]),
      FrameHeader.bodyLengths.contains(UInt32(header.bodyLength))
    else { throw damage(.malformed, header.sequence, offset) }
  }

  /// Applies a commit once every body of it is known to be good.
  private func apply(
    _ commit: LoggedCommit, to image: VaultImage?, _ log: inout LogState
  ) throws -> BadPlace? {
    var head: FrameBodyHead?
    var ignored = false
    if let bad = try forEachBody(
      of: commit,
      { header, body, offset in
        if !header.flags.isDisjoint(with: .ignored) {
          ignored = true
          return
        }
        let ownHead = FrameBodyHead(body)
        guard head ?? ownHead == ownHead, ownHead.imageSize <= UInt64(Int64.max),
          FrameRuns.forEach(in: body, imageSize: ownHead.imageSize, { _, _ in })
        else { throw damage(.malformed, header.sequence, offset) }
        head = ownHead
        // One frame, which is the rule, needs no second pass.
        if commit.frames.count == 1 { try replay(body, head: ownHead, into: image) }
      })
    {
      return bad
    }
    if commit.frames.count > 1, image != nil {
      let bad = try forEachBody(of: commit) { header, body, _ in
        if let head, header.flags.isDisjoint(with: .ignored) {
          try replay(body, head: head, into: image)
        }
      }
      // The file was read twice and differed: what was applied is no committed state.
      if let bad { throw damage(.unauthentic, bad.sequence, bad.offset) }
    }
    imageIsTorn = false
    log.append(commit, head: head)
    log.hasIgnoredFrames = log.hasIgnoredFrames || ignored
    return nil
  }

  private func replay(
    _ body: UnsafeRawBufferPointer, head: FrameBodyHead, into image: VaultImage?
  ) throws {
    guard let image else { return }
    guard head.imageSize <= UInt64(image.capacity) else { throw VaultError.noMemory }
    imageIsTorn = true
    if Int(head.imageSize) != image.committedSize { try image.replaySize(Int(head.imageSize)) }
    _ = try FrameRuns.forEach(in: body, imageSize: head.imageSize) { offset, run in
      try image.replay(run, at: Int(offset))
    }
  }

  private func forEachBody(
    of commit: LoggedCommit,
    _ use: (FrameHeader, UnsafeRawBufferPointer, UInt64) throws -> Void
  ) throws -> BadPlace? {
    var offset = commit.offset
    for header in commit.frames {
      guard let body = try openBody(of: header, at: offset) else {
        return BadPlace(offset: offset, sequence: header.sequence, kind: .unauthentic)
      }
      try use(header, body, offset)
      offset += header.totalLength
    }
    return nil
  }

  /// Decrypts a body into the working memory; `nil` when it does not authenticate.
  func openBody(of header: FrameHeader, at offset: UInt64) throws -> UnsafeRawBufferPointer? {
    let sealed = try window.bytes(at: offset + UInt64(FrameHeader.length), header.bodyLength)
    guard sealed.count == header.bodyLength else { return nil }
    let plaintext = try scratch.buffer(header.bodyLength)
    return cipher.open(header, body: sealed, into: plaintext)
      ? UnsafeRawBufferPointer(plaintext) : nil
  }

  /// Wipes the plaintext of the last bodies.
  func wipe() { scratch.wipe() }

  // MARK: Behind the last good commit

  /// Tells a crash's remains from damage by the authentic headers behind it.
  private func tail(
    behind log: LogState, at place: BadPlace, status: FileStatus
  ) throws -> LogTail {
    if let lastScan, lastScan.status == status, lastScan.tail.offset == log.position.end {
      return lastScan.tail
    }
    var hasAuthenticHeader = false
    var falseMagics = 0
    let later = log.position.commit &+ 1
    try forEachMagic(from: log.position.end, to: status.size) { offset, bytes in
      guard cipher.isAuthentic(bytes) else {
        falseMagics += 1
        if falseMagics > Self.maximumFalseMagics {
          throw damage(.tooManyFragments, place.sequence, place.offset)
        }
        return
      }
      hasAuthenticHeader = true
      if FrameHeader(bytes).commit > later {
        throw damage(.unauthentic, place.sequence, place.offset)
      }
    }
    let tail = LogTail(
      offset: log.position.end, bytes: status.size - log.position.end, kind: place.kind,
      damage: VaultDamage(kind: .unauthentic, frame: place.sequence, offset: place.offset),
      hasAuthenticHeader: hasAuthenticHeader)
    lastScan = (status, tail)
    return tail
  }

  /// Makes the next look at a tail scan it again.
  func forgetScan() { lastScan = nil }

  /// Calls `body` wherever a whole header could begin.
  func forEachMagic(
    from start: UInt64, to end: UInt64, _ body: (UInt64, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let step = 1 << 18
    var offset = start
    let source = try ReadWindow(files: files, descriptor: descriptor)
    while offset < end {
      let bytes = try source.bytes(at: offset, step + FrameHeader.length)
      guard bytes.count >= FrameHeader.length else { return }
      for place in 0..<min(step, bytes.count - FrameHeader.length + 1)
      where bytes[place] == FrameHeader.magic[0] && bytes[place + 1] == FrameHeader.magic[1] {
        let header = bytes.slice(place, FrameHeader.length)
        if FrameHeader.hasMagic(header) { try body(offset + UInt64(place), header) }
      }
      offset += UInt64(step)
    }
  }

  private func authentic(_ bytes: [UInt8]) -> FrameHeader? {
    bytes.withUnsafeBytes { cipher.isAuthentic($0) ? FrameHeader($0) : nil }
  }

  private func damage(_ kind: VaultDamage.Kind, _ frame: UInt64?, _ offset: UInt64) -> VaultError {
    .damaged(VaultDamage(kind: kind, frame: frame, offset: offset))
  }
}

/// The chain through the frames of a base.
private struct BaseWalk {
  var headers: [FrameHeader] = []
  private var previous: FrameHeader
  private(set) var offset: UInt64
  private var previousOffset: UInt64

  init(previous: FrameHeader, offset: UInt64) {
    self.previous = previous
    self.offset = offset
    previousOffset = offset - previous.totalLength
  }

  var position: LogPosition {
    LogPosition(end: offset, lastFrameOffset: previousOffset, lastFrame: previous)
  }

  func accepts(_ header: FrameHeader) -> Bool {
    header.sequence == previous.sequence &+ 1 && header.previousMAC == previous.mac
      && header.commit == previous.commit
  }

  mutating func append(_ header: FrameHeader) {
    headers.append(header)
    previous = header
    previousOffset = offset
    offset += header.totalLength
  }
}
