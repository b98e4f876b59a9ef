/// What the places about sharing are called.
enum SharingWords {
  static let whoSees = Text(ja: "だれに見えるか", en: "Who sees this")
  static let why = Text(ja: "理由", en: "Why")
  static let nobody = Text(ja: "だれにも見えません。", en: "Nobody.")
  static let recipients = Text(ja: "提供先（見える件数）", en: "Recipients and how many records they get")
  static let noRecipients = Text(
    ja: "提供先がありません。phr-tui recipients add で登録します。",
    en: "No recipients. Register one with phr-tui recipients add.")
  static let yours = Text(ja: "あなたの記録", en: "Your records")
  static let changed = Text(ja: "同意設定を変えました。", en: "The consent was changed.")

  /// The question before a change, with what it means.
  static func question(_ question: SharingQuestion) -> Text {
    let ask = Text(ja: "こう変えますか。", en: "Make this change?")
    let all = question.sentences + [ask]
    return Text(
      ja: all.map(\.ja).joined(separator: " "), en: all.map(\.en).joined(separator: " "))
  }
}
