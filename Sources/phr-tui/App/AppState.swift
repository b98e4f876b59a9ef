import PHRModel

/// Everything the terminal program knows: one value.
struct AppState: Sendable {
  var size: Size
  var language: Language
  var keymap = Keymap()
  var themeName = BuiltinThemes.defaultName
  var theme = BuiltinThemes.fallback
  /// Where the person is; the last one is in front.
  ///
  /// Never empty.
  var stack: [Destination]
  var message: Message?
  /// The file that is open or waits for its passphrase, once the program knows it.
  var file: PersonFile?
  /// The open vault, `nil` while it is locked.
  var vault: VaultFacts?
  var browser = BrowserState()
  var portal = PortalStatus()
  /// The day on the calendar, for forms and ages; comes in from outside.
  var today: CivilDay

  init(size: Size, language: Language, start: Destination, today: CivilDay) {
    self.size = size
    self.language = language
    self.today = today
    stack = [start]
  }

  /// Where the person is now.
  var destination: Destination {
    get { stack.last ?? .browser }
    set {
      guard !stack.isEmpty else { return }
      stack[stack.count - 1] = newValue
    }
  }

  var layout: ScreenLayout { ScreenLayout(size: size) }

  /// Goes back one place; the first place stays.
  mutating func goBack() {
    if stack.count > 1 { stack.removeLast() }
  }

  /// Forgets everything that was read from the open vault.
  mutating func forgetVault() {
    vault = nil
    browser = BrowserState()
    portal = PortalStatus()
  }
}

/// A place in the program, with what belongs to it alone.
enum Destination: Sendable, Equatable {
  case welcome(WelcomeState)
  case unlock(UnlockState)
  case browser
  case help(HelpState)
  case reader(ReaderState)
  case confirm(Confirmation)
  case kindMenu(KindMenuState)
  case editor(EditorState)
  case importing(ImportState)
  case inbox(InboxState)
  case sharing(SharingState)
  /// Other people's files, and delegates.
  case family(FamilyPlace)
  /// What a change of consent would mean is being found out.
  case askingConsent(ConsentWish)
  case consentPreview(ConsentPreview)
  case sheet(SheetState)
  case handout(HandoutState)
}

/// A question before something that matters.
struct Confirmation: Sendable, Equatable {
  enum Question: Sendable, Equatable {
    case quit
    /// The recovery code is still on the screen and will never be shown again.
    case quitWithoutCode
    case withdraw(RecordID)
    case reinstate(RecordID)
    case discardForm
    /// A change that concerns a delegate.
    case delegates(DelegateQuestion)
    /// A birthday that changes what parents may do.
    case birthday(LifeEvent)
    /// A file that exists already.
    case replaceFile(HandoutSaving)
    /// A change of who may be shown anything.
    case recipient(RecipientChange, name: String)
  }

  var question: Question
  /// 0 yes, 1 no; no is the safe start.
  var focusedButton = 1
}

/// What the status line tells.
enum Message: Sendable, Equatable {
  case saved(WayOfSaving)
  case failure(ErrorReport)
  case readOnly
  case profileSaved
  /// Something is done, in these words.
  case done(Text)
  /// Something that takes a while has begun.
  case working
  case consentChanged(cluesLeft: Int)
  case recipientChanged(RecipientOutcome)
  case handoutSaved(String, isSealed: Bool)
  case handoutPrinted
  case fileOpened(String)
  /// Only a saved file can be opened: nothing readable is left lying about.
  case saveFirst
  /// Delegates and the doctor in an emergency are no recipients to edit.
  case builtInRecipient
  /// Something about the vault that a person should hear once.
  case notice(VaultNotice)
  case themeChanged(String)
  case noSuchTheme(String)
  case themeProblem(ThemeProblem)
  case keyProblem(KeyProblem)
  case lockedByIdleness
  /// Every byte of the vault was read and is sound.
  case verified(VaultVerification)
  /// Another program writes; the step goes on by itself.
  case waiting
}
