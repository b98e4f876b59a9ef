import PHRModel

/// Why a `vault` command could not do its work.
enum VaultCommandFailure: Error, Equatable {
  /// A person must agree, and there is nobody to ask; this option agrees beforehand.
  case confirmationNeeded(option: String)
  /// The file to write is the vault itself.
  case targetIsTheVault
  /// The vault has several slots that could be meant.
  case whichSlot([Int])
  /// The vault has no recovery slot.
  case noRecoverySlot
  /// No slot wants that key file with that passphrase.
  case noSuchKeyFile
  /// The slot to renew wants a key file, too.
  case keyFileNeeded
  /// A key file goes with a passphrase, and the vault was opened by something else.
  case passphraseNeeded
  /// The text is no recovery sheet, or was copied wrongly.
  case sheet(RecoverySheet.Problem)
}
