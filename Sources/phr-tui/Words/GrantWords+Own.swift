import PHRModel

/// A delegate's own page, with notes.
extension GrantWords {
  static let note = Text(ja: "メモ", en: "Note")
  static let noteHint = Text(
    ja: "本人に届きます。Enter で書く", en: "reaches the holder; Enter writes it")

  static let ownTitle = Text(ja: "あなたの代理権と閲覧記録", en: "Your grant and your log")
  static let holderSees = Text(
    ja: "開いたこと、見た記録、書き出しは、このとおり本人に届きます。",
    en: "The holder learns exactly this: when you open the file, what you view and export.")
  static let holderSeesShort = Text(
    ja: "見た記録は本人に伝わります", en: "the holder learns what you view")
  static let cannotHere = ErrorReport(
    .refused, ja: "代理人は見るだけです。a・e で本人に提案、N でメモができます。",
    en: "A delegate only looks; a and e propose to the holder, N notes.")
  static let notInFile = ErrorReport(
    .refused, ja: "本人の同意設定は、代理人用ファイルには入っていません。",
    en: "The holder's consents are not in a delegate's file.")
  static let holder = Text(ja: "本人", en: "Holder")
  static let log = Text(ja: "閲覧・メモ・提案", en: "Viewed, noted, proposed")

  static func proposal(of subject: EditorState.Subject) -> Text {
    let name = EditorWords.subject(subject)
    if case .correction = subject {
      return Text(ja: "訂正を提案: \(name.ja)", en: "Propose a correction: \(name.en)")
    }
    return Text(ja: "追加を提案: \(name.ja)", en: "Propose: \(name.en)")
  }
}
