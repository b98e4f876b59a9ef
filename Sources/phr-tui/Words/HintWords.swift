extension KeyWords {
  /// What a command does, in one or two words for the hint line.
  static func short(_ command: Command) -> Text {
    switch command {
    case .open: Text(ja: "開く", en: "open")
    case .nextPane: Text(ja: "区画", en: "pane")
    case .help: Text(ja: "キー", en: "keys")
    case .addRecord: Text(ja: "追加", en: "add")
    case .editRecord: Text(ja: "訂正", en: "correct")
    case .withdrawRecord: Text(ja: "取り下げ", en: "withdraw")
    case .zoom: Text(ja: "拡大", en: "zoom")
    case .importFile: Text(ja: "取り込み", en: "import")
    case .lock: Text(ja: "ロック", en: "lock")
    case .reveal: Text(ja: "表示", en: "show")
    case .showPeople: Text(ja: "家族", en: "people")
    case .lookIn: Text(ja: "ようす", en: "look in")
    case .showDelegates: Text(ja: "代理人", en: "delegates")
    case .refreshFiles: Text(ja: "最新に", en: "refresh")
    case .takeProposal: Text(ja: "受け入れる", en: "accept")
    case .declineProposal: Text(ja: "断る", en: "decline")
    case .addNote: Text(ja: "メモ", en: "note")
    case .handOver: Text(ja: "引き渡し", en: "hand over")
    case .deleteLine: Text(ja: "消す", en: "clear")
    default: summary(of: command)
    }
  }
}
