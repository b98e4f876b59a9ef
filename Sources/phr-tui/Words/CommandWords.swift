import Glibc

/// Why a command could not do its work.
enum CommandWords {
  static func report(_ failure: CommandFailure) -> ErrorReport {
    switch failure {
    case .cannotWriteOutput(let code):
      return ErrorReport(
        .failed, ja: "出力できません（\(SystemWords.reason(code).ja)）。",
        en: "Cannot write the output (\(SystemWords.reason(code).en)).")
    case .cannotRead(let file, let code):
      return ErrorReport(
        .failed, ja: "\(shown(file)) を読めません（\(SystemWords.reason(code).ja)）。",
        en: "Cannot read \(shown(file)) (\(SystemWords.reason(code).en)).")
    case .cannotWrite(let file, let code):
      return ErrorReport(
        .failed, ja: "\(shown(file)) に書けません（\(SystemWords.reason(code).ja)）。",
        en: "Cannot write \(shown(file)) (\(SystemWords.reason(code).en)).")
    case .alreadyExists(let file):
      return ErrorReport(
        .failed, ja: "\(shown(file)) は既にあります。", en: "\(shown(file)) exists already.",
        hint: Text(
          ja: "別の名前にしてください（コマンドでは --force で上書きできます）。",
          en: "Choose another name; on the command line --force overwrites it."))
    case .noPassphrase, .passphrasesDiffer, .passphraseTooShort, .unusablePassphrase:
      return passphrase(failure)
    case .noSuchRecord, .ambiguousRecord, .unknownField, .badField, .endsTooEarly,
      .missingField:
      return record(failure)
    case .noSuchContact:
      return ErrorReport(
        .failed, ja: "その名前の緊急連絡先はありません。",
        en: "There is no emergency contact of that name.")
    case .noOriginal:
      return ErrorReport(
        .failed, ja: "この記録は手で入力されたもので、原本はありません。",
        en: "This record was typed in; there is no original.")
    case .notConfirmed:
      return ErrorReport(
        .refused, ja: "確認されなかったので、何も変えていません。",
        en: "Not confirmed; nothing was changed.")
    case .nothingToDo:
      return ErrorReport(
        .usage, ja: "することが指定されていません。", en: "Nothing to do was given.",
        hint: Text(ja: "--help で使い方を表示します。", en: "--help shows how it is used."))
    case .readOnly:
      return ErrorReport(
        .refused, ja: "この記録ファイルは今は変更できません。", en: "This vault cannot be changed now.",
        hint: Text(
          ja: "理由は上の行にあります。古い状態を正とするなら --accept-older を付けてください。",
          en: "The line above says why. To accept an older state as the truth, add --accept-older.")
      )
    }
  }

  private static func passphrase(_ failure: CommandFailure) -> ErrorReport {
    switch failure {
    case .passphrasesDiffer:
      ErrorReport(.usage, ja: "二つの入力が一致しません。", en: "The two entries differ.")
    case .passphraseTooShort:
      ErrorReport(
        .usage, ja: "パスフレーズが短すぎます。", en: "The passphrase is too short.",
        hint: Text(
          ja: "8文字以上にしてください。無関係な単語を4つ以上つなげるのがお勧めです。",
          en: "Use 8 characters or more; four unrelated words are a good choice."))
    case .unusablePassphrase:
      ErrorReport(
        .usage, ja: "パスフレーズに使えない文字があるか、長すぎます。",
        en: "The passphrase is empty, too long or holds characters that cannot be used.")
    default:
      ErrorReport(
        .wrongKey, ja: "パスフレーズが必要ですが、尋ねる端末がありません。",
        en: "A passphrase is needed and there is no terminal to ask on.",
        hint: Text(
          ja: "--passphrase-file FILE か --passphrase-fd N で渡してください。",
          en: "Give it by --passphrase-file FILE or --passphrase-fd N."))
    }
  }

  private static func record(_ failure: CommandFailure) -> ErrorReport {
    switch failure {
    case .unknownField(let name, let known):
      return ErrorReport(
        .usage, ja: "「\(name)」という項目はありません。", en: "There is no field “\(name)”.",
        hint: Text(
          ja: "使える項目: \(known.joined(separator: "、"))",
          en: "Fields: \(known.joined(separator: ", "))"))
    case .badField(let name, let form):
      return ErrorReport(
        .usage, ja: "「\(name)」の値が正しくありません。", en: "The value of “\(name)” is not valid.",
        hint: form.flatMap { FieldWords.expected($0, of: name) })
    case .endsTooEarly(let name):
      return ErrorReport(
        .usage, ja: "「\(name)」が始まりより前です。", en: "“\(name)” lies before the beginning.")
    case .missingField(let name):
      return ErrorReport(
        .usage, ja: "「\(name)」が必要です。", en: "“\(name)” is needed.")
    case .ambiguousRecord:
      return ErrorReport(
        .usage, ja: "その文字で始まる記録が複数あります。",
        en: "Several records begin with those characters.",
        hint: Text(ja: "もっと長く入力してください。", en: "Type more of the id."))
    default:
      return ErrorReport(
        .failed, ja: "その記録はありません。", en: "There is no such record.",
        hint: Text(ja: "phr-tui list で一覧を表示します。", en: "phr-tui list shows the records."))
    }
  }

  /// A file name as it may be shown: control characters never reach the terminal.
  static func shown(_ file: String) -> String {
    file == "-" ? "stdin" : String(file.map { $0.isTerminalSafe ? $0 : "?" })
  }
}

extension Character {
  /// Whether a terminal shows the character and does nothing else with it.
  fileprivate var isTerminalSafe: Bool {
    unicodeScalars.allSatisfy { scalar in
      let category = scalar.properties.generalCategory
      return category != .control && category != .format
    }
  }
}
