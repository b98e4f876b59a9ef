/// Packs the runs of one commit into frames of about 1 MiB, padded so that the length of a frame
/// says little about its content.
struct CommitWriter {
  private static let bodyLimit = 1 << 20
  private static let granule = 256
  private let appender: FrameAppender
  private let number: UInt64
  private let head: FrameBodyHead
  private var length = FrameBodyHead.length

  init(_ appender: FrameAppender, number: UInt64, head: FrameBodyHead) throws {
    self.appender = appender
    self.number = number
    self.head = head
    try writeHead()
  }

  /// Adds changed bytes; a long run is split over frames.
  mutating func add(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws {
    var rest = bytes
    var offset = offset
    while !rest.isEmpty {
      // A few bytes at the end of a frame are not worth a run header of their own.
      if length + FrameRuns.headLength + min(rest.count, 4_096) > Self.bodyLimit {
        try flush(flags: [])
      }
      let room = Self.bodyLimit - length - FrameRuns.headLength
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(room))
      let body = try appender.body(Self.bodyLimit)
      body.put(offset, at: length)
      body.put(UInt64(part.count), at: length + 8)
      body.slice(length + FrameRuns.headLength, part.count).copyMemory(from: part)
      length += FrameRuns.headLength + part.count
      offset += UInt64(part.count)
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
    }
  }

  /// Writes the last frame and returns the commit.
  mutating func finish(from start: UInt64) throws -> LoggedCommit? {
    try flush(flags: .last)
    return appender.position.map {
      LoggedCommit(frames: appender.written, offset: start, position: $0)
    }
  }

  private func writeHead() throws {
    head.write(to: try appender.body(FrameBodyHead.length))
  }

  private mutating func flush(flags: FrameFlags) throws {
    let padding = Self.padding(after: FrameHeader.length + length)
    if padding > 0 {
      let run = try appender.body(length + padding).slice(length, padding)
      run.initializeMemory(as: UInt8.self, repeating: 0)
      run.put(FrameRuns.padding, at: 0)
      run.put(UInt64(padding - FrameRuns.headLength), at: 8)
    }
    try appender.append(commit: number, flags: flags, bodyLength: length + padding)
    length = FrameBodyHead.length
    try writeHead()
  }

  /// Bytes of the padding run that makes a frame a multiple of 256 long; a whole granule more
  /// when less than a run header is lacking.
  private static func padding(after length: Int) -> Int {
    let lacking = (granule - length % granule) % granule
    return lacking > 0 && lacking < FrameRuns.headLength ? lacking + granule : lacking
  }
}
