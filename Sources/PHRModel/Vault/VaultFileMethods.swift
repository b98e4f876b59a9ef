internal import CSQLite

/// The `sqlite3_io_methods` of a vault: each a line that forwards to the ``SealedFile`` behind the
/// file pointer.
///
/// SQLite documentation, "sqlite3_io_methods".
enum VaultFileMethods {
  /// Version 3 lends pages; there is no shared memory, hence no WAL.
  // Written once before first use, then only read; SQLite keeps the pointer for ever.
  nonisolated(unsafe) static let table: UnsafeMutablePointer<sqlite3_io_methods> = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    methods.pointee.iVersion = 3
    setContentMethods(methods)
    setLendingMethods(methods)
    setLockMethods(methods)
    return methods
  }()

  private static func setContentMethods(_ methods: UnsafeMutablePointer<sqlite3_io_methods>) {
    methods.pointee.xClose = { VaultFileMethods.release($0) }
    methods.pointee.xRead = { file, target, count, offset in
      VaultFileMethods.forward(file, PHR_IOERR_READ) { vault in
        guard let target else { return SQLITE_MISUSE }
        let isWhole = try vault.imageForReading._withUnsafeGuaranteedRef {
          try $0.read(into: target, at: Int(offset), count: Int(count))
        }
        return isWhole ? SQLITE_OK : PHR_IOERR_SHORT_READ
      }
    }
    methods.pointee.xWrite = { file, source, count, offset in
      VaultFileMethods.forward(file, PHR_IOERR_WRITE) { vault in
        guard let source, vault.level >= .reserved else { return SQLITE_MISUSE }
        try vault.image.write(source, at: Int(offset), count: Int(count))
        return SQLITE_OK
      }
    }
    methods.pointee.xTruncate = { file, size in
      VaultFileMethods.forward(file, PHR_IOERR_WRITE) { vault in
        try vault.image.truncate(to: Int(size))
        return SQLITE_OK
      }
    }
    // Everything happens in SQLITE_FCNTL_SYNC, which comes even when synchronous is OFF.
    methods.pointee.xSync = { _, _ in SQLITE_OK }
    methods.pointee.xFileSize = { file, size in
      VaultFileMethods.forward(file, PHR_IOERR_READ) { vault in
        size?.pointee = sqlite3_int64(vault.image.size)
        return SQLITE_OK
      }
    }
    methods.pointee.xFileControl = { file, operation, argument in
      VaultFileMethods.forward(file, PHR_IOERR_FSYNC) { vault in
        try VaultFileMethods.control(vault, operation, argument)
      }
    }
    methods.pointee.xSectorSize = { _ in 4_096 }
    methods.pointee.xDeviceCharacteristics = { _ in SQLITE_IOCAP_POWERSAFE_OVERWRITE }
  }

  /// What SQLite reads in place instead of copying; `PRAGMA mmap_size` makes it ask.
  private static func setLendingMethods(_ methods: UnsafeMutablePointer<sqlite3_io_methods>) {
    methods.pointee.xFetch = { file, offset, count, page in
      VaultFileMethods.forward(file, PHR_IOERR_READ) { vault in
        page?.pointee = nil
        page?.pointee = try vault.imageForReading._withUnsafeGuaranteedRef {
          try $0.lend(at: Int(offset), count: Int(count))
        }
        return SQLITE_OK
      }
    }
    methods.pointee.xUnfetch = { file, offset, page in
      VaultFileMethods.forward(file, PHR_IOERR_READ) { vault in
        // Without a page it means that the file has changed: what was lent has come back by then.
        if page != nil { vault.image.takeBack(at: Int(offset)) }
        return SQLITE_OK
      }
    }
  }

  private static func setLockMethods(_ methods: UnsafeMutablePointer<sqlite3_io_methods>) {
    methods.pointee.xLock = { file, level in
      VaultFileMethods.forward(file, PHR_IOERR_LOCK) { vault in
        guard let level = LockLevel(rawValue: level) else { return SQLITE_MISUSE }
        try vault.lock(level)
        return SQLITE_OK
      }
    }
    methods.pointee.xUnlock = { file, level in
      VaultFileMethods.forward(file, PHR_IOERR_UNLOCK) { vault in
        guard let level = LockLevel(rawValue: level) else { return SQLITE_MISUSE }
        vault.unlock(to: level)
        return SQLITE_OK
      }
    }
    methods.pointee.xCheckReservedLock = { file, answer in
      VaultFileMethods.forward(file, PHR_IOERR_LOCK) { vault in
        answer?.pointee = try vault.isReserved() ? 1 : 0
        return SQLITE_OK
      }
    }
  }

  private static func control(
    _ vault: SealedFile, _ operation: Int32, _ argument: UnsafeMutableRawPointer?
  ) throws -> Int32 {
    switch operation {
    case SQLITE_FCNTL_SYNC:
      // A name here is a super-journal: a commit over several files, which could not be atomic.
      guard argument == nil else { throw VaultError.inUse }
      try vault.commitTransaction()
      return SQLITE_OK
    case SQLITE_FCNTL_PRAGMA:
      return VaultPragmas.answer(argument)
    default:
      return SQLITE_NOTFOUND
    }
  }

  // MARK: Crossing the boundary

  /// Stores the vault in SQLite's file object.
  static func attach(_ vault: SealedFile, to file: UnsafeMutablePointer<sqlite3_file>) {
    let ours = UnsafeMutableRawPointer(file).assumingMemoryBound(to: phr_vault_file.self)
    ours.pointee.state = Unmanaged.passRetained(vault).toOpaque()
    ours.pointee.base.pMethods = UnsafePointer(table)
  }

  private static func release(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
    guard let file else { return SQLITE_MISUSE }
    let ours = UnsafeMutableRawPointer(file).assumingMemoryBound(to: phr_vault_file.self)
    guard let state = ours.pointee.state else { return SQLITE_OK }
    let vault = Unmanaged<SealedFile>.fromOpaque(state).takeRetainedValue()
    ours.pointee.state = nil
    vault.unlock(to: .none)
    vault.isConnected = false
    return SQLITE_OK
  }

  @inline(__always)
  private static func forward(
    _ file: UnsafeMutablePointer<sqlite3_file>?, _ failure: Int32,
    _ body: (SealedFile) throws -> Int32
  ) -> Int32 {
    guard let file else { return SQLITE_MISUSE }
    let ours = UnsafeMutableRawPointer(file).assumingMemoryBound(to: phr_vault_file.self)
    guard let state = ours.pointee.state else { return SQLITE_MISUSE }
    return Unmanaged<SealedFile>.fromOpaque(state)._withUnsafeGuaranteedRef { vault in
      do {
        return try body(vault)
      } catch {
        let error = error as? VaultError ?? .noMemory
        vault.lastError = error
        return code(for: error, failure)
      }
    }
  }

  private static func code(for error: VaultError, _ failure: Int32) -> Int32 {
    switch error {
    case .busy: SQLITE_BUSY
    case .readOnly: SQLITE_READONLY
    case .diskFull: SQLITE_FULL
    case .noMemory: PHR_IOERR_NOMEM
    default: failure
    }
  }
}
