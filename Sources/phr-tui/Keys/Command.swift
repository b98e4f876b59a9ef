/// What a person can want; keys are bound to these in `KeyTable`.
///
/// The raw value is the name in the override file.
enum Command: String, CaseIterable, Sendable {
  case moveDown = "move-down"
  case moveUp = "move-up"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case moveToFirst = "first"
  case moveToLast = "last"
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case open
  case back
  case zoom
  case nextRecord = "next-record"
  case previousRecord = "previous-record"
  case filter
  case addRecord = "add"
  case editRecord = "edit"
  case withdrawRecord = "withdraw"
  case showHistory = "history"
  case showRaw = "raw"
  case showProfile = "profile"
  case importFile = "import"
  case openInbox = "inbox"
  case archive
  case markUnread = "unread"
  case refuseResearch = "refuse-research"
  case whoSees = "who-sees"
  case showRecipients = "recipients"
  case showPeople = "people"
  case lookIn = "look-in"
  case showDelegates = "delegates"
  case refreshFiles = "refresh-files"
  case takeProposal = "take-proposal"
  case declineProposal = "decline-proposal"
  case addNote = "note"
  case handOver = "hand-over"
  case showAccessLog = "access-log"
  case handOut = "hand-out"
  case seeAs = "see-as"
  case toggleSharing = "toggle-sharing"
  case seal
  case checkLeaks = "check-leaks"
  case showRules = "rules"
  case showConsentHistory = "consent-history"
  case undoConsent = "undo"
  case addEntry = "add-entry"
  case editEntry = "edit-entry"
  case removeEntry = "remove-entry"
  case rotateCode = "rotate-code"
  case chooseMoment = "moment"
  case flaggedOnly = "flagged"
  case hideLeaks = "hide-leaks"
  case saveFile = "save-file"
  case printPage = "print"
  case openPage = "open-page"
  case help
  case changeLanguage = "language"
  case changeTheme = "theme"
  case redraw
  case suspend
  case lock
  case quit
  case nextField = "next-field"
  case previousField = "previous-field"
  case nextChoice = "next-choice"
  case previousChoice = "previous-choice"
  case accept
  case save
  case cancel
  case cursorLeft = "cursor-left"
  case cursorRight = "cursor-right"
  case cursorHome = "cursor-home"
  case cursorEnd = "cursor-end"
  case deleteBackward = "delete-backward"
  case deleteForward = "delete-forward"
  case deleteWord = "delete-word"
  case deleteLine = "delete-line"
  case reveal
  case answerYes = "yes"
  case answerNo = "no"
}

/// Where a key is pressed; the same key may mean something else in another mode.
enum KeyMode: String, CaseIterable, Sendable {
  /// Holds everywhere, unless the mode itself binds the key.
  case global
  /// Lists and details.
  case browse
  /// Lists about sharing: recipients, who sees a record, directives, accesses.
  case sharing
  /// A text to read: help, a long document.
  case read
  /// What something would mean, before it is done: a change of consent, a page for a doctor.
  case preview
  /// Typing: the filter line, text fields, passphrases. Characters go into the text.
  case text
  /// A form field that is chosen, not typed.
  case choice
  /// A question with two answers.
  case confirm
}
