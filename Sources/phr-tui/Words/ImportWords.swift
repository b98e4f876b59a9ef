import PHRModel

/// What an import says: totals and the reasons of problems.
enum ImportWords {
  /// The line that sums up one file.
  static func summary(file: String, report: ImportReport, rehearsed: Bool) -> Text {
    let name = CommandWords.shown(file)
    let format = KindWords.name(of: report.format)
    let kinds = Kind.allCases.compactMap { kind in report.new[kind].map { (kind, $0) } }
    let ja = kinds.map { "\(KindWords.name(of: $0.0).ja) \($0.1)" }.joined(separator: "、")
    let en = kinds.map { "\(KindWords.name(of: $0.0).en) \($0.1)" }.joined(separator: ", ")
    let twins = report.twins
    return Text(
      ja: "\(name): \(format.ja)\(rehearsed ? "（試行）" : "") 新規 \(report.newCount)"
        + (kinds.isEmpty ? "" : "（\(ja)）") + "、変更 \(report.changed)、取り下げ \(report.withdrawn)、"
        + "既存 \(report.unchanged)" + (twins > 0 ? "、同一の記録 \(twins)" : "")
        + "、問題 \(report.problemCount)",
      en: "\(name): \(format.en)\(rehearsed ? " (dry run)" : ""): \(report.newCount) new"
        + (kinds.isEmpty ? "" : " (\(en))") + ", \(report.changed) changed, "
        + "\(report.withdrawn) withdrawn, \(report.unchanged) known"
        + (twins > 0 ? ", \(twins) twins" : "") + ", \(report.problemCount) problems")
  }

  /// What an import does to an empty profile; a rehearsal only would.
  static func filledProfile(rehearsed: Bool) -> Text {
    rehearsed
      ? Text(
        ja: "本人情報が空なので、取り込むとこのファイルから設定されます。",
        en: "The profile is empty; the import would fill it from this file.")
      : Text(
        ja: "本人情報が空だったので、このファイルから設定しました。",
        en: "The profile was empty and was filled from this file.")
  }

  /// Consents that hold now.
  static func consents(_ count: Int) -> Text {
    Text(
      ja: "同意設定を\(count)件取り込みました。consent list で確かめられます。",
      en: "\(count) \(count == 1 ? "consent holds" : "consents hold") now; see consent list.")
  }

  /// What is kept only in the original.
  static func keptRaw(_ counts: [String: Int]) -> Text {
    let list = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      .joined(separator: ", ")
    return Text(
      ja: "記録にせず原本だけに残したもの: \(list)", en: "Kept only in the original: \(list)")
  }

  /// One problem with its place.
  static func line(file: String, problem: ImportProblem) -> Text {
    let name = CommandWords.shown(file)
    let field = problem.field.map { field in
      field.hasPrefix("column ") ? "\(field.dropFirst(7))文字目" : field
    }
    let ja = [place(problem)?.ja, field].compactMap { $0 }
    let en = [place(problem)?.en, problem.field].compactMap { $0 }
    let reason = self.reason(problem.reason)
    let warning = problem.severity == .warning
    return Text(
      ja: ([name] + ja + [warning ? "注意" : "問題", reason.ja]).joined(separator: ": "),
      en: ([name] + en + [warning ? "warning" : "problem", reason.en]).joined(separator: ": "))
  }

  /// The line or, in a document, the entry.
  private static func place(_ problem: ImportProblem) -> Text? {
    problem.line.map { number in
      problem.countsEntries
        ? Text(ja: "\(number)番目の項目", en: "entry \(number)")
        : Text(ja: "\(number)行目", en: "line \(number)")
    }
  }

  /// Problems beyond those that are listed.
  static func more(_ count: Int) -> Text {
    Text(ja: "ほか \(count) 件の問題", en: "and \(count) more problems")
  }

  /// What is wrong.
  static func reason(_ reason: ImportProblem.Reason) -> Text {
    wholeFile(reason) ?? place(reason) ?? content(reason)
  }

