import PHRModel

/// The screen that asks for the passphrase.
enum UnlockWords {
  static let title = Text(ja: "ロックされています", en: "Locked")

  /// What is asked for; a delegate's file has the delegate's own passphrase.
  static func introduction(_ standing: PeopleList.Standing?) -> Text {
    standing?.isDelegates == true
      ? Text(
        ja: "代理人用ファイルです。あなたのパスフレーズで開きます。",
        en: "A delegate's file: type your own passphrase for it.")
      : Text(
        ja: "記録ファイルを開くパスフレーズを入力してください。", en: "Type the passphrase of your vault.")
  }
  static let passphrase = Text(ja: "パスフレーズ", en: "Passphrase")
  static let hint = Text(
    ja: "Enter で開く、Ctrl-R で表示。リカバリーコードも使えます",
    en: "Enter opens; Ctrl-R shows it; a recovery code works, too")
  static let delegateHint = Text(
    ja: "Enter で開く、Ctrl-R で表示。開いたことは本人に伝わります",
    en: "Enter opens; Ctrl-R shows it; the holder learns of it")
  static let working = Text(ja: "鍵を計算しています…", en: "Deriving the key…")
}

/// The guided start.
enum WelcomeWords {
  static func title(_ step: WelcomeState.Step) -> Text {
    switch step {
    case .introduction: Text(ja: "ようこそ", en: "Welcome")
    case .form, .creating: Text(ja: "記録ファイルを作る", en: "Create your vault")
    case .recoveryCode: Text(ja: "リカバリーコード", en: "Recovery code")
    case .whatNext: Text(ja: "準備ができました", en: "Ready")
    }
  }

  static let introduction = [
    Text(
      ja: "健診・予防接種・お薬手帳・医療費などの記録を、あなたが持つ一つの暗号化ファイルに保管します。",
      en: "phr-tui keeps your checkups, vaccinations, medication and costs in one encrypted file "
        + "that you own."),
    Text(
      ja: "Enter で記録ファイルを作ります（パスフレーズを決めるだけです）。",
      en: "Press Enter to create it; all you need is a passphrase."),
    Text(
      ja: "架空の人のデータで試すだけなら、q で終了して「phr-tui demo」または「make demo」。",
      en: "To look around with invented people first, press q and run “phr-tui demo” or "
        + "“make demo”."),
  ]

  static let passphraseAdvice = [
    Text(
      ja: "8文字以上。無関係な単語を4つ以上つなげるのがお勧めです。忘れた場合に開けるのは、次に表示するリカバリーコードだけです。",
      en: "8 characters or more; four unrelated words are a good choice. If you forget it, only "
        + "the recovery code that comes next opens the vault.")
  ]

  static let creating = Text(
    ja: "鍵を計算し、記録ファイルを作っています…", en: "Deriving the key and creating the vault…")

  static let codeAdvice = [
    Text(
      ja: "パスフレーズを忘れたときに開ける唯一の手段です。二度と表示しません。紙に書き写し、通帳などと同じ場所に保管してください。",
      en: "The only way in if you forget the passphrase. It is never shown again. Write it on "
        + "paper and keep it where you keep other important papers.")
  ]

  static let whatNext = [
    Text(ja: "記録ファイルができました。まだ空です。", en: "Your vault is ready, and still empty."),
    Text(
      ja: "i  ファイルを取り込む（お薬手帳、特定健診XML、マイナポータルCSV、FHIR）",
      en: "i  import a file (medication notebook, checkup XML, MyNaPortal CSV, FHIR)"),
    Text(ja: "a  手で入力する", en: "a  type something in"),
    Text(ja: "Enter  記録の画面へ", en: "Enter  go to the records"),
  ]

  static func base(_ rule: BaseRule) -> Text {
    switch rule {
    case .optOut:
      Text(ja: "医療・介護の記録を見せる（選んで見せない）", en: "clinical records, unless I hide them")
    case .optIn: Text(ja: "見せない（選んで見せる）", en: "nothing, unless I show it")
    }
  }

  static func label(_ field: WelcomeState.FieldID) -> Text {
    switch field {
    case .passphrase: Text(ja: "パスフレーズ", en: "Passphrase")
    case .again: Text(ja: "もう一度", en: "Once more")
    case .base: Text(ja: "提供先には", en: "Recipients see")
    case .proof: Text(ja: "最後の4文字", en: "Last 4 characters")
    }
  }

  static func hint(_ field: WelcomeState.FieldID) -> Text? {
    switch field {
    case .passphrase, .again: Text(ja: "Ctrl-R で表示", en: "Ctrl-R shows it")
    case .base:
      Text(ja: "← → で選ぶ。後で変えられます。Enter で作成", en: "← → choose; can be changed later; Enter creates")
    case .proof:
      Text(ja: "書き写した紙を見て入力してください", en: "Type them from your paper")
    }
  }

  static func problem(_ problem: WelcomeState.Problem) -> Text {
    switch problem {
    case .tooShort: Text(ja: "8文字以上にしてください。", en: "Use 8 characters or more.")
    case .differs: Text(ja: "二つの入力が一致しません。", en: "The two entries differ.")
    case .unusable:
      Text(ja: "使えない文字があるか、長すぎます。", en: "Too long, or with characters that cannot be used.")
    case .wrongProof:
      Text(ja: "違います。上のコードの最後の4文字です。", en: "Not these: the last four characters of the code above.")
    }
  }
}
