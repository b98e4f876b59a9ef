/// The fixed sentences of `--help`.
enum HelpWords {
  static let purpose = Text(
    ja: "phr-tui: 端末で使う、暗号化された個人の健康記録",
    en: "phr-tui: a person's own, encrypted health record in the terminal")
  static let usage = Text(ja: "使い方:", en: "Usage:")
  static let withoutCommand = Text(
    ja: "命令なしで画面を開きます。", en: "Without a command it opens the screen.")
  static let commands = Text(ja: "命令:", en: "Commands:")
  static let options = Text(ja: "オプション:", en: "Options:")
  static let globalOptions = Text(ja: "共通オプション:", en: "Global options:")
  static let exitCodes = Text(ja: "終了コード:", en: "Exit codes:")
  static let environment = Text(
    ja: "環境変数: PHR_VAULT、XDG_DATA_HOME、XDG_STATE_HOME、XDG_CONFIG_HOME、NO_COLOR、"
      + "SOURCE_DATE_EPOCH（「現在」を固定）",
    en: "Environment: PHR_VAULT, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME, NO_COLOR, "
      + "SOURCE_DATE_EPOCH (fixes “now”)")

  static func meaning(of code: ExitCode) -> Text {
    switch code {
    case .done: Text(ja: "完了", en: "done")
    case .failed:
      Text(
        ja: "失敗（記録ファイルでない・新しい形式・ファイルなし・使用中・ディスク満杯を含む）",
        en: "failed (also: not a vault, newer format, no such vault, busy, disk full)")
    case .usage: Text(ja: "使い方の誤り", en: "usage")
    case .wrongKey: Text(ja: "パスフレーズ違い・鍵なし", en: "wrong passphrase or no key")
    case .refused:
      Text(
        ja: "拒否（同意・代理権・読み取り専用・別人・未登録の提供先）",
        en: "refused (consent, grant, read-only, wrong person, unknown recipient)")
    case .damaged: Text(ja: "記録ファイルの破損・改ざん", en: "vault damaged or tampered with")
    case .portal: Text(ja: "ポータルに届かない・同期が不完全", en: "portal unreachable or sync incomplete")
    case .problems: Text(ja: "完了、ただし問題の報告あり", en: "done, with problems reported")
    }
  }
}
