/// The sentences of the key table.
enum KeyWords {
  static let pageTitle = Text(ja: "キー操作", en: "Keys")

  static let pageIntroduction = Text(
    ja: "プログラムのキー表から作成（編集しても次の生成で消えます）。"
      + "変更は `$XDG_CONFIG_HOME/phr-tui/keys` に「モード コマンド キー…」を一行ずつ書きます。"
      + "日本語入力がオンのままでも、全角の英数字・記号は半角として扱います。",
    en: "Made from the program's key table; do not edit by hand. To change keys, write lines of "
      + "“mode command keys…” into `$XDG_CONFIG_HOME/phr-tui/keys`. With a Japanese input method "
      + "switched on, full-width letters and signs count as the plain ones.")

  static func title(of mode: KeyMode) -> Text {
    switch mode {
    case .global: Text(ja: "どこでも", en: "Everywhere")
    case .browse: Text(ja: "一覧と詳細", en: "Lists and details")
    case .sharing: Text(ja: "提供先と同意", en: "Recipients and consent")
    case .read: Text(ja: "文章を読む", en: "Reading")
    case .preview: Text(ja: "見てから決める", en: "Looking before deciding")
    case .text: Text(ja: "文字入力", en: "Typing")
    case .choice: Text(ja: "選択肢", en: "Choosing")
    case .confirm: Text(ja: "確認", en: "Questions")
    }
  }

  /// What a command does, as an imperative.
  static func summary(of command: Command) -> Text {
    movement(command) ?? record(command) ?? sharing(command) ?? family(command)
      ?? program(command) ?? form(command) ?? editing(command)
  }

  private static func movement(_ command: Command) -> Text? {
    switch command {
    case .moveDown: Text(ja: "下へ", en: "down")
    case .moveUp: Text(ja: "上へ", en: "up")
    case .pageDown: Text(ja: "次のページ", en: "page down")
    case .pageUp: Text(ja: "前のページ", en: "page up")
    case .moveToFirst: Text(ja: "先頭へ", en: "to the top")
    case .moveToLast: Text(ja: "末尾へ", en: "to the end")
    case .nextPane: Text(ja: "次の区画へ", en: "next pane")
    case .previousPane: Text(ja: "前の区画へ", en: "previous pane")
    case .nextRecord: Text(ja: "次の記録", en: "next record")
    case .previousRecord: Text(ja: "前の記録", en: "previous record")
    default: nil
    }
  }

  private static func record(_ command: Command) -> Text? {
    switch command {
    case .open: Text(ja: "開く", en: "open")
    case .back: Text(ja: "戻る", en: "back")
    case .zoom: Text(ja: "区画を広げる／戻す", en: "widen the pane, and back")
    case .filter: Text(ja: "絞り込み", en: "filter")
    case .addRecord: Text(ja: "記録を追加", en: "add a record")
    case .editRecord: Text(ja: "記録を訂正（前の版は残る）", en: "correct (the old version stays)")
    case .withdrawRecord: Text(ja: "取り下げ（記録は残る）", en: "withdraw (the record stays, marked)")
    case .showHistory: Text(ja: "版の履歴", en: "versions")
    case .showRaw: Text(ja: "元データの項目", en: "fields of the source")
    case .showProfile: Text(ja: "本人情報", en: "the holder's profile")
    case .importFile: Text(ja: "ファイルを取り込む", en: "import a file")
    case .openInbox: Text(ja: "受信箱", en: "inbox")
    case .archive: Text(ja: "お知らせをしまう（受信箱）", en: "archive the notice (inbox)")
    case .markUnread: Text(ja: "お知らせを未読に戻す（受信箱）", en: "mark the notice as unread (inbox)")
    case .refuseResearch: Text(ja: "研究利用を断る（受信箱）", en: "refuse research (inbox)")
    case .whoSees: Text(ja: "だれに見えるか・変える", en: "who sees this record, and change it")
    case .showRecipients: Text(ja: "提供先と見え方", en: "recipients and what they get")
    case .showAccessLog: Text(ja: "だれが見たか", en: "who has looked")
    case .handOut: Text(ja: "要約・救急カード・お薬手帳を渡す", en: "hand out a summary, card or notebook")
    default: nil
    }
  }

