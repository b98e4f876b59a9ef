/// A file beside the vault, or elsewhere, that gets its name only when it is whole and on the disk.
///
/// Backups, plain exports and restored vaults are made this way: no moment shows half of one.
struct FinishedFile {
  let files: any VaultFileOperations

  /// Writes a new file of mode 0600 under a hidden name, checks it, and names it.
  ///
  /// `replacing` says whether a regular file of that name may be replaced; `write` fills the open,
  /// empty file; `check` looks at the finished file under its hidden name before it is named.
  ///
  /// - Returns: What `check` found.
  /// - Throws: ``VaultError/alreadyExists``, ``VaultError/symbolicLink``,
  ///   ``VaultError/notARegularFile`` and what `write` and `check` throw; nothing is left then.
  func make<Result>(
    _ path: String, replacing: Bool, write: (Int32) throws -> Void,
    check: (String) throws -> Result
  ) throws -> Result {
    try requireFree(path, replacing: replacing)
    let fresh = SidecarName.fresh(path)
    let descriptor = try files.openFile(fresh, .createNew)
    do {
      defer { files.close(descriptor) }
      try write(descriptor)
      try files.flush(descriptor)
      let result = try check(fresh)
      try name(fresh, as: path, replacing: replacing)
      try files.flushDirectory(of: path)
      return result
    } catch {
      try? files.remove(fresh)
      throw error
    }
  }

  private func requireFree(_ path: String, replacing: Bool) throws {
    guard let found = try files.facts(path: path) else { return }
    if found.isLink { throw VaultError.symbolicLink }
    guard found.isRegular else { throw VaultError.notARegularFile }
    if !replacing { throw VaultError.alreadyExists }
  }

  private func name(_ fresh: String, as path: String, replacing: Bool) throws {
    if replacing {
      return try files.converting(.rename) {
        try files.retrying { try files.rename(fresh, to: path, .replace) }
      }
    }
    do {
      try files.retrying { try files.rename(fresh, to: path, .refuseExisting) }
    } catch is SystemFailure {
      // Without RENAME_NOREPLACE, as on vfat: the look above must do, or a hard link.
      try requireFree(path, replacing: false)
      try files.converting(.rename) {
        try files.retrying { try files.rename(fresh, to: path, .replace) }
      }
    }
  }
}
