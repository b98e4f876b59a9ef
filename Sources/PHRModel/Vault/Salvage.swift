/// What is left of a damaged vault: a database put together from every frame that authenticates,
/// and the list of what is missing.
///
/// The database may contradict itself where something is missing; copy its rows into a new vault
/// rather than using it. It is wiped with the object.
public final class Salvage {
  /// What could not be read.
  public struct Losses: Equatable, Sendable {
    /// Stretches of the file in which nothing authenticates.
    public var gaps: [Range<UInt64>] = []
    /// Frames whose header is good and whose body is not: sequence numbers.
    public var frames: [UInt64] = []
    /// Stretches of the database that stood in lost parts of the base, in bytes.
    public var blocks: [Range<UInt64>] = []
    /// Commits of which a part, or everything, is missing.
    public var commits: [UInt64] = []
    /// Neither header copy was usable.
    public var header = false

    /// Whether nothing is missing from the records, as far as the file can tell.
    public var isEmpty: Bool {
      gaps.isEmpty && frames.isEmpty && blocks.isEmpty && commits.isEmpty
    }
  }

  /// What is missing.
  public private(set) var losses = Losses()
  /// Commits that were put back, the base not counted.
  public private(set) var commits: UInt64 = 0
  /// Frames that authenticate.
  public let frames: Int
  /// Identity of the damaged vault.
  public let vaultID: [UInt8]
  /// The database.
  private let memory: Reservation
  private(set) var size = 0
  private let log: SalvagedLog

  /// Reads a damaged file and changes nothing in it.
  ///
  /// - Parameters:
  ///   - path: The damaged file.
  ///   - credential: What opened it.
  ///   - header: Where the header comes from if its own is gone.
  ///   - template: The first bytes of a database with the same tables and no rows; used where the
  ///     very first commit, which made them, is lost.
  ///   - options: Where this machine keeps header copies.
  /// - Throws: ``VaultError/wrongPassphrase(_:)``, ``VaultError/headerDamaged`` when no header is
  ///   to be had, ``VaultError/damaged(_:)`` when nothing in the file fits the key.
  public init(
    of path: String, credential: VaultCredential, header: SalvageHeader = .own,
    template: [UInt8] = [], options: VaultOptions = VaultOptions()
  ) throws {
    let files = options.files
    guard let found = try files.facts(path: path) else {
      throw VaultError.noSuchFile(
        previousExists: (try? files.facts(path: path + SidecarName.previous)) != nil)
    }
    guard found.isRegular || found.isLink else { throw VaultError.notARegularFile }
    let descriptor = try files.openFile(path, .read)
    defer { files.close(descriptor) }
    let key = try SalvageKey(
      of: descriptor, credential: credential, header: header, options: options)
    vaultID = key.vaultID
    let copies = HeaderCopies(try files.readBytes(descriptor, HeaderCopies.length, at: 0))
    losses.header = copies.verified(with: key.dataKey) == nil
    let cipher = FrameCipher(keys: VaultKeys(dataKey: key.dataKey), vaultID: key.vaultID)
    log = try SalvagedLog(files: files, descriptor: descriptor, cipher: cipher)
    frames = log.frames.filter(\.isWhole).count
    memory = try Reservation(preferred: 1 << 38, minimum: 1 << 26)
    losses.gaps = log.gaps
    losses.frames = log.frames.filter { !$0.isWhole }.map(\.header.sequence)
    defer { log.wipe() }
    try assemble(template)
  }

  deinit {
    memory.wipe(size, keeping: 0)
  }

  /// Lends the database.
  func withImage<Result>(_ body: (UnsafeMutableRawBufferPointer) throws -> Result) rethrows
    -> Result
  {
    try body(UnsafeMutableRawBufferPointer(start: memory.base, count: size))
  }

  // MARK: Putting together

  private func assemble(_ template: [UInt8]) throws {
    let base = log.frames.filter { $0.header.flags.contains(.base) }
    let baseCommit = base.last?.header.commit ?? 0
    try lay(base.filter { $0.header.commit == baseCommit })
    let changes = log.frames.filter {
      $0.header.flags.isDisjoint(with: [.base, .ignored]) && $0.header.commit > baseCommit
    }
    try apply(changes, after: baseCommit, template: template)
  }

  /// The base; its blocks say themselves where they belong and how large the whole is.
  private func lay(_ base: [SalvagedLog.Frame]) throws {
    var whole: Set<UInt64> = []
    var imageSize: UInt64 = 0
    for frame in base where frame.isWhole {
      _ = try log.withBody(of: frame) { body in
        imageSize = FrameBodyHead(body).imageSize
        guard !frame.header.flags.contains(.meta) else { return }
        try resize(imageSize)
        _ = FrameRuns.forEach(in: body, imageSize: imageSize) { offset, run in
          if let source = run.baseAddress {
            (memory.base + Int(offset)).copyMemory(from: source, byteCount: run.count)
          }
          whole.insert(offset / UInt64(SealedBase.blockLength))
        }
      }
    }
    try resize(imageSize)
    for block in 0..<SealedBase.blocks(for: imageSize) where !whole.contains(block) {
      let start = block * UInt64(SealedBase.blockLength)
      let length = SealedBase.length(ofBlock: Int(block), imageSize: imageSize)
      losses.blocks.append(start..<(start + UInt64(length)))
    }
  }

  /// Every commit of which all frames are whole, in order; the others are lost.
  private func apply(
    _ frames: [SalvagedLog.Frame], after base: UInt64, template: [UInt8]
  ) throws {
    let byCommit = Dictionary(grouping: frames, by: \.header.commit)
    guard let last = byCommit.keys.max() else { return }
    let firsts = log.firstFrames
    for number in (base + 1)...last {
      // A hole of a million commits is told well enough by its first part.
      guard losses.commits.count < 100_000 else { return }
      let parts = byCommit[number] ?? []
      if isComplete(parts, firsts) {
        for part in parts { try replay(part) }
        commits += 1
      } else {
        if losses.commits.isEmpty, size == 0, !template.isEmpty { try put(template) }
        losses.commits.append(number)
      }
    }
  }

  /// All frames are there, in a row, whole, and the last says that it is the last.
  private func isComplete(_ parts: [SalvagedLog.Frame], _ firsts: Set<UInt64>) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    return parts.allSatisfy(\.isWhole) && last.header.flags.contains(.last)
      && last.header.sequence - first.header.sequence == UInt64(parts.count - 1)
      && firsts.contains(first.header.sequence)
  }

  private func replay(_ frame: SalvagedLog.Frame) throws {
    _ = try log.withBody(of: frame) { body in
      let imageSize = FrameBodyHead(body).imageSize
      try resize(imageSize)
      _ = FrameRuns.forEach(in: body, imageSize: imageSize) { offset, run in
        guard let source = run.baseAddress else { return }
        (memory.base + Int(offset)).copyMemory(from: source, byteCount: run.count)
      }
    }
  }

  private func put(_ bytes: [UInt8]) throws {
    try resize(UInt64(bytes.count))
    memory.base.copyMemory(from: bytes, byteCount: bytes.count)
  }

  /// What is cut reads as zero when it grows again.
  private func resize(_ imageSize: UInt64) throws {
    guard imageSize <= UInt64(memory.reserved) else { throw VaultError.noMemory }
    let newSize = Int(imageSize)
    try memory.grow(to: newSize)
    if newSize < size {
      UnsafeMutableRawBufferPointer(start: memory.base + newSize, count: size - newSize)
        .initializeMemory(as: UInt8.self, repeating: 0)
    }
    size = newSize
  }
}
