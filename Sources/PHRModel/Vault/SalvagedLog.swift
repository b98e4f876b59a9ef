/// Every frame of a damaged file that still authenticates, in the order of its sequence numbers.
///
/// README.md, "Salvage".
struct SalvagedLog {
  /// A frame whose header is authentic.
  struct Frame {
    let header: FrameHeader
    let offset: UInt64
    /// Whether its body is, too.
    var isWhole: Bool
  }

  private(set) var frames: [Frame] = []
  /// Stretches of the file that hold no authentic frame.
  private(set) var gaps: [Range<UInt64>] = []
  private let loader: LogLoader

  /// Walks a whole file; what stands where does not matter, only that it authenticates.
  init(files: any VaultFileOperations, descriptor: Int32, cipher: FrameCipher) throws {
    loader = try LogLoader(files: files, descriptor: descriptor, cipher: cipher)
    let size = try files.facts(descriptor).size
    var offset = UInt64(min(HeaderCopies.length, Int(size)))
    while offset < size {
      guard let place = try nextHeader(from: offset, to: size, cipher) else { break }
      if place.offset > offset { gaps.append(offset..<place.offset) }
      let end = place.offset + place.header.totalLength
      let fits =
        end <= size && FrameHeader.bodyLengths.contains(UInt32(place.header.bodyLength))
      let isWhole = try fits && loader.openBody(of: place.header, at: place.offset) != nil
      frames.append(Frame(header: place.header, offset: place.offset, isWhole: isWhole))
      // What follows a torn frame may begin inside it.
      offset = isWhole ? end : place.offset + UInt64(FrameHeader.length)
      if !isWhole, end <= size, try isHeader(at: end, files, descriptor, cipher) { offset = end }
    }
    if offset < size, frames.last?.isWhole != false { gaps.append(offset..<size) }
    sort()
  }

  private struct Place: Error {
    let header: FrameHeader
    let offset: UInt64
  }

  private func nextHeader(
    from start: UInt64, to end: UInt64, _ cipher: FrameCipher
  ) throws -> Place? {
    do {
      try loader.forEachMagic(from: start, to: end) { offset, bytes in
        if cipher.isAuthentic(bytes) { throw Place(header: FrameHeader(bytes), offset: offset) }
      }
      return nil
    } catch let place as Place {
      return place
    }
  }

  private func isHeader(
    at offset: UInt64, _ files: any VaultFileOperations, _ descriptor: Int32, _ cipher: FrameCipher
  ) throws -> Bool {
    let bytes = try files.readBytes(descriptor, FrameHeader.length, at: offset)
    return bytes.count == FrameHeader.length && bytes.withUnsafeBytes { cipher.isAuthentic($0) }
  }

  /// By sequence number; of two with the same one the first whole one in the file counts.
  private mutating func sort() {
    var kept: [UInt64: Frame] = [:]
    for frame in frames {
      if let known = kept[frame.header.sequence], known.isWhole || !frame.isWhole { continue }
      kept[frame.header.sequence] = frame
    }
    frames = kept.values.sorted { $0.header.sequence < $1.header.sequence }
  }

  /// The sequence numbers of frames that are surely the first of their commit.
  ///
  /// Where headers are missing before one, it is sure only if there are no more of them than the
  /// commits in between need at the least.
  var firstFrames: Set<UInt64> {
    var firsts: Set<UInt64> = []
    // Before everything stands the empty base that `init` writes: frame 1, commit 0.
    var before: (sequence: UInt64, commit: UInt64, isLast: Bool) = (1, 0, true)
    for frame in frames {
      let header = frame.header
      if header.sequence > before.sequence, header.commit > before.commit {
        let missing = header.sequence - before.sequence - 1
        let needed = header.commit - before.commit - 1 + (before.isLast ? 0 : 1)
        if missing == needed { firsts.insert(header.sequence) }
      }
      before = (header.sequence, header.commit, header.flags.contains(.last))
    }
    return firsts
  }

  /// Lends the decrypted body of a whole frame; `nil` when it can no longer be read.
  func withBody<Result>(
    of frame: Frame, _ use: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result? {
    guard let body = try loader.openBody(of: frame.header, at: frame.offset) else { return nil }
    return try use(body)
  }

  /// Wipes the plaintext of the last bodies.
  func wipe() { loader.wipe() }
}