  private static func sharing(_ command: Command) -> Text? {
    switch command {
    case .seeAs: Text(ja: "相手から見える記録", en: "exactly what it gets, beside your own list")
    case .toggleSharing: Text(ja: "この記録を見せる／見せない", en: "show or hide this record")
    case .seal: Text(ja: "封をする／解く（救急でも見せない）", en: "seal, and take off (not in emergencies either)")
    case .checkLeaks: Text(ja: "手がかりの点検", en: "what gives hidden records away")
    case .showRules: Text(ja: "同意設定の一覧", en: "the directives")
    case .showConsentHistory: Text(ja: "同意の履歴", en: "history of consent")
    case .undoConsent: Text(ja: "直前の同意の変更を元に戻す", en: "undo the latest change of consent")
    case .addEntry: Text(ja: "提供先を追加", en: "add a recipient")
    case .editEntry: Text(ja: "提供先を編集", en: "edit the recipient")
    case .removeEntry:
      Text(ja: "提供先を外す／戻す・設定を消す", en: "archive the recipient, and back; clear the directive")
    case .rotateCode: Text(ja: "連携符号を取り替える", en: "replace the linkage code")
    case .chooseMoment: Text(ja: "時点と利用目的を選ぶ", en: "choose moment and purpose")
    case .flaggedOnly: Text(ja: "同意に反するものだけ", en: "only what contradicts the consent")
    case .hideLeaks: Text(ja: "手がかりも一緒に見せない", en: "hide what gives it away, too")
    case .saveFile: Text(ja: "ファイルに保存", en: "save as a file")
    case .printPage: Text(ja: "印刷", en: "print")
    case .openPage: Text(ja: "保存したファイルを開く", en: "open the saved file")
    default: nil
    }
  }

  private static func family(_ command: Command) -> Text? {
    switch command {
    case .showPeople: Text(ja: "家族の記録を切り替える", en: "your people: overview, switch")
    case .lookIn: Text(ja: "ようすだけ見る（家族の記録）", en: "look in without switching (your people)")
    case .showDelegates: Text(ja: "代理人・提案・閲覧記録", en: "delegates, proposals, log")
    case .refreshFiles: Text(ja: "代理人用ファイルを最新にする", en: "bring delegates' files up to date")
    case .takeProposal: Text(ja: "提案を受け入れる（代理人）", en: "accept (proposals)")
    case .declineProposal: Text(ja: "提案を断る（代理人）", en: "decline (proposals)")
    case .addNote: Text(ja: "メモを付ける（代理人として）", en: "note on a record (as a delegate)")
    case .handOver: Text(ja: "18歳になった本人に引き渡す", en: "hand over to the child, now of age")
    default: nil
    }
  }

  private static func program(_ command: Command) -> Text? {
    switch command {
    case .help: Text(ja: "キーの説明", en: "help")
    case .changeLanguage: Text(ja: "English に切り替え", en: "日本語に切り替え")
    case .changeTheme: Text(ja: "配色を替える", en: "next theme")
    case .redraw: Text(ja: "画面を描き直す", en: "draw the screen again")
    case .suspend: Text(ja: "中断（fg で再開）", en: "suspend (fg resumes)")
    case .lock: Text(ja: "今すぐロック", en: "lock now")
    case .quit: Text(ja: "終了", en: "quit")
    default: nil
    }
  }

  private static func form(_ command: Command) -> Text? {
    switch command {
    case .nextField: Text(ja: "次の欄", en: "next field")
    case .previousField: Text(ja: "前の欄", en: "previous field")
    case .nextChoice: Text(ja: "次の選択肢", en: "next choice")
    case .previousChoice: Text(ja: "前の選択肢", en: "previous choice")
    case .accept: Text(ja: "決定", en: "accept")
    case .save: Text(ja: "保存", en: "save")
    case .cancel: Text(ja: "やめる", en: "cancel")
    case .reveal: Text(ja: "パスフレーズを表示／隠す", en: "reveal or hide the passphrase")
    case .answerYes: Text(ja: "はい", en: "yes")
    case .answerNo: Text(ja: "いいえ", en: "no")
    default: nil
    }
  }

  private static func editing(_ command: Command) -> Text {
    switch command {
    case .cursorLeft: Text(ja: "一文字左へ", en: "one character left")
    case .cursorRight: Text(ja: "一文字右へ", en: "one character right")
    case .cursorHome: Text(ja: "行の先頭へ", en: "to the start of the line")
    case .cursorEnd: Text(ja: "行の末尾へ", en: "to the end of the line")
    case .deleteBackward: Text(ja: "前の文字を消す", en: "delete the character before")
    case .deleteForward: Text(ja: "次の文字を消す", en: "delete the character after")
    case .deleteWord: Text(ja: "前の語を消す", en: "delete the word before")
    case .deleteLine: Text(ja: "全部消す", en: "delete everything")
    default: Text(ja: command.rawValue, en: command.rawValue)
    }
  }
}
