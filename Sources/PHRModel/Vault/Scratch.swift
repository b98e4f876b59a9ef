internal import Glibc

/// Working memory for ciphertext and plaintext, mapped once and wiped at the end.
///
/// Big heap blocks fragment and may be dumped; this is a ``Reservation`` like the image.
final class Scratch {
  private let memory: Reservation
  private let holdsPlaintext: Bool

  /// Memory for up to `capacity` bytes; what never holds plaintext needs no wiping.
  init(capacity: Int, holdsPlaintext: Bool = true) throws {
    memory = try Reservation(preferred: capacity, minimum: capacity)
    self.holdsPlaintext = holdsPlaintext
  }

  /// The first `count` bytes; what they held before is still there.
  func buffer(_ count: Int) throws -> UnsafeMutableRawBufferPointer {
    try memory.grow(to: count)
    if holdsPlaintext { memory.wipeLength = max(memory.wipeLength, count) }
    return UnsafeMutableRawBufferPointer(start: memory.base, count: count)
  }

  /// Wipes everything that was lent since the last wipe and gives large stretches back.
  func wipe() {
    memory.wipe(memory.wipeLength, keeping: 2 << 20)
    memory.wipeLength = 0
  }
}

/// Reads a file forwards through a window, so that small frames cost no system call each.
final class ReadWindow {
  private static let minimum = 1 << 18
  private let files: any VaultFileOperations
  private let descriptor: Int32
  private let memory: Scratch
  private var start: UInt64 = 0
  private var length = 0

  init(files: any VaultFileOperations, descriptor: Int32) throws {
    self.files = files
    self.descriptor = descriptor
    memory = try Scratch(capacity: 8 << 20, holdsPlaintext: false)
  }

  /// Up to `count` (at most 8 MiB) bytes at `offset`, fewer only at the end of the file.
  ///
  /// Valid until the next call.
  func bytes(at offset: UInt64, _ count: Int) throws -> UnsafeRawBufferPointer {
    if offset < start || offset + UInt64(count) > start + UInt64(length) {
      let buffer = try memory.buffer(max(count, Self.minimum))
      length = 0
      length = try files.readFully(descriptor, into: buffer, at: offset)
      start = offset
    }
    let place = Int(offset - start)
    return UnsafeRawBufferPointer(try memory.buffer(max(length, 1)))
      .slice(place, max(0, min(count, length - place)))
  }

  /// Forgets what was read: the file may have changed.
  func invalidate() { length = 0 }
}
