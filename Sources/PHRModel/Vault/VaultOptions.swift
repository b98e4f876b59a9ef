/// What opens a vault.
public enum VaultCredential: Sendable {
  /// What the person remembers.
  case passphrase(Passphrase)
  /// What the person remembers together with what they have.
  case passphraseAndKeyFile(Passphrase, KeyFile)
  /// What was printed once at creation.
  case recoveryCode(RecoveryCode)
  /// 32 bytes shared between a holder's and a delegate's files.
  case exchangeKey(SecretBytes)
}

/// The sort of a key slot.
public enum VaultSlotKind: Equatable, Sendable {
  case passphrase, recoveryCode, exchangeKey, passphraseAndKeyFile
  /// Of a later version; kept byte for byte.
  case unknown(UInt32)
}

/// One occupied key slot, as `vault slots` lists it.
public struct VaultSlot: Equatable, Sendable {
  /// Place in the header, 0 to 14.
  public let index: Int
  /// The sort of key.
  public let kind: VaultSlotKind
  /// The cost of a passphrase slot.
  public let cost: ScryptCost?
}

/// Where this machine remembers the newest state of a vault that it has seen.
public enum VaultStateDirectory: Equatable, Sendable {
  /// `$XDG_STATE_HOME/phr-tui`, else `~/.local/state/phr-tui`.
  case standard
  /// Another directory; the vault's id is appended.
  case at(String)
  /// Nothing is remembered: throw-away vaults, exports.
  case none
}

/// Choices for creating or opening a vault.
public struct VaultOptions: Sendable {
  /// Cost of new passphrase slots.
  public var cost = ScryptCost.standard
  /// The person confirmed an older, diverged, rolled back or rekeyed file: it becomes the truth.
  public var acceptOlder = false
  /// The person said that only one program at a time uses a file on this file system.
  public var soleUser = false
  /// Open for reading only.
  public var readOnly = false
  /// Where the newest state is remembered.
  public var stateDirectory = VaultStateDirectory.standard
  /// Bytes of unchanged blocks that stay decrypted at the most; README.md, "Memory".
  ///
  /// Much for a screen, which comes back to the same blocks; little for whoever reads a vault once
  /// from one end to the other.
  public var keptPlaintext = 256 << 20
  /// Keep a spare file for a full disk beside the vault.
  public var keepsReserve = true
  /// The system calls; tests put a failing layer here.
  var files: any VaultFileOperations = SystemFileOperations()

  /// The defaults.
  public init() {}
}

/// What `vault info` shows.
public struct VaultInfo: Equatable, Sendable {
  /// Format of the file.
  public let format: UInt32
  /// Random identity of the vault, the same in all its copies.
  public let id: [UInt8]
  /// How often the data key was changed, from 1.
  public let epoch: UInt64
  /// How often the header was changed.
  public let generation: UInt64
  /// The occupied slots.
  public let slots: [VaultSlot]
  /// Frames since the last base.
  public let framesSinceBase: UInt64
  /// The number of the last commit: the position that exports print.
  public let commit: UInt64
  /// The MAC of the last commit.
  public let commitMAC: [UInt8]
  /// Commits since the last base.
  public let commitsSinceBase: UInt64
  /// Bytes of the database.
  public let imageSize: UInt64
  /// Bytes of the file that hold the last base.
  public let baseSize: UInt64
  /// Bytes of the file.
  public let fileSize: UInt64
  /// Devices that have written to it.
  public let devices: Int
  /// Whether the data key is locked into memory.
  public let keyIsLocked: Bool
  /// Seconds since 1970 of the last full reading on this machine; `nil` for never.
  public let lastVerified: UInt64?
}

/// What a full reading of a vault counted.
public struct VaultVerification: Equatable, Sendable {
  /// Frames whose body was decrypted and checked.
  public let frames: UInt64
  /// Commits since the base, the base itself not counted.
  public let commits: UInt64
  /// Bytes read.
  public let bytes: UInt64
}
