import Glibc
import Synchronization

@testable import PHRModel

/// A disk in memory that knows what a power cut may leave: what was synced is there; of what was
/// written since, any subset of 512-byte sectors; of names, any prefix of the changes since the
/// directory was synced.
final class SimulatedDisk: VaultFileOperations {
  /// What happens at the n-th call.
  enum Fault: Equatable, CaseIterable {
    case eio, enospc, interrupted, shortTransfer, powerCut
  }

  private struct Change {
    let offset: Int
    let bytes: [UInt8]
    /// A change of size instead of a write.
    let newSize: Int?
  }

  private struct Inode {
    var bytes: [UInt8] = []
    var durable: [UInt8] = []
    var pending: [Change] = []
    var changed: Int64 = 0
  }

  private enum NameChange {
    case set(String, UInt64)
    case removed(String)
    case renamed(String, String)
    case exchanged(String, String)
  }

  private struct State {
    var inodes: [UInt64: Inode] = [:]
    var names: [String: UInt64] = [:]
    var durableNames: [String: UInt64] = [:]
    var pendingNames: [NameChange] = []
    var open: [Int32: UInt64] = [:]
    var locks: [UInt64: [UInt64: [Int32: ByteLock]]] = [:]
    var nextInode: UInt64 = 2
    var nextDescriptor: Int32 = 1_000
    var clock: Int64 = 0
    var calls = 0
    var syncs = 0
    var fault: (at: Int, Fault)?
    var isOff = false
    var canExchange = true
    var kind: UInt64 = 0xEF53
    var closedDirectory: String?
    var limit = Int.max

    /// Bytes of all files that a name or a descriptor keeps.
    var used: Int {
      Set(names.values).union(open.values).reduce(0) { $0 + (inodes[$1]?.bytes.count ?? 0) }
    }
  }

  private let state = Mutex(State())

  /// Calls so far.
  var calls: Int { state.withLock { $0.calls } }
  /// Calls of fsync and fdatasync so far.
  var syncs: Int { state.withLock { $0.syncs } }
  /// Bytes on the disk.
  var used: Int { state.withLock { $0.used } }
  var names: [String] { state.withLock { $0.names.keys.sorted() } }
  func content(_ path: String) -> [UInt8]? {
    state.withLock { state in state.names[path].flatMap { state.inodes[$0]?.bytes } }
  }

  /// Makes the n-th call from now fail; counting starts anew.
  func arm(_ fault: Fault?, at call: Int) {
    state.withLock {
      $0.calls = 0
      $0.fault = fault.map { (call, $0) }
    }
  }

  /// From now on it calls itself NFS (statfs(2): 0x6969).
  func becomeNetworkFileSystem() { state.withLock { $0.kind = 0x6969 } }

  /// Flips a bit of a file without a trace in its times, as through a shared mapping.
  func flipSilently(_ path: String, at offset: Int) {
    state.withLock { state in
      guard let inode = state.names[path] else { return }
      state.inodes[inode]?.bytes[offset] ^= 1
    }
  }

  /// Makes a directory read-only.
  func refuseNewFiles(in directory: String) {
    state.withLock { $0.closedDirectory = directory }
  }

  /// Lets the disk hold so many bytes and no more.
  func limit(to bytes: Int) { state.withLock { $0.limit = bytes } }

  /// Makes it a file system without RENAME_EXCHANGE and RENAME_NOREPLACE.
  func forgetRenameFlags() { state.withLock { $0.canExchange = false } }

  // MARK: Power

  /// The disk as the machine finds it after the power came back.
  func afterPowerCut(_ random: inout some RandomNumberGenerator, keeping share: Double)
    -> SimulatedDisk
  {
    let disk = SimulatedDisk()
    let old = state.withLock { $0 }
    var new = State()
    new.nextInode = old.nextInode
    new.names = old.durableNames
    let kept = Int((Double(old.pendingNames.count) * share).rounded())
    let prefix =
      share == 0 || share == 1 ? kept : Int.random(in: 0...old.pendingNames.count, using: &random)
    for change in old.pendingNames.prefix(prefix) { Self.apply(change, to: &new.names) }
    new.durableNames = new.names
    for (number, inode) in old.inodes {
      let left = Self.remains(of: inode, &random, keeping: share)
      new.inodes[number] = Inode(bytes: left, durable: left)
    }
    disk.state.withLock { $0 = new }
    return disk
  }

