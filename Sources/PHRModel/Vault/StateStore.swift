internal import Glibc

/// The directory where this machine remembers a vault: one state file per key epoch and a copy
/// of the header, under a lock of their own.
final class StateStore {
  /// The directory of this vault.
  let directory: String
  private let files: any VaultFileOperations
  private var lockDescriptor: Int32?

  /// - Returns: `nil` for ``VaultStateDirectory/none`` or without a home directory.
  init?(_ place: VaultStateDirectory, vaultID: [UInt8], files: any VaultFileOperations) {
    guard let root = StateStore.root(of: place) else { return nil }
    directory = root + "/" + vaultID.hexadecimal
    self.files = files
  }

  deinit {
    if let lockDescriptor { files.close(lockDescriptor) }
  }

  /// The directory above those of the single vaults.
  ///
  /// XDG Base Directory Specification.
  static func root(of place: VaultStateDirectory) -> String? {
    func variable(_ name: String) -> String? {
      guard let value = getenv(name) else { return nil }
      let text = String(cString: value)
      return text.hasPrefix("/") ? text : nil
    }
    switch place {
    case .none: return nil
    case .at(let path): return path
    case .standard:
      let state = variable("XDG_STATE_HOME") ?? variable("HOME").map { $0 + "/.local/state" }
      return state.map { $0 + "/phr-tui" }
    }
  }

  /// What was found for one epoch.
  enum Finding: Equatable {
    case nothing
    case unreadable
    case state(RememberedState)
  }

  /// Reads the state of an epoch.
  func read(epoch: UInt64, vaultID: [UInt8], keys: VaultKeys) -> Finding {
    do {
      guard let bytes = try content(of: "state-\(epoch)") else { return .nothing }
      guard
        var state = RememberedState(bytes, vaultID: vaultID, epoch: epoch, keys: keys)
      else { return .unreadable }
      // Written under a clock that was wrong: it would be the latest for years.
      if state.verifiedAt > UInt64(max(0, time(nil))) { state.verifiedAt = 0 }
      return .state(state)
    } catch {
      return .unreadable
    }
  }

  /// The header generation that a state file names, unauthenticated: a hint for someone whose key
  /// does not fit.
  func rememberedGeneration(epoch: UInt64) -> UInt64? {
    guard let bytes = try? content(of: "state-\(epoch)"), bytes.count >= 48,
      bytes.starts(with: RememberedState.magic)
    else { return nil }
    return bytes.uint64(at: 40)
  }

  /// The highest epoch that was ever opened here; 0 for none.
  func highestEpoch() -> UInt64 {
    let names = (try? files.list(directory)) ?? []
    return names.compactMap { $0.hasPrefix("state-") ? UInt64($0.dropFirst(6)) : nil }.max() ?? 0
  }

  /// Merges what is newer in `state` into the file, under the lock.
  ///
  /// - Returns: What the file holds now.
  func raise(_ state: RememberedState, keys: VaultKeys, durably: Bool) throws -> RememberedState {
    try locked {
      if durably { removeLeftovers() }
      var merged = state
      if case .state(let known) = read(epoch: state.epoch, vaultID: state.vaultID, keys: keys) {
        merged.raise(to: known)
        merged.device = state.device
        if merged == known && !durably { return merged }
      }
      try write(merged.encoded(keys: keys), to: "state-\(state.epoch)", durably: durably)
      return merged
    }
  }

  /// Replaces the file, lowering included: after a person confirmed it.
  ///
  /// States of later data keys go: they would call this file older for ever.
  func replace(with state: RememberedState, keys: VaultKeys) throws {
    try locked {
      try write(state.encoded(keys: keys), to: "state-\(state.epoch)", durably: true)
      for name in try files.list(directory) where name.hasPrefix("state-") {
        if let epoch = UInt64(name.dropFirst(6)), epoch > state.epoch {
          try files.remove(directory + "/" + name)
        }
      }
    }
  }

