/// Why a vault could not be created, opened or changed.
///
/// Each case is its own sentence on screen.
///
/// No case carries content, a name from inside the vault, or key material.
public enum VaultError: Error, Equatable, Sendable {
  /// The file has no trace of our header: it is something else.
  case notAVault
  /// Written by a later version of the program: by format number, must-understand bit, frame flag
  /// or a field that version 1 leaves zero.
  case newerFormat
  /// No key slot fits what was given.
  case wrongPassphrase(WrongKeyHint)
  /// It is one of our files, but both copies of the header are unusable.
  case headerDamaged
  /// Something in the log does not authenticate, or stands where it must not.
  case damaged(VaultDamage)
  /// The file carries a new data key since it was opened: open it again with the passphrase.
  case rekeyedElsewhere
  /// Another file came to stand under the path of the open one; what it lacked was written aside.
  case replacedWhileOpen(conflictFile: String?)
  /// Another program holds the lock that this step needs.
  case busy
  /// The vault may be read but not changed, and why.
  case readOnly(VaultReadOnlyReason)
  /// The system has no memory, or no address space, for the image or the key derivation.
  case noMemory
  /// The disk is full; the vault is as it was before the step.
  case diskFull
  /// The system refused an operation. `errno` as in errno(3).
  case io(operation: FileOperation, errno: Int32)
  /// There is no such file; `previousExists`: a `NAME.prev` lies beside it and can be offered.
  case noSuchFile(previousExists: Bool)
  /// Something stands under that path already.
  case alreadyExists
  /// The path is a symbolic link: refused, since the log would grow elsewhere than shown.
  case symbolicLink
  /// A directory, device or pipe.
  case notARegularFile
  /// The file is another user's and this step is for owners only.
  case foreignOwner
  /// The file system cannot do what publishing a vault needs.
  case unsupportedFileSystem
  /// The last key slot may not be removed.
  case lastSlot
  /// All fifteen slots, or all four slots of scrypt, are taken.
  case noFreeSlot
  /// No slot has that number, or it is of an unknown kind.
  case noSuchSlot
  /// The vault was locked or closed.
  case closed
  /// SQLite holds a transaction on this vault, or is connected where it must not be.
  case inUse
}

/// What could be the matter when no slot fits.
public enum WrongKeyHint: Equatable, Sendable {
  /// Nothing is known but that it does not fit.
  case none
  /// It fitted an older copy of the header: the passphrase was changed.
  case changed
  /// The header is older than one seen on this machine: an older passphrase may fit.
  case headerOlderThanSeen
  /// Every passphrase slot also wants a key file.
  case keyFileNeeded
}

/// Where and how a log is damaged.
public struct VaultDamage: Error, Equatable, Sendable {
  /// The kind of damage.
  public enum Kind: Equatable, Sendable {
    /// The base (the first part of the file) ends early: perhaps it is still being copied.
    case cutShort
    /// A frame does not authenticate, and authentic later ones stand behind it.
    case unauthentic
    /// An authentic frame stands where another must: swapped, repeated or missing ones.
    case outOfOrder
    /// An authentic frame says what cannot be.
    case malformed
    /// More look-alike frame headers than a crash can leave.
    case tooManyFragments
  }
  /// The kind of damage.
  public let kind: Kind
  /// Sequence number of the frame, where known.
  public let frame: UInt64?
  /// Byte offset in the file.
  public let offset: UInt64
}

/// The system calls that can fail under a vault.
public enum FileOperation: String, Equatable, Sendable {
  case open, close, read, write, truncate, sync, status, rename, link, remove, list, lock
  case makeDirectory
}

/// Why an open vault may not be changed.
public enum VaultReadOnlyReason: Equatable, Sendable {
  /// The caller asked for it.
  case requested
  /// File or directory permissions, or a read-only medium.
  case permissions
  /// Another user owns the file.
  case foreignOwner
  /// Locks on this file system may exclude nobody (VAULT.md trap 13); needs `soleUser`.
  case unsafeFileSystem
  /// The header asks for abilities that this version lacks.
  case newerHeader
  /// This machine has seen a newer state of this vault; needs confirmation.
  case olderThanLastSeen
  /// This file and the one last seen here went different ways; needs confirmation.
  case diverged
  /// Commits are newer than the header: an old header was put back; needs confirmation.
  case headerRolledBack
  /// The end of the log is missing although this machine saw it; needs confirmation.
  case rememberedCommitLost(VaultDamage)
  /// The data key was changed on another machine; needs confirmation, once.
  case rekeyedElsewhere

  /// Whether `acceptOlder` resolves it.
  public var needsConfirmation: Bool {
    switch self {
    case .olderThanLastSeen, .diverged, .headerRolledBack, .rememberedCommitLost,
      .rekeyedElsewhere:
      true
    default: false
    }
  }
}

/// Something that a person should hear once although nothing failed.
public enum VaultNotice: Equatable, Sendable {
  /// How an unfinished end of the log looked.
  public enum TailKind: Equatable, Sendable {
    /// The file ends in the middle of a frame.
    case cutOff
    /// All bytes are there, but they do not authenticate.
    case unauthentic
  }
  /// An unfinished last commit was left out (a crash or a power cut while it was written).
  case tailDropped(bytes: UInt64, TailKind)
  /// A tail that holds an authentic frame header was kept under this name.
  case tailKept(path: String)
  /// One header copy was damaged or lagging and was written anew from the other.
  case headerCopyRepaired
  /// One header copy is damaged or lagging and could not be repaired now.
  case headerCopyDamaged
  /// The state directory exists but could not be read: older files are not recognised this time.
  case stateUnreadable
  /// The state directory could not be written.
  case stateNotWritten
  /// This vault was never opened on this machine: an older copy would not be recognised.
  case firstSeenHere
  /// The file can be read by others, and the file system cannot or did not restrict it.
  case widerMode(UInt32)
  /// The data key could not be locked into memory.
  case keyNotLocked
  /// A copy of what the replaced file lacked; blocks of 64 KiB that were lost are zeros in it.
  case conflictFile(path: String, lostBlocks: [Int])
  /// The spare file for a full disk could not be made.
  case noReserve
}
