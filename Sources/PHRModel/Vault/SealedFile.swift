internal import Glibc

/// SQLite's levels of locking, as bytes of the vault file that are locked.
enum LockLevel: Int32, Comparable {
  case none = 0
  case shared, reserved, pending, exclusive

  static func < (left: LockLevel, right: LockLevel) -> Bool { left.rawValue < right.rawValue }
}

/// An open vault file: keys, header, image and the position in the log, kept in agreement with
/// each other and with the file.
///
/// The extensions hold the steps: `+Opening`, `+Locking`, `+Refresh` (what others did),
/// `+Commit` (what we do), `+Compaction`, `+Slots`, `+State`.
final class SealedFile {
  let path: String
  let files: any VaultFileOperations
  let options: VaultOptions
  var keys: VaultKeys
  var cipher: FrameCipher
  var appender: FrameAppender
  /// The open file.
  ///
  /// Open always, even when another file stands under the path: a freed inode number comes back at
  /// once, and would look like ours.
  var descriptor: Int32
  var identity: FileStatus.Identity
  let isReadOnlyDescriptor: Bool
  var header: VaultHeader
  /// Both header copies as last read.
  var headerBytes: [UInt8]
  var image: VaultImage { didSet { useImage() } }
  /// ``image`` without counting references, which was a seventh of the time of reading a page.
  private(set) var imageForReading: Unmanaged<VaultImage>
  var log: LogState
  var loader: LogLoader
  /// What the system said of the file when header and last frame were last found in place, if they
  /// cannot have changed since without its saying something else.
  var settled: FileStatus?
  /// SHARED was granted because of ``settled`` alone.
  var isTrusting = false
  /// Memory for looking whether the file still has what we remember.
  let comparison: Scratch
  var tail: LogTail?
  var level = LockLevel.none

  /// Where this machine remembers the vault, and what.
  var store: StateStore?
  var remembered: RememberedState
  /// The header whose copy is in the state directory, as far as we know.
  var keptHeader: VaultHeader?

  /// Why nothing may be written; those that need confirmation first.
  var readOnlyReasons: [VaultReadOnlyReason] = []
  var notices: [VaultNotice] = []
  /// The file cannot be used any more.
  var broken: VaultError?
  /// What the last failed call from SQLite was about; SQLite itself only carries a number.
  var lastError: VaultError?

  /// What other processes wrote was read, but not yet synced by us.
  var hasUnsyncedFrames = true
  /// The inode is new to us: whoever put it there may have died before its name was on the disk.
  var hasUnsyncedName = true
  /// An append failed and could not be cut off again: from where to where.
  var failedAppend: Range<UInt64>?
  /// The next commits may use up the spare file when the disk is full.
  var maySpendReserve = false
  var committedHere = false
  var compactedHere = false
  /// A verification in slices that has not reached the end.
  var verification: VerificationWalk?
  /// A SQLite connection has the database open.
  var isConnected = false

  init(
    path: String, options: VaultOptions, opened: OpenedFile, keys: VaultKeys,
    header: VaultHeader, headerBytes: [UInt8], contents: LoadedLog
  ) {
    self.path = path
    self.options = options
    files = options.files
    self.keys = keys
    descriptor = opened.descriptor
    identity = opened.identity
    isReadOnlyDescriptor = opened.isReadOnly
    readOnlyReasons = opened.readOnlyReasons
    notices = opened.notices
    self.header = header
    self.headerBytes = headerBytes
    cipher = contents.cipher
    image = contents.image
    imageForReading = .passUnretained(contents.image)
    log = contents.log
    loader = contents.loader
    tail = contents.tail
    comparison = contents.comparison
    appender = contents.appender
    remembered = RememberedState(
      vaultID: header.vaultID, epoch: header.epoch, device: RandomBytes.uint64(),
      generation: header.generation)
    useImage()
  }

  /// Takes up an image that was read anew.
  private func useImage() {
    imageForReading = .passUnretained(image)
    image.cleanLimit = options.keptPlaintext / SealedBase.blockLength
  }

  deinit { close() }

  /// Whether commits are possible.
  var isWritable: Bool { readOnlyReasons.isEmpty && broken == nil }

  /// Says something once.
  func note(_ notice: VaultNotice) {
    if !notices.contains(notice) { notices.append(notice) }
  }

  /// Gives everything back: locks, descriptor, plaintext.
  func close() {
    guard descriptor >= 0 else { return }
    image.wipe()
    loader.wipe()
    appender.wipe()
    releaseLocks(of: descriptor)
    files.close(descriptor)
    descriptor = -1
    broken = .closed
  }
}

/// An opened file that passed the checks which need no key.
struct OpenedFile {
  let descriptor: Int32
  let isReadOnly: Bool
  let identity: FileStatus.Identity
  let readOnlyReasons: [VaultReadOnlyReason]
  let notices: [VaultNotice]
}

/// The contents of a file as read once from its beginning.
struct LoadedLog {
  var cipher: FrameCipher
  let loader: LogLoader
  let appender: FrameAppender
  let comparison: Scratch
  let image: VaultImage
  let log: LogState
  let tail: LogTail?

  /// Reads base and log.
  ///
  /// - Throws: ``VaultError/damaged(_:)``, ``VaultError/newerFormat``, ``VaultError/noMemory``.
  init(
    files: any VaultFileOperations, descriptor: Int32, keys: VaultKeys, vaultID: [UInt8]
  ) throws {
    cipher = FrameCipher(keys: keys, vaultID: vaultID)
    loader = try LogLoader(files: files, descriptor: descriptor, cipher: cipher)
    appender = try FrameAppender(files: files, cipher: cipher)
    comparison = try Scratch(capacity: 1 << 14, holdsPlaintext: false)
    image = try VaultImage()
    var (base, log) = try loader.loadBase()
    guard base.imageSize <= UInt64(image.capacity) else { throw VaultError.noMemory }
    try image.adopt(base, size: Int(base.imageSize))
    tail = try loader.replay(into: image, &log)
    self.log = log
    loader.wipe()
  }
}