  private static func remains(
    of inode: Inode, _ random: inout some RandomNumberGenerator, keeping share: Double
  ) -> [UInt8] {
    var bytes = inode.durable
    for change in inode.pending {
      if let size = change.newSize {
        if Double.random(in: 0..<1, using: &random) < share { resize(&bytes, size) }
        continue
      }
      for start in stride(from: 0, to: change.bytes.count, by: 512)
      where Double.random(in: 0..<1, using: &random) < share {
        let part = change.bytes[start..<min(start + 512, change.bytes.count)]
        put(part, at: change.offset + start, in: &bytes)
      }
    }
    return bytes
  }

  private static func resize(_ bytes: inout [UInt8], _ size: Int) {
    if size < bytes.count {
      bytes.removeLast(bytes.count - size)
    } else {
      bytes += [UInt8](repeating: 0, count: size - bytes.count)
    }
  }

  private static func put(_ part: ArraySlice<UInt8>, at offset: Int, in bytes: inout [UInt8]) {
    if bytes.count < offset + part.count { resize(&bytes, offset + part.count) }
    bytes.replaceSubrange(offset..<(offset + part.count), with: part)
  }

  private static func apply(_ change: NameChange, to names: inout [String: UInt64]) {
    switch change {
    case .set(let path, let inode): names[path] = inode
    case .removed(let path): names[path] = nil
    case .renamed(let from, let to): names[to] = names.removeValue(forKey: from)
    case .exchanged(let a, let b):
      let inode = names[a]
      names[a] = names[b]
      names[b] = inode
    }
  }

  // MARK: Calls

  private func call<Result>(
    canBeShort: Bool = false, _ body: (inout State, Bool) throws -> Result
  ) throws -> Result {
    try state.withLock { state in
      if state.isOff { throw SystemFailure(errno: EIO) }
      state.calls += 1
      state.clock += 1
      guard let fault = state.fault, state.calls == fault.at else { return try body(&state, false) }
      switch fault.1 {
      case .eio: throw SystemFailure(errno: EIO)
      case .enospc: throw SystemFailure(errno: ENOSPC)
      case .interrupted: throw SystemFailure(errno: EINTR)
      case .shortTransfer: return try body(&state, canBeShort)
      case .powerCut:
        state.isOff = true
        throw SystemFailure(errno: EIO)
      }
    }
  }

  func open(_ path: String, _ access: FileAccess) throws -> Int32 {
    try call { state, _ in
      if state.names[path] != nil, access == .createNew { throw SystemFailure(errno: EEXIST) }
      if state.names[path] == nil {
        guard access == .createNew || access == .createOrOpen else {
          throw SystemFailure(errno: ENOENT)
        }
        if parentDirectory(of: path) == state.closedDirectory { throw SystemFailure(errno: EACCES) }
        state.inodes[state.nextInode] = Inode()
        state.names[path] = state.nextInode
        state.pendingNames.append(.set(path, state.nextInode))
        state.nextInode += 1
      }
      state.nextDescriptor += 1
      state.open[state.nextDescriptor] = state.names[path]
      return state.nextDescriptor
    }
  }

  func close(_ descriptor: Int32) {
    state.withLock { state in
      guard let inode = state.open.removeValue(forKey: descriptor) else { return }
      for byte in (state.locks[inode] ?? [:]).keys {
        state.locks[inode]?[byte]?[descriptor] = nil
      }
    }
  }

  func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws -> Int {
    try call(canBeShort: true) { state, isShort in
      let bytes = try Self.inode(descriptor, &state).bytes
      let start = min(Int(offset), bytes.count)
      var count = min(buffer.count, bytes.count - start)
      if isShort, count > 1 { count /= 2 }
      buffer.copyBytes(from: bytes[start..<(start + count)])
      return count
    }
  }

  func write(
    _ descriptor: Int32, from buffer: UnsafeRawBufferPointer, at offset: UInt64
  ) throws -> Int {
    try call(canBeShort: true) { state, isShort in
      let count = isShort && buffer.count > 1 ? buffer.count / 2 : buffer.count
      let bytes = Array(buffer.prefix(count))
      let end = Int(offset) + count
      let growth = end - (try Self.inode(descriptor, &state).bytes.count)
      if growth > 0, state.used + growth > state.limit { throw SystemFailure(errno: ENOSPC) }
      try Self.change(descriptor, &state) { inode in
        Self.put(bytes[...], at: Int(offset), in: &inode.bytes)
        inode.pending.append(Change(offset: Int(offset), bytes: bytes, newSize: nil))
      }
      return count
    }
  }

  func truncate(_ descriptor: Int32, to size: UInt64) throws {
    try call { state, _ in
      try Self.change(descriptor, &state) { inode in
        Self.resize(&inode.bytes, Int(size))
        inode.pending.append(Change(offset: 0, bytes: [], newSize: Int(size)))
      }
    }
  }

