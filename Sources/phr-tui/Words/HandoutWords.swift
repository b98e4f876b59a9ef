import PHRModel

/// What pages that leave the vault say on the screen.
enum HandoutWords {
  static let sheetTitle = Text(ja: "書き出す・渡す", en: "Hand something out")
  static let introduction = Text(
    ja: "相手に見せると決めた記録だけが載ります。まず内容を見せます。",
    en: "It contains only what this recipient may see. You look at it before it leaves.")
  static let saveTitle = Text(ja: "ファイルに保存", en: "Save as a file")
  static let saveIntroduction = Text(
    ja: "あなただけが読めるファイルになります。封をすると、一度だけ表示される合言葉でだけ開けます。",
    en: "Only you can read the file. Sealed, it opens only with a passcode that is shown once.")
  static let fileNeeded = Text(ja: "ファイルの名前を入れてください。", en: "A file name is needed.")
  static let fileHint = Text(ja: "~ はホームです", en: "~ is your home folder")
  static let sealHint = Text(
    ja: "合言葉は保存の後に一度だけ表示します", en: "the passcode is shown once, after saving")
  static let noteHint = Text(
    ja: "相手への一言。ページに載ります", en: "a word to the reader; it stands on the page")
  static let saveFirst = Text(
    ja: "先に w で保存してください。", en: "Save it first, with w.")
  static let printed = Text(ja: "印刷に回しました。", en: "Sent to the printer.")

  /// What the page is to what leaves; a code that is not shown cannot be judged.
  static func ask(_ form: HandoutForm, isShown: Bool) -> Text {
    let what =
      switch form {
      case _ where !isShown:
        Text(ja: "中身は文章の形で確かめられます。", en: "Look at its text form to see what it says.")
      case .summaryHTML, .summaryFHIR, .cardHTML:
        Text(ja: "この内容が、選んだ形式で渡ります。", en: "This is what leaves, in the form that you chose.")
      default: Text(ja: "この内容が渡ります。", en: "This is what leaves.")
      }
    return Text(ja: "\(what.ja) w 保存  p 印刷  n 戻る", en: "\(what.en)  w save  p print  n back")
  }
  static let passcodeTitle = Text(ja: "合言葉（一度だけ表示）", en: "Passcode (shown once)")
  static let passcodeAdvice = Text(
    ja: "ファイルとは別に、口頭で伝えてください。この画面を閉じると二度と表示されません。",
    en: "Pass it on by voice, separately from the file. It is not shown again after this page.")

  static func name(_ form: HandoutForm) -> Text {
    switch form {
    case .summaryText: Text(ja: "診療のための要約（文章）", en: "summary for a doctor (text)")
    case .summaryHTML: Text(ja: "診療のための要約（HTML・印刷向き）", en: "summary for a doctor (HTML, for print)")
    case .summaryFHIR: Text(ja: "診療のための要約（FHIR IPS）", en: "summary for a doctor (FHIR IPS)")
    case .cardText: Text(ja: "救急カード（文章）", en: "emergency card (text)")
    case .cardHTML: Text(ja: "救急カード（HTML・印刷向き）", en: "emergency card (HTML, for print)")
    case .cardQR: Text(ja: "救急カード（QRコード）", en: "emergency card (QR code)")
    case .notebook: Text(ja: "お薬手帳（JAHIS ファイル）", en: "medication notebook (JAHIS file)")
    case .notebookQR: Text(ja: "お薬手帳（JAHIS QRコード）", en: "medication notebook (JAHIS QR codes)")
    }
  }

  static func title(_ form: HandoutForm, for audience: Text) -> Text {
    let name = name(form)
    return Text(ja: "\(name.ja): \(audience.ja)", en: "\(name.en): \(audience.en)")
  }

  static func languages(_ languages: [Language]) -> Text {
    switch languages {
    case [.japanese]: Text(ja: "日本語", en: "日本語")
    case [.english]: Text(ja: "English", en: "English")
    default: Text(ja: "日本語と English", en: "日本語 and English")
    }
  }

  static let holder = Text(ja: "本人", en: "yourself")

  static func clues(_ count: Int) -> Text {
    Text(
      ja: "載る\(count)件が、見せない記録の手がかりになります（x で一緒に見せない）",
      en:
        "\(count) shown \(count == 1 ? "record gives" : "records give") hidden ones away (x hides "
        + "them, too)")
  }

  static func tooSmall(_ size: Size) -> Text {
    Text(
      ja: "この QR コードには、幅\(size.width)桁・高さ\(size.height)行の画面が必要です。画面を広げるか、文字を小さくするか、"
        + "w でファイルに保存してください。",
      en: "This code needs a terminal of \(size.width) columns and \(size.height) rows. Make the "
        + "window larger or its letters smaller, or save the code as a file with w.")
  }

  /// A sealed file opens with the passcode alone, by `export open` or any program for JWE.
  static func saved(_ path: String, isSealed: Bool) -> Text {
    isSealed
      ? Text(ja: "保存しました: \(path)", en: "Saved as \(path)")
      : Text(ja: "保存しました: \(path)（o で開く）", en: "Saved as \(path) (o opens it)")
  }

  static func opened(_ path: String) -> Text {
    Text(ja: "開きました: \(path)", en: "Opened \(path)")
  }

  static func report(_ missing: OtherProgramMissing) -> ErrorReport {
    ErrorReport(
      .failed, ja: "\(missing.program) がありません。", en: "\(missing.program) is not installed.")
  }

  static let notTaken = ErrorReport(
    .failed, ja: "印刷できませんでした。", en: "The printer did not take it.")

  static func replace(_ path: String) -> Text {
    Text(
      ja: "\(path) は既にあります。置き換えますか。", en: "\(path) exists. Replace it?")
  }
}
