import Foundation
import Synchronization

@testable import PHRModel

/// Whether there is no room left.
final class FullDisk: Sendable {
  private let state = Mutex(true)
  var isFull: Bool { state.withLock { $0 } }
  func makeRoom() { state.withLock { $0 = false } }
}

/// The real system calls, of which one may fail or lie.
struct FailingFiles: VaultFileOperations {
  /// errno of every write; 0 for none.
  var writeFailure: Int32 = 0
  /// errno of every read behind the headers; 0 for none.
  var readFailure: Int32 = 0
  /// A disk that takes nothing more until the spare file is removed.
  var fullDisk: FullDisk?
  /// What the file system calls itself; `nil` for the truth.
  var fileSystemNumber: UInt64?
  private let real = SystemFileOperations()

  func open(_ path: String, _ access: FileAccess) throws -> Int32 { try real.open(path, access) }
  func close(_ descriptor: Int32) { real.close(descriptor) }
  func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws -> Int {
    if readFailure != 0, offset >= 8_192 { throw SystemFailure(errno: readFailure) }
    return try real.read(descriptor, into: buffer, at: offset)
  }
  func write(
    _ descriptor: Int32, from buffer: UnsafeRawBufferPointer, at offset: UInt64
  ) throws -> Int {
    if writeFailure != 0 { throw SystemFailure(errno: writeFailure) }
    if let fullDisk, fullDisk.isFull { throw SystemFailure(errno: ENOSPC) }
    return try real.write(descriptor, from: buffer, at: offset)
  }
  func truncate(_ descriptor: Int32, to size: UInt64) throws {
    try real.truncate(descriptor, to: size)
  }
  func syncData(_ descriptor: Int32) throws { try real.syncData(descriptor) }
  func sync(_ descriptor: Int32) throws { try real.sync(descriptor) }
  func status(_ descriptor: Int32) throws -> FileStatus { try real.status(descriptor) }
  func status(path: String) throws -> FileStatus { try real.status(path: path) }
  func rename(_ from: String, to: String, _ mode: RenameMode) throws {
    try real.rename(from, to: to, mode)
  }
  func link(_ from: String, to: String) throws { try real.link(from, to: to) }
  func remove(_ path: String) throws {
    try real.remove(path)
    if path.hasSuffix(".reserve") { fullDisk?.makeRoom() }
  }
  func makeDirectory(_ path: String) throws { try real.makeDirectory(path) }
  func list(_ directory: String) throws -> [String] { try real.list(directory) }
  func syncDirectory(of path: String) throws { try real.syncDirectory(of: path) }
  func lock(_ descriptor: Int32, byte: UInt64, _ lock: ByteLock, waiting: Bool) throws {
    try real.lock(descriptor, byte: byte, lock, waiting: waiting)
  }
  func isLocked(_ descriptor: Int32, byte: UInt64) throws -> Bool {
    try real.isLocked(descriptor, byte: byte)
  }
  func fileSystem(_ descriptor: Int32) throws -> UInt64 {
    try fileSystemNumber ?? real.fileSystem(descriptor)
  }
}
