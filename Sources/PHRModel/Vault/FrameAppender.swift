/// Seals frames one after the other and writes them behind each other.
///
/// Nothing is synced here, and nothing is undone: both belong to the caller, who knows what the
/// frames are.
final class FrameAppender {
  private let files: any VaultFileOperations
  private let cipher: FrameCipher
  private let buffer: Scratch
  private var descriptor: Int32 = -1
  private var nextSequence: UInt64 = 1
  private var previousMAC = [UInt8](repeating: 0, count: 16)
  /// Where the next frame goes.
  private(set) var offset: UInt64 = 0
  /// The headers written since `begin`.
  private(set) var written: [FrameHeader] = []

  init(files: any VaultFileOperations, cipher: FrameCipher) throws {
    self.files = files
    self.cipher = cipher
    buffer = try Scratch(capacity: 8 << 20)
  }

  /// Starts a chain behind `previous`; without it, the first frame of a new vault.
  func begin(_ descriptor: Int32, at offset: UInt64, after previous: FrameHeader?) {
    self.descriptor = descriptor
    self.offset = offset
    nextSequence = (previous?.sequence ?? 0) + 1
    previousMAC = previous?.mac ?? [UInt8](repeating: 0, count: 16)
    written = []
  }

  /// Memory for the next body; what it held before is still there.
  func body(_ length: Int) throws -> UnsafeMutableRawBufferPointer {
    try buffer.buffer(FrameHeader.length + length).slice(FrameHeader.length, length)
  }

  /// Seals the first `bodyLength` bytes of the body memory and writes the frame.
  func append(commit: UInt64, flags: FrameFlags, bodyLength: Int) throws {
    let frame = try buffer.buffer(FrameHeader.length + bodyLength)
    let header = frame.slice(0, FrameHeader.length)
    header.put(FrameHeader.magic, at: 0)
    header.put(nextSequence, at: 8)
    header.put(commit, at: 16)
    header.put(flags.rawValue, at: 24)
    header.put(UInt32(bodyLength), at: 28)
    header.put(previousMAC, at: 64)
    try cipher.seal(header, body: frame.slice(FrameHeader.length, bodyLength))
    try files.writeFully(descriptor, UnsafeRawBufferPointer(frame), at: offset)
    let sealed = FrameHeader(UnsafeRawBufferPointer(header))
    written.append(sealed)
    previousMAC = sealed.mac
    nextSequence += 1
    offset += sealed.totalLength
  }

  /// Wipes the body memory.
  func wipe() { buffer.wipe() }

  /// The end of the chain so far.
  var position: LogPosition? {
    guard let last = written.last else { return nil }
    return LogPosition(end: offset, lastFrameOffset: offset - last.totalLength, lastFrame: last)
  }
}
