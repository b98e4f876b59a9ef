internal import Glibc

/// The calls as a vault uses them: whole reads and writes, `EINTR` retried, errors as
/// ``VaultError``.
extension VaultFileOperations {
  /// Opens a file.
  ///
  /// - Throws: ``VaultError/symbolicLink``, ``VaultError/alreadyExists`` or ``VaultError/io``.
  func openFile(_ path: String, _ access: FileAccess) throws -> Int32 {
    try converting(.open) { try retrying { try open(path, access) } }
  }

  /// Reads up to `buffer.count` bytes; fewer only at the end of the file.
  func readFully(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws -> Int {
    try converting(.read) {
      var done = 0
      while done < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        let count = try retrying { try read(descriptor, into: rest, at: offset + UInt64(done)) }
        if count == 0 { break }
        done += count
      }
      return done
    }
  }

  /// Reads up to `count` bytes as an array.
  func readBytes(_ descriptor: Int32, _ count: Int, at offset: UInt64) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = try bytes.withUnsafeMutableBytes { try readFully(descriptor, into: $0, at: offset) }
    bytes.removeLast(count - got)
    return bytes
  }

  /// Writes all bytes.
  ///
  /// A short write sets no errno: it is repeated for the rest.
  func writeFully(
    _ descriptor: Int32, _ buffer: UnsafeRawBufferPointer, at offset: UInt64
  ) throws {
    try converting(.write) {
      var done = 0
      while done < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        let count = try retrying { try write(descriptor, from: rest, at: offset + UInt64(done)) }
        guard count > 0 else { throw SystemFailure(errno: ENOSPC) }
        done += count
      }
    }
  }

  /// Copies a stretch of one file to the beginning, or another place, of another, piece by piece.
  ///
  /// - Throws: ``VaultError/io(operation:errno:)`` with errno 0 when the source ends before.
  func copy(
    _ range: Range<UInt64>, of source: Int32, to target: Int32, at start: UInt64
  ) throws {
    let piece = try Scratch(capacity: 1 << 20, holdsPlaintext: false)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let buffer = try piece.buffer(Int(min(1 << 20, range.upperBound - offset)))
      guard try readFully(source, into: buffer, at: offset) == buffer.count else {
        throw VaultError.io(operation: .read, errno: 0)
      }
      try writeFully(
        target, UnsafeRawBufferPointer(buffer), at: start + (offset - range.lowerBound))
      offset += UInt64(buffer.count)
    }
  }

  /// Cuts or extends a file.
  func setSize(_ descriptor: Int32, to size: UInt64) throws {
    try converting(.truncate) { try retrying { try truncate(descriptor, to: size) } }
  }

  /// fdatasync, EINTR retried.
  ///
  /// Any other failure may have dropped written pages for good.
  func flushData(_ descriptor: Int32) throws {
    try converting(.sync) { try retrying { try syncData(descriptor) } }
  }

  /// fsync, EINTR retried.
  func flush(_ descriptor: Int32) throws {
    try converting(.sync) { try retrying { try sync(descriptor) } }
  }

  /// fsync of the directory that holds `path`.
  func flushDirectory(of path: String) throws {
    try converting(.sync) { try retrying { try syncDirectory(of: path) } }
  }

  /// Facts about an open file.
  func facts(_ descriptor: Int32) throws -> FileStatus {
    try converting(.status) { try retrying { try status(descriptor) } }
  }

  /// Facts about what a path names; `nil` when nothing.
  func facts(path: String) throws -> FileStatus? {
    do {
      return try retrying { try status(path: path) }
    } catch let failure as SystemFailure where failure.errno == ENOENT {
      return nil
    } catch let failure as SystemFailure {
      throw VaultError.io(operation: .status, errno: failure.errno)
    }
  }

  /// Tries a lock once.
  ///
  /// - Throws: ``VaultError/busy`` when another holder is in the way.
  func tryLock(_ descriptor: Int32, byte: UInt64, _ change: ByteLock) throws {
    do {
      try retrying { try lock(descriptor, byte: byte, change, waiting: false) }
    } catch let failure as SystemFailure {
      if failure.errno == EAGAIN || failure.errno == EACCES { throw VaultError.busy }
      throw VaultError.io(operation: .lock, errno: failure.errno)
    }
  }

  /// Runs a call again as long as a signal interrupted it.
  func retrying<Result>(_ call: () throws -> Result) throws -> Result {
    while true {
      do {
        return try call()
      } catch let failure as SystemFailure where failure.errno == EINTR {
        continue
      }
    }
  }

  /// Turns errno into the error that a person can act upon.
  func converting<Result>(_ operation: FileOperation, _ call: () throws -> Result) throws -> Result
  {
    do {
      return try call()
    } catch let failure as SystemFailure {
      switch failure.errno {
      case ENOSPC, EDQUOT: throw VaultError.diskFull
      case ENOMEM: throw VaultError.noMemory
      case ELOOP: throw VaultError.symbolicLink
      case EEXIST: throw VaultError.alreadyExists
      default: throw VaultError.io(operation: operation, errno: failure.errno)
      }
    }
  }
}
