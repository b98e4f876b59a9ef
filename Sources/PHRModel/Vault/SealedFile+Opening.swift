internal import Glibc

extension SealedFile {
  /// Opens the file with a data key that was derived for it.
  ///
  /// - Throws: ``VaultError``.
  static func open(
    _ path: String, dataKey: SecretBytes, options: VaultOptions
  ) throws -> SealedFile {
    let opened = try OpenedFile(path, options: options)
    let file: SealedFile
    do {
      file = try load(path, opened: opened, dataKey: dataKey, options: options)
    } catch {
      opened.release(options.files)
      options.files.close(opened.descriptor)
      throw error
    }
    // From here on the descriptor is the file's to close.
    if !dataKey.isLocked { file.note(.keyNotLocked) }
    if file.header.mustUnderstandToWrite != 0 { file.readOnlyReasons.append(.newerHeader) }
    try file.recallState()
    if let tail = file.tail { file.note(.tailDropped(bytes: tail.bytes, tail.kind)) }
    file.noteHeaderCopies()
    file.unlock(to: .none)
    return file
  }

  private static func load(
    _ path: String, opened: OpenedFile, dataKey: SecretBytes, options: VaultOptions
  ) throws -> SealedFile {
    let files = options.files
    let keys = VaultKeys(dataKey: dataKey)
    try opened.waitForShared(files)
    let bytes = try files.readBytes(opened.descriptor, HeaderCopies.length, at: 0)
    let copies = HeaderCopies(bytes)
    try copies.requireReadable()
    try opened.requireOwner(copies)
    guard let header = copies.verified(with: dataKey) else { throw VaultError.headerDamaged }
    if header.isOfNewerFormat { throw VaultError.newerFormat }
    let contents = try LoadedLog(
      files: files, descriptor: opened.descriptor, keys: keys, vaultID: header.vaultID)
    let file = SealedFile(
      path: path, options: options, opened: opened, keys: keys, header: header,
      headerBytes: bytes, contents: contents)
    file.level = .shared
    return file
  }

  /// Derives the data key from a credential: reads the header under SHARED, which is not held
  /// while scrypt works.
  ///
  /// - Throws: ``VaultError``.
  static func unlock(
    _ path: String, credential: VaultCredential, options: VaultOptions
  ) throws -> SecretBytes {
    let opened = try OpenedFile(path, options: options)
    defer { options.files.close(opened.descriptor) }
    try opened.waitForShared(options.files)
    let bytes = try options.files.readBytes(opened.descriptor, HeaderCopies.length, at: 0)
    opened.release(options.files)
    let copies = HeaderCopies(bytes)
    try opened.requireOwner(copies)
    do {
      return try copies.unlock(with: credential)
    } catch VaultError.wrongPassphrase(.none) where isOlderHeader(copies, options) {
      throw VaultError.wrongPassphrase(.headerOlderThanSeen)
    }
  }

  /// Whether this machine has seen a newer header; a hint without a key, so unauthenticated.
  private static func isOlderHeader(_ copies: HeaderCopies, _ options: VaultOptions) -> Bool {
    guard let newest = copies.newestFirst.first,
      let store = StateStore(
        options.stateDirectory, vaultID: newest.vaultID, files: options.files)
    else { return false }
    let highest = store.highestEpoch()
    if highest > newest.epoch { return true }
    guard let generation = store.rememberedGeneration(epoch: newest.epoch) else { return false }
    return generation > newest.generation
  }

  /// Reports a bad or lagging header copy; it is repaired before the next write.
  private func noteHeaderCopies() {
    guard headerNeedsRepair else { return }
    if isWritable, (try? repairHeader()) != nil {
      note(.headerCopyRepaired)
    } else {
      note(.headerCopyDamaged)
    }
  }

  /// Whether the two copies on the disk are not both the verified header.
  var headerNeedsRepair: Bool { headerBytes != header.bytes + header.bytes }

  /// Rewrites the copy that is not the verified header.
  ///
  /// Takes EXCLUSIVE.
  func repairHeader() throws {
    try lock(.exclusive)
    defer { unlock(to: .shared) }
    try writeHeader(header)
  }
}