  func syncData(_ descriptor: Int32) throws {
    try call { state, _ in
      state.syncs += 1
      guard let number = state.open[descriptor] else { throw SystemFailure(errno: EBADF) }
      guard let bytes = state.inodes[number]?.bytes else { return }
      state.inodes[number]?.durable = bytes
      state.inodes[number]?.pending = []
    }
  }

  func sync(_ descriptor: Int32) throws { try syncData(descriptor) }

  func status(_ descriptor: Int32) throws -> FileStatus {
    try call { state, _ in
      guard let number = state.open[descriptor] else { throw SystemFailure(errno: EBADF) }
      return Self.facts(number, state)
    }
  }

  func status(path: String) throws -> FileStatus {
    try call { state, _ in
      guard let number = state.names[path] else { throw SystemFailure(errno: ENOENT) }
      return Self.facts(number, state)
    }
  }

  func rename(_ from: String, to: String, _ mode: RenameMode) throws {
    try call { state, _ in
      guard state.names[from] != nil else { throw SystemFailure(errno: ENOENT) }
      if mode != .replace, !state.canExchange { throw SystemFailure(errno: EINVAL) }
      switch mode {
      case .exchange:
        guard state.names[to] != nil else { throw SystemFailure(errno: ENOENT) }
        Self.record(.exchanged(from, to), in: &state)
      case .refuseExisting where state.names[to] != nil: throw SystemFailure(errno: EEXIST)
      case .refuseExisting, .replace:
        Self.record(.renamed(from, to), in: &state)
      }
    }
  }

  func link(_ from: String, to: String) throws {
    try call { state, _ in
      guard let inode = state.names[from] else { throw SystemFailure(errno: ENOENT) }
      guard state.names[to] == nil else { throw SystemFailure(errno: EEXIST) }
      Self.record(.set(to, inode), in: &state)
    }
  }

  func remove(_ path: String) throws {
    try call { state, _ in
      guard state.names[path] != nil else { throw SystemFailure(errno: ENOENT) }
      Self.record(.removed(path), in: &state)
    }
  }

  func makeDirectory(_ path: String) throws { try call { _, _ in } }

  func list(_ directory: String) throws -> [String] {
    try call { state, _ in
      state.names.keys.filter { parentDirectory(of: $0) == directory }
        .map { lastComponent(of: $0) }.sorted()
    }
  }

  func syncDirectory(of path: String) throws {
    try call { state, _ in
      state.syncs += 1
      state.durableNames = state.names
      state.pendingNames = []
    }
  }

  func lock(_ descriptor: Int32, byte: UInt64, _ lock: ByteLock, waiting: Bool) throws {
    try call { state, _ in
      guard let inode = state.open[descriptor] else { throw SystemFailure(errno: EBADF) }
      let others = (state.locks[inode]?[byte] ?? [:]).filter { $0.key != descriptor }.values
      switch lock {
      case .unlocked:
        state.locks[inode]?[byte]?[descriptor] = nil
        return
      case .shared where others.contains(.exclusive): throw SystemFailure(errno: EAGAIN)
      case .exclusive where !others.isEmpty: throw SystemFailure(errno: EAGAIN)
      case .shared, .exclusive: break
      }
      state.locks[inode, default: [:]][byte, default: [:]][descriptor] = lock
    }
  }

  func isLocked(_ descriptor: Int32, byte: UInt64) throws -> Bool {
    try call { state, _ in
      guard let inode = state.open[descriptor] else { throw SystemFailure(errno: EBADF) }
      return (state.locks[inode]?[byte] ?? [:]).contains { $0.key != descriptor }
    }
  }

  func fileSystem(_ descriptor: Int32) throws -> UInt64 { try call { state, _ in state.kind } }

  // MARK: Parts

  private static func inode(_ descriptor: Int32, _ state: inout State) throws -> Inode {
    guard let number = state.open[descriptor], let inode = state.inodes[number] else {
      throw SystemFailure(errno: EBADF)
    }
    return inode
  }

  private static func change(
    _ descriptor: Int32, _ state: inout State, _ body: (inout Inode) -> Void
  ) throws {
    guard let number = state.open[descriptor], var inode = state.inodes[number] else {
      throw SystemFailure(errno: EBADF)
    }
    state.inodes[number] = nil
    body(&inode)
    inode.changed = state.clock
    state.inodes[number] = inode
  }

  private static func record(_ change: NameChange, in state: inout State) {
    apply(change, to: &state.names)
    state.pendingNames.append(change)
  }

  private static func facts(_ number: UInt64, _ state: State) -> FileStatus {
    let inode = state.inodes[number] ?? Inode()
    return FileStatus(
      identity: .init(device: 1, inode: number), size: UInt64(inode.bytes.count),
      owner: geteuid(), mode: 0o100600, changed: inode.changed)
  }
}
