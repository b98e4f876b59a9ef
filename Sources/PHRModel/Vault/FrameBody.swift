/// The first 24 bytes of every body.
struct FrameBodyHead: Equatable {
  static let length = 24
  /// Size of the database after the commit.
  let imageSize: UInt64
  /// Generation of the header when it was written.
  let generation: UInt64
  /// The device (state directory) that wrote it.
  let device: UInt64

  init(imageSize: UInt64, generation: UInt64, device: UInt64) {
    self.imageSize = imageSize
    self.generation = generation
    self.device = device
  }

  init(_ body: UnsafeRawBufferPointer) {
    imageSize = body.uint64(at: 0)
    generation = body.uint64(at: 8)
    device = body.uint64(at: 16)
  }

  func write(to body: UnsafeMutableRawBufferPointer) {
    body.put(imageSize, at: 0)
    body.put(generation, at: 8)
    body.put(device, at: 16)
  }
}

/// Reads the runs of a decrypted body.
enum FrameRuns {
  static let headLength = 16
  /// The offset of a run that only fills the frame up.
  static let padding = UInt64.max

  /// Calls `body` for each run that changes the image.
  ///
  /// - Returns: `false` when a run reaches beyond the frame or the image, or padding is not zero.
  ///   All counts are compared without arithmetic that could overflow.
  static func forEach(
    in frame: UnsafeRawBufferPointer, imageSize: UInt64,
    _ body: (UInt64, UnsafeRawBufferPointer) throws -> Void
  ) rethrows -> Bool {
    var place = FrameBodyHead.length
    while place < frame.count {
      guard frame.count - place >= headLength else { return false }
      let offset = frame.uint64(at: place)
      let length = frame.uint64(at: place + 8)
      place += headLength
      guard length <= UInt64(frame.count - place) else { return false }
      let bytes = frame.slice(place, Int(length))
      place += Int(length)
      if offset == padding {
        guard bytes.isZero else { return false }
      } else {
        guard offset <= imageSize, length <= imageSize - offset else { return false }
        try body(offset, bytes)
      }
    }
    return true
  }
}

/// What every device that ever wrote to a vault committed last.
struct DeviceVector: Equatable {
  /// A commit and the header MAC of its last frame.
  struct Entry: Equatable {
    let commit: UInt64
    let mac: [UInt8]
  }
  static let entryLength = 32
  private(set) var entries: [UInt64: Entry] = [:]

  subscript(device: UInt64) -> Entry? {
    get { entries[device] }
    set { entries[device] = newValue }
  }

  /// The bytes of a meta frame behind its head: count, zero, entries by ascending device.
  var encoded: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 8)
    bytes.put(UInt32(entries.count), at: 0)
    for (device, entry) in entries.sorted(by: { $0.key < $1.key }) {
      bytes += [UInt8].littleEndian(device) + [UInt8].littleEndian(entry.commit) + entry.mac
    }
    return bytes
  }

  init() {}

  /// Reads the bytes of a meta frame behind its head; `nil` when lengths disagree or a device
  /// comes twice.
  ///
  /// - Throws: ``VaultError/newerFormat`` for a reserved field in use.
  init?(_ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count >= 8 else { return nil }
    let count = Int(bytes.uint32(at: 0))
    guard bytes.uint32(at: 4) == 0 else { throw VaultError.newerFormat }
    guard bytes.count == 8 + count * Self.entryLength else { return nil }
    for index in 0..<count {
      let place = 8 + index * Self.entryLength
      let entry = Entry(
        commit: bytes.uint64(at: place + 8), mac: Array(bytes.slice(place + 16, 16)))
      guard entries.updateValue(entry, forKey: bytes.uint64(at: place)) == nil else { return nil }
    }
  }
}
