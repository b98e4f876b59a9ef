/// Copies of the present state. README.md, "Backups".
extension SealedFile {
  /// Runs a step under SHARED, with header and image up to date, while SQLite is between
  /// transactions.
  func sharing<Result>(_ body: () throws -> Result) throws -> Result {
    guard level == .none else { throw VaultError.inUse }
    defer { unlock(to: .none) }
    try Patience.standard.retry { try lock(.shared) }
    return try body()
  }

  /// Writes the present state as a vault of its own: the same identity, keys and slots, one base.
  ///
  /// Other programs go on reading meanwhile, writers wait. The copy is read back whole from the
  /// disk before it gets its name.
  func backUp(to target: String, replacing: Bool) throws -> VaultVerification {
    try requireElsewhere(target)
    return try sharing {
      if log.hasIgnoredFrames { throw VaultError.newerFormat }
      var written: LogPosition?
      return try FinishedFile(files: files).make(target, replacing: replacing) { descriptor in
        written = try writeReplacement(descriptor, header: header, keys: keys).log.position
      } check: { fresh in
        let copy = try SealedFile.open(fresh, dataKey: keys.dataKey, options: options.forCopies)
        defer { copy.close() }
        let found = try copy.verifyBodies()
        guard copy.log.position == written else {
          throw VaultError.io(operation: .read, errno: 0)
        }
        return found
      }
    }
  }

  /// Writes the database itself, in plain, for its owner.
  ///
  /// - Returns: Its size in bytes.
  func exportPlain(to target: String, replacing: Bool) throws -> UInt64 {
    try requireElsewhere(target)
    return try sharing {
      let size = image.committedSize
      try FinishedFile(files: files).make(target, replacing: replacing) { descriptor in
        let block = try Scratch(capacity: SealedBase.blockLength)
        defer { block.wipe() }
        for number in 0..<Int(SealedBase.blocks(for: UInt64(size))) {
          let length = SealedBase.length(ofBlock: number, imageSize: UInt64(size))
          let buffer = try block.buffer(length)
          try image.copyBlock(number, unit: SealedBase.blockLength, into: buffer)
          let offset = UInt64(number * SealedBase.blockLength)
          try files.writeFully(descriptor, UnsafeRawBufferPointer(buffer), at: offset)
        }
      } check: { _ in
      }
      return UInt64(size)
    }
  }

  private func requireElsewhere(_ target: String) throws {
    if try files.facts(path: target)?.identity == identity { throw VaultError.alreadyExists }
  }
}

extension VaultOptions {
  /// How copies are opened to look at them: nothing is written and nothing is remembered.
  var forCopies: VaultOptions {
    var options = self
    options.readOnly = true
    options.acceptOlder = false
    options.stateDirectory = .none
    options.keepsReserve = false
    return options
  }
}
