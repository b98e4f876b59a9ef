extension DetailWords {
  static let substance = Text(ja: "原因物質", en: "Substance")
  static let allergyKind = Text(ja: "種類", en: "Kind")
  static let criticality = Text(ja: "重大さ", en: "Criticality")
  static let verification = Text(ja: "確かさ", en: "Verification")
  static let symptoms = Text(ja: "症状", en: "Symptoms")
  static let onset = Text(ja: "いつから", en: "Since")
  static let abatement = Text(ja: "いつまで", en: "Until")
  static let noneKnown = Text(ja: "「なし」と申告されています", en: "Stated: none known")
  static let severity = Text(ja: "重症度", en: "Severity")
  static let sites = Text(ja: "部位", en: "Body site")

  static let device = Text(ja: "機器", en: "Device")
  static let method = Text(ja: "方法", en: "Method")
  static let time = Text(ja: "時刻", en: "Time")
  static let history = Text(ja: "値の移り変わり", en: "Values over time")

  static let sender = Text(ja: "差出人", en: "From")
  static let sent = Text(ja: "送信", en: "Sent")
  static let deadline = Text(ja: "期限", en: "Deadline")
  static let priority = Text(ja: "重要度", en: "Priority")
  static let unreadable = Text(
    ja: "この通知は読み取れませんでした。元データはそのまま残しています。",
    en: "This notice could not be read; its raw form is kept.")

  static let insurer = Text(ja: "保険者番号", en: "Insurer no.")
  static let symbol = Text(ja: "記号", en: "Symbol")
  static let number = Text(ja: "番号", en: "Number")
  static let branch = Text(ja: "枝番", en: "Branch")
  static let ticket = Text(ja: "受診券整理番号", en: "Ticket")
  static let coverage = Text(ja: "種類", en: "Coverage")
  static let relationship = Text(ja: "続柄", en: "Relationship")
  static let validFrom = Text(ja: "資格取得", en: "Valid from")
  static let validTo = Text(ja: "有効期限", en: "Valid until")

  /// A span of values for a screen reader instead of the curve.
  static func trend(count: Int, first: String, last: String) -> Text {
    Text(
      ja: "\(count)回の推移: 最初 \(first)、最新 \(last)",
      en: "\(count) values: first \(first), latest \(last)")
  }
}
