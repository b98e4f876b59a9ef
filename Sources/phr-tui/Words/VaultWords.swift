import PHRModel

/// What is said about the vault file: notices, read-only reasons, errors.
enum VaultWords {
  /// Something that happened while opening and that a person should hear once.
  static func sentence(for notice: VaultNotice) -> Text {
    switch notice {
    case .tailDropped(let bytes, let kind):
      Text(
        ja: "書き込み途中だった末尾 \(bytes) バイト（\(kind == .cutOff ? "途切れ" : "認証不可")）を除きました。"
          + "保存済みの変更は失われていません。",
        en: "An unfinished end of \(bytes) bytes (\(kind == .cutOff ? "cut off" : "unauthentic")) "
          + "was left out. No acknowledged change is lost.")
    case .tailKept(let path):
      Text(ja: "除いた末尾は \(path) に残しました。", en: "The part left out was kept as \(path).")
    case .headerCopyRepaired:
      Text(
        ja: "ヘッダーの片方の控えが傷んでいたため、もう一方から修復しました。",
        en: "One copy of the header was damaged and has been repaired from the other.")
    case .headerCopyDamaged:
      Text(
        ja: "ヘッダーの片方の控えが傷んでいます（今は修復できません）。",
        en: "One copy of the header is damaged and cannot be repaired now.")
    case .stateUnreadable:
      Text(
        ja: "この端末の控え（状態ディレクトリ）が読めません。今回は古いファイルかどうか分かりません。",
        en: "This machine's memory of the vault cannot be read; an older file would not be noticed "
          + "this time.")
    case .stateNotWritten:
      Text(
        ja: "この端末の控え（状態ディレクトリ）を書けませんでした。",
        en: "This machine's memory of the vault could not be written.")
    case .firstSeenHere:
      Text(
        ja: "この端末で初めて開く記録ファイルです（古い控えとすり替わっていても分かりません）。",
        en: "This vault is opened here for the first time; an older copy could not be noticed.")
    case .widerMode(let mode):
      Text(
        ja: "記録ファイルを他の利用者も読めます（権限 \(String(mode, radix: 8))）。chmod 600 をお勧めします。",
        en: "Others can read the vault file (mode \(String(mode, radix: 8))); chmod 600 is advised."
      )
    case .keyNotLocked:
      Text(
        ja: "鍵をメモリーに固定できませんでした。暗号化スワップをお勧めします。",
        en: "The key could not be locked into memory; encrypted swap is advised.")
    case .conflictFile(let path, _):
      Text(
        ja: "置き換えられたファイルに無かった変更を \(path) に保存しました。",
        en: "Changes that the replaced file lacked were saved as \(path).")
    case .noReserve:
      Text(
        ja: "ディスク満杯に備える予備ファイルを作れませんでした。",
        en: "The spare file for a full disk could not be made.")
    }
  }

  /// The check that the program makes by itself every 30 days found nothing wrong.
  static func verifiedAtIdle(_ found: VaultVerification) -> Text {
    Text(
      ja: "30日ごとの検査が済み、異常はありません（\(found.bytes) バイト）。",
      en: "Checked, as every 30 days: all \(found.bytes) bytes of the vault are sound.")
  }

  /// Why the vault may be read but not changed.
  static func sentence(for reason: VaultReadOnlyReason) -> Text {
    let because = cause(of: reason)
    return Text(ja: "読み取り専用で開きました: \(because.ja)", en: "Opened read-only: \(because.en)")
  }

  private static func cause(of reason: VaultReadOnlyReason) -> Text {
    switch reason {
    case .requested: Text(ja: "そう指定されました。", en: "as asked.")
    case .permissions: Text(ja: "書き込み権限がありません。", en: "there is no permission to write.")
    case .foreignOwner: Text(ja: "他の利用者のファイルです。", en: "the file is another user's.")
    case .unsafeFileSystem:
      Text(
        ja: "このファイルシステムでは排他が効かないことがあります。"
          + "一つのプログラムだけが使うなら --sole-user を付けてください。",
        en: "locks may not work on this file system. If only one program uses the file, "
          + "add --sole-user.")
    case .newerHeader:
      Text(ja: "新しい版のプログラムが必要です。", en: "a newer version of the program is needed.")
    case .olderThanLastSeen:
      Text(
        ja: "この端末はもっと新しい状態を見ています（古い控えの可能性）。",
        en: "this machine has seen a newer state; this may be an old copy.")
    case .diverged:
      Text(
        ja: "この端末で最後に見た状態と枝分かれしています。両方のファイルを残してください。",
        en: "it and the state last seen here went different ways; keep both files.")
    case .headerRolledBack:
      Text(ja: "古いヘッダーに戻されています。", en: "an older header was put back.")
    case .rememberedCommitLost:
      Text(
        ja: "この端末で見た最後の変更が末尾から失われています。",
        en: "the end of the log that this machine has seen is missing.")
    case .rekeyedElsewhere:
      Text(ja: "別の端末で鍵が替えられました。", en: "the data key was changed on another machine.")
    }
  }
}
