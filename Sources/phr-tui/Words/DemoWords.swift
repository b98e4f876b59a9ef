/// What `demo` says before the screen opens.
enum DemoWords {
  static let preparing = Text(
    ja: "架空の家族の記録を一時フォルダーに用意しています…",
    en: "Preparing invented families' records in a temporary folder…")

  static func push(_ command: String) -> Text {
    Text(
      ja: "別の端末でお知らせを送れます: \(command)", en: "Push a notice from another terminal: \(command)")
  }

  static let tryPush = Text(ja: "お知らせを送る", en: "send a notice")

  static func tryAsking(_ name: String) -> Text {
    Text(ja: "\(name)に見えるもの", en: "what \(name) is served")
  }

  static let tryLooking = Text(
    ja: "知らない医院が勝手に見る", en: "a clinic that you do not know looks")
  /// A clinic that nobody has registered.
  static let stranger = "架空整形外科"

  static func passphrase(_ text: String) -> Text {
    Text(
      ja: "デモのパスフレーズは「\(text)」です（ロック後に使います）。終了するとすべて消えます。",
      en: "The demonstration's passphrase is “\(text)” (after a lock); "
        + "everything is removed at exit.")
  }
}
