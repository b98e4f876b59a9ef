/// What `demo` says before the screen opens.
enum DemoWords {
  static let preparing = Text(
    ja: "架空の家族の記録を一時フォルダーに用意しています…",
    en: "Preparing invented families' records in a temporary folder…")

  static func push(_ command: String) -> Text {
    Text(
      ja: "別の端末でお知らせを送れます: \(command)", en: "Push a notice from another terminal: \(command)")
  }

  static func passphrase(_ text: String) -> Text {
    Text(
      ja: "デモのパスフレーズは「\(text)」です（ロック後に使います）。終了するとすべて消えます。",
      en: "The demonstration's passphrase is “\(text)” (after a lock); "
        + "everything is removed at exit.")
  }
}
