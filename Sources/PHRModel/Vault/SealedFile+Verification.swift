internal import Glibc

/// Reading everything, in slices, so that a program can do it while a person types.
///
/// SQLite's quick_check prints an I/O error as a row instead of failing, and blocks of the base
/// that nobody touched were never decrypted.
struct VerificationWalk {
  /// What reads; another one in the vault means that another file stands there now.
  let loader: LogLoader
  private let base: SealedBase
  private var nextBlock = 0
  private var log: LogState
  /// Where the log ended when the walk began; later commits were read when they arrived.
  private let end: UInt64

  /// Walks the headers of the base.
  ///
  /// - Throws: ``VaultError/damaged(_:)``.
  init(of file: SealedFile) throws {
    loader = file.loader
    (base, log) = try loader.loadBase()
    end = file.log.position.end
  }

  /// Authenticates the next bodies, about `bytes` of them.
  ///
  /// - Returns: The counts when everything has been read.
  /// - Throws: ``VaultError/damaged(_:)``.
  mutating func step(bytes: UInt64) throws -> VaultVerification? {
    var rest = bytes
    while nextBlock < base.blockCount {
      guard rest > 0 else { return nil }
      try base.withBody(ofBlock: nextBlock) { _ in }
      nextBlock += 1
      rest -= min(rest, UInt64(SealedBase.blockLength))
    }
    while log.position.end < end {
      guard rest > 0 else { return nil }
      defer { loader.wipe() }
      let before = log.position.end
      let target = rest < end - before ? before + rest : end
      let tail = try loader.replay(into: nil, &log, upTo: target)
      guard log.position.end >= target else {
        throw VaultError.damaged(
          tail?.damage ?? VaultDamage(kind: .cutShort, frame: nil, offset: log.position.end))
      }
      rest -= min(rest, log.position.end - before)
    }
    return VaultVerification(
      frames: log.frames + UInt64(base.blockCount) + 1,
      commits: UInt64(log.commitMACs.count), bytes: log.position.end)
  }
}

extension SealedFile {
  /// Authenticates every body of the file, from the disk.
  ///
  /// Holds SHARED, or EXCLUSIVE.
  ///
  /// - Throws: ``VaultError/damaged(_:)``.
  func verifyBodies() throws -> VaultVerification {
    var walk = try VerificationWalk(of: self)
    while true {
      if let result = try walk.step(bytes: .max) { return result }
    }
  }

  /// Authenticates the next bodies of a verification that goes on from call to call, and begins
  /// anew when another file has come to stand under the path.
  ///
  /// Holds SHARED.
  ///
  /// - Returns: The counts when it has reached the end.
  /// - Throws: ``VaultError/damaged(_:)``.
  func verifySlice(bytes: UInt64) throws -> VaultVerification? {
    var walk: VerificationWalk
    if let verification, verification.loader === loader {
      walk = verification
    } else {
      walk = try VerificationWalk(of: self)
    }
    verification = nil
    guard let result = try walk.step(bytes: bytes) else {
      verification = walk
      return nil
    }
    return result
  }

  /// The real time, in seconds since 1970: when a disk was read is no matter of a fixed "now".
  var secondsNow: UInt64 { UInt64(max(0, time(nil))) }

  /// After a verification: notes the time, and removes the file from before a compaction that an
  /// earlier process made, which is no longer needed.
  func rememberVerification() {
    remembered.verifiedAt = secondsNow
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
