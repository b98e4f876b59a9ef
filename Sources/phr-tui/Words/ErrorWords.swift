import PHRModel
import PHRSync

/// An error as a person hears it.
struct ErrorReport: Equatable {
  /// What happened.
  let message: Text
  /// What to do next.
  let hint: Text?
  /// How the program ends.
  let exit: ExitCode

  init(_ exit: ExitCode, ja: String, en: String, hint: Text? = nil) {
    message = Text(ja: ja, en: en)
    self.hint = hint
    self.exit = exit
  }
}

/// Turns every error of the program into words: title, what happened, what to do next.
enum ErrorWords {
  /// The words for an error; an unforeseen one names only its type.
  static func report(_ error: any Error) -> ErrorReport {
    switch error {
    case let error as UsageError: UsageWords.report(error)
    case let error as CommandFailure: CommandWords.report(error)
    case let error as ExportFailure: ExportWords.report(error)
    case let error as VaultError: VaultErrorWords.report(error)
    case let error as VaultCommandFailure: VaultCommandWords.report(error)
    case let error as StoreError: StoreWords.report(error)
    case let error as SQLiteError: StoreWords.report(error)
    case let error as ConsentFailure: ConsentErrorWords.report(error)
    case let error as OtherProgramMissing: HandoutWords.report(error)
    case is OtherProgramFailed: HandoutWords.notTaken
    case let error as RefusedImport: ScreenWords.report(error)
    case let error as ScreenError: ScreenWords.report(error)
    case is WrongOwnPassphrase: FamilyWords.wrongOwnPassphrase
    case let error as DelegateError: DelegateErrorWords.report(error)
    case let error as LoginError: SyncErrorWords.report(error)
    case let error as PortalCommandError: SyncErrorWords.report(error)
    case let error as PortalInquiry.Failure: SyncErrorWords.report(error)
    case let error as ListenError: SyncErrorWords.report(error)
    case is PortalStateError: SyncErrorWords.damagedState
    default:
      ErrorReport(
        .failed, ja: "予期しない誤りです（\(type(of: error))）。",
        en: "An unforeseen error (\(type(of: error))).")
    }
  }
}
