import PHRModel

/// What `vault backup`, `restore`, `compact` and `export-sqlite` say.
enum VaultBackupWords {
  static func backedUp(_ path: String, _ found: VaultVerification) -> [Text] {
    [
      Text(
        ja: "控えを作り、読み戻して確かめました: \(path)（フレーム \(found.frames)、\(found.bytes) バイト）",
        en: "Backup made and read back: \(path) (\(found.frames) frames, \(found.bytes) bytes)"),
      Text(
        ja: "控えは今のパスフレーズとリカバリーコードで開きます。後で鍵を変えても、この控えには及びません。",
        en: "It opens with the present passphrase and recovery code; changing them later does not "
          + "reach it."),
    ]
  }

  static func rolling(_ backups: RollingBackups?) -> Text {
    guard let backups else {
      return Text(ja: "自動バックアップを止めました。", en: "Automatic backups are off.")
    }
    return Text(
      ja: "変更のあるたびに \(backups.folder) に控えを作り、新しい方から \(backups.keep) 個を残します。",
      en: "After every command that changes something a backup goes to \(backups.folder); the "
        + "newest \(backups.keep) are kept.")
  }

  static let oneDisk = Text(
    ja: "同じディスクの控えは、ディスクの故障や盗難には役立ちません。別の媒体にも控えを取ってください。",
    en: "Backups on the same disk do not survive its failure or theft; keep one elsewhere, too.")

  static func rollingFailed(_ because: Text) -> Text {
    Text(
      ja: "変更は保存しましたが、自動バックアップに失敗しました: \(because.ja)",
      en: "The change is saved, but the automatic backup failed: \(because.en)")
  }

  static func restored(_ path: String, previous: String?) -> [Text] {
    let done = Text(ja: "控えを戻しました: \(path)", en: "Restored: \(path)")
    guard let previous else { return [done] }
    return [
      done,
      Text(
        ja: "前のファイルは \(previous) に残しました。控えに無い変更はそこにだけあり、自動では合わせません。",
        en:
          "The replaced file is kept as \(previous). Changes that the backup lacks are only there; "
          + "nothing was merged."),
    ]
  }

  static func compacted(before: UInt64, after: UInt64) -> Text {
    Text(
      ja: "詰め直しました: \(before) → \(after) バイト", en: "Compacted: \(before) → \(after) bytes")
  }

  static let compactKept = Text(
    ja: "一つ前のファイルは .prev として残ります。消した内容を本当に除くには --forget を付けてください。",
    en: "The previous file stays as .prev. To be rid of deleted content, add --forget.")
  static let forgotten = [
    Text(
      ja: "消した内容は、このファイルと .prev、退避した末尾から除かれました。",
      en: "Deleted content is gone from this file, from .prev and from kept tails."),
    Text(
      ja: "できないこと: 控え（バックアップ）や他の複製には残ります。SSD・スナップショットにも残ることがあります。",
      en: "What it cannot do: backups and other copies still hold it; SSDs and snapshots may, too."
    ),
  ]

  static func backupsHoldIt(_ count: Int, _ folder: String) -> Text {
    Text(
      ja: "自動バックアップ \(count) 個（\(folder)）には、消した内容が残っています。",
      en: "\(count) automatic backups in \(folder) still hold what was deleted.")
  }

  static let askPlain = Text(
    ja: "暗号化されていないデータベースを書き出します。ファイルを手にした人は誰でも全部読めます。",
    en: "This writes the database without encryption: whoever gets the file can read everything.")

  static func exported(_ path: String, bytes: UInt64) -> [Text] {
    [
      Text(ja: "書き出しました: \(path)（\(bytes) バイト）", en: "Written: \(path) (\(bytes) bytes)"),
      Text(
        ja: "このファイルは守られていません。SSD やスナップショットからは、消しても完全には消えないことがあります。",
        en: "Nothing protects this file. Removing it later may not erase it from SSDs or snapshots."
      ),
    ]
  }
}
