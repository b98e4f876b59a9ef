extension SealedFile {
  /// Writes a new, empty vault and publishes it under a name that nothing has yet.
  ///
  /// With a lineage it has the same id and goes on behind what it succeeds.
  ///
  /// - Returns: The data key.
  /// - Throws: ``VaultError``.
  static func create(
    _ path: String, credentials: [VaultCredential], succeeding lineage: VaultLineage? = nil,
    options: VaultOptions
  ) throws -> SecretBytes {
    let files = options.files
    if let found = try files.facts(path: path) {
      throw found.isLink ? VaultError.symbolicLink : VaultError.alreadyExists
    }
    if try files.facts(path: path + SidecarName.previous) != nil {
      throw VaultError.noSuchFile(previousExists: true)
    }
    let dataKey = SecretBytes.random(count: AESGCM.keyLength)
    let start = lineage?.successor ?? .fresh()
    var header = VaultHeader(
      vaultID: start.vaultID, epoch: start.epoch, generation: start.generation)
    for (index, credential) in credentials.enumerated() {
      let slot = try KeySlot(
        sealing: dataKey, for: credential, vaultID: header.vaultID, cost: options.cost)
      header.setSlot(index, to: slot)
    }
    header.seal(with: dataKey)
    try publishNew(
      path, header: header, dataKey: dataKey, commit: start.commit, files: files)
    return dataKey
  }

  private static func publishNew(
    _ path: String, header: VaultHeader, dataKey: SecretBytes, commit: UInt64,
    files: any VaultFileOperations
  ) throws {
    let fresh = SidecarName.fresh(path)
    let descriptor = try files.openFile(fresh, .createNew)
    defer { files.close(descriptor) }
    do {
      let copies = header.bytes + header.bytes
      try copies.withUnsafeBytes { try files.writeFully(descriptor, $0, at: 0) }
      try writeEmptyBase(
        descriptor, header: header, dataKey: dataKey, commit: commit, files: files)
      try files.flush(descriptor)
      try publish(fresh, as: path, files: files)
    } catch {
      try? files.remove(fresh)
      throw error
    }
    try files.flushDirectory(of: path)
  }

  private static func writeEmptyBase(
    _ descriptor: Int32, header: VaultHeader, dataKey: SecretBytes, commit: UInt64,
    files: any VaultFileOperations
  ) throws {
    let cipher = FrameCipher(keys: VaultKeys(dataKey: dataKey), vaultID: header.vaultID)
    let writer = try FrameAppender(files: files, cipher: cipher)
    writer.begin(descriptor, at: UInt64(HeaderCopies.length), after: nil)
    let entries = DeviceVector().encoded
    let length = FrameBodyHead.length + entries.count
    let body = try writer.body(length)
    FrameBodyHead(imageSize: 0, generation: header.generation, device: 0).write(to: body)
    body.put(entries, at: FrameBodyHead.length)
    try writer.append(commit: commit, flags: [.base, .meta, .last], bodyLength: length)
  }

  /// Gives a finished file its name, but never takes one that is in use.
  private static func publish(
    _ fresh: String, as path: String, files: any VaultFileOperations
  ) throws {
    do {
      try files.retrying { try files.rename(fresh, to: path, .refuseExisting) }
    } catch let failure as SystemFailure {
      if try files.facts(path: path) != nil { throw VaultError.alreadyExists }
      // A file system without RENAME_NOREPLACE: a hard link refuses just as well.
      guard (try? files.link(fresh, to: path)) != nil else {
        throw VaultError.io(operation: .rename, errno: failure.errno)
      }
      try? files.remove(fresh)
    }
  }
}
