import PHRModel

/// Pages to read: versions, profile, import report.
enum ReaderWords {
  static func version(_ number: Int, day: CivilDay, status: Text) -> Text {
    Text(
      ja: "第\(number)版  \(day)  \(status.ja)", en: "Version \(number)  \(day)  \(status.en)")
  }

  static let importTitle = Text(ja: "取り込みの結果", en: "Import report")
  static let emptyProfile = Text(
    ja: "まだ何も登録されていません。最初に取り込んだファイルから設定されます。",
    en: "Nothing is known yet; the first imported file fills this in.")
  static let name = Text(ja: "氏名", en: "Name")
  static let kana = Text(ja: "カナ", en: "Kana")
  static let roman = Text(ja: "ローマ字", en: "Latin letters")
  static let birthDate = Text(ja: "生年月日", en: "Birth date")
  static let sex = Text(ja: "性別", en: "Sex")
  static let bloodType = Text(ja: "血液型", en: "Blood type")
  static let weight = Text(ja: "体重", en: "Weight")
  static let address = Text(ja: "住所", en: "Address")
  static let phone = Text(ja: "電話", en: "Telephone")
  static let contact = Text(ja: "連絡先", en: "Contact")
  static let contacts = Text(ja: "緊急連絡先", en: "Emergency contacts")
  static let careTeam = Text(ja: "かかりつけ", en: "Care team")
}

/// The import dialog and its report.
enum ImportPageWords {
  static let introduction = Text(
    ja: "お薬手帳（JAHIS）、特定健診XML、マイナポータルCSV、FHIR のファイル。形式は自動で判別します。",
    en: "A medication notebook (JAHIS), checkup XML, MyNaPortal CSV or FHIR file; the format is "
      + "detected.")
  static let file = Text(ja: "ファイル", en: "File")
  static let fileHint = Text(
    ja: "場所を入力して Enter（~ は使えます）", en: "Type the path and press Enter (~ works)")
  static let reading = Text(ja: "読んでいます", en: "reading")
  static let storing = Text(ja: "保存しています", en: "storing")
  static let canCancel = Text(
    ja: "Esc でやめる（何も保存されません）", en: "Esc stops it; nothing is kept")
  static let format = Text(ja: "形式", en: "Format")
  static let added = Text(ja: "新しい記録", en: "New records")
  static let changed = Text(ja: "変更", en: "Changed")
  static let withdrawn = Text(ja: "取り下げ", en: "Withdrawn")
  static let unchanged = Text(ja: "既にあったもの", en: "Here already")
  static let twins = Text(ja: "他の出典と同じ記録", en: "Same event from another source")
  static let problems = Text(ja: "問題", en: "Problems")
  static let line = Text(ja: "行", en: "Line")
  static let place = Text(ja: "場所", en: "Place")
  static let problem = Text(ja: "内容", en: "Problem")
  static let filledProfile = Text(
    ja: "本人情報が空だったので、このファイルから設定しました。", en: "The profile was empty and was filled from this file.")
}
