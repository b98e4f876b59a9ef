/// The spare file beside a vault: an append-only log could not even store a deletion on a full
/// disk. README.md, "Disk full".
extension SealedFile {
  private static let reserveLength = 1 << 20

  /// Makes the spare file if it is missing: real random bytes, because space that is merely
  /// reserved (fallocate) vanishes at the next truncation.
  func makeReserve() {
    guard options.keepsReserve, isWritable else { return }
    let name = SidecarName.reserve(path)
    do {
      if let found = try files.facts(path: name), found.size >= UInt64(Self.reserveLength) {
        return
      }
      try? files.remove(name)
      let descriptor = try files.openFile(name, .createNew)
      do {
        defer { files.close(descriptor) }
        let bytes = RandomBytes.array(count: Self.reserveLength)
        try bytes.withUnsafeBytes { try files.writeFully(descriptor, $0, at: 0) }
        try files.flushData(descriptor)
      } catch {
        try? files.remove(name)
        throw error
      }
    } catch {
      note(.noReserve)
    }
  }

  /// Removes the spare file.
  ///
  /// - Returns: Whether there was one.
  func spendReserve() throws -> Bool {
    let name = SidecarName.reserve(path)
    guard try files.facts(path: name) != nil else { return false }
    try files.converting(.remove) { try files.remove(name) }
    return true
  }
}
