internal import CSQLite
internal import Glibc

/// The SQLite VFS of one vault: it opens that vault's database and nothing else, so that no
/// journal, temporary or attached file can ever hold plaintext.
final class VaultVFS {
  let name: String
  private let file: SealedFile
  private let structure: UnsafeMutablePointer<sqlite3_vfs>
  private let cName: UnsafeMutablePointer<CChar>
  private let cPath: String

  /// Registers it under a name of its own.
  ///
  /// - Throws: ``VaultError/noMemory``.
  init(for file: SealedFile) throws {
    SQLiteLibrary.configure()
    self.file = file
    cPath = file.path
    name = "phr-" + RandomBytes.array(count: 8).hexadecimal
    guard let base = sqlite3_vfs_find(nil), let cName = strdup(name) else {
      throw VaultError.noMemory
    }
    self.cName = cName
    structure = .allocate(capacity: 1)
    // Sleep, randomness and time stay those of the default VFS.
    structure.initialize(to: base.pointee)
    structure.pointee.pNext = nil
    structure.pointee.zName = UnsafePointer(cName)
    structure.pointee.iVersion = 2
    structure.pointee.szOsFile = Int32(MemoryLayout<phr_vault_file>.size)
    structure.pointee.pAppData = Unmanaged.passUnretained(self).toOpaque()
    Self.setMethods(structure)
    guard sqlite3_vfs_register(structure, 0) == SQLITE_OK else { throw VaultError.noMemory }
  }

  deinit {
    sqlite3_vfs_unregister(structure)
    // A connection that outlives its vault still points here: rather leak than dangle.
    if file.isConnected {
      structure.pointee.pAppData = nil
    } else {
      structure.deallocate()
      free(cName)
    }
  }

  private static func setMethods(_ structure: UnsafeMutablePointer<sqlite3_vfs>) {
    structure.pointee.xOpen = { vfs, name, file, flags, outFlags in
      guard let vfs, let file else { return SQLITE_MISUSE }
      // SQLite calls xClose only when methods are set.
      file.pointee.pMethods = nil
      guard let state = vfs.pointee.pAppData, let name, flags & SQLITE_OPEN_MAIN_DB != 0 else {
        return SQLITE_CANTOPEN
      }
      let owner = Unmanaged<VaultVFS>.fromOpaque(state).takeUnretainedValue()
      return owner.open(String(cString: name), file, flags, outFlags)
    }
    structure.pointee.xDelete = { _, _, _ in SQLITE_OK }
    // Planted journals do not exist for us.
    structure.pointee.xAccess = { _, _, _, answer in
      answer?.pointee = 0
      return SQLITE_OK
    }
    structure.pointee.xFullPathname = { _, name, capacity, output in
      guard let name, let output, strlen(name) < Int(capacity) else { return SQLITE_CANTOPEN }
      strcpy(output, name)
      return SQLITE_OK
    }
  }

  private func open(
    _ name: String, _ target: UnsafeMutablePointer<sqlite3_file>, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard name == cPath, !file.isConnected, file.broken == nil else { return SQLITE_CANTOPEN }
    file.isConnected = true
    VaultFileMethods.attach(file, to: target)
    var granted = flags
    if !file.isWritable {
      granted &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
      granted |= SQLITE_OPEN_READONLY
    }
    outFlags?.pointee = granted
    return SQLITE_OK
  }
}
