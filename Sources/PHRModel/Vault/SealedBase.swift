/// The base of a file: the whole image as of one commit, in blocks that are decrypted when they
/// are first touched.
///
/// The headers, with salts and tags, are kept from opening: what the file says later about a
/// block does not matter.
final class SealedBase: ImageBase {
  static let blockLength = 65_536
  /// Body bytes before the block: head and one run header.
  static let prefix = FrameBodyHead.length + FrameRuns.headLength
  let blockSize = SealedBase.blockLength
  let imageSize: UInt64
  let blockCount: Int
  private let files: any VaultFileOperations
  private let descriptor: Int32
  private let cipher: FrameCipher
  private let firstOffset: UInt64
  private let headers: [FrameHeader]
  private let scratch: Scratch

  init(
    files: any VaultFileOperations, descriptor: Int32, cipher: FrameCipher, imageSize: UInt64,
    firstOffset: UInt64, headers: [FrameHeader]
  ) throws {
    self.files = files
    self.descriptor = descriptor
    self.cipher = cipher
    self.imageSize = imageSize
    self.firstOffset = firstOffset
    self.headers = headers
    blockCount = headers.count
    scratch = try Scratch(capacity: 1 << 17)
  }

  /// Number of blocks that an image of this size takes.
  static func blocks(for imageSize: UInt64) -> UInt64 {
    imageSize / UInt64(blockLength) + (imageSize % UInt64(blockLength) == 0 ? 0 : 1)
  }

  /// Bytes of one block; the last is cut at the image size.
  static func length(ofBlock block: Int, imageSize: UInt64) -> Int {
    Int(min(UInt64(blockLength), imageSize - UInt64(block) * UInt64(blockLength)))
  }

  func load(block: Int, length: Int, into target: UnsafeMutableRawPointer) throws {
    let length = min(length, Self.length(ofBlock: block, imageSize: imageSize))
    try withBody(ofBlock: block) { body in
      UnsafeMutableRawBufferPointer(start: target, count: length)
        .copyMemory(from: body.slice(Self.prefix, length))
    }
  }

  /// Decrypts one block's body and lends it; for loading, verifying and salvage.
  ///
  /// - Throws: ``VaultError/damaged(_:)``.
  func withBody<Result>(
    ofBlock block: Int, _ use: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    let header = headers[block]
    let stride = UInt64(FrameHeader.length + Self.prefix + Self.blockLength)
    let offset = firstOffset + UInt64(block) * stride
    let body = try scratch.buffer(header.bodyLength)
    let got = try files.readFully(descriptor, into: body, at: offset + UInt64(FrameHeader.length))
    let sealed = UnsafeRawBufferPointer(body)
    guard got == body.count, cipher.open(header, body: sealed, into: body) else {
      throw damage(.unauthentic, header, offset)
    }
    guard sealed.uint64(at: 0) == imageSize,
      sealed.uint64(at: 24) == UInt64(block) * UInt64(Self.blockLength),
      sealed.uint64(at: 32) == UInt64(sealed.count - Self.prefix)
    else { throw damage(.malformed, header, offset) }
    return try use(sealed)
  }

  private func damage(
    _ kind: VaultDamage.Kind, _ header: FrameHeader, _ offset: UInt64
  ) -> VaultError {
    .damaged(VaultDamage(kind: kind, frame: header.sequence, offset: offset))
  }
}
