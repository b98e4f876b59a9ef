import PHRModel

/// What `vault info` and `vault verify` say.
enum VaultInfoWords {
  /// The facts, label beside value.
  static func rows(_ info: VaultInfo, records: Int, path: String) -> [(Text, String)] {
    let slots = info.slots.map { "\($0.index): \(name(of: $0.kind).en)" }
    return [
      (Text(ja: "場所", en: "Path"), path),
      (Text(ja: "識別子", en: "Id"), HexText.of(info.id)),
      (Text(ja: "形式", en: "Format"), String(info.format)),
      (Text(ja: "鍵の世代", en: "Key epoch"), String(info.epoch)),
      (Text(ja: "ヘッダーの世代", en: "Header generation"), String(info.generation)),
      (Text(ja: "鍵スロット", en: "Key slots"), slots.joined(separator: ", ")),
      (Text(ja: "位置（コミット）", en: "Position (commit)"), String(info.commit)),
      (Text(ja: "基底以後のフレーム", en: "Frames since base"), String(info.framesSinceBase)),
      (Text(ja: "中身の大きさ", en: "Database size"), "\(info.imageSize)"),
      (Text(ja: "ファイルの大きさ", en: "File size"), "\(info.fileSize)"),
      (Text(ja: "書いた端末の数", en: "Devices"), String(info.devices)),
      (
        Text(ja: "鍵をメモリーに固定", en: "Key locked in memory"), info.keyIsLocked ? "✓" : "–"
      ),
      (Text(ja: "記録の数", en: "Records"), String(records)),
      (Text(ja: "最後の全体検査", en: "Last full check"), lastVerified(info.lastVerified)),
    ]
  }

  /// The day of the last full reading on this machine; "–" for never.
  private static func lastVerified(_ seconds: UInt64?) -> String {
    seconds.flatMap(Int64.init(exactly:)).map { Instant(seconds: $0).day.description } ?? "–"
  }

  /// What the file cannot protect from, in plain words.
  static let limits = [
    Text(
      ja: "中身と派生鍵はスワップや休止状態に残ることがあります。暗号化スワップをお勧めします。",
      en: "Contents and derived keys may reach swap or hibernation; encrypted swap is advised.")
  ]

  /// The name of a key slot's kind.
  static func name(of kind: VaultSlotKind) -> Text {
    switch kind {
    case .passphrase: Text(ja: "パスフレーズ", en: "passphrase")
    case .recoveryCode: Text(ja: "リカバリーコード", en: "recovery code")
    case .exchangeKey: Text(ja: "交換鍵", en: "exchange key")
    case .passphraseAndKeyFile: Text(ja: "パスフレーズ＋鍵ファイル", en: "passphrase and key file")
    case .unknown(let number): Text(ja: "不明（\(number)）", en: "unknown (\(number))")
    }
  }

  /// The result of a full reading.
  static func verified(_ found: VaultVerification) -> Text {
    Text(
      ja: "検査しました: フレーム \(found.frames)、コミット \(found.commits)、\(found.bytes) バイト。異常なし。",
      en: "Verified: \(found.frames) frames, \(found.commits) commits, \(found.bytes) bytes. Sound."
    )
  }

  static let databaseDamaged = Text(
    ja: "ファイルは真正ですが、データベースの整合性検査に失敗しました。",
    en: "The file is authentic, but the database inside fails its integrity check.")
}
