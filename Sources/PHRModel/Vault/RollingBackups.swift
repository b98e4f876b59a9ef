/// Backups that the program makes by itself and of which it keeps the newest.
///
/// Their names are `NAME.<UTC>-<commit>.backup.phr`; nothing else in the folder is ever touched.
public struct RollingBackups: Equatable, Sendable {
  /// Where they lie.
  public let folder: String
  /// How many are kept.
  public let keep: Int

  /// Takes a folder and a number of at least one.
  public init(folder: String, keep: Int) {
    precondition(keep > 0, "keeping no backup is no backup")
    self.folder = folder
    self.keep = keep
  }

  /// What happened.
  public struct Outcome: Equatable, Sendable {
    /// The new backup.
    public let path: String
    /// How many old ones were removed.
    public let removed: Int
  }

  private static let ending = ".backup.phr"

  /// Makes one of the present state and removes the oldest above the number to keep.
  ///
  /// - Throws: ``VaultError``; the old backups then all stand.
  public func make(of vault: Vault) throws -> Outcome {
    let files = vault.file.files
    if try files.facts(path: folder) == nil {
      try files.converting(.makeDirectory) { try files.makeDirectory(folder) }
    }
    let path =
      folder + "/\(prefix(of: vault))\(UTCStamp.now())-\(paddedCommit(of: vault))\(Self.ending)"
    try vault.backUp(to: path, replacing: true)
    let all = try list(of: vault)
    let surplus = all.dropLast(keep)
    for old in surplus { try files.converting(.remove) { try files.remove(old) } }
    return Outcome(path: path, removed: surplus.count)
  }

  /// The backups of a vault in the folder, oldest first.
  ///
  /// - Throws: ``VaultError/io(operation:errno:)`` when the folder cannot be read.
  public func list(of vault: Vault) throws -> [String] {
    let files = vault.file.files
    guard try files.facts(path: folder) != nil else { return [] }
    let names = try files.converting(.list) { try files.list(folder) }
    return names.sorted().filter { $0.hasPrefix(prefix(of: vault)) && $0.hasSuffix(Self.ending) }
      .map { folder + "/" + $0 }
      .filter { isOf(vault, $0) }
  }

  /// Removes them all: after a rekey they would still open with the former keys.
  ///
  /// - Returns: How many there were.
  /// - Throws: ``VaultError/io(operation:errno:)``.
  @discardableResult
  public func removeAll(of vault: Vault) throws -> Int {
    let all = try list(of: vault)
    let files = vault.file.files
    for path in all { try files.converting(.remove) { try files.remove(path) } }
    return all.count
  }

  private func prefix(of vault: Vault) -> String { lastComponent(of: vault.path) + "." }

  /// The commit in the name keeps two backups of one second apart.
  private func paddedCommit(of vault: Vault) -> String {
    let digits = String(vault.position.commit)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  /// Whether a file says that it is a copy of the vault, whoever named it.
  private func isOf(_ vault: Vault, _ path: String) -> Bool {
    let files = vault.file.files
    guard let descriptor = try? files.openFile(path, .read) else { return false }
    defer { files.close(descriptor) }
    guard let bytes = try? files.readBytes(descriptor, 40, at: 0), bytes.count == 40 else {
      return false
    }
    return bytes.starts(with: VaultHeader.magic) && Array(bytes[24..<40]) == vault.id
  }
}
