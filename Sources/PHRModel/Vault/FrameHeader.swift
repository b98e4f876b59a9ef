/// What a frame is, beside a part of a commit.
struct FrameFlags: OptionSet, Equatable {
  let rawValue: UInt32
  /// The last frame of its commit or base.
  static let last = FrameFlags(rawValue: 1)
  /// Part of a base.
  static let base = FrameFlags(rawValue: 2)
  /// The first frame of a base, which holds the device vector.
  static let meta = FrameFlags(rawValue: 4)
  /// Bits that a later version must understand to read the file at all.
  static let mustUnderstand = FrameFlags(rawValue: 0xFFF8)
  /// Bits of frames that belong to the chain and whose body this version ignores.
  static let ignored = FrameFlags(rawValue: 0xFFFF_0000)
}

/// The 112 bytes before every body.
///
/// README.md, "Frames".
struct FrameHeader: Equatable {
  static let length = 112
  static let magic: [UInt8] = [0x01, 0x89, 0x50, 0x48, 0x52, 0x4C, 0x1A, 0x0A]
  static let bodyLengths: ClosedRange<UInt32> = 24...(4 << 20)
  /// The bytes that the header MAC covers.
  static let authenticatedLength = 96
  /// The bytes that the body is bound to.
  static let boundLength = 80

  /// The 112 bytes as they stand in the file.
  let bytes: [UInt8]

  init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == Self.length, "a frame header has 112 bytes")
    self.bytes = Array(bytes)
  }

  var sequence: UInt64 { bytes.uint64(at: 8) }
  var commit: UInt64 { bytes.uint64(at: 16) }
  var flags: FrameFlags { FrameFlags(rawValue: bytes.uint32(at: 24)) }
  var bodyLength: Int { Int(bytes.uint32(at: 28)) }
  var previousMAC: [UInt8] { Array(bytes[64..<80]) }
  var tag: [UInt8] { Array(bytes[80..<96]) }
  var mac: [UInt8] { Array(bytes[96..<112]) }
  /// Header and body.
  var totalLength: UInt64 { UInt64(Self.length + bodyLength) }

  /// Whether bytes begin like a frame; costs no cryptography.
  static func hasMagic(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 8 && bytes.prefix(8).elementsEqual(magic)
  }
}
