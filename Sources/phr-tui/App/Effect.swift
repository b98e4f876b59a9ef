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
  /// Count the notices that were not looked at.
  case countUnread
  case setInboxState(InboxItem.State, RecordID)
  /// Answer a notice about research: data are not to be passed on.
  case refuseResearch(RecordID)
  /// Where a record stands among all records.
  case find(RecordID)
  case handle(PortalParcel)
  case lookForChanges
  /// Go on with the check of every byte, if one is due.
  case verifySlice
  case loadWhoSees(RecordID)
  /// For a delegate: the form for a directive on a record, in the holder's name.
  case loadOnBehalf(RecordID)
  case loadRecipients
  case people(PeopleTask)
  case delegates(DelegatesTask)
  /// How many records each of them gets.
  case countShown([RecipientID])
  /// The beginning of what a recipient gets; the rest is asked for by `judgeSeeAs`.
  case loadSeeAs(SeeAsQuestion)
  case judgeSeeAs(SeeAsQuestion)
  case loadSeeAsRows(SeeAsQuestion, [RecordID])
  case loadRules
  case loadConsentHistory
  /// The access log, at the entry that a notice is about.
  case loadAccesses(marked: AccessMark?)
  case loadTitles([RecordID])
  /// What a change of consent would mean; ends in `consentAsked`.
  case askConsent(ConsentWish)
  /// `cluesLeft`: records that give hidden ones away and stay, for the status line.
  case applyConsent(ConsentStep, cluesLeft: Int)
  case saveRecipient(RecipientChange)
  /// What can be handed out, and to whom; ends in a form.
  case loadHandoutChoices(for: RecipientID?)
  case makeHandout(HandoutRequest)
  case saveHandout(HandoutSaving)
  case printHandout(Handout)
  case openFile(path: String)
}

extension Effect {
  /// Whether it reads everything there is, which is felt with a hundred thousand records: it says
  /// so before it begins, and gives way to keys.
  var givesWay: Bool {
    switch self {
    case .loadList(let query): !query.search.isEmpty
    case .countShown, .loadSeeAs, .judgeSeeAs, .askConsent, .makeHandout, .delegates(.preview):
      true
    default: false
    }
  }
}

/// The rows of a list that are loaded together.
enum Paging {
  static let rows = 100
}
