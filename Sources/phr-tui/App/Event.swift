import PHRModel

/// Something that happened: at the keyboard, in the vault, in the background.
enum Event: Sendable {
  case key(Key)
  case resized(Size)
  /// Nobody touched a key for as long as the person allows.
  case idle
  /// The terminal went away.
  case hangup
  case unlocked(DerivedKey)
  case unlockFailed(ErrorReport)
  case opened(VaultFacts)
  case created(VaultFacts, recoveryCode: String)
  case listLoaded(ListAnswer)
  case pageLoaded(query: RecordQuery, page: Int, rows: [RecordSummary])
  case recordLoaded(RecordDetail)
  case historyLoaded(RecordID, [RecordVersion])
  case profileLoaded(Profile)
  case saved(RecordID, WayOfSaving)
  /// News of an import, by its number.
  case importing(Int, ImportNews)
  case imported(ImportReport, Profile)
  case profileSaved(Profile)
  case themeChanged(name: String, Theme)
  case inboxLoaded([InboxItem], unread: Int, opens: Bool)
  /// How many notices were not looked at.
  case unreadCounted(Int)
  case found(query: RecordQuery, index: Int)
  /// The background work on the portal has something for the vault.
  case portal(PortalParcel)
  case pulled(PullOutcome)
  /// A second has passed: time to look for other programs' changes.
  case secondPassed
  /// Another program has changed the vault.
  case recordsChanged
  /// The check of every byte that is due now and then has reached the end.
  case verified(VaultVerification)
  case whoSeesLoaded(WhoSees)
  case onBehalfLoaded(DirectiveSheet)
  case recipientsLoaded(RecipientsAnswer)
  case shownCounted([RecipientID: Int])
  case seeAsLoaded(SeeAsAnswer)
  case people(PeopleNews)
  case delegates(DelegatesNews)
  case seeAsRows([RecordSummary])
  case rulesLoaded(RulesAnswer)
  case consentHistoryLoaded(ConsentHistoryAnswer)
  case accessesLoaded([JudgedAccess], ConsentState, marked: AccessMark?)
  case titlesLoaded([RecordID: String])
  case consentAsked(ConsentPreview)
  case consentChanged(cluesLeft: Int)
  case recipientChanged(RecipientOutcome)
  case handoutChoices(HandoutChoices)
  case handoutMade(Handout)
  case handoutSaved(path: String, passcode: String?)
  /// A file of that name is there; nothing was written.
  case handoutExists(HandoutSaving)
  case handoutPrinted
  case fileOpened(String)
  case failed(ErrorReport)
  /// A key waits; the effect is to be asked for again when nothing else is to be done.
  case gaveWay
}

/// What became of a record that the person saved.
enum WayOfSaving: Equatable, Sendable {
  case added
  /// The same record was here already.
  case known
  case corrected
  case withdrawn
  case reinstated
}

/// A data key on its way from the background to the main thread.
struct DerivedKey: Equatable, Sendable {
  let vault: UnlockedVault

  /// Two keys of one file are the same to the program; key bytes are never compared here.
  static func == (left: DerivedKey, right: DerivedKey) -> Bool {
    left.vault.path == right.vault.path
  }
}

/// The facts of a vault that was opened.
struct VaultFacts: Equatable, Sendable {
  /// The file's name without its folder.
  var name: String
  var profile: Profile
  var readOnlyReason: VaultReadOnlyReason?
  var notices: [VaultNotice] = []
  /// What a delegate may do, if the file is a delegate's: said on every screen.
  var grant: Grant?
  /// Proposals of delegates that wait for the holder.
  var pendingProposals = 0
  /// A birthday that changes what parents may do, to be told now.
  var birthday: LifeEvent?
}

/// What a list begins with.
struct ListAnswer: Equatable, Sendable {
  var query: RecordQuery
  /// Records of each kind under the query's other conditions.
  var counts: [Kind: Int]
  /// The first rows.
  var rows: [RecordSummary]
}

/// The values of one item over time, the shown one last.
struct Course: Equatable, Sendable {
  var item: Observation
  var values: [ItemValue]

  /// As many values as a curve and its list need.
  static let length = 120
}

/// A record with what is shown beside it.
struct RecordDetail: Equatable, Sendable {
  var record: Record
  /// Earlier checkups, the newest first, for comparison.
  var earlierCheckups: [Record] = []
  /// The values of a measured item and of its parts over time.
  var courses: [Course] = []
  /// The other lines of a dispensing.
  var siblings: [Record] = []
  var episodeNotes: [EpisodeNote] = []
}
