import PHRModel

/// The family overview, and the first opening of a delegate's file.
enum FamilyWords {
  static let title = Text(ja: "家族の記録", en: "Your people")
  static let overview = Text(ja: "ようす", en: "Overview")
  static let nobody = Text(
    ja: "ファイルがありません。a で加えます。", en: "No files. a adds one.")
  static let forgotten = Text(
    ja: "ここに出るのは開いたファイルの内容だけで、この画面を離れると忘れます。",
    en: "Only what opened files hold; forgotten when you leave this page.")
  static let file = Text(ja: "ファイル", en: "File")
  static let state = Text(ja: "状態", en: "State")
  static let right = Text(ja: "できること", en: "You may")
  static let until = Text(ja: "いつまで", en: "Until")
  static let records = Text(ja: "記録", en: "Records")
  static let unread = Text(ja: "未読", en: "Unread")
  static let due = Text(ja: "期限のある予定", en: "Due")
  static let nothingDue = Text(ja: "受け取った期限はありません。", en: "Nothing received is due.")
  static let unusual = Text(ja: "基準外の結果（1年以内）", en: "Unusual results, last 12 months")
  static let nothingUnusual = Text(
    ja: "このファイルに基準外の印はありません。", en: "No result in this file is flagged.")
  static let path = Text(ja: "加えるファイル:", en: "File to add:")

  static func passphrase(of file: String) -> Text {
    Text(ja: "\(file) のパスフレーズ:", en: "Passphrase of \(file):")
  }

  /// The overview of an opened file in one line.
  static func counts(_ digest: PersonDigest) -> Text {
    let parts: [(Text, Int)] = [
      (Text(ja: "予定", en: "due"), digest.dueCount),
      (Text(ja: "未読", en: "unread"), digest.unread),
      (Text(ja: "基準外", en: "unusual"), digest.unusualCount),
    ]
    let shown = parts.filter { $0.1 > 0 }
    guard !shown.isEmpty else { return Text(ja: "特になし", en: "nothing to do") }
    return Text(
      ja: shown.map { "\($0.0.ja)\($0.1)" }.joined(separator: "・"),
      en: shown.map { "\($0.1) \($0.0.en)" }.joined(separator: " · "))
  }

  /// What a file is, in a word or two.
  static func standing(_ standing: PeopleList.Standing, isCurrent: Bool) -> Text {
    switch standing {
    case .vault, .delegate:
      isCurrent ? Text(ja: "このファイル", en: "this file") : Text(ja: "ロック中", en: "locked")
    case .sealed: Text(ja: "未開封", en: "not opened yet")
    case .replyMissing: Text(ja: "返信ファイルなし", en: "reply missing")
    case .missing: Text(ja: "見つかりません", en: "missing")
    }
  }

  /// What to press for a file of which nothing is shown.
  static func advice(_ standing: PeopleList.Standing, isCurrent: Bool) -> Text {
    if isCurrent { return Text(ja: "Enter で戻ります。", en: "Enter goes back to it.") }
    return switch standing {
    case .vault, .delegate:
      Text(
        ja: "Enter で今のファイルをロックし、こちらを開きます。o なら、パスフレーズを入れて"
          + "ようすだけを見ます（代理人用ファイルでは、開いたことが本人に伝わります）。",
        en: "Enter locks the present file and opens this one. o asks for its passphrase and shows "
          + "the overview alone (the holder of a delegate's file learns that it was opened).")
    case .sealed:
      Text(
        ja: "Enter で最初の開封をします。本人から受け取った一回限りのコードが要ります。",
        en: "Enter begins the first opening; it needs the one-time code from the holder.")
    case .replyMissing, .missing:
      Text(
        ja: "USB メモリーなどを接続してください。w で一覧から外せます（ファイルは消えません）。",
        en: "Connect the medium it is on. w takes it off the list; the file stays.")
    }
  }

  /// Why a file cannot be opened now.
  static func cannotOpen(_ standing: PeopleList.Standing) -> ErrorReport {
    switch standing {
    case .replyMissing: DelegateErrorWords.report(.replyMissing)
    case .sealed: DelegateErrorWords.report(.codeNeeded)
    case .missing, .vault, .delegate:
      ErrorReport(.failed, ja: "ファイルが見つかりません。", en: "The file is not there.")
    }
  }

  /// What keys do in the overview.
  static func hint(_ command: Command) -> Text? {
    switch command {
    case .open: Text(ja: "切り替え", en: "switch")
    case .lookIn: Text(ja: "ようすを見る", en: "look in")
    case .addRecord: Text(ja: "加える", en: "add")
    case .withdrawRecord: Text(ja: "外す", en: "take off")
    default: nil
    }
  }

  // MARK: First opening

  static let admission = Text(ja: "最初の開封", en: "First opening")
  static let admissionIntroduction = Text(
    ja: "代理人用ファイルです。本人から受け取った一回限りのコードを入れ、次からはあなたの"
      + "パスフレーズで開きます。開いたこと・見た記録は本人に伝わります。",
    en: "A delegate's file. Type the one-time code from the holder; from then on a passphrase of "
      + "your own opens it. The holder learns when you open it and what you view.")

  static let admitted = Text(
    ja: "開封しました。次からはあなたのパスフレーズで。見た記録は本人に伝わります。",
    en: "Opened; next time by your passphrase. The holder learns what you view.")

  /// No recovery code helps here, and the holder's passphrase is another one.
  static let wrongOwnPassphrase = ErrorReport(
    .wrongKey, ja: "パスフレーズが違います。", en: "Wrong passphrase.",
    hint: Text(
      ja: "最初の開封であなたが決めたパスフレーズです（本人のものではありません）。",
      en: "It is the one that you chose at the first opening, not the holder's."))

  static func label(_ field: AdmissionState.FieldID) -> Text {
    switch field {
    case .code: Text(ja: "一回限りのコード", en: "One-time code")
    case .passphrase: Text(ja: "あなたのパスフレーズ", en: "Your passphrase")
    case .again: Text(ja: "もう一度", en: "Once more")
    }
  }

  static func hint(_ field: AdmissionState.FieldID) -> Text {
    switch field {
    case .code: Text(ja: "28文字。ハイフンや小文字でもよい", en: "28 characters; case and hyphens do not matter")
    case .passphrase: Text(ja: "8文字以上。Ctrl-R で表示", en: "8 or more characters; Ctrl-R shows it")
    case .again: Text(ja: "Enter で開封", en: "Enter opens the file")
    }
  }

  /// A code that cannot be right, before anything is tried.
  static func report(_ problem: RecoveryCode.Problem) -> ErrorReport {
    switch problem {
    case .wrongLength(let count):
      ErrorReport(
        .wrongKey, ja: "コードは28文字です（今は\(count)文字）。",
        en: "A code has 28 characters; this one has \(count).")
    case .unknownCharacter(let place):
      ErrorReport(
        .wrongKey, ja: "\(place)文字目はコードに使われない文字です。",
        en: "Character \(place) never occurs in a code.")
    case .mistyped:
      ErrorReport(
        .wrongKey, ja: "コードのどこかが違います（検査文字が合いません）。",
        en: "A character of the code is wrong: its check does not fit.")
    }
  }
}
