import PHRModel

/// What exports say.
enum ExportWords {
  /// Names the delegate on what a delegate has written.
  static func madeBy(_ delegate: String, on day: CivilDay) -> Text {
    Text(ja: "代理人 \(delegate) が作成（\(day)）", en: "Made by the delegate \(delegate) (\(day))")
  }

  static func report(_ failure: ExportFailure) -> ErrorReport {
    switch failure {
    case .unknownRecipient, .ambiguousRecipient, .recipientNeeded, .holderOnly:
      recipientReport(failure)
    case .noQRProgram:
      ErrorReport(
        .failed, ja: "qrencode がありません。", en: "qrencode is not installed.",
        hint: Text(ja: "apt-get install qrencode", en: "apt-get install qrencode"))
    case .tooLongForQR:
      ErrorReport(
        .failed, ja: "一つのQRコードに入りません。", en: "It does not fit one QR code.")
    case .notSealed:
      ErrorReport(.failed, ja: "封をしたファイルではありません。", en: "This is no sealed file.")
    case .unsupportedSeal:
      ErrorReport(
        .failed, ja: "この封の方式には対応していません。",
        en: "The file is sealed in a way that is not read here.")
    case .wrongPasscode:
      ErrorReport(
        .wrongKey, ja: "合言葉が違うか、ファイルが壊れています。",
        en: "The passcode is wrong, or the file was changed.")
    case .unusableKey:
      ErrorReport(
        .failed, ja: "研究用の鍵ファイルを使えません（32バイト以上必要です）。",
        en: "The project's key file cannot be used (32 bytes or more are needed).")
    case .missingIdentity:
      ErrorReport(
        .failed, ja: "符号の作成に必要な本人情報が足りません。",
        en: "The profile lacks what the codes are made of.",
        hint: Text(
          ja: "phr-tui profile で氏名カナ・生年月日・性別を設定してください。",
          en: "Set kana name, birth date and sex with phr-tui profile."))
    }
  }

  /// Why nothing was written for that audience.
  private static func recipientReport(_ failure: ExportFailure) -> ErrorReport {
    switch failure {
    case .unknownRecipient(let nearest):
      ErrorReport(
        .refused, ja: "その提供先は登録されていません。", en: "There is no such recipient.",
        hint: nearest.isEmpty
          ? Text(
            ja: "phr-tui recipients list で一覧を表示します。",
            en: "phr-tui recipients list shows them.")
          : Text(
            ja: "もしかして: \(nearest.joined(separator: "、"))",
            en: "Did you mean \(nearest.joined(separator: ", "))?"))
    case .ambiguousRecipient:
      ErrorReport(
        .refused, ja: "その名前の提供先が複数あります。", en: "Several recipients have that name.",
        hint: Text(ja: "提供先の番号で指定してください。", en: "Name it by its id."))
    case .recipientNeeded:
      ErrorReport(
        .refused, ja: "研究用の写しには提供先が必要です。", en: "A research copy needs a recipient.",
        hint: Text(
          ja: "recipients add NAME --class researcher で登録し、--for で指定してください。",
          en: "Add one with recipients add NAME --class researcher and name it with --for."))
    default:
      ErrorReport(
        .refused, ja: "これは本人だけが書き出せます（--for self）。",
        en: "Only the holder can have this (--for self).")
    }
  }

  /// A leak, as it is told before the file is written.
  static func leak(_ leak: Leak, title: String) -> Text {
    Text(
      ja: "注意: 「\(title)」（\(leak.shown.text.prefix(8))）から、見せない記録 \(leak.reveals.count) 件が推測されます"
        + "（\(reason(leak.reason).ja)）。",
      en: "warning: “\(title)” (\(leak.shown.text.prefix(8))) gives away \(leak.reveals.count) "
        + "hidden record(s): \(reason(leak.reason).en).")
  }

  private static func reason(_ reason: Leak.Reason) -> Text {
    switch reason {
    case .sameEpisode: Text(ja: "同じ調剤・受診", en: "same dispensing or visit")
    case .sameIngredient: Text(ja: "同じ成分の薬", en: "drug of the same ingredient")
    case .costNotice: Text(ja: "同じ月・機関の医療費", en: "cost notice of the same place and month")
    case .noticeAbout: Text(ja: "その記録についてのお知らせ", en: "notice about it")
    case .freeText: Text(ja: "文中の言葉", en: "its words name it")
    case .questionnaire: Text(ja: "問診の回答", en: "an answer implies it")
    case .sum: Text(ja: "合計額", en: "a sum includes it")
    }
  }

  static let moreLeaks = Text(
    ja: "すべては phr-tui consent check で確認できます。",
    en: "phr-tui consent check shows all of them.")

  static func written(_ file: String, records: Int?) -> Text {
    let shown = CommandWords.shown(file)
    guard let records else {
      return Text(ja: "\(shown) に書き出しました。", en: "Written to \(shown).")
    }
    return Text(
      ja: "\(records) 件を \(shown) に書き出しました。", en: "\(records) record(s) written to \(shown).")
  }

  static func passcode(_ code: Passcode) -> [Text] {
    [
      Text(ja: "合言葉: \(code.text)", en: "Passcode: \(code.text)"),
      Text(
        ja: "この表示は一度きりです。ファイルとは別に、口頭で伝えてください。",
        en: "It is shown only now. Tell it by voice, apart from the file."),
    ]
  }

  static func losses(_ count: Int) -> Text {
    Text(
      ja: "規格に収まらない箇所が \(count) 件あります（置き換え・切り詰め・省略）。",
      en: "\(count) place(s) did not fit the standard (replaced, cut or left out).")
  }

  static let nextCode = Text(ja: "Enter で次のQRコード: ", en: "Enter for the next code: ")

  static let notAnonymised = Text(
    ja: "これは匿名加工情報ではありません。",
    en: "This copy is not 匿名加工情報 (anonymously processed information by law).")

  /// The documented rule of a research copy, as it stands in its head.
  static let researchRule = Text(
    ja: "日付は課題ごとに一定の日数だけずらし、生年だけを残し、氏名・施設・自由記述を除いています。",
    en: "Dates are moved by one number of days for the project; of the birth date only the year; "
      + "names, institutions and free words are left out.")

  static let askPasscode = Text(ja: "合言葉: ", en: "Passcode: ")
}