  /// Keeps a copy of the verified header for salvage; one per epoch.
  func keep(header: VaultHeader) throws {
    let name = "header-\(header.epoch)"
    try locked {
      if try content(of: name) != header.bytes { try write(header.bytes, to: name, durably: true) }
    }
  }

  /// Removes the header copies of earlier data keys: after a rekey they would open old files.
  func forgetHeaders(before epoch: UInt64) throws {
    for name in try files.list(directory) where name.hasPrefix("header-") {
      if let number = UInt64(name.dropFirst(7)), number < epoch {
        try files.remove(directory + "/" + name)
      }
    }
  }

  /// The header copies that are kept for any vault, newest epoch first; for salvage of a file
  /// whose own copies are gone.
  static func keptHeaders(
    in place: VaultStateDirectory, files: any VaultFileOperations
  ) -> [[UInt8]] {
    guard let root = root(of: place), let vaults = try? files.list(root) else { return [] }
    return vaults.flatMap { vault -> [[UInt8]] in
      let directory = root + "/" + vault
      let names = ((try? files.list(directory)) ?? []).filter { $0.hasPrefix("header-") }
      return names.compactMap { name in
        guard let descriptor = try? files.openFile(directory + "/" + name, .read) else {
          return nil
        }
        defer { files.close(descriptor) }
        return try? files.readBytes(descriptor, VaultHeader.length, at: 0)
      }
    }
  }

  // MARK: Parts

  /// Removes what killed programs were writing; the lock says that nobody is.
  private func removeLeftovers() {
    for name in (try? files.list(directory)) ?? []
    where name.hasPrefix(".state-") || name.hasPrefix(".header-") {
      try? files.remove(directory + "/" + name)
    }
  }

  private func content(of name: String) throws -> [UInt8]? {
    let path = directory + "/" + name
    guard let facts = try files.facts(path: path) else { return nil }
    guard facts.isRegular, facts.size <= 1 << 24 else { throw VaultError.notARegularFile }
    let descriptor = try files.openFile(path, .read)
    defer { files.close(descriptor) }
    return try files.readBytes(descriptor, Int(facts.size), at: 0)
  }

  private func write(_ bytes: [UInt8], to name: String, durably: Bool) throws {
    let path = directory + "/" + name
    let temporary = directory + "/.\(name).\(RandomBytes.array(count: 6).hexadecimal)"
    let descriptor = try files.openFile(temporary, .createNew)
    do {
      defer { files.close(descriptor) }
      try bytes.withUnsafeBytes { try files.writeFully(descriptor, $0, at: 0) }
      if durably { try files.flush(descriptor) }
      try files.converting(.rename) {
        try files.retrying { try files.rename(temporary, to: path, .replace) }
      }
    } catch {
      try? files.remove(temporary)
      throw error
    }
    if durably { try files.flushDirectory(of: path) }
  }

  private func locked<Result>(_ body: () throws -> Result) throws -> Result {
    let descriptor = try openLock()
    try files.converting(.lock) {
      try files.retrying { try files.lock(descriptor, byte: 0, .exclusive, waiting: true) }
    }
    defer { try? files.lock(descriptor, byte: 0, .unlocked, waiting: false) }
    return try body()
  }

  private func openLock() throws -> Int32 {
    if let lockDescriptor { return lockDescriptor }
    try makeDirectories()
    let descriptor = try files.openFile(directory + "/lock", .createOrOpen)
    lockDescriptor = descriptor
    return descriptor
  }

  private func makeDirectories() throws {
    if try files.facts(path: directory) != nil { return }
    var path = directory.hasPrefix("/") ? "" : "."
    for part in directory.split(separator: "/") {
      path += "/" + part
      if try files.facts(path: path) != nil { continue }
      try files.converting(.makeDirectory) { try files.makeDirectory(path) }
    }
  }
}
