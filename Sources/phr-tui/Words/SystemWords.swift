import Glibc

/// What the operating system answers.
enum SystemWords {
  /// Why a call failed, by `errno`; strerror(3) speaks the language of the locale, not the
  /// program's.
  static func reason(_ code: Int32) -> Text {
    let english = String(cString: strerror(code))
    return Text(ja: japanese[code] ?? english, en: english)
  }

  /// What happens to people: wrong names, missing rights, full disks.
  private static let japanese: [Int32: String] = [
    ENOENT: "ファイルやフォルダーがありません", EACCES: "権限がありません", EPERM: "許可されていません",
    EISDIR: "フォルダーです", ENOTDIR: "途中の名前がフォルダーではありません", EROFS: "書き込めない場所です",
    ENOSPC: "空き容量がありません", EDQUOT: "割り当ての容量を超えました", EIO: "読み書きに失敗しました",
    ENAMETOOLONG: "名前が長すぎます", EADDRINUSE: "ほかのプログラムが使っています",
    EADDRNOTAVAIL: "この機械のアドレスではありません",
  ]
}
