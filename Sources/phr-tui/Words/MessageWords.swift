/// The status line.
enum MessageWords {
  static func line(_ message: Message, _ language: Language) -> Line {
    switch message {
    case .saved(let way): Line(saved(way).in(language), .statusDone)
    case .done(let text): Line(text.in(language), .statusDone)
    case .working: Line(SharingWords.working.in(language), .status)
    case .consentChanged(let cluesLeft):
      Line(SharingWords.changed(cluesLeft: cluesLeft).in(language), .statusDone)
    case .recipientChanged(let outcome):
      Line(SharingWords.changed(outcome).in(language), .statusDone)
    case .handoutSaved(let path, let isSealed):
      Line(HandoutWords.saved(path, isSealed: isSealed).in(language), .statusDone)
    case .handoutPrinted: Line(HandoutWords.printed.in(language), .statusDone)
    case .fileOpened(let path): Line(HandoutWords.opened(path).in(language), .statusDone)
    case .saveFirst: Line(HandoutWords.saveFirst.in(language), .statusError)
    case .builtInRecipient: Line(SharingWords.builtIn.in(language), .statusError)
    case .profileSaved: Line(profileSaved.in(language), .statusDone)
    case .failure(let report): failure(report, language)
    case .readOnly: Line(readOnly.in(language), .statusError)
    case .lockedByIdleness: Line(idle.in(language), .status)
    case .verified(let found): Line(VaultWords.verifiedAtIdle(found).in(language), .statusDone)
    case .waiting: Line(VaultStandingWords.waiting.in(language), .status)
    case .themeChanged(let name): Line(ThemeWords.changed(name).in(language), .status)
    case .noSuchTheme(let name): Line(ThemeWords.unknown(name).in(language), .statusError)
    case .themeProblem(let problem):
      Line(ThemeWords.sentence(problem).in(language), .statusError)
    case .keyProblem(let problem): Line(ThemeWords.sentence(problem).in(language), .statusError)
    case .notice(let notice): Line(VaultWords.sentence(for: notice).in(language), .status)
    }
  }

  private static func failure(_ report: ErrorReport, _ language: Language) -> Line {
    let hint = report.hint.map { " " + $0.in(language) } ?? ""
    // Some answers only say that there is nothing to do.
    let role: Role = report.exit == .done ? .statusDone : .statusError
    return Line(report.message.in(language) + hint, role)
  }

  private static func saved(_ way: WayOfSaving) -> Text {
    switch way {
    case .added: Text(ja: "追加しました。", en: "Added.")
    case .known: Text(ja: "同じ記録が既にあります。", en: "The same record is here already.")
    case .corrected:
      Text(ja: "訂正しました。前の版は v で読めます。", en: "Corrected; v shows the earlier versions.")
    case .withdrawn:
      Text(
        ja: "取り下げました。記録は印を付けて残ります（w で戻せます）。",
        en: "Withdrawn; the record stays, marked (w takes that back).")
    case .reinstated: Text(ja: "取り下げを取り消しました。", en: "No longer withdrawn.")
    }
  }

  private static let profileSaved = Text(ja: "本人情報を保存しました。", en: "Profile saved.")
  private static let readOnly = Text(
    ja: "読み取り専用で開いているため、変更できません。", en: "Opened read-only: nothing can be changed.")
  private static let idle = Text(
    ja: "しばらく操作がなかったため、ロックしました。", en: "Locked, because nobody pressed a key for a while.")
}

/// Questions before something that matters.
enum ConfirmWords {
  static let title = Text(ja: "確認", en: "Please confirm")
  static let yes = Text(ja: "はい (y)", en: "Yes (y)")
  static let no = Text(ja: "いいえ (n)", en: "No (n)")

  static func question(_ question: Confirmation.Question) -> Text {
    switch question {
    case .quit:
      Text(
        ja: "入力中の内容は保存されていません。終了しますか。", en: "What you typed is not saved. Quit all the same?")
    case .quitWithoutCode:
      Text(
        ja: "リカバリーコードは二度と表示されません。書き写さずに終了しますか。",
        en: "The recovery code is never shown again. Quit without having written it down?")
    case .discardForm:
      Text(ja: "入力した内容を捨てますか。", en: "Throw away what you typed?")
    case .withdraw:
      Text(
        ja: "この記録を誤記録として取り下げますか。消えはせず、印を付けて残ります。",
        en: "Withdraw this record as entered in error? It is not deleted but stays, marked.")
    case .delegates(let question): GrantWords.question(question)
    case .birthday(let event): GrantWords.birthday(event)
    case .replaceFile(let saving): HandoutWords.replace(saving.path)
    case .recipient(let change, let name): SharingWords.question(change, name: name)
    case .reinstate:
      Text(ja: "取り下げを取り消しますか。", en: "Take the withdrawal back?")
    }
  }
}
