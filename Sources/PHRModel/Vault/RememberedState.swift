/// What this machine remembers of a vault under one data key, so that an older copy of the file is
/// recognised.
///
/// README.md, "State directory".
struct RememberedState: Equatable {
  static let magic = Array("PHRSTA01".utf8)
  private static let fixedLength = 72
  let vaultID: [UInt8]
  let epoch: UInt64
  /// The random number under which this machine's commits stand in the device vector.
  var device: UInt64
  /// The newest header generation seen.
  var generation: UInt64
  /// Seconds since 1970 when every body was last verified here; 0 for never.
  var verifiedAt: UInt64 = 0
  /// The person said that only one program uses the file.
  var soleUser = false
  /// The newest commit seen of every device.
  var vector = DeviceVector()

  init(vaultID: [UInt8], epoch: UInt64, device: UInt64, generation: UInt64) {
    self.vaultID = vaultID
    self.epoch = epoch
    self.device = device
    self.generation = generation
  }

  /// Reads a state file; `nil` when it is torn, forged, or of another vault or epoch.
  init?(_ bytes: [UInt8], vaultID: [UInt8], epoch: UInt64, keys: VaultKeys) {
    let body = bytes.dropLast(32)
    guard body.count >= Self.fixedLength + 8, body.starts(with: Self.magic),
      Self.mac(of: Array(body), keys: keys) == Array(bytes.suffix(32)),
      Array(bytes[8..<24]) == vaultID, bytes.uint64(at: 24) == epoch
    else { return nil }
    self.vaultID = vaultID
    self.epoch = epoch
    device = bytes.uint64(at: 32)
    generation = bytes.uint64(at: 40)
    verifiedAt = bytes.uint64(at: 48)
    soleUser = bytes[56] == 1
    let entries = bytes[Self.fixedLength..<(bytes.count - 32)]
    guard let vector = try? entries.withUnsafeBytes({ try DeviceVector($0) }) else { return nil }
    self.vector = vector
  }

  /// The bytes of a state file.
  func encoded(keys: VaultKeys) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.fixedLength)
    bytes.replaceSubrange(0..<8, with: Self.magic)
    bytes.replaceSubrange(8..<24, with: vaultID)
    bytes.put(epoch, at: 24)
    bytes.put(device, at: 32)
    bytes.put(generation, at: 40)
    bytes.put(verifiedAt, at: 48)
    bytes[56] = soleUser ? 1 : 0
    bytes += vector.encoded
    return bytes + Self.mac(of: bytes, keys: keys)
  }

  /// Takes over whatever is newer in `other`; nothing is ever lowered here.
  mutating func raise(to other: RememberedState) {
    raise(to: other.vector, generation: other.generation)
    verifiedAt = max(verifiedAt, other.verifiedAt)
    soleUser = soleUser || other.soleUser
  }

  /// Takes over whatever is newer in a log.
  mutating func raise(to newer: DeviceVector, generation: UInt64) {
    for (device, entry) in newer.entries where entry.commit > vector[device]?.commit ?? 0 {
      vector[device] = entry
    }
    self.generation = max(self.generation, generation)
  }

  /// The highest commit seen.
  var highestCommit: UInt64 { vector.entries.values.map(\.commit).max() ?? 0 }

  private static func mac(of bytes: [UInt8], keys: VaultKeys) -> [UInt8] {
    keys.stateKey.withUnsafeBytes { key in
      bytes.withUnsafeBytes { HMACSHA256().authenticate($0, key: key) }
    }
  }
}
