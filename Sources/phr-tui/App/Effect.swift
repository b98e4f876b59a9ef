import PHRModel

/// Something the world must do.
///
/// Plain data, so that a test compares arrays.
enum Effect: Equatable, Sendable {
  case quit
  case suspend
  case redraw
  case nextTheme
  /// Derive the key in the background; ends in `unlocked` or `unlockFailed`.
  case unlock(passphrase: String)
  case open(DerivedKey)
  case create(passphrase: String, base: BaseRule)
  /// Close the vault and forget everything that was read from it.
  case lock
  case loadList(RecordQuery)
  case loadPage(query: RecordQuery, page: Int)
  case loadRecord(RecordID)
  case loadHistory(RecordID)
  case loadProfile
  case add(RecordBody)
  case correct(RecordID, RecordBody)
  case setWithdrawn(RecordID, Bool)
  case saveProfile(Profile)
  /// Read a file in the background; ends in `imported`.
  case importFile(path: String)
  case storeImport(ImportReading)
  case continueImport
  case cancelImport
  /// Read the inbox; `opens` shows it.
  case loadInbox(opens: Bool)
  case setInboxState(InboxItem.State, RecordID)
  /// Where a record stands among all records.
  case find(RecordID)
  case handle(PortalParcel)
  case lookForChanges
  /// Go on with the check of every byte, if one is due.
  case verifySlice
  case loadWhoSees(RecordID)
  case loadRecipients
  case loadSeeAs(RecipientID)
  /// What turning the decision on a record around would mean; ends in `sharingAsked`.
  case askSharing(RecordID, RecipientID)
  case applySharing(ConsentStep, RecordID)
  case people(PeopleTask)
  case delegates(DelegatesTask)
}

/// The rows of a list that are loaded together.
enum Paging {
  static let rows = 100
}
