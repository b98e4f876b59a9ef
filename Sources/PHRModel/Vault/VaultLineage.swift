/// Where a vault stands, for a file that succeeds it: same id, next key epoch, commits continuing.
///
/// README.md, "Rekey". A delegate's file is narrowed so: a new file from an empty image takes the
/// place of the old one, and nothing of the old one is left in it.
public struct VaultLineage: Sendable, Hashable, Codable {
  /// Random identity of the vault.
  public var vaultID: [UInt8]
  /// How often the data key was changed, from 1.
  public var epoch: UInt64
  /// How often the header was changed.
  public var generation: UInt64
  /// The number of the last commit.
  public var commit: UInt64

  /// Where the first file of a new vault begins.
  static func fresh() -> VaultLineage {
    VaultLineage(vaultID: RandomBytes.array(count: 16), epoch: 1, generation: 1, commit: 0)
  }

  /// Where a file begins that succeeds this state.
  var successor: VaultLineage {
    VaultLineage(vaultID: vaultID, epoch: epoch + 1, generation: generation + 1, commit: commit)
  }
}

extension Vault {
  /// Where this vault stands now.
  public var lineage: VaultLineage {
    VaultLineage(
      vaultID: file.header.vaultID, epoch: file.header.epoch,
      generation: max(file.header.generation, file.log.highestGeneration),
      commit: file.log.position.commit)
  }

  /// Creates an empty vault that succeeds another state of the same one, under a fresh data key.
  ///
  /// - Throws: ``VaultError``.
  public static func create(
    succeeding lineage: VaultLineage, at path: String, credentials: [VaultCredential],
    options: VaultOptions
  ) throws -> Vault {
    let dataKey = try SealedFile.create(
      path, credentials: credentials, succeeding: lineage, options: options)
    return try open(UnlockedVault(path: path, dataKey: dataKey), options: options)
  }

  /// Puts a finished, closed file in the place of another and removes what stood beside that one
  /// and may hold more: its `.prev` and kept tails.
  ///
  /// - Throws: ``VaultError/io(operation:errno:)``.
  public static func replace(_ path: String, with fresh: String) throws {
    let files = SystemFileOperations()
    try files.converting(.rename) {
      try files.retrying { try files.rename(fresh, to: path, .replace) }
    }
    try removeFormerFiles(beside: path)
  }

  /// Removes the `.prev` and kept tails beside a file.
  static func removeFormerFiles(beside path: String) throws {
    let files = SystemFileOperations()
    let directory = parentDirectory(of: path)
    let name = lastComponent(of: path)
    for other in try files.list(directory)
    where other == name + SidecarName.previous || other.hasPrefix(name + ".tail-") {
      try files.converting(.remove) { try files.remove(directory + "/" + other) }
    }
    try files.flushDirectory(of: path)
  }

  /// A hidden name beside a file, for one that is being written.
  static func freshName(beside path: String) -> String { SidecarName.fresh(path) }

  /// The sorts of key slots that a file has, read without a key and therefore only a hint.
  ///
  /// - Throws: ``VaultError``.
  public static func slotKinds(at path: String) throws -> [VaultSlotKind] {
    let files = SystemFileOperations()
    let opened = try OpenedFile(path, options: VaultOptions())
    defer { files.close(opened.descriptor) }
    let bytes = try files.readBytes(opened.descriptor, HeaderCopies.length, at: 0)
    return HeaderCopies(bytes).newestFirst.first?.occupiedSlots.map(\.kind) ?? []
  }
}