extension OpenedFile {
  /// Opens a path and checks what needs no key.
  ///
  /// - Throws: ``VaultError/noSuchFile(previousExists:)``, ``VaultError/symbolicLink``,
  ///   ``VaultError/notARegularFile``, ``VaultError/io(operation:errno:)``.
  init(_ path: String, options: VaultOptions) throws {
    let files = options.files
    guard let found = try files.facts(path: path) else {
      let previous = try? files.facts(path: path + SidecarName.previous)
      throw VaultError.noSuchFile(previousExists: previous != nil)
    }
    if found.isLink { throw VaultError.symbolicLink }
    guard found.isRegular else { throw VaultError.notARegularFile }
    var reasons: [VaultReadOnlyReason] = []
    if options.readOnly { reasons.append(.requested) }
    if found.owner != geteuid() { reasons.append(.foreignOwner) }
    do {
      let access: FileAccess = reasons.isEmpty ? .readWrite : .read
      descriptor = try files.openFile(path, access)
      isReadOnly = access == .read
    } catch VaultError.io(_, let code) where [EACCES, EROFS, EPERM].contains(code) {
      reasons.append(.permissions)
      descriptor = try files.openFile(path, .read)
      isReadOnly = true
    }
    do {
      let facts = try files.facts(descriptor)
      // Another file may have come to stand there between the look and the opening.
      guard facts.isRegular else { throw VaultError.notARegularFile }
      if facts.owner != geteuid(), !reasons.contains(.foreignOwner) {
        reasons.append(.foreignOwner)
      }
      identity = facts.identity
      notices = facts.mode & 0o077 == 0 ? [] : [.widerMode(facts.mode & 0o777)]
      if try !FileSystemKind.excludesWriters(files, descriptor) {
        reasons.append(.unsafeFileSystem)
      }
    } catch {
      files.close(descriptor)
      throw error
    }
    readOnlyReasons = reasons
  }

  /// Refuses another user's file unless it is made for two, a delegate's or a reply (only those
  /// have a slot for an exchange key), or is merely looked at.
  ///
  /// Whoever plants a vault with a slot of their own would read what is written into it.
  ///
  /// - Throws: ``VaultError/foreignOwner``.
  func requireOwner(_ copies: HeaderCopies) throws {
    guard readOnlyReasons.contains(.foreignOwner), !readOnlyReasons.contains(.requested) else {
      return
    }
    let isForTwo = copies.newestFirst.contains { copy in
      copy.occupiedSlots.contains { $0.kind == .exchangeKey }
    }
    if !isForTwo { throw VaultError.foreignOwner }
  }

  /// Takes SHARED, waiting for a writer up to two seconds.
  ///
  /// - Throws: ``VaultError/busy``.
  func waitForShared(_ files: any VaultFileOperations) throws {
    try Patience.standard.retry {
      try files.tryLock(descriptor, byte: SealedFile.LockByte.pending, .shared)
      defer {
        try? files.tryLock(descriptor, byte: SealedFile.LockByte.pending, .unlocked)
      }
      try files.tryLock(descriptor, byte: SealedFile.LockByte.shared, .shared)
    }
  }

  func release(_ files: any VaultFileOperations) {
    try? files.tryLock(descriptor, byte: SealedFile.LockByte.shared, .unlocked)
  }
}

/// Names of the files that stand beside a vault.
enum SidecarName {
  /// The file as it was before the last compaction.
  static let previous = ".prev"

  /// A hidden name in the same directory.
  static func hidden(_ path: String, _ suffix: String) -> String {
    parentDirectory(of: path) + "/." + lastComponent(of: path) + suffix
  }

  /// A file that a compaction is writing.
  static func fresh(_ path: String) -> String {
    hidden(path, ".new-" + RandomBytes.array(count: 6).hexadecimal)
  }

  /// The spare file for a full disk.
  static func reserve(_ path: String) -> String { hidden(path, ".reserve") }
}

/// How long a step waits for other programs.
struct Patience {
  let milliseconds: Int
  /// Two seconds: longer than any commit, shorter than a person's patience.
  static let standard = Patience(milliseconds: 2_000)
  /// One attempt: for what can as well happen later.
  static let none = Patience(milliseconds: 0)

  /// Repeats `body` while it is busy.
  func retry<Result>(_ body: () throws -> Result) throws -> Result {
    var waited = 0
    while true {
      do {
        return try body()
      } catch VaultError.busy where waited < milliseconds {
        usleep(5_000)
        waited += 5
      }
    }
  }
}

/// File systems on which locks exclude other writers.
///
/// See statfs(2) for the numbers.
enum FileSystemKind {
  private static let safe: Set<UInt64> = [
    0xEF53,  // ext2, ext3, ext4
    0x5846_5342,  // xfs
    0x9123_683E,  // btrfs
    0xF2F5_2010,  // f2fs
    0x2FC1_2FC1,  // zfs
    0x0102_1994,  // tmpfs
    0x794C_7630,  // overlay
    0x4D44,  // vfat
    0x2011_BAB0,  // exfat
    0x7366_746E,  // ntfs3
  ]

  /// Whether two programs that lock on it really exclude each other, as far as the kind says.
  static func excludesWriters(_ files: any VaultFileOperations, _ descriptor: Int32) throws -> Bool
  {
    let kind = try files.converting(.status) {
      try files.retrying { try files.fileSystem(descriptor) }
    }
    return safe.contains(kind)
  }
}
