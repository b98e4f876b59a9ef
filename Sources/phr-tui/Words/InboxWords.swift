/// What the inbox and the background sync say on the screen.
enum InboxWords {
  static let putAway = Text(
    ja: "しまいました。記録の「お知らせ」でいつでも読めます。", en: "Put away. It stays among the records, under notices.")
  static let title = Text(ja: "受信箱", en: "Inbox")
  static let empty = Text(
    ja: "お知らせはありません。ポータルにサインインしてあれば、ここに届きます（phr-tui portal login）。",
    en: "No notices. Once you are signed in at a portal, they arrive here (phr-tui portal login).")
  static let goesTo = Text(
    ja: "Enter で、このお知らせの記録を開きます。", en: "Enter opens the record that this is about.")

  /// The count in the banner.
  static func unread(_ count: Int) -> Text {
    Text(ja: "未読 \(count)", en: "\(count) unread")
  }

  static let unreachable = Text(
    ja: "ポータルに届きません。あとで自動的にやり直します。",
    en: "The portal cannot be reached; it is tried again by itself.")
  static let untrusted = Text(
    ja: "ポータルの証明書を確かめられません。何も送っていません。",
    en: "The portal's certificate cannot be trusted; nothing was sent.")
  static let signInAgain = Text(
    ja: "ポータルへの再認証が必要です: phr-tui portal login",
    en: "Sign in at the portal again: phr-tui portal login")
  static let stranger = Text(
    ja: "ポータルの人は別の人のようです。何も取り込んでいません。",
    en: "The portal's person seems to be somebody else; nothing was stored.")
}
