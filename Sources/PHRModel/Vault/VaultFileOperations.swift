/// What the system said when it refused: errno(3).
struct SystemFailure: Error, Equatable {
  let errno: Int32
}

/// Facts about a file.
///
/// The C function is `fstat` or `lstat`.
struct FileStatus: Equatable {
  /// Device and inode: which file it is, whatever its name.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }
  let identity: Identity
  let size: UInt64
  let owner: UInt32
  /// Type and permission bits.
  let mode: UInt32
  /// Nanoseconds since 1970 of the last change of status.
  let changed: Int64

  var isRegular: Bool { mode & 0o170000 == 0o100000 }
  var isLink: Bool { mode & 0o170000 == 0o120000 }
}

/// How to open a file.
enum FileAccess: Equatable {
  case read
  case readWrite
  /// A new file of mode 0600; fails when something stands there.
  case createNew
  /// An existing or new file of mode 0600, for locking.
  case createOrOpen
}

/// A change of an open-file-description lock on one byte.
enum ByteLock: Equatable {
  case shared, exclusive, unlocked
}

/// How a rename treats what stands under the new name.
enum RenameMode: Equatable {
  case replace, refuseExisting, exchange
}

/// The system calls under a vault, one method each, so that tests can fail the n-th of them.
///
/// Every method is one attempt: short reads and writes and `EINTR` are the caller's to handle
/// (see the extension). All throw ``SystemFailure``.
protocol VaultFileOperations: Sendable {
  /// open(2) with O_CLOEXEC and O_NOFOLLOW.
  func open(_ path: String, _ access: FileAccess) throws -> Int32
  func close(_ descriptor: Int32)
  /// pread(2).
  func read(_ descriptor: Int32, into: UnsafeMutableRawBufferPointer, at: UInt64) throws -> Int
  /// pwrite(2).
  func write(_ descriptor: Int32, from: UnsafeRawBufferPointer, at: UInt64) throws -> Int
  /// ftruncate(2).
  func truncate(_ descriptor: Int32, to size: UInt64) throws
  /// fdatasync(2).
  func syncData(_ descriptor: Int32) throws
  /// fsync(2).
  func sync(_ descriptor: Int32) throws
  /// fstat(2).
  func status(_ descriptor: Int32) throws -> FileStatus
  /// lstat(2).
  func status(path: String) throws -> FileStatus
  /// renameat2(2).
  func rename(_ from: String, to: String, _ mode: RenameMode) throws
  /// link(2).
  func link(_ from: String, to: String) throws
  /// unlink(2).
  func remove(_ path: String) throws
  /// mkdir(2) with mode 0700; existing is fine.
  func makeDirectory(_ path: String) throws
  /// The names in a directory.
  func list(_ directory: String) throws -> [String]
  /// fsync(2) on the directory that holds `path`.
  func syncDirectory(of path: String) throws
  /// fcntl(2) with F_OFD_SETLK, or F_OFD_SETLKW when `waiting`.
  func lock(_ descriptor: Int32, byte: UInt64, _ lock: ByteLock, waiting: Bool) throws
  /// fcntl(2) with F_OFD_GETLK: whether another holder would refuse an exclusive lock.
  func isLocked(_ descriptor: Int32, byte: UInt64) throws -> Bool
  /// The magic number of the file system. fstatfs(2).
  func fileSystem(_ descriptor: Int32) throws -> UInt64
}
