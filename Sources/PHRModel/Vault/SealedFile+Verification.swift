internal import Glibc

/// Reading everything. SQLite's quick_check prints an I/O error as a row instead of failing, and
/// blocks of the base that nobody touched were never decrypted.
extension SealedFile {
  /// Authenticates every body of the file, from the disk.
  ///
  /// Holds SHARED, or EXCLUSIVE.
  ///
  /// - Throws: ``VaultError/damaged(_:)``.
  func verifyBodies() throws -> VaultVerification {
    let reader = try LogLoader(files: files, descriptor: descriptor, cipher: cipher)
    var (base, found) = try reader.loadBase()
    for block in 0..<base.blockCount {
      try base.withBody(ofBlock: block) { _ in }
    }
    _ = try reader.replay(into: nil, &found)
    guard found.position == log.position else { throw giveUpReplacedFile() }
    return VaultVerification(
      frames: found.frames + UInt64(base.blockCount) + 1,
      commits: UInt64(found.commitMACs.count), bytes: found.position.end)
  }

  /// After a verification: notes the time, and removes the file from before a compaction that an
  /// earlier process made, which is no longer needed.
  func rememberVerification() {
    remembered.verifiedAt = UInt64(max(0, time(nil)))
    recordState(durably: false)
    if isWritable, !compactedHere, log.baseCommit > 0 {
      try? files.remove(path + SidecarName.previous)
    }
  }

  /// Removes what may hold deleted content beside the file.
  ///
  /// - Returns: Conflict files, which are data that a person must look at.
  func removeFormerContent() throws -> [String] {
    let directory = parentDirectory(of: path)
    let name = lastComponent(of: path)
    var conflicts: [String] = []
    for other in try files.list(directory) {
      let isFormer =
        other == name + SidecarName.previous || other.hasPrefix(name + ".tail-")
        || other.hasPrefix("." + name + ".new-")
      if isFormer {
        try files.converting(.remove) { try files.remove(directory + "/" + other) }
      } else if other.hasPrefix(name + ".conflict-") {
        conflicts.append(directory + "/" + other)
      }
    }
    try files.flushDirectory(of: path)
    return conflicts
  }
}
