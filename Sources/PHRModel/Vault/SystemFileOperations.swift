internal import CSQLite
internal import Glibc

/// The real system calls.
struct SystemFileOperations: VaultFileOperations {
  func open(_ path: String, _ access: FileAccess) throws -> Int32 {
    let flags: Int32 =
      switch access {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .createNew: O_RDWR | O_CREAT | O_EXCL
      case .createOrOpen: O_RDWR | O_CREAT
      }
    let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode_t(0o600))
    return try checked(descriptor)
  }

  func close(_ descriptor: Int32) {
    // Linux has released the descriptor even when close(2) reports an error.
    _ = Glibc.close(descriptor)
  }

  func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws -> Int {
    try checked(pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)))
  }

  func write(
    _ descriptor: Int32, from buffer: UnsafeRawBufferPointer, at offset: UInt64
  ) throws -> Int {
    try checked(pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(offset)))
  }

  func truncate(_ descriptor: Int32, to size: UInt64) throws {
    try checked(ftruncate(descriptor, off_t(size)))
  }

  func syncData(_ descriptor: Int32) throws { try checked(fdatasync(descriptor)) }

  func sync(_ descriptor: Int32) throws { try checked(fsync(descriptor)) }

  func status(_ descriptor: Int32) throws -> FileStatus {
    var facts = stat()
    try checked(fstat(descriptor, &facts))
    return FileStatus(facts)
  }

  func status(path: String) throws -> FileStatus {
    var facts = stat()
    try checked(lstat(path, &facts))
    return FileStatus(facts)
  }

  func rename(_ from: String, to: String, _ mode: RenameMode) throws {
    // RENAME_NOREPLACE is 1, RENAME_EXCHANGE is 2 (linux/fs.h).
    let flags: UInt32 =
      switch mode {
      case .replace: 0
      case .refuseExisting: 1
      case .exchange: 2
      }
    try checked(phr_rename(from, to, flags))
  }

  func link(_ from: String, to: String) throws { try checked(Glibc.link(from, to)) }

  func remove(_ path: String) throws { try checked(unlink(path)) }

  func makeDirectory(_ path: String) throws {
    if mkdir(path, mode_t(0o700)) != 0, errno != EEXIST { throw SystemFailure(errno: errno) }
  }

  func list(_ directory: String) throws -> [String] {
    guard let stream = opendir(directory) else { throw SystemFailure(errno: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func syncDirectory(of path: String) throws {
    let directory = Glibc.open(parentDirectory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    _ = try checked(directory)
    defer { _ = Glibc.close(directory) }
    try checked(fsync(directory))
  }

  func lock(_ descriptor: Int32, byte: UInt64, _ lock: ByteLock, waiting: Bool) throws {
    let type =
      switch lock {
      case .shared: F_RDLCK
      case .exclusive: F_WRLCK
      case .unlocked: F_UNLCK
      }
    try checked(phr_ofd_set(descriptor, Int16(type), off_t(byte), waiting ? 1 : 0))
  }

  func isLocked(_ descriptor: Int32, byte: UInt64) throws -> Bool {
    try checked(phr_ofd_test(descriptor, off_t(byte))) == 1
  }

  func fileSystem(_ descriptor: Int32) throws -> UInt64 {
    UInt64(try checked(phr_file_system(descriptor)))
  }

  @discardableResult
  private func checked<Value: SignedInteger>(_ value: Value) throws -> Value {
    if value < 0 { throw SystemFailure(errno: errno) }
    return value
  }
}

extension FileStatus {
  fileprivate init(_ facts: stat) {
    identity = Identity(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))
    size = UInt64(max(0, facts.st_size))
    owner = facts.st_uid
    mode = facts.st_mode
    changed = Int64(facts.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(facts.st_ctim.tv_nsec)
  }
}

/// The directory part of a path; "." for a bare name.
func parentDirectory(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The last part of a path.
func lastComponent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return path }
  return String(path[path.index(after: slash)...])
}
