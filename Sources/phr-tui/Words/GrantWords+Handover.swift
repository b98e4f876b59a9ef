import PHRModel

/// The guided handover at 18, and the birthdays before it.
extension GrantWords {
  static let handover = Text(ja: "本人への引き渡し", en: "Handing the vault over")
  static let handoverSteps = [
    Text(
      ja: "成年（18歳）になった本人に、この記録ファイルを渡します。",
      en: "The vault goes over to the child, who is of age (18)."),
    Text(
      ja: "1  席を替わり、本人が新しいパスフレーズを二度入力します。",
      en: "1  Change seats: the child types a new passphrase, twice."),
    Text(
      ja: "2  ファイル全体を新しい鍵で封じ直します。これまでのパスフレーズ、コード、鍵ファイルはすべて無効になり、"
        + "親権による代理権は終わります。",
      en: "2  Everything is sealed anew. Every former passphrase, code and key file ends, and so "
        + "do grants by parenthood."),
    Text(
      ja: "3  新しいリカバリーコードを本人が書き写します。",
      en: "3  The child writes down the new recovery code."),
    Text(
      ja: "前に取ったバックアップは、前の鍵で開けるまま残ります。本人に渡すか、消してください。",
      en: "Backups made before still open with the former keys: give them to the child or delete "
        + "them."),
    Text(ja: "Enter で始める、Esc でやめる", en: "Enter begins, Esc goes back"),
  ]
  static let childTypes = Text(
    ja: "ここからは本人が入力します。", en: "From here on the child types.")
  static let handingOver = Text(
    ja: "鍵を計算し、ファイル全体を封じ直しています…", en: "Deriving the key and sealing everything anew…")
  static let handedOver = Text(
    ja: "引き渡しが済みました。これまでの鍵では開けません。", en: "Handed over: the former keys open it no more.")

  static func label(_ field: HandoverState.FieldID) -> Text {
    switch field {
    case .passphrase: Text(ja: "本人のパスフレーズ", en: "The child's passphrase")
    case .again: Text(ja: "もう一度", en: "Once more")
    }
  }

  /// The question at the start, when a birthday calls for something.
  static func birthday(_ event: LifeEvent) -> Text {
    switch event {
    case .fifteen:
      Text(
        ja: DelegateWords.birthday(event).ja + "代理人のページを開きますか。",
        en: DelegateWords.birthday(event).en + " Open the page on delegates?")
    case .ofAge:
      Text(
        ja: "本人は18歳（成年）になりました。記録ファイルを本人に引き渡す時です。手順を開きますか（後からは H）。",
        en: "The holder is 18, of age: time to hand the vault over. Open the steps (later: H)?")
    }
  }
}