  private static func wholeFile(_ reason: ImportProblem.Reason) -> Text? {
    switch reason {
    case .unknownFormat:
      Text(
        ja: "取り込める形式ではありません（お薬手帳・特定健診XML・マイナポータルCSV・FHIR）。",
        en: "not a format that can be imported (JAHIS notebook, checkup XML, MyNaPortal CSV, FHIR)")
    case .emptyFile: Text(ja: "空のファイルです。", en: "the file is empty")
    case .undecodable:
      Text(ja: "文字コードが UTF-8 でも CP932 でもありません。", en: "neither UTF-8 nor CP932 text")
    case .tooLarge:
      Text(
        ja: "64 MiB を超える文書は取り込みません。分割してください。",
        en: "a document above 64 MiB is declined; please split it")
    case .tooDeep: Text(ja: "入れ子が深すぎます。", en: "nested too deeply")
    case .malformed: Text(ja: "途中で切れているか、形が崩れています。", en: "cut off or malformed")
    case .doctypeRefused:
      Text(
        ja: "文書型宣言（DOCTYPE）のある XML は安全のため取り込みません。",
        en: "XML with a document type (DOCTYPE) is refused for safety")
    case .prescriptionDeclined:
      Text(
        ja: "処方箋の二次元コード（JAHIS10 など）です。お薬手帳（JAHISTC…）ではないため取り込みません。",
        en: "a prescription code (JAHIS10 …), not a medication notebook (JAHISTC …)")
    case .notACheckup:
      Text(ja: "健診結果ではありません（保健指導・決済の情報）。", en: "not a checkup (guidance or fee data)")
    case .compressedUnsupported:
      Text(
        ja: "圧縮ファイルは読みません。unzip や gunzip で展開してから取り込んでください。",
        en: "compressed files are not read; unpack with unzip or gunzip first")
    case .archiveRefused: Text(ja: "圧縮ファイルが壊れています。", en: "the archive is damaged")
    case .partMissing:
      Text(
        ja: "分割されたデータの残りがありません。すべてを一度に指定してください。",
        en: "a part of split data is missing; give all parts at once")
    case .headerMissing: Text(ja: "先頭のバージョン行がありません。", en: "the version line is missing")
    case .unknownVersion: Text(ja: "知らない版です。", en: "a version that we do not know")
    default: nil
    }
  }

  private static func place(_ reason: ImportProblem.Reason) -> Text? {
    switch reason {
    case .undecodableText: Text(ja: "読めない文字があります。", en: "text that cannot be decoded")
    case .badDate: Text(ja: "日付が正しくありません。", en: "not a valid date")
    case .badNumber: Text(ja: "数値ではありません。", en: "not a number")
    case .numberTooLarge: Text(ja: "数値が大きすぎます。", en: "the number is too large")
    case .unknownCode: Text(ja: "一覧にないコードです。", en: "a code outside its list")
    case .missingField: Text(ja: "必要な項目が空です。", en: "a required field is empty")
    case .fieldCount: Text(ja: "項目の数が合いません。", en: "another number of fields than expected")
    case .keptRaw: Text(ja: "対応する項目がないため、そのまま残しました。", en: "no field for it; kept raw")
    case .consentKept:
      Text(
        ja: "この同意はここでは正確に表せないため、適用せず原本だけに残しました。",
        en: "this consent cannot be said exactly here: nothing of it holds, the original keeps it")
    case .orphan: Text(ja: "前のどの行にも属しません。", en: "belongs to nothing before it")
    default: nil
    }
  }

  private static func content(_ reason: ImportProblem.Reason) -> Text {
    switch reason {
    case .sumMismatch: Text(ja: "金額の合計が合いません。", en: "amounts do not add up")
    case .unsafeText:
      Text(
        ja: "制御文字などを除いて表示します（原本はそのまま）。",
        en: "control characters were left out (the original keeps them)")
    case .myNumberMasked:
      Text(
        ja: "個人番号（マイナンバー）らしい番号を伏せました。保存していません。",
        en: "what looks like a My Number (個人番号) was masked and is not stored")
    case .checkDigit: Text(ja: "検査数字が合いません。", en: "the check digit is wrong")
    case .otherPerson: Text(ja: "別の人の記録なので除きました。", en: "another person's entry, left out")
    case .tooLong: Text(ja: "規定より長い文字列です。", en: "longer than the format allows")
    case .vendorVariant: Text(ja: "独自の並びとして読みました。", en: "read as a vendor's own layout")
    case .unresolvedReference:
      Text(ja: "参照先がファイルにありません。", en: "refers to something that is not in the file")
    default: Text(ja: reason.rawValue, en: reason.rawValue)
    }
  }
}
